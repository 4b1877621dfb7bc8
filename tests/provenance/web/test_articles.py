"""Articles, outlets and people: what each of the cast finds on their pages."""

import re

import pytest

from provenance.audit.models import AuditEvent
from provenance.sources.models import Article, Citation, Outlet, Person
from provenance.sources.services import keep_snapshot, show_article, show_in_catalogue
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
PAGE = "https://echo.example/wells"


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def kept(cast):
    facts = [
        finding("author", "Ida Roy"),
        finding("author", "Staff", chosen=False, confidence=0.3),
        finding("outlet", "Eastbank Echo"),
        finding("published", "2024-05", precision="month"),
        finding("republished_from", "River Post"),
    ]
    arrived = arrival(title="Well closed", findings=facts, address=PAGE, final_address=PAGE)
    return keep_snapshot(arrived, workspace=cast.desk, by=cast.ann)


@pytest.fixture
def as_(client, cast):
    def someone(who):
        client.logout()
        if who != "nobody":
            client.force_login(getattr(cast, who))
        return client

    return someone


def test_the_list_says_what_is_known_no_more_exactly_than_that(as_, kept):
    shown = words(as_("ron").get("/articles/"))
    assert "1 article<" in shown
    assert "May 2024" in shown
    assert "1 May 2024" not in shown
    for said in ("Well closed", "Ida Roy", "Eastbank Echo", "from River Post"):
        assert said in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=WELL", True), ("q=pier", False), ("since=2024-05-02", False), ("since=nonsense", True)],
)
def test_the_list_is_narrowed(as_, kept, query, found):
    shown = words(as_("ann").get(f"/articles/?{query}"))
    assert ("Well closed" in shown) is found
    assert ("No article like that" in shown) is not found


@pytest.mark.parametrize(
    ("who", "said"),
    [("ann", "Bring in an article"), ("ron", "Members who record claims bring them in")],
)
def test_an_empty_list_says_what_to_do(as_, cast, who, said):
    assert said in words(as_(who).get("/articles/"))


def test_each_page_takes_the_same_queries_however_long(
    as_, cast, kept, django_assert_max_num_queries
):
    def fill(start):
        for n in range(start, start + 8):
            facts = [finding("author", "Ida Roy"), finding("outlet", "Eastbank Echo")]
            one = arrival(f"{n} {RUMOUR}", title=f"Well {n}", findings=facts)
            keep_snapshot(one, workspace=cast.desk, by=cast.ann)

    pages = ["/articles/", f"/outlets/{Outlet.objects.get().pk}/"]
    pages.append(f"/people/{Person.objects.get().pk}/")
    ann = as_("ann")
    fill(0)
    counts = []
    for address in pages:
        with django_assert_max_num_queries(32) as few:
            ann.get(address)
        counts.append(len(few))
    fill(8)
    for address, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            ann.get(address)


def test_an_outsider_finds_none_of_the_pages(as_, kept):
    outlet, person = Outlet.objects.get().pk, Person.objects.get().pk
    pages = [
        f"/articles/{kept.article.pk}/facts/",
        f"/outlets/{outlet}/",
        f"/people/{person}/",
        f"/snapshots/{kept.snapshot.pk}/capture.warc.gz",
    ]
    assert [as_("olga").get(page).status_code for page in pages] == [404] * 4
    assert "Well closed" not in words(as_("olga").get("/articles/"))
    assert {as_("nobody").get(page).status_code for page in pages} == {302, 404}


def test_a_count_never_tells_what_is_hidden(as_, cast, kept):
    outlet = Outlet.objects.get()
    show_in_catalogue(outlet, "public", by=cast.eve)
    page = f"/outlets/{outlet.pk}/"
    assert "None that you can see." in words(as_("nobody").get(page))
    assert "1 article here" in words(as_("ann").get(page))


def test_counts_have_honest_denominators(as_, cast, kept):
    other = arrival(f"{RUMOUR} More.", findings=[finding("outlet", "eastbank echo")])
    keep_snapshot(other, workspace=cast.desk, by=cast.ann)
    shown = words(as_("ann").get(f"/outlets/{Outlet.objects.get().pk}/"))
    assert "2 articles here" in shown
    assert "<dt>name an author</dt><dd>1 of 2</dd>" in shown
    assert "<dt>give the day they came out</dt><dd>none of 2</dd>" in shown
    assert "say nothing about all that Eastbank Echo published" in shown


