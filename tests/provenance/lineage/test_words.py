"""Only the words of the article itself count, folded, each with its place."""

import subprocess
import sys

import pytest

from provenance.lineage.words import Wording, body_spans, fold, word_hashes


def said(text: str) -> list[str]:
    words = Wording(text)
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def test_words_without_what_stands_between_them() -> None:
    assert said("“The pier,” she said; 3 wells.") == ["The", "pier", "she", "said", "3", "wells"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("水道局は三つ", ["水", "道", "局", "は", "三", "つ"]),
        ("한국어 기사", ["한국어", "기사"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("المُدِيرُ قال", ["المُدِيرُ", "قال"]),
        ("", []),
        ("… — !", []),
        ("x水y", ["x", "水", "y"]),
    ],
)
def test_words_of_other_scripts(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Über", "uber"),
        ("e\u0301tude", "étude"),
        ("المُدِيرُ", "المدير"),
        ("co\u00adoperate", "cooperate"),
        ("STRASSE", "straße"),
    ],
)
def test_the_same_word_however_it_is_written(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert list(word_hashes(one)) == list(word_hashes(other))


def test_comments_captions_and_boilerplate_are_left_out() -> None:
    text = "Photo. The body. Read more. I agree!"
    kinds = ["caption", "body", "boilerplate", "comment"]
    cuts = [0, 7, 17, 28, len(text)]
    regions = [
        {"kind": kind, "start": start, "end": end}
        for kind, start, end in zip(kinds, cuts, cuts[1:], strict=False)
    ]
    words = Wording(text, regions)
    assert [words.span(n, n + 1) for n in range(len(words))] == [(7, 10), (11, 15)]
    assert list(word_hashes(text, regions)) == list(words.hashes)
    assert body_spans(text, regions) == [(7, 17)]


def test_a_text_without_a_body_has_no_words() -> None:
    assert len(Wording("Nothing.", [{"kind": "comment", "start": 0, "end": 8}])) == 0


def test_both_ways_of_reading_agree() -> None:
    for text in ("Don’t stop, don't.", "Mañana—señor ñ", "A_b c1 2,5 水a", "I\u0307stanbul ﬁne"):
        assert list(word_hashes(text)) == list(Wording(text).hashes)


def test_hashes_are_the_same_in_another_process() -> None:
    program = (
        "from provenance.lineage.words import word_hashes; print(list(word_hashes('two wells')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(list(word_hashes("two wells")))
