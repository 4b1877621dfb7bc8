"""What a class found, put together: figures that add up, whoever comes first."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.comparing import Choice, Ground, compare
from claims.classroom.matching import changes_between
from claims.classroom.tasks import clean_tasks

TEXT = "The council closed the pier on Monday, and nobody was told of it."
AFTER = "The council opened the pier on Monday, and nobody was told of it."
CHOICES = [Choice("false", "False", "false"), Choice("mixed", "Mixed", "mixed")]
CHOICES += [Choice("true", "True", "true")]
SORT = {"id": "sort", "kind": "sort", "items": [{"text": 0, "start": 0, "end": 11, "is_": "fact"}]}
KINDS = ["find", "chain", "trace", "evidence", "verdict", "compare", "change"]
TASKS = clean_tasks([*({"id": kind, "kind": kind} for kind in KINDS), SORT], [len(TEXT)] * 2)
CHAIN = [
    {"speaker": "Riverside Blog"},
    {"speaker": "Northline"},
    {"speaker": "", "anonymous": True},
    {"missing": True, "gap": "how do they know?"},
]
KEY: dict[str, Any] = {
    "verdict": {"slug": "true", "neutral": "true"},
    "origins": 1,
    "chains": [{"text": 0, "hops": CHAIN[:1]}, {"text": 0, "hops": CHAIN}],
    "marks": [{"at": {"text": 0, "start": 0, "end": 30}}],
    "evidence": [
        {"stance": "supports", "reason": "The log", "address": "https://example.org/log?utm_id=1"},
        {"stance": "contradicts", "reason": "A photo", "at": {"text": 0, "start": 4, "end": 11}},
    ],
}
GROUND = Ground([TEXT, AFTER], CHOICES, KEY, changes_between([TEXT, AFTER]))
HIDDEN = Ground([TEXT, AFTER], CHOICES)


def compared(works: list[Any], mine: Any = None, ground: Ground = GROUND) -> dict[str, Any]:
    return {one.task.id: one for one in compare(TASKS, works, ground, mine)}


def rated(*slugs: str) -> list[dict[str, Any]]:
    return [{"verdict": {"rating": slug, "confidence": None, "reason": ""}} for slug in slugs]


def bars(one: Any) -> dict[str, int]:
    return {bar.label: bar.count for bar in one.bars}


def named(*names: str) -> dict[str, Any]:
    return {"chain": {"hops": [{"speaker": name, "anonymous": not name} for name in names]}}


def test_verdicts_are_counted_and_the_desk_is_marked() -> None:
    works = rated("true", "false", "false", "false", "false")
    one = compared(works, rated("false")[0])["verdict"]
    assert bars(one) == {"False": 4, "Mixed": 0, "True": 1}
    assert [bar.label for bar in one.bars if bar.is_key] == ["True"]
    assert [bar.label for bar in one.bars if bar.is_mine] == ["False"]
    assert one.talk[0].startswith("Four of 5 say “False”; the desk says “True”.")


def test_a_class_of_several_minds_is_asked_what_would_change_its_mind() -> None:
    one = compared(rated("true", "true", "false", "mixed", "mixed"))["verdict"]
    assert one.talk == [
        "Two of us say “Mixed”, two say “True”. "
        "What would someone have to show you before you changed your mind?"
    ]


def test_a_small_class_is_told_no_points_and_those_who_ask_for_it_no_figures() -> None:
    works = rated("true", "false", "false", "false")
    assert compared(works)["verdict"].talk == []
    (one,) = [
        c for c in compare(TASKS, works, GROUND, works[0], least=5) if c.task.kind == "verdict"
    ]
    assert one.too_few
    assert not any(bar.count or bar.of for bar in one.bars)
    assert [bar.label for bar in one.bars if bar.is_mine] == ["True"]
    assert [bar.label for bar in one.bars if bar.is_key] == ["True"]


def test_what_nobody_answered_counts_for_nothing() -> None:
    one = compared([*rated("true"), {}, {"verdict": {"rating": "", "reason": ""}}])["verdict"]
    assert one.answered == 1
    assert one.talk == []


def test_origins_show_the_desks_number_and_ones_own_even_where_nobody_has_it() -> None:
    found = compared([{"trace": {"origins": 3}}], {"trace": {"origins": 7}})
    assert bars(found["trace"]) == {"1": 0, "3": 1, "7": 0}


def test_counting_one_voice_several_times_is_asked_about() -> None:
    works = [{"trace": {"origins": number}} for number in (3, 3, 2, 1, 5)]
    assert compared(works)["trace"].talk[0] == (
        "Four of us counted more than one independent origin; the desk counts one. "
        "Which of the texts share their words, and who had them first?"
    )


def test_a_chain_tells_who_got_how_far_and_whom_else_several_named() -> None:
    works = [
        named("RIVERSIDE blog"),
        named("The Riverside Blog", "Northline", "The Mayor"),
        named("Northline", "the mayor"),
        named("Riverside Blog", "Northline", ""),
        named("My neighbour"),
    ]
    one = compared(works, works[2])["chain"].overlay
    reached = [(hop.label, hop.count, hop.stopped) for hop in one.hops]
    assert reached == [
        ("Riverside Blog", 4, 1),
        ("Northline", 3, 2),
        ("someone unnamed", 1, 1),
        ("nobody named", 0, 0),
    ]
    assert one.nowhere == 1
    assert [hop.is_mine for hop in one.hops] == [False, True, False, False]
    assert [(bar.label, bar.count, bar.is_mine) for bar in one.others] == [("The Mayor", 2, True)]
    talk = compared(works)["chain"].talk
    assert talk[0].startswith("Two of us stopped at Northline; the desk goes on to someone unnamed")


def test_evidence_is_found_by_its_address_or_its_words_and_counted_once_a_work() -> None:
    log = {"stance": "supports", "address": "http://www.example.org/log"}
    words = {"stance": "contradicts", "at": {"text": 0, "start": 0, "end": 30}}
    blog = {"stance": "supports", "address": "https://example.com/blog"}
    works = [{"evidence": {"items": rows}} for rows in ([log] * 4, [words, blog], [blog], [])]
    one = compared(works, works[0])["evidence"]
    assert [(each.count, each.of, each.is_key, each.is_mine) for each in one.found] == [
        (1, 3, True, True),
        (1, 3, True, False),
        (2, 3, False, False),
    ]
    assert bars(one) == {"for it": 3, "against it": 1, "context": 0}


def test_sorting_shows_what_the_class_says_of_each() -> None:
    works = [{"sort": {"labels": {"0-0-11": label}}} for label in ("fact", "opinion", "fact")]
    (item,) = compared(works)["sort"].items
    assert item.quote == "The council"
    assert [(bar.label, bar.count, bar.of) for bar in item.shares if bar.is_key] == [("fact", 2, 3)]


def test_a_change_is_spotted_in_either_version() -> None:
    spots = [{"text": 0, "start": 12, "end": 18}, {"text": 1, "start": 8, "end": 25}]
    spots += [{"text": 1, "start": 40, "end": 50}]
    one = compared([{"change": {"marks": [{"at": spot}]}} for spot in spots])["change"]
    assert [(each.label, each.count, each.of) for each in one.found] == [
        ("“closed” became “opened”", 2, 3)
    ]


def test_how_two_articles_stand_is_counted_in_words() -> None:
    works = [{"compare": {"relation": r}} for r in ("from_first", "from_first", "unclear")]
    one = compared(works)["compare"]
    assert bars(one)["the second has it from the first"] == 2
    assert not any(bar.is_key for bar in one.bars)


def sure(*given_: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"verdict": {"rating": slug, "confidence": confidence}} for slug, confidence in given_]


def test_being_sure_is_held_against_being_right() -> None:
    works = sure(("true", 100), ("false", 100), ("true", 50), ("mixed", 0))
    one = compared(works, works[0])["verdict"].calibration
    assert [(each.count, each.right, each.is_mine) for each in one.bins] == [
        (1, 0, False),
        (1, 1, False),
        (0, 0, False),
        (2, 1, True),
    ]
    assert one.brier == (0 + 1 + 0.25 + 0) / 4
    assert (one.mean, one.right, one.people) == (62.5, 2, 4)


def test_a_class_that_was_sure_and_of_another_mind_hears_so() -> None:
    works = sure(*[("false", 95)] * 4, ("true", 60))
    talk = compared(works)["verdict"].talk
    assert any(
        point.startswith("Four of us were 75 in 100 sure or more; none of") for point in talk
    )


ALL = {"marks": [{"at": {"text": 0, "start": 0, "end": 30}}]}


def test_without_the_key_nothing_of_the_desk_comes_out() -> None:
    works = [
        {
            "find": ALL,
            "change": ALL,
            "sort": {"labels": {"0-0-11": label}},
            "trace": {"origins": 2, "hops": [{"who": "Northline"}]},
            "evidence": {"items": [{"stance": "supports", "address": "https://example.org/log"}]},
            **rated(slug)[0],
            **named("Northline"),
        }
        for label, slug in (("fact", "true"), ("opinion", "false")) * 3
    ]
    for one in compared(works, ground=HIDDEN).values():
        said = repr((one.bars, one.heat, one.items, one.overlay, one.talk))
        assert "is_key=True" not in said
        assert not any(each.is_key for each in one.found)
        assert "desk" not in " ".join(one.talk)
        assert one.overlay is None or (one.overlay.hops == [] and one.overlay.others)
        assert one.calibration is None or one.calibration.brier is None


def test_no_point_is_made_twice_and_there_are_three_at_most() -> None:
    works = [{"find": ALL, **named("Northline"), **rated("false")[0]} for _ in range(6)]
    for one in compared(works).values():
        assert len(one.talk) == len(set(one.talk)) <= 3


hops = st.lists(st.sampled_from(["Riverside Blog", "Northline", "", "The Mayor", "B"]), max_size=5)


@given(st.lists(hops, max_size=8), st.randoms())
def test_every_work_stops_once_and_the_order_of_works_means_nothing(
    works: Any, chance: Any
) -> None:
    given_ = [named(*names) for names in works]
    one = compared(given_)["chain"]
    found = one.overlay
    assert sum(hop.stopped for hop in found.hops) + found.nowhere == one.answered
    counts = [hop.count for hop in found.hops]
    assert counts == sorted(counts, reverse=True)
    assert all(0 <= hop.stopped <= hop.count <= hop.of == one.answered for hop in found.hops)
    assert all(2 <= bar.count <= one.answered for bar in found.others)
    chance.shuffle(given_)
    assert compared(given_)["chain"].overlay == found


ratings = st.lists(
    st.tuples(st.sampled_from(["true", "mixed", "false"]), st.integers(0, 100)), max_size=9
)


@given(ratings)
def test_bins_hold_everyone_once_and_the_score_is_between_0_and_1(given_: Any) -> None:
    one = compared(sure(*given_))["verdict"].calibration
    if not given_:
        assert one is None
        return
    assert one.people == len(given_)
    assert 0 <= one.brier <= 1
    assert sum(each.right for each in one.bins) == one.right
    assert all(each.right <= each.count for each in one.bins)


marks = st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))), max_size=5)


def marked(spans: list[tuple[int, int]]) -> dict[str, Any]:
    places = [{"at": {"text": 0, "start": s, "end": e}} for s, e in spans if s < e]
    return {"find": {"marks": places}}


@given(st.lists(marks, max_size=6), st.randoms())
def test_heat_covers_the_text_once_and_does_not_mind_the_order(works: Any, chance: Any) -> None:
    given_ = [marked(spans) for spans in works]
    heat, _ = compared(given_)["find"].heat
    assert [heat[0].start, heat[-1].end] == [0, len(TEXT)]
    assert all(one.end == other.start for one, other in pairwise(heat))
    answered = [work for work in given_ if work["find"]["marks"]]
    assert all(0 <= one.count <= len(answered) == one.of for one in heat)
    assert all((one.tenth == 0) == (one.count == 0) and one.tenth <= 10 for one in heat)
    letters = sum(one.count * (one.end - one.start) for one in heat)
    covered = [
        {n for mark in work["find"]["marks"] for n in range(mark["at"]["start"], mark["at"]["end"])}
        for work in answered
    ]
    assert letters == sum(map(len, covered))
    chance.shuffle(given_)
    assert compared(given_)["find"].heat[0] == heat
