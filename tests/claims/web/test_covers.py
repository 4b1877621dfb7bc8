"""Covers on pages: shut until opened, on everything a stranger is given, and set by a form."""

import re

import pytest

from claims.evidence.services import cover_evidence
from claims.exchange import typesetting
from claims.records.services import cover_claim
from provenance.capture import browser
from provenance.sources.services import cover_pictures
from tests.claims.exchange.test_typesetting import words as printed
from tests.claims.web.scenes import EVERYONE, queries

WORDS = "describes a drowning"
COVER = re.compile(r'<details class="cover"><summary>(.*?)</summary>.*?</details>', re.DOTALL)
MAY = {"ann", "bea", "eve", "tom", "max"}


def covered(desk, **words):
    """A published claim with evidence, both covered."""
    claim = desk.claim()
    piece = desk.evidence(claim)
    desk.published(claim)
    claim = cover_claim(claim, sensitive=words.get("claim", WORDS), by=desk.cast.ann)
    cover_evidence(piece, sensitive=words.get("evidence", "shows a wreck"), by=desk.cast.ann)
    return claim


def at_once(answer):
    """What is read before anything is opened."""
    said = answer.content.decode()
    return COVER.sub(r"\1", re.sub(r"<script.*?</script>", "", said, flags=re.DOTALL))


@pytest.mark.parametrize("place", ["/claims/{}/", "/claims/{}/card/", "/desk/claims/{}/"])
def test_the_words_stand_behind_a_cover(desk, place):
    claim = covered(desk)
    answer = desk.browser("ron").get(place.format(claim.pk))
    assert f"Covered: {WORDS}" in at_once(answer)
    assert claim.statement in answer.content.decode()
    assert claim.statement not in at_once(answer)


@pytest.mark.parametrize("place", ["/claims/{}/", "/desk/claims/{}/"])
def test_evidence_and_the_words_of_the_texts_stand_behind_covers(desk, place):
    claim = covered(desk)
    answer = desk.browser("ron").get(place.format(claim.pk))
    assert "Covered: shows a wreck" in at_once(answer)
    for hidden in ("The port says so itself.", "Forty boats had to leave", "We closed it on 3 May"):
        assert hidden in answer.content.decode()
        assert hidden not in at_once(answer)


def test_evidence_is_covered_without_its_claim(desk):
    claim = covered(desk, claim="")
    said = at_once(desk.browser("nobody").get(f"/claims/{claim.pk}/"))
    assert claim.statement in said
    assert "The port says so itself." not in said


def test_the_cover_opens_without_a_script(desk):
    answer = desk.browser("nobody").get(f"/claims/{covered(desk).pk}/card/").content.decode()
    assert "<summary>Open the claim</summary>" in answer
    assert "<script" not in answer


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/search/?q=pier",
        "/feeds/verdicts.atom",
        "/oembed?url=http://testserver/claims/{}/",
        "/claims/{}/graph.svg",
        "/claims/{}/timeline.svg",
    ],
)
def test_nothing_else_that_strangers_are_given_has_the_words(desk, place, settings):
    settings.SITE_URL = "http://testserver"
    claim = covered(desk)
    answer = desk.browser("nobody").get(place.format(claim.pk))
    assert answer.status_code == 200
    assert claim.statement not in answer.content.decode()
    assert WORDS in answer.content.decode()


def test_titles_and_descriptions_of_the_page_have_the_words_of_the_cover(desk):
    claim = covered(desk)
    head = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    head = re.sub(r"<script.*?</script>", "", head[: head.index("</head>")], flags=re.DOTALL)
    assert f'og:title" content="False: Covered: {WORDS}"' in head
    assert claim.statement not in head


def test_paper_and_the_picture_have_words_instead(desk, monkeypatch):
    claim = covered(desk)
    paper = printed(desk.browser("nobody").get(f"/claims/{claim.pk}/claim.pdf").content)
    assert f"Covered: {WORDS}" in paper
    assert "Covered: shows a wreck" in paper
    for hidden in (claim.statement, "Forty boats had to leave", "We closed it on 3 May"):
        assert hidden not in paper
    drawn = []
    monkeypatch.setattr(typesetting, "png", lambda given: drawn.append(given) or b"")
    desk.browser("nobody").get(f"/claims/{claim.pk}/share.png")
    assert [one["statement"] for one in drawn] == [f"Covered: {WORDS}"]


