"""What ties articles together is read in four queries, copies at any remove included."""

from typing import Any

import pytest

from provenance.lineage.graph import Origins
from provenance.lineage.models import SharedText
from provenance.lineage.origins import identity, independent_articles, item, origins_of
from provenance.sources.models import Article, Authorship, Citation, Fact, Outlet, Person
from provenance.sources.passages import passage_at
from tests.claims.scene import snapshot_of
from tests.people import Cast

pytestmark = pytest.mark.django_db


def article(cast: Cast, **given: Any) -> Article:
    return Article.objects.create(workspace=cast.desk, **given)


def outlet(cast: Cast, name: str, **given: Any) -> Outlet:
    return Outlet.objects.create(workspace=cast.desk, name=name, key=name.lower(), **given)


def person(cast: Cast, name: str, **given: Any) -> Person:
    return Person.objects.create(workspace=cast.desk, name=name, key=name.lower(), **given)


def cites(source: Article, target: Article | None, **given: Any) -> Citation:
    given = {"kind": Citation.Kind.REPUBLISHES, "target": target} | given
    return Citation.objects.create(workspace=source.workspace, source=source, **given)


def counted(cast: Cast, *articles: Article, **given: Any) -> Origins:
    return independent_articles(articles, cast.ann, **given)


def rules(found: Origins) -> set[str]:
    return {reason.rule for group in found.groups for reason in group.reasons}


# --- copies ---------------------------------------------------------------------------------


def test_copies_are_followed_upwards_at_any_remove(cast: Cast) -> None:
    first, second, third = (article(cast) for _ in range(3))
    cites(third, second)
    cites(second, first)
    assert origins_of([third.pk])[third.pk].copies_of == {first.pk, second.pk}
    assert origins_of([first.pk])[first.pk].copies_of == set()


def test_a_loop_of_copies_comes_to_an_end(cast: Cast) -> None:
    one, other = article(cast), article(cast)
    cites(one, other)
    cites(other, one)
    assert origins_of([one.pk])[one.pk].copies_of == {one.pk, other.pk}


@pytest.mark.parametrize(
    "unfit",
    [
        {"state": Citation.State.PROPOSED},
        {"state": Citation.State.REJECTED},
        {"visibility": "me"},
        {"kind": Citation.Kind.CITES},
        {"deleted_at": "2024-05-04T00:00Z"},
    ],
)
def test_only_confirmed_shared_republication_counts(cast: Cast, unfit: dict[str, Any]) -> None:
    one, other = article(cast), article(cast)
    cites(one, other, **unfit)
    assert origins_of([one.pk])[one.pk].copies_of == set()


def test_an_original_that_someone_keeps_private_ties_nobody_who_is_not_told_of_it(
    cast: Cast,
) -> None:
    hidden = article(cast, visibility="me", created_by=cast.sam)
    one, other = article(cast), article(cast)
    cites(one, hidden)
    cites(other, hidden)
    assert counted(cast, one, other).independent == 2
    assert origins_of([one.pk, hidden.pk])[one.pk].copies_of == {hidden.pk}


def test_two_copies_of_an_address_we_do_not_have_are_one(cast: Cast) -> None:
    one, other = article(cast), article(cast)
    cites(one, None, target_address="https://example.org/wire?utm_source=x")
    cites(other, None, target_address="http://www.example.org/wire")
    assert rules(counted(cast, one, other)) == {"copy"}


# --- agencies -------------------------------------------------------------------------------


def test_agencies_are_known_by_name_from_the_chain_the_article_and_the_outlet(cast: Cast) -> None:
    wire = outlet(cast, "North Wire", kind=Outlet.Kind.AGENCY)
    own = article(cast, outlet=wire)
    named = article(cast, republished_from="NORTH WIRE")
    between = article(cast)
    cites(between, None, target_name="North  Wire")
    far = article(cast)
    cites(far, between)
    found = counted(cast, own, named, far)
    assert found.independent == 1
    assert rules(found) == {"agency"}
    assert found.groups[0].reasons[0].shared == ("North Wire",)


@pytest.mark.parametrize("kind", [Outlet, Person])
def test_an_agency_is_the_same_under_each_of_its_names(cast: Cast, kind: type[Any]) -> None:
    further = {"kind": "organisation"} if kind is Person else {}
    kind.objects.create(
        workspace=cast.desk,
        name="North Wire",
        key="north wire",
        aliases=["NW"],
        alias_keys=["nw"],
        **further,
    )
    one, other = article(cast, republished_from="NW"), article(cast, republished_from="North Wire")
    assert rules(counted(cast, one, other)) == {"agency"}


