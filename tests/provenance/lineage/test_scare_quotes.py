"""Quotation marks around somebody's words, around a name, and around words held at arm's length."""

import pytest

from provenance.lineage.scare_quotes import quoted


def scares(text: str) -> list[str]:
    return [one.words for one in quoted(text) if one.scare]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The “Harbour” “Prime Minister” came to the pier.", ["Harbour", "Prime Minister"]),
        ('The town\'s "independent" auditors met again.', ["independent"]),
        ("Nobody believes in the «free» ferry.", ["free"]),
        ("Die „freie“ Presse schweigt.", ["freie"]),
        ("His so-called “peace-keepers” left in March.", ["peace-keepers"]),
        ("First a sentence. Then the “experts” arrived. Mira Tal said nothing.", ["experts"]),
    ],
)
def test_few_words_without_a_speaker_are_scare_quotes(text: str, found: list[str]) -> None:
    assert scares(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The pier is “not safe”, the engineer said.",
        "The mayor called it “a disgrace”.",
        "According to the port, the work was “almost done”.",
        "She has written a novel, “The Pier”.",
        "The ship “Arn” was known as “Old Lady”.",
        "“We closed it on the third of May,” Mira Tal told the Post.",
        "The report said the readings were “normal” and “stable”.",
        "“Too late,” she replied.",
        "",
        "No marks at all.",
    ],
)
def test_somebodys_words_and_names_are_none(text: str) -> None:
    assert scares(text) == []


def test_a_longer_stretch_is_a_quotation_whoever_says_it() -> None:
    (one,) = quoted("“The pier has been closed since May.” Nobody knew why.")
    assert (one.number, one.scare) == (7, False)


def test_who_speaks_within_other_marks_says_nothing_outside_them() -> None:
    text = "The “experts” came with a banner, “he said so”."
    assert "experts" in scares(text)


def test_offsets_are_code_points_and_leave_the_marks_out() -> None:
    text = "😀 the “Eastern” pier"
    (one,) = quoted(text)
    assert text[one.start : one.end] == "Eastern"


def test_only_what_lies_in_the_body_counts() -> None:
    text = "The “experts” came.\n\nA reader: the “experts” again."
    assert len(quoted(text)) == 2
    assert len(quoted(text, [(0, 20)])) == 1
    assert quoted(text, []) == []


def test_marks_without_an_end_and_inches_do_no_harm() -> None:
    assert quoted('“Never closed\n\nA 5" pipe and a 7" one.') == []
    assert quoted('“” "" «»') == []
    assert len(quoted("“a” " * 20_000)) == 20_000
