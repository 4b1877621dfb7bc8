"""Of the places where the words stand, only the passage's own is taken."""

from provenance.sources.following import Follower
from provenance.sources.places import believable, certain, contenders, places
from provenance.sources.selectors import describe, read

LONG = " ".join(f"The {n} gates of the river were checked by hand." for n in range(30, 60))

PLAIN = "Bread was baked in all towns, and nobody spoke of floods any more. " * 9


def found(old: str, new: str, quote: str, nth: int = 0):
    start = -1
    for _ in range(nth + 1):
        start = old.index(quote, start + 1)
    follower = Follower(old, new)
    passage = follower._passage(read(describe(old, start, start + len(quote))))
    return follower.texts, passage, places(follower.texts, passage)


def test_the_words_of_another_passage_are_no_place_for_this_one():
    old = f"It holds. Ann left. {LONG} It holds. Tom stayed."
    _, _, mine = found(old, old.removeprefix("It holds. "), "It holds.", 0)
    assert mine == []
    texts, passage, its = found(old, old.removeprefix("It holds. "), "It holds.", 1)
    assert len(its) == 1
    assert certain(texts, passage, its[0])


def test_words_as_common_as_the_are_left_to_the_alignment():
    old = "the dam the town " * 600
    texts, _, its = found(old, "New. " + old, "the", 700)
    assert [texts.new.outward(p.at, p.at + 3)[0] for p in its] == [
        5 + old.index("the", 700 // 2 * 17)
    ]


def test_a_short_word_among_strangers_is_not_believed():
    old, new = f"{LONG} Ann Berg held the dam. {LONG}", f"Nobody saw where the cat went. {PLAIN}"
    texts, passage, its = found(old, new, "the", old[: old.index("the dam")].count("the"))
    assert all(not believable(texts, passage, place) for place in its)


def test_a_place_that_did_not_move_is_preferred():
    line = "Noon is the hour. "
    texts, passage, its = found(line + LONG, line * 2 + LONG, line.strip())
    assert len(its) == 2
    (chosen,) = contenders(texts, passage, its)
    assert chosen.at == 0


def test_doubled_passages_that_moved_cannot_be_told_apart():
    line = "Noon is the hour. "
    texts, passage, its = found(
        f"First. {line}{LONG}", f"Oh. First. {line}{line}{LONG}", line.strip()
    )
    assert len(contenders(texts, passage, its)) == 2