def test_programs_are_told_that_it_is_not_for_families(desk):
    claim = covered(desk)
    told = desk.browser("nobody").get(f"/claims/{claim.pk}/claimreview.json").json()
    assert (told["claimReviewed"], told["isFamilyFriendly"]) == (claim.statement, False)
    cover_claim(claim, sensitive="", by=desk.cast.ann)
    told = desk.browser("nobody").get(f"/claims/{claim.pk}/claimreview.json").json()
    assert "isFamilyFriendly" not in told


def test_a_cover_changes_what_caches_keep(desk):
    claim = desk.claim()
    desk.published(claim)
    browser, address = desk.browser("nobody"), f"/claims/{claim.pk}/"
    for place in (address, f"{address}share.png", f"{address}claim.pdf"):
        before = browser.get(place)["ETag"]
        cover_claim(claim, sensitive=place, by=desk.cast.ann)
        assert browser.get(place)["ETag"] != before


def test_no_query_more_than_without(desk):
    claim = desk.claim()
    desk.evidence(claim)
    desk.published(claim)
    address = f"/claims/{claim.pk}/"
    queries(desk, "nobody", address)
    before = queries(desk, "nobody", address)
    cover_claim(claim, sensitive=WORDS, by=desk.cast.ann)
    assert queries(desk, "nobody", address) == before


# --- the form --------------------------------------------------------------------------------


def places(desk):
    claim = desk.claim()
    piece = desk.evidence(claim)
    article = desk.scene.snapshot.article
    return {
        "claim": (claim, f"/desk/claims/{claim.pk}/"),
        "evidence": (piece, f"/desk/evidence/{piece.pk}/"),
        "pictures": (article, f"/articles/{article.pk}/pictures/"),
    }


@pytest.mark.parametrize("kind", ["claim", "evidence", "pictures"])
@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_cover_by_the_form(desk, kind, name):
    row, place = places(desk)[kind]
    answer = desk.browser(name).post(f"{place}cover/", {"sensitive": WORDS})
    expected = {"olga": 404, "nobody": 302}.get(name, 302 if name in MAY else 403)
    assert answer.status_code == expected
    row.refresh_from_db()
    assert row.sensitive == (WORDS if name in MAY else "")


@pytest.mark.parametrize("kind", ["claim", "evidence", "pictures"])
def test_what_was_done_can_be_undone_on_the_next_page(desk, kind):
    row, place = places(desk)[kind]
    browser = desk.browser("ann")
    page = browser.post(f"{place}cover/", {"sensitive": WORDS}, follow=True).content.decode()
    assert f'action="{place}uncover/"' in page
    browser.post(f"{place}uncover/")
    row.refresh_from_db()
    assert row.sensitive == ""


def test_words_that_are_too_long_come_back(desk):
    _, place = places(desk)["claim"]
    answer = desk.browser("ann").post(f"{place}cover/", {"sensitive": "x" * 201})
    assert answer.status_code == 400


def test_markup_in_the_words_is_text(desk):
    claim = covered(desk, claim="<b>bold</b>", evidence="<script>x</script>")
    said = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert "<b>bold</b>" not in said
    assert "<script>x</script>" not in said


def test_the_history_says_who_covered_it(desk):
    claim = covered(desk)
    said = desk.browser("ron").get(f"/desk/claims/{claim.pk}/history/").content.decode()
    assert f"put a cover on it: {WORDS}" in said
    assert "put a cover on evidence: shows a wreck" in said


def test_the_list_can_be_narrowed_to_what_is_covered(desk):
    claim = covered(desk)
    other = desk.claim(statement="The pier is of wood.")
    browser = desk.browser("ann")
    for asked, rows in {"yes": [claim.pk], "no": [other.pk], "": [other.pk, claim.pk]}.items():
        listed = browser.get(f"/desk/claims/?cover={asked}").content.decode()
        assert [pk for pk in (other.pk, claim.pk) if f'/desk/claims/{pk}/"' in listed] == rows


def test_pictures_of_a_page_wait_behind_a_cover(desk, monkeypatch):
    monkeypatch.setattr(browser, "MADE_BY", "plain")  # So that it counts as opened in one.
    snapshot = desk.scene.snapshot
    place = f"/snapshots/{snapshot.pk}/"
    assert "picture.png" in at_once(desk.browser("ron").get(place))
    cover_pictures(snapshot.article, sensitive="shows a wreck", by=desk.cast.ann)
    answer = desk.browser("ron").get(place)
    assert "picture.png" in answer.content.decode()
    assert "picture.png" not in at_once(answer)
    assert "The pictures of the page are covered: shows a wreck" in at_once(answer)
