"""Outlets, people, articles, snapshots, passages and citations over REST."""

import pytest
from rest_framework.test import APIClient

from provenance.audit.models import AuditEvent
from provenance.sources.models import Article, Citation, Outlet, Passage
from provenance.sources.services import confirm_citation, keep_snapshot, outlet_named, show_article
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
NOUNS = ["articles", "snapshots", "passages", "citations", "outlets", "people"]


@pytest.fixture
def api():
    def as_(user):
        client = APIClient()
        client.force_authenticate(user if user.is_authenticated else None)
        return client

    return as_


@pytest.fixture
def kept(cast):
    text = RUMOUR + "First published by River Post."
    start = text.index("River Post")
    facts = [
        finding("author", "Ida Roy"),
        finding("author", "Staff", chosen=False, confidence=0.3),
        finding("outlet", "Eastbank Echo"),
        finding("published", "2024-05-03", precision="day"),
        finding("republished_from", "River Post", start=start, end=start + 10),
    ]
    page = "https://echo.example/wells"
    arrived = arrival(text, title="Well closed", findings=facts, address=page, final_address=page)
    return keep_snapshot(arrived, workspace=cast.desk, by=cast.ann)


def error(answer):
    return answer.status_code, answer.json()["error"]["fields"]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_an_outsider_finds_nothing_by_any_noun(api, cast, kept, noun, who):
    kept.article.refresh_from_db()
    outsider = api(getattr(cast, who))
    answer = outsider.get(f"/api/v1/{noun}/")
    assert (answer.status_code, answer.json()["results"]) == (200, [])
    rows = api(cast.ann).get(f"/api/v1/{noun}/").json()["results"]
    assert rows
    for row in rows:
        assert outsider.get(f"/api/v1/{noun}/{row['id']}/").status_code == 404


def test_an_outsider_changes_nothing(api, cast, kept):
    article, snapshot = kept.article.pk, kept.snapshot.pk
    citation, outlet = Citation.objects.get().pk, Outlet.objects.get().pk
    olga = api(cast.olga)
    asked = [
        olga.patch(f"/api/v1/articles/{article}/", {"title": "Mine"}, format="json"),
        olga.delete(f"/api/v1/articles/{article}/"),
        olga.post(f"/api/v1/articles/{article}/show/", {"visibility": "public"}, format="json"),
        olga.post(f"/api/v1/articles/{article}/restore/"),
        olga.post(f"/api/v1/snapshots/{snapshot}/passages/", {"start": 0, "end": 3}, format="json"),
        olga.post("/api/v1/passages/", {"snapshot": snapshot, "start": 0, "end": 3}, format="json"),
        olga.post(f"/api/v1/citations/{citation}/confirm/", {}, format="json"),
        olga.post("/api/v1/citations/", {"source": article, "kind": "cites"}, format="json"),
        olga.patch(f"/api/v1/outlets/{outlet}/", {"name": "Mine"}, format="json"),
    ]
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    new = {"workspace": "desk", "name": "Mine"}
    assert error(olga.post("/api/v1/outlets/", new, format="json"))[0] == 400


def test_a_published_article_is_read_by_everyone_but_not_its_marks(api, cast, kept):
    show_article(kept.article, "public", by=cast.eve)
    confirm_citation(kept.article.citations_made.get(), by=cast.eve)
    span = {"snapshot": kept.snapshot.pk, "start": 0, "end": 9}
    marked = api(cast.ann).post("/api/v1/passages/", span, format="json").json()
    nobody = api(cast.nobody)
    assert len(nobody.get("/api/v1/articles/").json()["results"]) == 1
    assert (
        nobody.get(f"/api/v1/snapshots/{kept.snapshot.pk}/").json()["text"].startswith("The water")
    )
    seen = {who: api(getattr(cast, who)).get("/api/v1/passages/") for who in ("nobody", "ann")}
    quotes = {who: [row["quote"] for row in a.json()["results"]] for who, a in seen.items()}
    assert quotes == {"nobody": ["River Post"], "ann": [marked["quote"], "River Post"]}
    assert nobody.get(f"/api/v1/passages/{marked['id']}/").status_code == 404


