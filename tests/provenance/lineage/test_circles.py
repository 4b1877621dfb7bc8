"""Circular reporting is found, told in words, and never followed for ever."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.circles import Step, circles

NAMES = {1: "Arn Valley Post", 2: "Riverside Blog", 3: "Radio Arn", "m": "Mira Tal"}


def test_two_that_cite_each_other_are_named() -> None:
    (found,) = circles([Step(1, 2), Step(2, 1)], NAMES)
    assert found.says == (
        "Arn Valley Post cites Riverside Blog, which cites Arn Valley Post; "
        "nobody outside the circle is named."
    )
    assert found.called == ("Arn Valley Post", "Riverside Blog")
    assert found.outside == ()


def test_a_longer_way_round_leads_through_people_too() -> None:
    steps = [Step(3, 1, "republishes"), Step(1, "m", "names"), Step("m", 3, "had_it_from")]
    (found,) = circles(steps, NAMES)
    assert found.says.startswith(
        "Arn Valley Post names Mira Tal, who had it from Radio Arn, which republishes Arn"
    )


def test_whoever_stands_outside_is_named() -> None:
    (found,) = circles([Step(1, 2), Step(2, 1), Step(2, 3)], NAMES)
    assert found.outside == ("Radio Arn",)
    assert found.says.endswith("Outside the circle stands only Radio Arn.")


def test_an_article_that_cites_itself_is_a_circle_of_one() -> None:
    (found,) = circles([Step(1, 1)], NAMES)
    assert found.says.startswith("Arn Valley Post cites itself;")


def test_a_chain_and_a_fork_are_no_circle() -> None:
    assert circles([Step(1, 2), Step(2, 3), Step(1, 3)], NAMES) == []
    assert circles([], {}) == []


def test_two_circles_are_told_apart_and_one_in_another_once() -> None:
    apart = [Step(1, 2), Step(2, 1), Step(3, "m"), Step("m", 3), Step(1, 3)]
    assert len(circles(apart, NAMES)) == 2
    nested = [Step(1, 2), Step(2, 1), Step(2, 3), Step(3, 1)]
    (found,) = circles(nested, NAMES)
    assert len(found.members) == 3
    assert found.way == (1, 2)


def test_a_very_long_circle_is_told_briefly() -> None:
    ring = [*range(500), 0]
    names: dict[Any, str] = {n: f"Text {n}" for n in ring}
    (found,) = circles([Step(a, b) for a, b in pairwise(ring)], names)
    assert "leads over 494 more" in found.says
    assert len(found.says) < 300


def test_a_name_that_is_not_known_is_said_to_be() -> None:
    (found,) = circles([Step(8, 9), Step(9, 8)], {})
    assert "a text without a name" in found.says


steps = st.lists(
    st.builds(Step, st.integers(1, 7), st.integers(1, 7), st.sampled_from(["cites", "names"])),
    max_size=20,
)


@given(steps, st.randoms())
def test_the_order_of_steps_changes_nothing(things: list[Step], random: Any) -> None:
    shuffled = list(things)
    random.shuffle(shuffled)
    names: dict[Any, str] = {n: f"Text {n}" for n in range(8)}
    assert circles(things, names) == circles(shuffled, names)


@given(steps)
def test_every_way_round_is_made_of_steps_and_nobody_stands_in_two(things: list[Step]) -> None:
    pairs = {(one.source, one.target) for one in things}
    members: list[Any] = []
    for found in circles(things, {}):
        members += found.members
        assert set(pairwise([*found.way, found.way[0]])) <= pairs
        assert set(found.way) <= set(found.members)
    assert len(members) == len(set(members))


@given(steps)
def test_without_the_way_round_nobody_is_left_out(things: list[Step]) -> None:
    """Whoever cites each other directly stands in some circle."""
    pairs = {(one.source, one.target) for one in things}
    inside = {one for found in circles(things, {}) for one in found.members}
    assert {a for a, b in pairs if (b, a) in pairs} <= inside
