import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.comments import boundary, is_header
from provenance.capture.lines import lines_of
from tests.provenance.capture.prose import REPORT, TALK, article


def found(*paragraphs):
    return boundary(lines_of(article(*paragraphs)))


def test_unmarked_comments_begin_where_the_talking_begins():
    assert found(*REPORT, *TALK) == len(REPORT)


def test_the_first_comment_may_be_indented():
    assert found(*REPORT, "\n   " + TALK[0], *TALK[1:]) == len(REPORT)


def test_a_sober_comment_among_the_others_does_not_end_them():
    assert found(*REPORT, *TALK[:4], REPORT[0].replace("Monday", "Sunday"), *TALK[4:]) == len(
        REPORT
    )


def test_a_report_has_no_comments():
    assert found(*REPORT, *REPORT) is None


def test_people_who_are_quoted_do_not_comment():
    quoted = [f'"{words}" said a man who was standing on the quay.' for words in TALK]
    assert found(*REPORT, *quoted) is None


def test_an_interview_is_no_conversation_of_readers():
    answers = [f"{name}: {words}" for name, words in zip("QAQAQA", TALK, strict=True)]
    assert found(*REPORT, *answers) is None


def test_a_memoir_is_edited_and_so_no_comment():
    memoir = [
        "I came to the harbour as a young man and found my first room above the old bakery.",
        "My landlady gave me bread in the morning and asked me what I had dreamt of that night.",
        "I never told her, and I believe that she never believed any of the things I told her.",
    ]
    assert found(*REPORT, *memoir) is None


def test_a_personal_ending_does_not_make_a_comment():
    assert found(*REPORT, "I believe in this town and in its bridge...do you?") is None


@pytest.mark.parametrize("text", ["Comments", "12 Comments", "Comments (3):", "Kommentare"])
def test_headers_of_comments_are_known(text):
    assert is_header(text)
    assert found(REPORT[0], text, REPORT[1]) == 1


def test_a_wrapped_line_does_not_start_small():
    wrapped = "\n".join(REPORT[0].split(" on "))
    assert found(*REPORT, *([wrapped] * 4)) is None


@given(st.lists(st.text(alphabet="iIyou lol.?!'\"\n", min_size=1), max_size=20))
def test_any_lines_give_a_place_among_them_or_none(paragraphs):
    lines = lines_of(article(*paragraphs))
    place = boundary(lines)
    assert place is None or 0 < place < len(lines)