def test_an_article_tells_what_it_shows_and_every_fact(api, cast, kept):
    answer = api(cast.ron).get(f"/api/v1/articles/{kept.article.pk}/")
    row = answer.json()
    assert answer["ETag"] == f'"article-{kept.article.pk}-1"'
    assert (row["title"], row["byline"], row["outlet"]["name"]) == (
        "Well closed",
        "Ida Roy",
        "Eastbank Echo",
    )
    assert (row["published"], row["published_precision"]) == ("2024-05-03", "day")
    authors = [(f["value"], f["chosen"]) for f in row["facts"] if f["field"] == "author"]
    assert authors == [("Ida Roy", True), ("Staff", False)]
    (snapshot,) = row["snapshots"]
    assert snapshot["regions"] == [{"kind": "body", "start": 0, "end": snapshot["characters"]}]
    assert "text" not in snapshot


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("workspace=desk", 1),
        ("workspace=elsewhere", 0),
        ("q=well%20CLOSED", 1),
        ("q=opened", 0),
        ("since=2024-05-03&until=2024-05-03", 1),
        ("since=2024-05-04", 0),
        ("address=http://echo.example/wells/%3Futm_source=x", 1),
        ("address=https://echo.example/other", 0),
        ("outlet=999999", 0),
    ],
)
def test_articles_are_narrowed(api, cast, kept, query, found):
    answer = api(cast.ann).get(f"/api/v1/articles/?{query}")
    assert len(answer.json()["results"]) == found


def test_a_list_takes_the_same_queries_however_long(api, cast, django_assert_num_queries):
    def fill(word):
        for n in range(5):
            facts = [finding("author", f"{word} {n}"), finding("outlet", f"{word} {n}")]
            one = arrival(f"{word} {n} {RUMOUR}", title=word, findings=facts)
            keep_snapshot(one, workspace=cast.desk, by=cast.ann)

    ann = api(cast.ann)
    for word in ("first", "second"):
        fill(word)
        _ = cast.ann.roles
        with django_assert_num_queries(3):
            ann.get("/api/v1/articles/")


def test_a_persons_choice_is_recorded_and_shown(api, cast, kept):
    url = f"/api/v1/articles/{kept.article.pk}/"
    sent = {"authors": ["Ida Roy", "Ben Marsh"], "published": "2024-05", "note": "asked the desk"}
    answer = api(cast.bea).patch(url, sent, format="json")
    row = answer.json()
    assert (answer.status_code, answer["ETag"]) == (200, f'"article-{kept.article.pk}-2"')
    assert [author["name"] for author in row["authors"]] == ["Ida Roy", "Ben Marsh"]
    assert (row["published"], row["published_precision"]) == ("2024-05-01", "month")
    assert row["title"] == "Well closed"
    persons = [fact for fact in row["facts"] if fact["known"] == "person"]
    assert {fact["note"] for fact in persons} == {"asked the desk"}
    assert AuditEvent.objects.filter(action="article.fact_chosen", actor=cast.bea).count() == 2


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"published": "yesterday"}, "published"),
        ({"published": "2024-13-01"}, "published"),
        ({"language": "klingon"}, "language"),
        ({"title": "x" * 501}, "title"),
    ],
)
def test_a_bad_choice_names_its_field_and_changes_nothing(api, cast, kept, sent, field):
    answer = api(cast.ann).patch(f"/api/v1/articles/{kept.article.pk}/", sent, format="json")
    status, fields = error(answer)
    assert (status, set(fields)) == (400, {field})
    assert Article.objects.get().version == 1


