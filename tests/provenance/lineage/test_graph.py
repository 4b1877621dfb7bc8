"""Independent origins: what is one source is counted once, and the reader is told why."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.lineage.graph import independent_origins
from provenance.lineage.ties import ALL, NAMES, Item, Named, rules_without

NINETY = frozenset({90})


def joined(*items: Item, **given: Any) -> list[tuple[int, ...]]:
    return [group.members for group in independent_origins(items, **given).groups]


def test_items_with_nothing_in_common_are_independent() -> None:
    found = independent_origins([Item(1, article=10), Item(2, article=20)])
    assert (found.raw, found.independent) == (2, 2)
    assert [group.reasons for group in found.groups] == [(), ()]


def test_nothing_has_no_origin() -> None:
    assert independent_origins([]).independent == 0


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("article", {"article": 10}, {"article": 10}),
        ("article", {"address": "example.org/a"}, {"address": "example.org/a"}),
        ("copy", {"article": 10}, {"article": 20, "copies_of": {10}}),
        ("copy", {"article": 10, "copies_of": {30}}, {"article": 20, "copies_of": {30}}),
        ("text", {"texts": {4}}, {"texts": {4, 5}}),
        ("agency", {"agencies": {"north wire"}}, {"agencies": {"north wire"}}),
        ("author", {"authors": {7, 8}}, {"authors": {8}}),
        ("speaker", {"origin_speakers": {5}}, {"origin_speakers": {5}}),
        ("itself", {"voices": {"town council"}}, {"origin_speakers": {"town council"}}),
        ("itself", {"voices": {"town council"}}, {"passed_on_by": {"town council"}}),
        ("through", {"passed_on_by": {5}}, {"passed_on_by": {5, 6}}),
        ("through", {"passed_on_by": {5}}, {"origin_speakers": {5}}),
        ("unnamed", {"unnamed": {6}}, {"unnamed": {6}}),
        ("cites", {"article": 10}, {"cites": {10}}),
        ("cites", {"cites": {99}}, {"cites": {99}}),
        ("cites", {"article": 10}, {"leans_on": {10}}),
        ("outlet", {"outlet": 3}, {"outlet": 3}),
        ("owner", {"owners": {3, 4}}, {"owners": {4}}),
        ("depends", {}, {"depends_on": {1}}),
    ],
)
def test_each_rule_joins_gives_its_reason_and_can_be_switched_off(
    rule: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    items = [Item(1, **_frozen(one)), Item(2, **_frozen(other))]
    (group,) = independent_origins(items).groups
    assert group.members == (1, 2)
    assert [reason.rule for reason in group.reasons] == [rule]
    assert group.reasons[0].explanation
    assert independent_origins(items, rules_without([rule])).independent == 2


def test_every_rule_says_what_it_counts_once_and_why() -> None:
    assert len(set(NAMES)) == len(ALL)
    for rule in ALL:
        assert rule.counts_once.endswith(".")
        assert rule.counts_once != rule.explanation


def test_two_that_cite_an_absent_third_somewhere_in_their_text_stay_apart() -> None:
    same = frozenset({99})
    assert joined(Item(1, leans_on=same), Item(2, leans_on=same)) == [(1,), (2,)]


def test_two_that_quote_an_absent_third_are_joined_by_the_speaker_alone() -> None:
    same = frozenset({"town council"})
    items = [Item(1, origin_speakers=same), Item(2, origin_speakers=same)]
    assert independent_origins(items, rules_without(["speaker", "through"])).independent == 2


def test_a_reason_names_what_is_shared_and_how_that_is_known() -> None:
    one = Item(1, authors=frozenset({Named(7, "Noa Brand"), Named("noa", "Noa Brand")}))
    other = Item(2, authors=frozenset({Named(7, "N. Brand", "inferred")}))
    (reason,) = independent_origins([one, other]).groups[0].reasons
    assert (reason.shared, reason.doubts) == (("N. Brand", "Noa Brand"), ("inferred",))


def test_what_is_left_out_counts_nowhere() -> None:
    found = independent_origins([Item(1, article=10), Item(2, article=10)], left_out=[2])
    assert (found.raw, found.independent, found.left_out) == (1, 1, (2,))


def _frozen(given: dict[str, Any]) -> dict[str, Any]:
    return {
        name: frozenset(value) if isinstance(value, set) else value for name, value in given.items()
    }


def test_what_joins_neighbours_joins_all() -> None:
    chain = [
        Item(1, authors=frozenset({1})),
        Item(2, authors=frozenset({1}), owners=frozenset({9})),
        Item(3, owners=frozenset({9})),
    ]
    (group,) = independent_origins(chain).groups
    assert group.members == (1, 2, 3)
    assert [(reason.rule, reason.members) for reason in group.reasons] == [
        ("author", (1, 2)),
        ("owner", (2, 3)),
    ]


def test_a_reason_that_a_stronger_one_implies_is_left_out() -> None:
    same = {"article": 10, "outlet": 3, "authors": frozenset({7})}
    (group,) = independent_origins([Item(1, **same), Item(2, **same)]).groups  # type: ignore[arg-type]
    assert [reason.rule for reason in group.reasons] == ["article"]


def test_two_that_repeat_a_third_which_is_not_here_are_joined() -> None:
    assert joined(Item(1, depends_on=NINETY), Item(2, depends_on=NINETY)) == [(1, 2)]


def test_an_article_number_is_never_taken_for_an_author_number() -> None:
    assert joined(Item(1, article=4), Item(2, authors=frozenset({4})), Item(3, outlet=4)) == [
        (1,),
        (2,),
        (3,),
    ]


def test_an_original_is_joined_with_its_copies_but_not_by_being_one() -> None:
    two = [Item(1, article=10), Item(2, article=10)]
    only_copies = [rule for rule in ALL if rule.name == "copy"]
    assert independent_origins(two, only_copies).independent == 2
    three = [*two, Item(3, article=30, copies_of=frozenset({10}))]
    assert independent_origins(three, only_copies).independent == 1


def test_two_articles_of_one_voice_are_not_joined_by_the_voice_alone() -> None:
    same = frozenset({"town council"})
    assert joined(Item(1, voices=same), Item(2, voices=same)) == [(1,), (2,)]


def test_empty_names_join_nobody() -> None:
    assert joined(Item(1, address=""), Item(2, address="")) == [(1,), (2,)]


small = st.integers(1, 4)
few = st.frozensets(small, max_size=2)
names = st.frozensets(st.sampled_from(["a", "b"]), max_size=2)


@st.composite
def items(draw: st.DrawFn, most: int = 8) -> list[Item]:
    return [
        Item(
            id=number,
            article=draw(st.none() | small),
            authors=draw(few),
            copies_of=draw(few),
            texts=draw(few),
            agencies=draw(names),
            unnamed=draw(few),
            outlet=draw(st.none() | small),
            owners=draw(few),
            origin_speakers=draw(names),
            passed_on_by=draw(names),
            voices=draw(names),
            cites=draw(few),
            leans_on=draw(few),
            depends_on=draw(few),
        )
        for number in range(draw(st.integers(0, most)))
    ]


@given(items(), st.randoms())
def test_the_order_of_items_changes_nothing(things: list[Item], random: Any) -> None:
    shuffled = list(things)
    random.shuffle(shuffled)
    assert independent_origins(shuffled) == independent_origins(things)


@given(items())
def test_every_item_is_in_exactly_one_group(things: list[Item]) -> None:
    found = independent_origins(things)
    members = [member for group in found.groups for member in group.members]
    assert sorted(members) == [item.id for item in things]
    assert found.raw == len(things)
    assert found.independent == len(found.groups) <= found.raw


@given(items(), items())
def test_one_more_item_adds_at_most_one_origin(things: list[Item], more: list[Item]) -> None:
    grown = list(things)
    for extra in more:
        before = independent_origins(grown)
        grown.append(Item(**(vars(extra) | {"id": len(grown)})))
        after = independent_origins(grown)
        assert after.raw == before.raw + 1
        assert after.independent <= before.independent + 1


@given(items(), st.sets(st.sampled_from([rule.name for rule in ALL])))
def test_more_rules_never_make_more_origins(things: list[Item], off: set[str]) -> None:
    some = independent_origins(things, rules_without(off))
    assert independent_origins(things).independent <= some.independent


@given(items(), st.data())
def test_one_more_copy_never_makes_more_origins(things: list[Item], data: st.DataObject) -> None:
    originals = [one for one in things if one.article is not None]
    assume(originals)
    original = data.draw(st.sampled_from(originals))
    copy = Item(len(things), article=99, copies_of=frozenset({original.article}))
    before, after = independent_origins(things), independent_origins([*things, copy])
    assert after.raw == before.raw + 1
    assert after.independent <= before.independent


@given(items(), st.integers(0, 20))
def test_leaving_comments_out_is_counting_without_them(things: list[Item], one: int) -> None:
    without = independent_origins([item for item in things if item.id != one])
    assert independent_origins(things, left_out=[one]).groups == without.groups


@given(items())
def test_the_reasons_of_a_group_tie_all_its_members_together(things: list[Item]) -> None:
    for group in independent_origins(things).groups:
        reached = {group.members[0]}
        for _ in group.reasons:
            for reason in group.reasons:
                if reached & set(reason.members):
                    reached |= set(reason.members)
        assert reached == set(group.members)
