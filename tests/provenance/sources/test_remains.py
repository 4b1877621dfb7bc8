"""What is left of a passage is looked for in its place, then elsewhere, and is no other's."""

from provenance.sources.following import Follower
from provenance.sources.remains import elsewhere, in_place
from provenance.sources.selectors import describe, read

BEFORE = "The valley has seen many floods, and this one came early in the year. "
QUOTE = "Twelve people were hurt when the dam at Harrow burst"
AFTER = " and the rescue went on, said Ann Berg of the harbour office. It rained all night."
OLD = BEFORE + QUOTE + AFTER


def left(new: str, old: str = OLD, quote: str = QUOTE):
    start = old.index(quote)
    follower = Follower(old, new)
    passage = follower._passage(read(describe(old, start, start + len(quote))))
    here, there = in_place(follower.texts, passage), elsewhere(follower.texts, passage)
    return here and new[here.start : here.end], [new[r.start : r.end] for r in there]


def test_reworded_in_its_place():
    became = QUOTE.replace("Twelve", "Thirteen")
    assert left(BEFORE + became + AFTER)[0] == became


def test_reworded_and_carried_elsewhere():
    became = QUOTE.replace("Twelve", "Thirteen")
    here, there = left(f"{BEFORE}{AFTER} In short: {became}.")
    assert here is None
    assert there == [became]


def test_a_few_words_may_be_replaced_as_a_whole():
    assert left(OLD.replace("Harrow", "Lund"), quote="Harrow")[0] == "Lund"


def test_another_sentence_in_its_place_is_not_it():
    other = "Officials of three counties met in town to talk about taxes"
    assert left(BEFORE + other + AFTER) == (None, [])


def test_what_stood_elsewhere_before_is_not_it():
    like = QUOTE.replace("Twelve", "Thirteen")
    old = f"{OLD} Much later. {like} again."
    assert left(old.replace(QUOTE, ""), old) == (None, [])


def test_without_the_old_text_it_is_looked_for_everywhere():
    start = OLD.index(QUOTE)
    became = QUOTE.replace("Twelve", "Thirteen")
    new = f"Other words. {BEFORE}{became}{AFTER}"
    follower = Follower(None, new)
    passage = follower._passage(read(describe(OLD, start, start + len(QUOTE))))
    assert in_place(follower.texts, passage) is None
    assert [new[r.start : r.end] for r in elsewhere(follower.texts, passage)] == [became]
