import re

from provenance.capture.phrases import one_of, words


def test_any_of_the_lines_matches_and_nothing_between_them():
    pattern = re.compile(
        one_of(
            r"""
            read more
            see\b also

            """
        )
    )
    assert pattern.fullmatch("read more")
    assert pattern.fullmatch("see also")
    assert not pattern.fullmatch("")
    assert not pattern.fullmatch("read more see also")


def test_words_become_a_set():
    assert words(" a b\n a ") == {"a", "b"}
