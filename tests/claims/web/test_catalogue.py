"""What claims have to say on the pages of people and outlets."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from claims.records import services
from claims.records.models import Claim
from claims.records.services import Hop
from claims.records.spoken import appearances_by, contradictions_of, tally_of
from claims.web.pages.spoken import Against, End
from provenance.accounts.services import edit_workspace
from provenance.sources.models import Authorship, Outlet, Person, Snapshot
from provenance.sources.services import (
    describe_person,
    merge_in_catalogue,
    person_named,
    show_in_catalogue,
)
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import Desk, queries

pytestmark = pytest.mark.django_db
WHY = "One and the same spokeswoman."


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def mira(desk: Desk) -> Person:
    return person_named("Mira Tal", workspace=desk.cast.desk, by=desk.cast.ann)


def hop(speaker: Person | None, directness: str = "direct", *, anonymous: bool = False) -> Hop:
    return Hop(speaker, directness, None, anonymous, "")


def said(desk: Desk, statement: str, *hops: Hop, **given: Any) -> Claim:
    """A claim on the quotation with this chain."""
    return desk.scene.claim(desk.cast.ann, statement, attributions=list(hops), **given)


def signed_by(desk: Desk, *people: Person, **given: Any) -> Snapshot:
    snapshot = snapshot_of(desk.cast.desk, **given)
    for place, one in enumerate(people):
        Authorship.objects.create(article=snapshot.article, person=one, position=place)
    return snapshot


def statements(rows: Any) -> set[str]:
    return {row.claim.statement for row in rows}


def test_said_reported_and_written_are_kept_apart(desk: Desk, mira: Person) -> None:
    said(desk, "In quotation marks.", hop(mira))
    said(desk, "In other words.", hop(mira, "indirect"))
    said(desk, "At second hand.", hop(None), hop(mira, "hearsay"))
    said(desk, "In its own voice.", hop(mira, "own_voice"))
    own = signed_by(desk, mira, outlet="Mira's Log")
    said(desk, "In a text of hers.", appearance=(own, 0, 30))
    said(desk, "Quoted in a text of hers.", hop(None), appearance=(own, 0, 20))
    found = {
        way: statements(appearances_by(mira, way, desk.cast.ann))
        for way in ("said", "reported", "written")
    }
    assert found == {
        "said": {"In quotation marks."},
        "reported": {"In other words.", "At second hand."},
        "written": {"In its own voice.", "In a text of hers."},
    }
    page = words(desk.browser("ann").get(f"/people/{mira.pk}/?how=reported"))
    assert "At second hand." in page
    assert "In a text of hers." not in page
    assert 'Said <span class="number">1</span>' in page
    assert 'Written <span class="number">2</span>' in page


def test_how_often_the_name_is_kept_back(desk: Desk, mira: Person) -> None:
    said(desk, "She said so.", hop(mira))
    said(desk, "An official said so.", hop(mira, "indirect", anonymous=True))
    tally = tally_of(mira, desk.cast.ann)
    assert (tally.hops, tally.unnamed) == (2, 1)
    page = words(desk.browser("ann").get(f"/people/{mira.pk}/?how=reported"))
    assert "The name is kept back in 1 of 2 places where they speak." in page
    assert "the text does not name them" in page


def test_a_claim_merged_or_a_person_merged_counts_with_the_one_kept(
    desk: Desk, mira: Person
) -> None:
    cast = desk.cast
    other = person_named("M. Tal", workspace=cast.desk, by=cast.ann)
    one, two = said(desk, "It shut.", hop(mira)), said(desk, "The pier shut.", hop(other))
    assert tally_of(mira, cast.ann).said == 1
    merge_in_catalogue(mira, other, WHY, by=cast.eve)
    assert tally_of(mira, cast.ann).said == 2
    services.merge_claims(one, two, "The same.", by=cast.ann)
    page = words(desk.browser("ann").get(f"/people/{mira.pk}/"))
    assert page.count(f'href="/desk/claims/{one.pk}/"') == 2
    assert f"/desk/claims/{two.pk}/" not in page


def test_claims_against_each_other_stand_side_by_side_with_their_dates(
    desk: Desk, mira: Person
) -> None:
    cast = desk.cast
    later = said(
        desk, "The pier is open.", hop(mira), about=date(2024, 6, 1), about_precision="day"
    )
    early = said(
        desk, "The pier is shut.", hop(mira), about=date(2024, 5, 3), about_precision="day"
    )
    foreign = said(desk, "Nobody knows.", hop(None))
    services.relate(later, early, "contradicts", "Open or shut.", by=cast.ann)
    services.relate(foreign, early, "contradicts", "Known or not.", by=cast.ann)
    services.relate(foreign, later, "supports", "So it seems.", by=cast.ann)
    assert contradictions_of(mira, cast.ann).count() == 1
    page = words(desk.browser("ann").get(f"/people/{mira.pk}/"))
    against = page[page.index("Against themselves") : page.index('aria-labelledby="spoken"')]
    assert against.index("about 3 May 2024") < against.index("about 1 June 2024")
    assert "Open or shut." in against
    assert "They speak of different times." in against
    assert "Nobody knows." not in against
    assert "Harbour Post" in against


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("2024-05-03", "day"), ("2024-05-03", "day"), False),
        (("2024-05-03", "day"), ("2024-05-01", "month"), False),
        (("2024-05-03", "day"), ("2024-01-01", "year"), False),
        (("2024-05-03", "day"), ("2024-06-01", "month"), True),
        (("2024-05-03", "day"), (None, ""), False),
        ((None, ""), (None, ""), False),
    ],
)
def test_times_are_different_only_where_no_day_belongs_to_both(
    one: Any, other: Any, apart: bool
) -> None:
    def end(day: str | None, precision: str) -> End:
        when = date.fromisoformat(day) if day else None
        return End(Claim(about=when, about_precision=precision), None)

    for ends in ((end(*one), end(*other)), (end(*other), end(*one))):
        assert Against(ends, "").at_different_times is apart


def test_outsiders_are_told_only_of_what_is_published(desk: Desk, mira: Person) -> None:
    cast = desk.cast
    hidden, shown = said(desk, "Hidden so far.", hop(mira)), said(desk, "It shut.", hop(mira))
    services.relate(hidden, shown, "contradicts", "A secret reason.", by=cast.ann)
    assert desk.browser("nobody").get(f"/people/{mira.pk}/").status_code == 404
    show_in_catalogue(mira, "public", by=cast.eve)
    # Nothing is published about her yet, so strangers have no page to read.
    assert desk.browser("nobody").get(f"/people/{mira.pk}/").status_code == 404
    assert desk.browser("ron").get(f"/people/{mira.pk}/").status_code == 200
    desk.published(shown)
    for who in ("nobody", "olga"):
        page = words(desk.browser(who).get(f"/people/{mira.pk}/"))
        assert "It shut." in page
        assert f'href="/claims/{shown.pk}/"' in page
        assert "Hidden so far." not in page
        assert "A secret reason." not in page
        assert 'Said <span class="number">1</span>' in page


def test_a_public_claim_does_not_tell_whom_we_take_its_authors_to_be(desk: Desk) -> None:
    cast = desk.cast
    kept = person_named("Kept Noa", workspace=cast.desk, by=cast.ann)
    n_b = person_named("N. Brandling", workspace=cast.desk, by=cast.ann)
    claim = desk.claim()
    for paper in ("Paper A", "Paper B"):
        text = signed_by(desk, n_b, outlet=paper)
        services.add_appearance(claim, (text, 0, 30), by=cast.ann)
    desk.published(claim)
    merge_in_catalogue(kept, n_b, WHY, by=cast.eve)
    page = words(desk.browser("nobody").get(f"/claims/{claim.pk}/"))
    assert "same author: N. Brandling" in page
    assert "Kept Noa" not in page
    for file in ("claimreview.json", "graph.json", "graph/"):
        answer = desk.browser("nobody").get(f"/claims/{claim.pk}/{file}")
        assert b"Kept Noa" not in answer.content
    show_in_catalogue(kept, "public", by=cast.eve)
    assert "same author: Kept Noa" in words(desk.browser("nobody").get(f"/claims/{claim.pk}/"))


def test_what_one_keeps_to_oneself_is_counted_for_oneself(desk: Desk, mira: Person) -> None:
    said(desk, "My own note.", hop(mira), visibility="me")
    assert tally_of(mira, desk.cast.ann).said == 1
    assert tally_of(mira, desk.cast.bea).said == 0
    assert tally_of(mira, desk.cast.olga).hops == 0


def test_withdrawn_places_and_deleted_claims_are_gone(desk: Desk, mira: Person) -> None:
    gone, kept = said(desk, "Withdrawn.", hop(mira)), said(desk, "Deleted.", hop(mira))
    services.withdraw_appearance(gone.appearances.get(), by=desk.cast.ann)
    services.delete_claim(kept, by=desk.cast.ann)
    assert tally_of(mira, desk.cast.ann).said == 0


def test_a_person_with_very_many_claims_has_pages(desk: Desk, mira: Person) -> None:
    for n in range(27):
        said(desk, f"The pier shut, time {n}.", hop(mira))
    page = words(desk.browser("ann").get(f"/people/{mira.pk}/"))
    assert page.count("The pier shut, time") == 25
    assert 'href="?claims=2"' in page
    second = words(desk.browser("ann").get(f"/people/{mira.pk}/?claims=2"))
    assert second.count("The pier shut, time") == 2
    assert "No more of these." in words(desk.browser("ann").get(f"/people/{mira.pk}/?claims=9"))
    odd = desk.browser("ann").get(f"/people/{mira.pk}/?claims=x&how=sung&page=-1")
    assert odd.status_code == 200


def test_an_outlet_shows_the_claims_first_seen_there(desk: Desk) -> None:
    desk.claim()
    echo = signed_by(desk, outlet="Ferry Echo", published=date(2024, 5, 1))
    early = desk.scene.claim(desk.cast.ann, "It shut in spring.", appearance=(echo, 0, 30))
    post = Outlet.objects.get(workspace=desk.cast.desk, name="Harbour Post")
    page = words(desk.browser("ann").get(f"/outlets/{post.pk}/"))
    assert "1 claim first seen here" in page
    assert "It shut in spring." not in page
    ferry = echo.article.outlet
    assert ferry is not None
    merge_in_catalogue(post, ferry, WHY, by=desk.cast.eve)
    page = words(desk.browser("ann").get(f"/outlets/{post.pk}/"))
    assert "2 claims first seen here" in page
    assert f'href="/desk/claims/{early.pk}/"' in page


def test_an_outsider_of_a_public_outlet_counts_published_claims(desk: Desk) -> None:
    desk.claim()
    desk.published(desk.claim(statement="It shut."))
    post = Outlet.objects.get(workspace=desk.cast.desk, name="Harbour Post")
    show_in_catalogue(post, "public", by=desk.cast.eve)
    page = words(desk.browser("nobody").get(f"/outlets/{post.pk}/"))
    assert "1 claim first seen here" in page
    assert "One claim is checked and published: false." in page
    assert "How many more were recorded and not checked is not told." in page
    assert "checked and published" not in words(desk.browser("ann").get(f"/outlets/{post.pk}/"))


def test_owners_may_tell_of_how_many_and_nothing_private_is_counted(desk: Desk) -> None:
    cast = desk.cast
    for statement in ("It rained.", "It snowed."):
        desk.claim(statement=statement)
    desk.scene.claim(cast.ann, "Mine alone.", visibility="me")
    services.delete_claim(desk.claim(statement="Gone."), by=cast.ann)
    hidden = snapshot_of(cast.desk, by=cast.ann, visibility="me")
    said(desk, "In a text of mine.", appearance=(hidden, 0, 30))
    desk.published(desk.claim(statement="It shut."))
    post = Outlet.objects.get(workspace=cast.desk, name="Harbour Post")
    show_in_catalogue(post, "public", by=cast.eve)
    topic = services.add_topic(cast.desk, "Weather", by=cast.ann)
    services.tag_claims([one.pk for one in Claim.objects.alive()], [topic.pk], by=cast.ann)
    services.show_topic(topic, "public", by=cast.eve)
    edit_workspace(cast.desk, tells_recorded=True, by=cast.max)
    page = words(desk.browser("nobody").get(f"/outlets/{post.pk}/"))
    assert "One of three recorded claims is checked and published: false." in page
    page = words(desk.browser("nobody").get(f"/topics/{topic.pk}/"))
    assert "One of four recorded claims is checked and published: false." in page


def test_of_a_person_only_what_is_checked_is_counted(desk: Desk, mira: Person) -> None:
    said(desk, "Hidden so far.", hop(mira))
    desk.published(said(desk, "It shut.", hop(mira)))
    show_in_catalogue(mira, "public", by=desk.cast.eve)
    edit_workspace(desk.cast.desk, tells_recorded=True, by=desk.cast.max)
    page = words(desk.browser("nobody").get(f"/people/{mira.pk}/"))
    assert "One claim is checked and published: false." in page
    assert "nothing about how often someone tells the truth" in page
    assert "recorded" not in page


def test_whoever_is_unnamed_has_no_page_for_strangers(desk: Desk) -> None:
    cast = desk.cast
    someone = person_named("a diplomat", workspace=cast.desk, kind="unnamed", by=cast.ann)
    desk.published(said(desk, "It shut.", hop(someone)))
    with pytest.raises(ValidationError):
        show_in_catalogue(someone, "public", by=cast.eve)
    # As a row from before this was refused would be.
    Person.objects.filter(pk=someone.pk).update(visibility="public")
    assert desk.browser("nobody").get(f"/people/{someone.pk}/").status_code == 404
    assert "Show it to everyone" not in words(desk.browser("eve").get(f"/people/{someone.pk}/"))
    mira = person_named("Mira Tal", workspace=cast.desk, by=cast.ann)
    show_in_catalogue(mira, "public", by=cast.eve)
    with pytest.raises(ValidationError):
        describe_person(mira, kind="unnamed", by=cast.eve)


def test_the_number_of_queries_does_not_grow(desk: Desk, mira: Person) -> None:
    outlet = Outlet.objects.get(workspace=desk.cast.desk, name="Harbour Post")
    pages = [f"/people/{mira.pk}/", f"/people/{mira.pk}/?how=written", f"/outlets/{outlet.pk}/"]

    def fill(start: int) -> None:
        for n in range(start, start + 4):
            one = said(desk, f"It is shut, {n}.", hop(mira))
            two = said(desk, f"It is open, {n}.", hop(mira, "indirect"))
            three = said(desk, f"Shut it is, {n}.", hop(mira))
            services.merge_claims(one, three, "The same.", by=desk.cast.ann)
            services.relate(one, two, "contradicts", "Either or.", by=desk.cast.ann)
            text = signed_by(desk, mira, outlet="Harbour Post")
            said(desk, f"In a text, {n}.", appearance=(text, 0, 30))

    fill(0)
    for page in pages:
        queries(desk, "ann", page)
    few = [queries(desk, "ann", page) for page in pages]
    fill(4)
    assert [queries(desk, "ann", page) for page in pages] == few
    assert max(few) <= 45
