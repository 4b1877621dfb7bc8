"""`search`: by any address of the article, by group, by words; and only what one may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.services import add_evidence
from claims.records.models import Claim
from provenance.sources.models import Article
from provenance.sources.services import keep_snapshot
from provenance.sources.services.followings import follow_passages
from tests.claims.scene import Scene, decide
from tests.provenance.sources.arriving import arrival

from .conftest import SITE, Api, text_page

SEARCH = "/hypothesis/api/search"
WORDS = "Nobody was hurt"
GIVEN = "http://www.post.example/pier?utm_source=mail"
FINAL = "https://post.example/2024/pier/"
CANONICAL = "https://post.example/news/pier"


def note(scene, body="Really?", words=WORDS, **given):
    by = given.pop("by", scene.cast.bea)
    at = scene.at(words)
    return services.write_note(body, place=at, workspace=scene.cast.desk, by=by, **given)


def names(answer):
    return [row["id"] for row in answer.data["rows"]]


@pytest.fixture
def known(scene: Scene) -> Scene:
    """The article has three addresses."""
    Article.objects.filter(pk=scene.snapshot.article_id).update(
        address=GIVEN,
        final_address=FINAL,
        canonical_address=CANONICAL,
        address_key="post.example/news/pier",
        latest=scene.snapshot,
    )
    scene.snapshot.article.refresh_from_db()
    return scene


@pytest.mark.parametrize(
    "uri",
    [
        GIVEN,
        FINAL,
        CANONICAL,
        "https://post.example/2024/pier",
        "http://www.post.example/pier?utm_source=mail",
        "https://www.post.example/news/pier/",
        "https://post.example/news/pier?fbclid=1",
    ],
)
def test_every_known_address_finds_the_notes(known: Scene, api: Api, uri: str):
    kept = note(known)
    answer = api(known.cast.ann).get(SEARCH, {"uri": uri, "group": "desk"})
    assert names(answer) == [f"note-{kept.pk}"]


@pytest.mark.parametrize("path", ["/snapshots/{s}/annotate/", "/snapshots/{s}/", "/articles/{a}/"])
def test_our_own_pages_find_the_notes_too(known: Scene, api: Api, path: str):
    kept = note(known)
    uri = SITE.at(path.format(s=known.snapshot.pk, a=known.snapshot.article_id))
    assert names(api(known.cast.ann).get(SEARCH, {"uri": uri})) == [f"note-{kept.pk}"]


@pytest.mark.parametrize(
    "uri",
    ["https://post.example/other", "https://other.example/pier", "nonsense", "http://[", "/x"],
)
def test_other_pages_find_nothing(known: Scene, api: Api, uri: str):
    note(known)
    assert api(known.cast.ann).get(SEARCH, {"uri": uri}).data["total"] == 0


def test_claims_and_evidence_are_found_at_their_words(known: Scene, api: Api):
    claim = known.claim(known.cast.ann)
    decide(claim, known)
    evidence = add_evidence(
        claim, stance="contradicts", warrant="A log.", place=known.at(WORDS), by=known.cast.ann
    )
    answer = api(known.cast.ann).get(SEARCH, {"uri": CANONICAL, "order": "asc"})
    assert names(answer) == [f"appearance-{claim.first_appearance_id}", f"evidence-{evidence.pk}"]
    stands = answer.data["rows"][0]
    assert stands["target"][0]["selector"][0]["exact"] == "We closed it on 3 May"
    assert stands["text"].startswith("The pier closed on 3 May.")
    assert stands["text"].endswith(": False")


def test_notes_on_a_claim_stand_below_it(known: Scene, api: Api):
    claim = known.claim(known.cast.ann)
    said = services.write_note("On the claim.", claim=claim, by=known.cast.bea)
    rows = api(known.cast.ann).get(SEARCH, {"uri": CANONICAL, "order": "asc"}).data["rows"]
    assert [row["id"] for row in rows][1] == f"note-{said.pk}"
    assert rows[1]["references"] == [rows[0]["id"]]


def test_a_merged_claim_reads_as_the_one_that_was_kept(known: Scene, api: Api):
    kept = known.claim(known.cast.ann, "The pier was closed on 3 May 2024.")
    twin = known.claim(known.cast.ann, "The pier closed.", appearance=known.at("pier was closed"))
    Claim.objects.filter(pk=twin.pk).update(merged_into=kept)
    rows = api(known.cast.ann).get(SEARCH, {"uri": CANONICAL}).data["rows"]
    assert all(row["text"].startswith(kept.statement) for row in rows)


def test_on_our_page_positions_are_given_and_elsewhere_not(known: Scene, api: Api):
    note(known)
    for uri, kinds in [
        (text_page(known.snapshot), ["TextQuoteSelector", "TextPositionSelector"]),
        (CANONICAL, ["TextQuoteSelector"]),
    ]:
        row = api(known.cast.ann).get(SEARCH, {"uri": uri}).data["rows"][0]
        assert [one["type"] for one in row["target"][0]["selector"]] == kinds


def test_on_the_page_of_a_later_version_notes_stand_where_their_words_went(known: Scene, api: Api):
    kept = note(known)
    lost = note(known, words="Forty boats")
    came = arrival(f"💧 Mended. {known.snapshot.text}".replace("Forty", "Fifty"), address=CANONICAL)
    later = keep_snapshot(came, workspace=known.cast.desk, by=known.cast.ann).snapshot
    assert later.article == known.snapshot.article
    follow_passages([later.article_id], by=None)
    asked = {"uri": text_page(later), "order": "asc"}
    [row] = api(known.cast.ann).get(SEARCH, asked).data["rows"]
    assert row["id"] == f"note-{kept.pk}" != f"note-{lost.pk}"
    quote, position = row["target"][0]["selector"]
    units = later.text.encode("utf-16-le")
    there = units[2 * position["start"] : 2 * position["end"]].decode("utf-16-le")
    assert there == quote["exact"] == WORDS
    assert row["uri"] == text_page(later)


WHO = {
    "ann": {"mine", "shared", "open"},
    "bea": {"shared", "open"},
    "eve": {"shared", "open"},
    "ron": {"shared", "open"},
    "olga": {"open"},
    "nobody": {"open"},
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("asked", [{}, {"group": "desk"}, {"uri": CANONICAL}])
def test_each_sees_what_is_theirs_to_see(known: Scene, api: Api, who: str, asked: dict[str, str]):
    known.snapshot.article.visibility = "public"
    known.snapshot.article.save()
    note(known, "mine", by=known.cast.ann, visibility="me")
    note(known, "shared", by=known.cast.ann)
    note(known, "open", by=known.cast.eve, visibility="public")
    rows = api(getattr(known.cast, who)).get(SEARCH, asked).data["rows"]
    assert {row["text"] for row in rows} == WHO[who]
    group = "desk" if who in ("ann", "bea", "eve", "ron") else "public"
    assert {row["group"] for row in rows} == {group}


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_outsiders_see_nothing_of_a_closed_article(known: Scene, api: Api, who: str):
    note(known)
    known.claim(known.cast.ann)
    for asked in ({}, {"group": "desk"}, {"uri": CANONICAL}, {"uri": text_page(known.snapshot)}):
        answer = api(getattr(known.cast, who)).get(SEARCH, asked)
        assert answer.data == {"total": 0, "rows": []}


def test_the_group_of_everyone_holds_what_everyone_sees(known: Scene, api: Api):
    known.snapshot.article.visibility = "public"
    known.snapshot.article.save()
    note(known)
    shown = note(known, "open", by=known.cast.eve, visibility="public")
    assert names(api(known.cast.ann).get(SEARCH, {"group": "public"})) == [f"note-{shown.pk}"]


def test_a_title_is_told_to_those_alone_who_see_the_article(known: Scene, api: Api):
    claim = known.claim(known.cast.eve)
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    row = api(known.cast.nobody).get(SEARCH, {"uri": CANONICAL}).data["rows"][0]
    assert row["document"]["title"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"user": "acct:ann@testserver"}, ["doubt"]),
        ({"user": "ann"}, ["doubt"]),
        ({"user": "acct:ann@elsewhere.example"}, []),
        ({"tag": "later"}, ["look again"]),
        ({"text": "LOOK"}, ["look again"]),
        ({"quote": "forty boats"}, ["look again"]),
        ({"any": "nobody"}, ["doubt"]),
        ({"any": "later"}, ["look again"]),
        ({"references": "note-999"}, []),
        ({"references": "nonsense"}, []),
    ],
)
def test_search_is_narrowed(known: Scene, api: Api, asked: dict[str, str], found: list[str]):
    note(known, "doubt", by=known.cast.ann)
    note(known, "look again", words="Forty boats", tags=["later"])
    rows = api(known.cast.tom).get(SEARCH, asked).data["rows"]
    assert [row["text"] for row in rows] == found


def test_answers_are_found_by_what_they_answer(known: Scene, api: Api):
    first = note(known)
    answer = services.reply(first, "Yes.", by=known.cast.ann)
    deeper = services.reply(answer, "No.", by=known.cast.bea)
    asked = {"references": f"note-{first.pk}", "order": "asc"}
    assert names(api(known.cast.ann).get(SEARCH, asked)) == [
        f"note-{answer.pk}",
        f"note-{deeper.pk}",
    ]
    apart = api(known.cast.ann).get(SEARCH, {"uri": CANONICAL, "_separate_replies": "true"}).data
    assert [row["id"] for row in apart["rows"]] == [f"note-{first.pk}"]
    assert len(apart["replies"]) == 2


def test_a_deleted_note_is_found_no_more(known: Scene, api: Api):
    services.delete_note(note(known), by=known.cast.bea)
    assert api(known.cast.ann).get(SEARCH, {"uri": CANONICAL}).data["total"] == 0


def test_pages_follow_the_moment_of_the_last_row(known: Scene, api: Api):
    for number in range(7):
        note(known, f"note {number}")
    # Three of them at one moment, across the end of a page.
    some = Annotation.objects.order_by("pk").values_list("pk", flat=True)[1:4]
    Annotation.objects.filter(pk__in=list(some)).update(created_at=timezone.now())
    asked = {"sort": "created", "order": "asc", "limit": "2", "uri": CANONICAL}
    seen: list[str] = []
    while True:
        answer = api(known.cast.ann).get(SEARCH, asked)
        assert answer.data["total"] == 7
        if not answer.data["rows"]:
            break
        seen += names(answer)
        asked["search_after"] = answer.data["rows"][-1]["created"]
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "201"},
        {"limit": "-1"},
        {"limit": "x"},
        {"offset": "99999999999999999999"},
        {"sort": "colour"},
        {"order": "sideways"},
        {"search_after": "yesterday"},
        {"search_after": "2026-13-45T00:00:00Z"},
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(scene: Scene, api: Api, asked: dict[str, str]):
    answer = api(scene.cast.ann).get(SEARCH, asked)
    assert answer.status_code == 400
    assert next(iter(asked)) in answer.data["reason"]


def test_claims_and_evidence_are_found_by_the_tags_they_show(known: Scene, api: Api):
    claim = known.claim(known.cast.ann)
    add_evidence(claim, stance="supports", warrant="x", place=known.at(WORDS), by=known.cast.ann)
    for tag in ("claim", "evidence", "supports"):
        rows = api(known.cast.bea).get(SEARCH, {"tag": tag}).data["rows"]
        assert [tag in row["tags"] for row in rows] == [True]
    assert api(known.cast.bea).get(SEARCH, {"tag": "contradicts"}).data["rows"] == []


@pytest.mark.parametrize(
    "name", ["uri", "group", "user", "tag", "any", "text", "quote", "references"]
)
def test_no_character_breaks_a_search(known: Scene, api: Api, name: str):
    for value in ("a\0b", "\ud800".encode("utf-8", "surrogatepass"), "%", "💧", "'\"--"):
        answer = api(known.cast.ann).get(SEARCH, {name: value})
        assert answer.status_code in (200, 400), value


def test_a_search_takes_the_same_queries_for_many_rows(known: Scene, api: Api):
    ann = api(known.cast.ann)
    for _ in range(2):
        claim = known.claim(known.cast.ann, appearance=known.at("eastern pier was closed"))
        services.write_note("On the claim.", claim=claim, by=known.cast.bea)
        add_evidence(
            claim, stance="supports", warrant="x", place=known.at(WORDS), by=known.cast.ann
        )
        note(known)

    def count():
        with CaptureQueriesContext(connection) as caught:
            asked = {"uri": text_page(known.snapshot), "limit": "200"}
            assert ann.get(SEARCH, asked).status_code == 200
        return len(caught)

    before = count()
    for _ in range(5):
        services.reply(note(known), "Yes.", by=known.cast.ann)
        known.claim(known.cast.ann, appearance=known.at("Forty boats"))
    assert count() == before


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_outsiders_learn_nobodys_name(known: Scene, api: Api, who: str):
    Article.objects.update(visibility="public")
    note(known, by=known.cast.eve, visibility="public")
    claim = known.claim(known.cast.eve)
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    asking = api(getattr(known.cast, who))
    rows = asking.get(SEARCH, {"uri": CANONICAL}).data["rows"]
    assert {row["user"] for row in rows} == {"acct:desk@testserver"}
    assert {row["user_info"]["display_name"] for row in rows} == {str(known.cast.desk)}
    assert len(rows) == 2
    for account in ("acct:eve@testserver", "eve"):
        assert asking.get(SEARCH, {"user": account}).data == {"total": 0, "rows": []}
    inside = api(known.cast.ann).get(SEARCH, {"user": "acct:eve@testserver"}).data
    assert {row["user"] for row in inside["rows"]} == {"acct:eve@testserver"}
    assert inside["total"] == 2
