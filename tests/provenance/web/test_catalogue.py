"""The pages of outlets and people: what they say, to whom, and what is done from them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from provenance.accounts.models import User
from provenance.sources.models import (
    Article,
    Authorship,
    Citation,
    Outlet,
    Ownership,
    Person,
    Revision,
    SamePeople,
)
from provenance.sources.services import (
    keep_snapshot,
    merge_in_catalogue,
    note_owner,
    outlet_named,
    person_named,
    propose_same,
    show_article,
    show_in_catalogue,
)
from tests.people import Cast
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
WHY = "The paper signs its pieces both ways."


def as_(cast: Cast, who: str) -> Client:
    client, user = Client(), getattr(cast, who)
    if isinstance(user, User):
        client.force_login(user)
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def echo(cast: Cast) -> Outlet:
    return outlet_named("Eastbank Echo", workspace=cast.desk, by=cast.ann)


@pytest.fixture
def noa(cast: Cast) -> Person:
    return person_named("Noa Brand", workspace=cast.desk, by=cast.ann)


@pytest.fixture
def n_b(cast: Cast) -> Person:
    return person_named("N. Brand", workspace=cast.desk, by=cast.ann)


def piece(cast: Cast, outlet: Outlet, *authors: Person, **given: Any) -> Article:
    byline = ", ".join(one.name for one in authors)
    usual = {"workspace": cast.desk, "outlet": outlet, "byline": byline, "title": "A piece"}
    article = Article.objects.create(**(usual | given))
    for place, one in enumerate(authors):
        Authorship.objects.create(article=article, person=one, position=place)
    return article


def day(year: int, month: int) -> dict[str, Any]:
    return {"published": date(year, month, 1), "published_precision": "day"}


def test_shares_add_up_and_say_of_how_many(cast: Cast, echo: Outlet, noa: Person) -> None:
    wire = outlet_named("North Wire", workspace=cast.desk, by=cast.ann)
    Outlet.objects.filter(pk=wire.pk).update(kind="agency")
    post = outlet_named("River Post", workspace=cast.desk, by=cast.ann)
    original = piece(cast, post, noa)
    piece(cast, echo, republished_from="NORTH WIRE")
    piece(cast, echo, republished_from="Reuters")
    copy = piece(cast, echo)
    Citation.objects.create(workspace=cast.desk, source=copy, target=original, kind="republishes")
    piece(cast, echo, noa)
    piece(cast, echo)
    shown = words(as_(cast, "ron").get(f"/outlets/{echo.pk}/"))
    assert "<dt>from an agency</dt><dd>2 of 5</dd>" in shown
    assert "<dt>from others</dt><dd>1 of 5</dd>" in shown
    assert "<dt>signed, and name no other source</dt><dd>1 of 5</dd>" in shown
    assert "who wrote them nor where they are from</dt><dd>1 of 5</dd>" in shown
    assert f'<a href="/outlets/{wire.pk}/">North Wire</a>' in shown
    assert f'<a href="/outlets/{post.pk}/">River Post</a>' in shown


@pytest.mark.parametrize("unfit", [{"state": "proposed"}, {"kind": "cites"}, {"deleted_at": "now"}])
def test_what_nobody_confirmed_is_no_share(
    cast: Cast, echo: Outlet, noa: Person, unfit: dict[str, Any]
) -> None:
    post = outlet_named("River Post", workspace=cast.desk, by=cast.ann)
    given = {"kind": "republishes"} | unfit
    if "deleted_at" in given:
        given["deleted_at"] = datetime(2024, 5, 4, tzinfo=UTC)
    copy, original = piece(cast, echo, noa), piece(cast, post, noa)
    Citation.objects.create(workspace=cast.desk, source=copy, target=original, **given)
    assert "<dt>from others</dt><dd>none of 1</dd>" in words(
        as_(cast, "ann").get(f"/outlets/{echo.pk}/")
    )


def test_who_writes_where_is_counted_with_dates(
    cast: Cast, echo: Outlet, noa: Person, n_b: Person
) -> None:
    piece(cast, echo, noa, **day(2023, 1))
    piece(cast, echo, n_b, **day(2024, 3))
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    page = words(as_(cast, "ann").get(f"/outlets/{echo.pk}/"))
    assert "2 articles</span>" in page
    assert "1 Jan 2023 – 1 Mar 2024" in page
    page = words(as_(cast, "ann").get(f"/people/{noa.pk}/"))
    assert f'<a href="/outlets/{echo.pk}/">Eastbank Echo</a>' in page
    assert "2 articles here" in page


def test_an_outsider_is_not_told_whom_we_take_someone_to_be(
    cast: Cast, echo: Outlet, noa: Person, n_b: Person
) -> None:
    article = piece(cast, echo, n_b)
    show_article(article, "public", by=cast.eve)
    show_in_catalogue(echo, "public", by=cast.eve)
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    page = words(as_(cast, "nobody").get(f"/outlets/{echo.pk}/"))
    assert "N. Brand" in page
    assert "Noa Brand" not in page
    assert "Noa Brand" in words(as_(cast, "ann").get(f"/outlets/{echo.pk}/"))


def test_the_page_of_a_merged_person_leads_to_the_one_that_counts(
    cast: Cast, noa: Person, n_b: Person
) -> None:
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    answer = as_(cast, "ron").get(f"/people/{n_b.pk}/")
    assert answer["Location"] == f"/people/{noa.pk}/?instead-of={n_b.pk}"
    page = words(as_(cast, "ron").get(answer["Location"]))
    assert "You asked for “N. Brand”, which is counted here" in page
    assert WHY in page
    assert "Take apart" not in page
    assert "Take apart" in words(as_(cast, "eve").get(f"/people/{noa.pk}/"))
    assert as_(cast, "olga").get(f"/people/{n_b.pk}/").status_code == 404


def test_outsiders_of_a_public_person_hear_nothing_of_merges_and_pairs(
    cast: Cast, noa: Person, n_b: Person
) -> None:
    propose_same(cast.desk, by=None)
    show_in_catalogue(noa, "public", by=cast.eve)
    show_in_catalogue(n_b, "public", by=cast.eve)
    page = f"/people/{noa.pk}/"
    assert "initials fit" in words(as_(cast, "ann").get(page))
    for who in ("nobody", "olga"):
        assert "initials fit" not in words(as_(cast, who).get(page))
    merge_in_catalogue(noa, n_b, WHY, by=cast.eve)
    for who in ("nobody", "olga"):
        assert WHY not in words(as_(cast, who).get(page))


def test_an_editor_merges_from_the_page_and_takes_it_back(
    cast: Cast, noa: Person, n_b: Person
) -> None:
    eve = as_(cast, "eve")
    address = f"/people/{noa.pk}/same/"
    assert "Make them one" in words(eve.get(address))
    sent = {"other": "n brand", "reason": WHY}
    assert eve.post(address, sent)["Location"] == f"/people/{noa.pk}/"
    page = words(eve.get(f"/people/{noa.pk}/"))
    assert f'action="/people/{n_b.pk}/unmerge/"' in page
    assert eve.post(f"/people/{n_b.pk}/unmerge/")["Location"] == f"/people/{n_b.pk}/"
    assert Person.objects.standing().count() == 2


def test_a_checker_proposes_and_a_reader_does_not(cast: Cast, noa: Person, n_b: Person) -> None:
    address, sent = f"/people/{noa.pk}/same/", {"other": f"#{n_b.pk}", "reason": WHY}
    assert "Propose it" in words(as_(cast, "ann").get(address))
    assert as_(cast, "ann").post(address, sent).status_code == 302
    assert SamePeople.objects.get().reasons[0]["says"] == WHY
    for who, status in (("ron", 403), ("sam", 403), ("olga", 404)):
        assert as_(cast, who).get(address).status_code == status
        assert as_(cast, who).post(address, sent).status_code == status


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("", "This field is required"),
        ("Nobody Ever", "is known by that name"),
        ("999999", "is known by that name"),
        ("<b>" * 80, "at most 210"),
        ("Noa Brand", "cannot be merged with itself"),
    ],
)
def test_bad_names_are_answered_beside_the_field(
    cast: Cast, noa: Person, other: str, said: str
) -> None:
    answer = as_(cast, "eve").post(f"/people/{noa.pk}/same/", {"other": other, "reason": WHY})
    assert answer.status_code == 400
    assert said in words(answer)


def test_of_several_by_one_name_the_number_is_asked_for(cast: Cast, noa: Person) -> None:
    person = person_named("Desk", workspace=cast.desk, by=cast.ann)
    office = Person.objects.create(
        workspace=cast.desk, name="DESK", key="desk", kind="organisation"
    )
    sent = {"other": "desk", "reason": WHY}
    page = words(as_(cast, "eve").post(f"/people/{noa.pk}/same/", sent))
    assert f"#{person.pk} Desk, #{office.pk} DESK. Write the number." in page


def test_the_list_of_pairs_is_decided_by_editors(cast: Cast, noa: Person, n_b: Person) -> None:
    propose_same(cast.desk, by=None)
    pair = SamePeople.objects.get()
    page = words(as_(cast, "ann").get("/people/same/"))
    assert "the initials fit" in page
    assert "an editor decides" in page
    base = f"/people/same/people/{pair.pk}"
    assert as_(cast, "ann").post(f"{base}/refuse/").status_code == 403
    eve = as_(cast, "eve")
    assert eve.post(f"{base}/refuse/", {"reason": "Father and son."}).status_code == 302
    page = words(eve.get("/people/same/?of=people&show=refused"))
    assert "Father and son." in page
    assert eve.post(f"{base}/reconsider/").status_code == 302
    answer = eve.post(f"{base}/accept/", {"kept": str(n_b.pk)})
    assert answer["Location"] == f"/people/{n_b.pk}/"
    noa.refresh_from_db()
    assert noa.merged_into == n_b
    assert "No two look like one" in words(eve.get("/people/same/"))


def test_pairs_of_another_workspace_are_not_there(cast: Cast, noa: Person, n_b: Person) -> None:
    propose_same(cast.desk, by=None)
    pair = SamePeople.objects.get().pk
    olga = as_(cast, "olga")
    assert "Noa Brand" not in words(olga.get("/people/same/"))
    for verb in ("accept", "refuse", "reconsider"):
        address = f"/people/same/people/{pair}/{verb}/"
        assert olga.post(address, {"kept": noa.pk}).status_code == 404
        assert as_(cast, "nobody").post(address).status_code == 302
    assert as_(cast, "eve").post(f"/people/same/cats/{pair}/refuse/").status_code == 404
    assert as_(cast, "eve").post(f"/people/same/outlets/{pair}/refuse/").status_code == 404


def test_keeping_a_third_one_is_refused(cast: Cast, noa: Person, n_b: Person) -> None:
    propose_same(cast.desk, by=None)
    address = f"/people/same/people/{SamePeople.objects.get().pk}/accept/"
    assert as_(cast, "eve").post(address, {"kept": "999999"}).status_code == 404
    assert as_(cast, "eve").post(address, {"kept": "x"}).status_code == 302
    assert Person.objects.standing().count() == 2


def test_owners_are_said_shown_and_taken_back(cast: Cast, echo: Outlet) -> None:
    group = outlet_named("Media Group", workspace=cast.desk, by=cast.ann)
    post = outlet_named("River Post", workspace=cast.desk, by=cast.ann)
    note_owner(post, group, by=cast.ann)
    ann = as_(cast, "ann")
    address = f"/outlets/{echo.pk}/owner/"
    assert ann.get(address).status_code == 200
    sent = {"owner": "media group", "since": "2019-05", "known": "outside", "note": "Its imprint"}
    assert ann.post(address, sent).status_code == 302
    page = words(ann.get(f"/outlets/{echo.pk}/"))
    assert "since May 2019, from outside: Its imprint" in page
    assert f'Media Group also owns <a href="/outlets/{post.pk}/">River Post</a>' in page
    row = Ownership.objects.of_outlet(echo.pk).get()
    assert ann.post(f"/owners/{row.pk}/withdraw/").status_code == 302
    assert "Nobody has said who owns it" in words(ann.get(f"/outlets/{echo.pk}/"))
    assert ann.post(f"/owners/{row.pk}/restore/").status_code == 302
    assert as_(cast, "ron").post(f"/owners/{row.pk}/withdraw/").status_code == 403
    assert as_(cast, "olga").post(f"/owners/{row.pk}/withdraw/").status_code == 404


def test_an_owner_not_known_yet_is_added_as_a_company(cast: Cast, echo: Outlet) -> None:
    sent = {"owner": "Lowland Press", "known": "in_text"}
    assert as_(cast, "ann").post(f"/outlets/{echo.pk}/owner/", sent).status_code == 302
    owner = Outlet.objects.get(name="Lowland Press")
    echo.refresh_from_db()
    assert (owner.kind, echo.owner) == ("company", owner)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"owner": "Eastbank Echo"}, "cannot own itself"),
        ({"owner": "#999999"}, "is known by that name"),
        ({"owner": "<b>" * 68}, "at most 200 characters"),
        ({"owner": "Media Group", "since": "soon"}, "Write the date as"),
        ({"owner": "Media Group", "since": "2020", "until": "2010"}, "ends before it begins"),
        ({"owner": "Media Group", "address": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_a_bad_owner_is_answered_beside_the_field(
    cast: Cast, echo: Outlet, sent: dict[str, str], said: str
) -> None:
    outlet_named("Media Group", workspace=cast.desk, by=cast.ann)
    answer = as_(cast, "ann").post(f"/outlets/{echo.pk}/owner/", {"known": "outside"} | sent)
    assert answer.status_code == 400
    assert said in words(answer)


def test_a_description_is_undone_from_the_page(cast: Cast, noa: Person) -> None:
    ann = as_(cast, "ann")
    sent = {"name": "Noa Brand", "kind": "person", "description": "Writes on ferries."}
    assert ann.post(f"/people/{noa.pk}/", sent).status_code == 302
    assert f'action="/people/{noa.pk}/undo/"' in words(ann.get(f"/people/{noa.pk}/"))
    ann.post(f"/people/{noa.pk}/undo/")
    noa.refresh_from_db()
    assert noa.description == ""
    stale = ann.post(f"/people/{noa.pk}/", sent | {"version": "1"})
    assert stale.status_code == 400
    assert "changed by someone else" in words(stale)


def test_corrections_say_what_can_be_known(cast: Cast, echo: Outlet) -> None:
    page = f"/outlets/{echo.pk}/"
    assert "No correction is known" in words(as_(cast, "ann").get(page))
    address = "https://echo.example/wells"
    given = {"findings": [finding("outlet", "Eastbank Echo")], "address": address}
    for hour, text in enumerate((RUMOUR, f"{RUMOUR} It was one of two wells.")):
        at = datetime(2024, 5, 4, hour, tzinfo=UTC)
        arrived = arrival(text, final_address=address, captured_at=at, title="Well", **given)
        kept = keep_snapshot(arrived, workspace=cast.desk, by=cast.ann)
    first, second = kept.article.snapshots.order_by("number")
    Revision.objects.get_or_create(
        before=first,
        after=second,
        defaults={"kind": "silent", "places": 1, "words_gone": 0, "words_new": 6},
    )
    correcting, wrong = piece(cast, echo, title="We were wrong"), piece(cast, echo)
    Citation.objects.create(workspace=cast.desk, source=correcting, target=wrong, kind="corrects")
    shown = words(as_(cast, "ann").get(page))
    assert "several versions of 1 of the 3 articles here" in shown
    assert "the text was changed: 0 changes with a notice, 1 without." in shown
    assert "changed silently" in shown
    assert "We were wrong" in shown


def test_markup_in_names_is_shown_as_words(cast: Cast, echo: Outlet) -> None:
    name = "<script>alert(1)</script>" + "<b>x</b>" * 21
    evil = person_named(name, workspace=cast.desk, by=cast.ann)
    piece(cast, echo, evil)
    for page in (f"/people/{evil.pk}/", f"/outlets/{echo.pk}/", "/people/same/"):
        assert "<script>alert" not in words(as_(cast, "ann").get(page))


@pytest.mark.parametrize("who", ["ann", "eve"])
def test_queries_do_not_grow_with_what_there_is(
    cast: Cast, echo: Outlet, noa: Person, who: str, django_assert_max_num_queries: Any
) -> None:
    def fill(start: int) -> None:
        for n in range(start, start + 6):
            author = person_named(f"Noa B{'o' * n}nd", workspace=cast.desk, by=cast.ann)
            other = outlet_named(f"Paper {n}", workspace=cast.desk, by=cast.ann)
            piece(cast, echo, author, noa, **day(2023, n % 12 + 1))
            piece(cast, other, noa, republished_from=f"Wire {n}")
            copy = piece(cast, echo, republished_from=f"Wire {n}")
            Citation.objects.create(
                workspace=cast.desk, source=copy, target=piece(cast, other), kind="corrects"
            )
            twin = person_named(f"N. Twin {n}", workspace=cast.desk, by=cast.ann)
            merge_in_catalogue(noa, twin, WHY, by=cast.eve)
            note_owner(other, echo, by=cast.ann)
        propose_same(cast.desk, by=None)

    fill(1)
    pages = [f"/outlets/{echo.pk}/", f"/people/{noa.pk}/", "/people/same/"]
    browser = as_(cast, who)
    counts = []
    for page in pages:
        browser.get(page)
        with django_assert_max_num_queries(36) as few:
            browser.get(page)
        counts.append(len(few))
    fill(7)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            browser.get(page)