def test_a_stale_choice_is_refused(api, cast, kept):
    url = f"/api/v1/articles/{kept.article.pk}/"
    read = api(cast.ann).get(url)["ETag"]
    assert api(cast.bea).patch(url, {"title": "Bea's"}, format="json").status_code == 200
    late = api(cast.ann).patch(url, {"title": "Ann's"}, format="json", headers={"if-match": read})
    assert (late.status_code, Article.objects.get().title) == (412, "Bea's")


def test_one_of_the_values_can_be_picked(api, cast, kept):
    staff = kept.article.facts.get(value="Staff")
    url = f"/api/v1/articles/{kept.article.pk}/pick/"
    row = api(cast.ann).post(url, {"fact": staff.pk}, format="json").json()
    assert row["byline"] == "Staff"
    assert error(api(cast.ann).post(url, {"fact": 0}, format="json"))[0] == 400


def test_a_deleted_article_is_gone_and_comes_back(api, cast, kept):
    url, ann = f"/api/v1/articles/{kept.article.pk}/", api(cast.ann)
    assert ann.delete(url).status_code == 204
    assert ann.get(url).status_code == 404
    assert ann.get(f"/api/v1/snapshots/{kept.snapshot.pk}/").status_code == 404
    assert ann.post(f"{url}restore/").status_code == 200
    assert ann.get(url).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("ann", 403), ("tom", 403), ("sam", 403), ("ron", 403), ("eve", 200), ("max", 200)],
)
def test_editors_show_an_article_to_everyone(api, cast, kept, who, status):
    url = f"/api/v1/articles/{kept.article.pk}/show/"
    answer = api(getattr(cast, who)).post(url, {"visibility": "public"}, format="json")
    assert answer.status_code == status


def test_a_passage_is_marked_by_offsets_or_by_selector_and_kept_once(api, cast, kept):
    ann, pk = api(cast.ann), kept.snapshot.pk
    span = {"start": RUMOUR.index("Eastbank"), "end": RUMOUR.index("Eastbank") + 8}
    one = ann.post(f"/api/v1/snapshots/{pk}/passages/", span, format="json")
    selector = {"type": "TextQuoteSelector", "exact": "Eastbank"}
    two = ann.post("/api/v1/passages/", {"snapshot": pk, "selector": selector}, format="json")
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.json() == two.json()
    assert one.json()["quote"] == "Eastbank"
    assert AuditEvent.objects.filter(action="passage.marked").count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"start": 5, "end": 5}, "end"),
        ({"start": 9, "end": 3}, "end"),
        ({"start": 0, "end": 99999}, "end"),
        ({"start": 99999, "end": 100000}, "start"),
        ({"start": -1, "end": 4}, "start"),
        ({"start": 2}, "selector"),
        ({"selector": []}, "selector"),
        ({"selector": {"type": "TextQuoteSelector", "exact": "nowhere to be found"}}, "selector"),
    ],
)
def test_a_place_outside_the_text_is_refused_by_name(api, cast, kept, sent, field):
    url = f"/api/v1/snapshots/{kept.snapshot.pk}/passages/"
    before = Passage.objects.count()
    status, fields = error(api(cast.ann).post(url, sent, format="json"))
    assert (status, set(fields), Passage.objects.count()) == (400, {field}, before)


def test_a_proposal_is_confirmed_or_rejected_with_a_reason(api, cast, kept):
    ann, pk = api(cast.ann), Citation.objects.get().pk
    assert error(ann.post(f"/api/v1/citations/{pk}/reject/", {}, format="json"))[0] == 400
    rejected = ann.post(f"/api/v1/citations/{pk}/reject/", {"reason": "A joke."}, format="json")
    assert (rejected.json()["state"], rejected.json()["reason"]) == ("rejected", "A joke.")
    again = ann.post(f"/api/v1/citations/{pk}/reject/", {"reason": "A joke."}, format="json")
    assert again.status_code == 409
    confirmed = ann.post(f"/api/v1/citations/{pk}/confirm/", {}, format="json")
    assert confirmed.json()["state"] == "confirmed"


