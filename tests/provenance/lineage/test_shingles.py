"""Copies of a text, and of a part of it, share keys; other texts don't."""

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.shingles import FEWEST_WORDS, MOST_ANCHORS, anchors, bands, keys_of, runs
from provenance.lineage.words import word_hashes

from .writing import prose


def keys(text: str, room: int = 1) -> set[int]:
    return set(keys_of(word_hashes(text), room).keys)


def changed(text: str, every: int) -> str:
    """The text with every so-manieth word replaced."""
    words = text.split()
    words[::every] = [f"zz{place}" for place in range(len(words[::every]))]
    return " ".join(words)


def test_the_same_words_have_the_same_keys() -> None:
    text = prose(300)
    one = keys_of(word_hashes(text), 1)
    other = keys_of(word_hashes(text.upper().replace("\n\n", " ~ ")), 1)
    assert one == other
    assert one.words == 300


def test_other_texts_have_other_keys() -> None:
    assert not keys(prose(800, 1)) & keys(prose(800, 2))


@given(st.integers(0, 700), st.integers(1, 1000))
@settings(max_examples=60, deadline=None)
def test_forty_words_in_a_row_are_always_found(start: int, seed: int) -> None:
    agency, other = prose(800, 7).split(), prose(900, seed + 10).split()
    cut = random.Random(seed).randint(0, 900)
    mixed = " ".join(other[:cut] + agency[start : start + 40] + other[cut:])
    assert keys(" ".join(agency)) & keys(mixed)


def test_most_copies_edited_throughout_are_found_by_their_bands() -> None:
    found = 0
    for seed in range(20):
        one = word_hashes(prose(800, seed))
        other = word_hashes(changed(prose(800, seed), every=8))
        assert not set(anchors(one)) & set(anchors(other))
        found += bool(set(bands(one)) & set(bands(other)))
    assert found >= 14


def test_another_room_has_other_keys() -> None:
    assert not keys(prose(300), room=1) & keys(prose(300), room=2)


@pytest.mark.parametrize("words", [0, 3, FEWEST_WORDS - 1])
def test_a_short_text_has_no_keys(words: int) -> None:
    found = keys_of(word_hashes(prose(words) if words else ""), 1)
    assert (found.words, found.digest, found.keys) == (words, 0, ())


def test_a_text_of_a_few_words_more_has_keys() -> None:
    assert keys_of(word_hashes(prose(FEWEST_WORDS)), 1).keys


def test_a_text_that_repeats_itself_has_few_keys() -> None:
    assert len(keys("The pier is closed until the inspectors come back again. " * 10_000)) < 40


def test_a_book_has_not_more_keys_than_are_looked_up_in_time() -> None:
    book = np.random.default_rng(1).integers(0, 2**32, 400_000, dtype=np.uint64)
    assert len(anchors(book)) == MOST_ANCHORS


def test_keys_fit_into_the_database_and_are_distinct() -> None:
    found = keys_of(word_hashes(prose(2000)), 3).keys
    assert all(-(2**63) <= key < 2**63 for key in found)
    assert len(set(found)) == len(found)
    assert 40 < len(found) < 200


def test_texts_without_spaces_are_compared_by_character() -> None:
    text = "水道局は月曜日に三つの井戸のうち一つを閉鎖した。検査の結果はまだ公表されていない。" * 2
    assert keys(text) & keys("前置き。" + text)


def test_runs_of_too_few_words() -> None:
    assert not len(runs(word_hashes("two wells"), 3))


def test_keys_are_the_same_in_another_process() -> None:
    program = (
        "from provenance.lineage.shingles import keys_of\n"
        "from provenance.lineage.words import word_hashes\n"
        f"print(keys_of(word_hashes({prose(60)!r}), 5))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(keys_of(word_hashes(prose(60)), 5))
