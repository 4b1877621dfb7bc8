"""The text that the reader benchmark reads, and the claims on it."""

from random import Random

from benchmarks._reader_fill import long_text, places


def test_a_text_is_as_long_as_asked_and_the_same_each_time() -> None:
    text = long_text(5000, Random(7))
    assert 5000 <= len(text) < 7000
    assert text == long_text(5000, Random(7))


def test_every_claim_stands_on_whole_words_and_no_two_on_the_same() -> None:
    text = long_text(5000, Random(7))
    found = places(text, 100, Random(7))
    assert len(set(found)) == 100
    for start, end in found:
        assert text[start:end] == text[start:end].strip()
        assert text[start - 1].isspace()
        assert text[end].isspace()


def test_many_claims_cross() -> None:
    found = places(long_text(5000, Random(7)), 100, Random(7))
    at_once = [sum(start <= at < end for start, end in found) for at in range(5000)]
    assert max(at_once) > 3