def test_a_citation_is_stated_once_per_key(api, cast, kept):
    sent = {"source": kept.article.pk, "kind": "quotes", "target_name": "River Post"}
    headers = {"idempotency-key": "k1"}
    ann = api(cast.ann)
    one = ann.post("/api/v1/citations/", sent, format="json", headers=headers)
    two = ann.post("/api/v1/citations/", sent, format="json", headers=headers)
    assert (one.status_code, one.json()) == (201, two.json())
    assert Citation.objects.filter(kind="quotes").count() == 1
    nothing = {"source": kept.article.pk, "kind": "quotes"}
    assert "target" in error(ann.post("/api/v1/citations/", nothing, format="json"))[1]


def test_outlets_are_added_described_and_found_by_other_names(api, cast):
    ann = api(cast.ann)
    made = ann.post(
        "/api/v1/outlets/",
        {
            "workspace": "desk",
            "name": "Eastbank Echo",
            "kind": "newspaper",
            "aliases": ["The Echo"],
        },
        format="json",
    )
    assert (made.status_code, made.json()["kind"]) == (201, "newspaper")
    again = ann.post(
        "/api/v1/outlets/", {"workspace": str(cast.desk.pk), "name": "the echo"}, format="json"
    )
    assert again.json()["id"] == made.json()["id"]
    url = f"/api/v1/outlets/{made.json()['id']}/"
    row = ann.patch(url, {"domain": "echo.example"}, format="json").json()
    assert (row["domain"], row["kind"], row["aliases"]) == (
        "echo.example",
        "newspaper",
        ["The Echo"],
    )
    assert len(ann.get("/api/v1/outlets/?q=eastbank%20ech").json()["results"]) == 1


def test_an_outlet_cannot_take_the_name_of_another_or_own_itself(api, cast):
    echo = outlet_named("Echo", workspace=cast.desk, by=cast.ann)
    post = outlet_named("Post", workspace=cast.desk, by=cast.ann)
    theirs = outlet_named("Times", workspace=cast.elsewhere, by=cast.olga)
    ann, url = api(cast.ann), f"/api/v1/outlets/{post.pk}/"
    assert "name" in error(ann.patch(url, {"name": "echo"}, format="json"))[1]
    assert "aliases" in error(ann.patch(url, {"aliases": ["ECHO"]}, format="json"))[1]
    assert "owner" in error(ann.patch(url, {"owner": theirs.pk}, format="json"))[1]
    assert ann.patch(url, {"owner": echo.pk}, format="json").status_code == 200
    circle = ann.patch(f"/api/v1/outlets/{echo.pk}/", {"owner": post.pk}, format="json")
    assert "owner" in error(circle)[1]


def test_an_unnamed_speaker_is_never_taken_for_a_person(api, cast):
    ann = api(cast.ann)
    sent = {"workspace": "desk", "name": "A diplomat"}
    person = ann.post("/api/v1/people/", sent, format="json").json()
    unnamed = ann.post("/api/v1/people/", sent | {"kind": "unnamed"}, format="json").json()
    assert (person["kind"], unnamed["kind"]) == ("person", "unnamed")
    assert person["id"] != unnamed["id"]


def test_a_reader_adds_nothing(api, cast, kept):
    ron = api(cast.ron)
    sent = {"workspace": "desk", "name": "X"}
    assert ron.post("/api/v1/people/", sent, format="json").status_code == 403
    url = f"/api/v1/articles/{kept.article.pk}/"
    assert ron.patch(url, {"title": "X"}, format="json").status_code == 403


def test_a_student_changes_only_what_is_theirs(api, cast, kept):
    url = f"/api/v1/articles/{kept.article.pk}/"
    assert api(cast.sam).patch(url, {"title": "X"}, format="json").status_code == 403
    own = keep_snapshot(arrival(RUMOUR * 2), workspace=cast.desk, by=cast.sam).article
    answer = api(cast.sam).patch(f"/api/v1/articles/{own.pk}/", {"title": "X"}, format="json")
    assert answer.status_code == 200