def test_a_reprint_is_not_the_voice_of_the_outlet_that_prints_it(cast: Cast) -> None:
    paper = outlet(cast, "Paper")
    own = article(cast, outlet=paper)
    reprints = [article(cast, outlet=paper, republished_from=f"Wire {n}") for n in (1, 2)]
    assert counted(cast, own, *reprints).independent == 3


def test_an_article_that_credits_its_own_outlet_is_no_reprint(cast: Cast) -> None:
    paper = outlet(cast, "Paper")
    credited = article(cast, outlet=paper, republished_from="PAPER")
    assert rules(counted(cast, credited, article(cast, outlet=paper))) == {"outlet"}


# --- outlets and owners ---------------------------------------------------------------------


def test_one_outlet_is_one_voice_and_a_platform_is_none(cast: Cast) -> None:
    paper, square = outlet(cast, "Paper"), outlet(cast, "Square", kind=Outlet.Kind.PLATFORM)
    assert rules(counted(cast, *(article(cast, outlet=paper) for _ in range(2)))) == {"outlet"}
    assert counted(cast, *(article(cast, outlet=square) for _ in range(2))).independent == 2


def test_the_owner_is_found_through_a_chain_of_owners(cast: Cast) -> None:
    top = outlet(cast, "Top")
    house = outlet(cast, "House", owner=top)
    paper = outlet(cast, "Paper", owner=house)
    radio = outlet(cast, "Radio", owner=top)
    found = counted(cast, article(cast, outlet=paper), article(cast, outlet=radio))
    assert rules(found) == {"owner"}
    assert found.groups[0].reasons[0].shared == ("Top",)


def test_owners_in_a_circle_come_to_an_end_and_are_one(cast: Cast) -> None:
    one, other = outlet(cast, "One"), outlet(cast, "Other")
    Outlet.objects.filter(pk=one.pk).update(owner=other)
    Outlet.objects.filter(pk=other.pk).update(owner=one)
    found = counted(cast, article(cast, outlet=one), article(cast, outlet=other))
    assert rules(found) == {"owner"}


def test_an_owner_that_someone_keeps_private_is_not_told_by_a_number(cast: Cast) -> None:
    hidden = outlet(cast, "Hidden", visibility="me", created_by=cast.sam)
    papers = [outlet(cast, name, owner=hidden) for name in ("One", "Two")]
    assert counted(cast, *(article(cast, outlet=one) for one in papers)).independent == 2


# --- authors --------------------------------------------------------------------------------


def test_authors_are_read_as_people(cast: Cast) -> None:
    noa = person(cast, "Noa Brand")
    written = article(cast)
    Authorship.objects.create(article=written, person=noa)
    origin = origins_of([written.pk])[written.pk]
    assert origin.authors == identity(noa)
    assert item(1, origin).voices == identity(noa) - {*identity(noa) - origin.voices}


def test_one_author_under_two_names_is_one_where_one_is_an_alias_of_the_other(cast: Cast) -> None:
    noa = person(cast, "Noa Brand", aliases=["N. B."], alias_keys=["n b"])
    short = Person.objects.create(workspace=cast.desk, name="N. B.", key="n b")
    other = person(cast, "Mira Tal")
    pieces = []
    for author in (noa, short, other):
        pieces.append(article(cast))
        Authorship.objects.create(article=pieces[-1], person=author)
    found = counted(cast, *pieces)
    assert [len(group.members) for group in found.groups] == [2, 1]
    assert rules(found) == {"author"}


def noted(one: Article, field: str, value: str, **given: Any) -> Fact:
    given = {"known": "outside", "confidence": 0.9} | given
    return Fact.objects.create(article=one, field=field, value=value, **given)


def test_an_author_known_from_outside_counts_and_is_said_to_be(cast: Cast) -> None:
    signed, unsigned = article(cast), article(cast)
    Authorship.objects.create(article=signed, person=person(cast, "Noa Brand"))
    noted(unsigned, "author", "Noa Brand", known="inferred")
    (reason,) = counted(cast, signed, unsigned).groups[0].reasons
    assert (reason.rule, reason.shared, reason.doubts) == ("author", ("Noa Brand",), ("inferred",))


@pytest.mark.parametrize("why_not", ["unlikely", "another was chosen", "in the text"])
def test_a_fact_that_nobody_chose_counts_only_where_it_is_likely_and_alone(
    cast: Cast, why_not: str
) -> None:
    one, other = article(cast), article(cast)
    for piece in (one, other):
        noted(
            piece,
            "author",
            "Noa Brand",
            confidence=0.4 if why_not == "unlikely" else 0.9,
            known="in_text" if why_not == "in the text" else "outside",
        )
    if why_not == "another was chosen":
        noted(one, "author", "Mira Tal", known="person", chosen=True)
    assert counted(cast, one, other).independent == 2