def test_an_outlet_is_corrected_on_its_page_and_found_by_its_other_names(as_, kept):
    outlet = Outlet.objects.get()
    sent = {"name": "Eastbank Echo", "kind": "newspaper", "aliases": "The Echo\nEcho"}
    assert as_("bea").post(f"/outlets/{outlet.pk}/", sent).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.kind, outlet.aliases, outlet.alias_keys) == (
        "newspaper",
        ["The Echo", "Echo"],
        ["the echo", "echo"],
    )
    wrong = as_("bea").post(f"/outlets/{outlet.pk}/", sent | {"wikidata": "42"})
    assert wrong.status_code == 400
    assert as_("ron").post(f"/outlets/{outlet.pk}/", sent).status_code == 403


def test_values_stand_side_by_side_and_a_persons_choice_wins(as_, kept):
    page = f"/articles/{kept.article.pk}/facts/"
    shown = words(as_("ann").get(page))
    for said in ("Ida Roy", "Staff", "30 % sure", "in the text"):
        assert said in shown
    sent = {"field": "author", "value": "Ida Roy, Ben Marsh", "note": "asked the desk"}
    as_("bea").post(f"/articles/{kept.article.pk}/facts/choose/", sent)
    shown = words(as_("ann").get(page))
    for said in ("Ben Marsh", "entered by a person (Bea)", "asked the desk", "Staff"):
        assert said in shown
    assert Article.objects.get().byline == "Ida Roy, Ben Marsh"


def test_a_wrong_value_is_refused_beside_its_field(as_, kept):
    sent = {"field": "published", "value": "last week"}
    answer = as_("ann").post(f"/articles/{kept.article.pk}/facts/choose/", sent)
    assert answer.status_code == 400
    assert "Write the date as 2017-12-11, 2017-12 or 2017." in words(answer)
    assert 'value="last week"' in words(answer)


def test_one_of_the_values_is_taken_with_a_button(as_, kept):
    staff = kept.article.facts.get(value="Staff")
    as_("ann").post(f"/facts/{staff.pk}/pick/")
    assert Article.objects.get().byline == "Staff"
    assert as_("ron").post(f"/facts/{staff.pk}/pick/").status_code == 403


def test_a_proposed_source_is_confirmed_or_rejected_with_a_reason(as_, kept):
    citation = Citation.objects.get()
    as_("ann").post(f"/citations/{citation.pk}/reject/", {"reason": ""})
    citation.refresh_from_db()
    assert citation.state == "proposed"
    as_("ann").post(f"/citations/{citation.pk}/reject/", {"reason": "It is a joke."})
    citation.refresh_from_db()
    assert (citation.state, citation.reason) == ("rejected", "It is a joke.")
    as_("ann").post(f"/citations/{citation.pk}/confirm/")
    citation.refresh_from_db()
    assert citation.state == "confirmed"


def test_an_article_taken_away_comes_back_with_undo(as_, kept):
    ann = as_("ann")
    after = ann.post(f"/articles/{kept.article.pk}/delete/", follow=True)
    assert "Undo" in words(after)
    assert "No articles yet" in words(after)
    ann.post(f"/articles/{kept.article.pk}/restore/")
    assert "Well closed" in words(ann.get("/articles/"))
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions)[-2:] == ["article.deleted", "article.restored"]


def test_who_sees_an_article_is_said_and_decided_on_its_page(as_, cast, kept):
    page = f"/articles/{kept.article.pk}/facts/"
    assert "members of Eastbank Desk" in words(as_("ann").get(page))
    as_("eve").post(f"/articles/{kept.article.pk}/show/", {"visibility": "public"})
    assert "Seen by: <b>everyone" in words(as_("ann").get(page))


def test_the_bytes_are_a_download_for_members_alone(as_, cast, kept):
    url = f"/snapshots/{kept.snapshot.pk}/capture.warc.gz"
    answer = as_("ron").get(url)
    assert answer.content == b"WARC " + RUMOUR.encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    show_article(kept.article, "public", by=cast.eve)
    assert as_("olga").get(url).status_code == 404
    assert as_("nobody").get(url).status_code == 302