def test_an_article_that_tells_what_another_said_has_no_voice_of_its_own(cast: Cast) -> None:
    written = article(cast)
    Authorship.objects.create(article=written, person=person(cast, "Noa Brand"))
    origin = origins_of([written.pk])[written.pk]
    assert item(1, origin).voices
    assert item(1, origin, is_own_voice=False).voices == frozenset()


# --- what is cited --------------------------------------------------------------------------


def test_what_is_cited_counts_for_the_words_that_cite_it(cast: Cast) -> None:
    snapshot = snapshot_of(cast.desk)
    target = article(cast)
    cites(snapshot.article, target, kind="cites", passage=passage_at(snapshot, 10, 20))
    cites(snapshot.article, None, kind="quotes", target_name="North Wire")
    origin = origins_of([snapshot.article_id])[snapshot.article_id]
    here = item(1, origin, at=(snapshot.pk, 15, 30))
    elsewhere = item(1, origin, at=(snapshot.pk, 20, 30))
    assert target.pk in here.cites
    assert not elsewhere.cites
    assert {getattr(key, "name", "") for key in elsewhere.leans_on} == {"North Wire"}


def test_articles_as_wholes_are_not_one_because_one_cites_the_other(cast: Cast) -> None:
    one, other = article(cast), article(cast)
    cites(one, other, kind="cites")
    assert counted(cast, one, other).independent == 2


# --- shared text ----------------------------------------------------------------------------


def pair(one: Article, other: Article, **given: Any) -> SharedText:
    texts = [snapshot_of(one.workspace).pk for _ in range(2)]
    usual: dict[str, Any] = {"kind": "copy", "words": 90, "one_share": 1.0, "other_share": 1.0}
    usual |= {"one_snapshot_id": texts[0], "other_snapshot_id": texts[1]}
    return SharedText.objects.create(
        workspace=one.workspace, one=one, other=other, **(usual | given)
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, 1),
        ({"kind": "names"}, 1),
        ({"kind": "partial"}, 2),
        ({"kind": "quotation"}, 2),
        ({"kind": "coincidence"}, 2),
        ({"state": "refused"}, 2),
        ({"deleted_at": "2024-05-04T00:00Z"}, 2),
    ],
)
def test_whole_texts_that_were_found_to_be_the_same_are_one_until_a_person_refuses(
    cast: Cast, given: dict[str, Any], wanted: int
) -> None:
    one, other = article(cast), article(cast)
    pair(one, other, **given)
    found = counted(cast, one, other)
    assert found.independent == wanted
    if wanted == 1:
        (reason,) = found.groups[0].reasons
        assert (reason.rule, reason.doubts) == ("text", ("found by comparing",))


def test_a_shared_part_counts_for_the_words_in_it(cast: Cast) -> None:
    one, other = article(cast), article(cast)
    passages = [{"one": [10, 20], "other": [40, 50], "words": 45}]
    shared = pair(one, other, kind="partial", passages=passages)
    origins = origins_of([one.pk, other.pk])
    here = item(1, origins[one.pk], at=(shared.one_snapshot_id, 15, 30))
    there = item(2, origins[other.pk], at=(shared.other_snapshot_id, 45, 46))
    beside = item(3, origins[other.pk], at=(shared.other_snapshot_id, 15, 30))
    assert here.texts == there.texts != frozenset()
    assert beside.texts == frozenset()


def test_words_shared_with_a_private_article_tell_nothing_of_it(cast: Cast) -> None:
    hidden = article(cast, visibility="me", created_by=cast.sam)
    one = article(cast)
    pair(hidden, one)
    assert origins_of([one.pk])[one.pk].texts == frozenset()
    assert origins_of([one.pk, hidden.pk])[one.pk].texts != frozenset()


# --- who is told ----------------------------------------------------------------------------


def test_articles_that_one_does_not_see_are_not_counted(cast: Cast) -> None:
    pieces = [article(cast, visibility=level) for level in ("public", "workspace")]
    pieces.append(article(cast, visibility="me", created_by=cast.sam))
    raw = {name: independent_articles(pieces, user).raw for name, user in cast.everyone().items()}
    assert raw == dict.fromkeys(raw, 2) | {"sam": 3, "olga": 1, "nobody": 1}


def test_a_rule_can_be_left_out(cast: Cast) -> None:
    paper = outlet(cast, "Paper")
    pieces = [article(cast, outlet=paper) for _ in range(2)]
    assert counted(cast, *pieces, without=["owner"]).independent == 1
    assert counted(cast, *pieces, without=["owner", "outlet"]).independent == 2


def test_many_articles_cost_four_queries_and_none_costs_none(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    ids = [article(cast).pk for _ in range(5)]
    with django_assert_num_queries(4):
        assert set(origins_of(ids)) == set(ids)
    with django_assert_num_queries(0):
        assert origins_of([]) == {}
