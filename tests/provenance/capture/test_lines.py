import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.lines import lines_of, without_links


def test_a_line_knows_where_it_stands_and_what_is_around_it():
    first, second = lines_of("\n  One \n\n\nTwo [here](#)\n")
    assert (first.text, first.start, first.end, first.gap, first.indent) == ("One", 3, 6, 1, 2)
    assert (second.label, second.gap, second.indent) == ("Two here", 2, 0)


def test_links_are_replaced_by_their_words():
    assert without_links("[A](#) and [B](http://x/(y)) end") == "A and B) end"
    assert without_links("f](x [a](b)") == "f](x a"
    assert without_links("no [links] (here)") == "no [links] (here)"


@pytest.mark.parametrize("line", ["[](http://x/)", "[ ](x)", "[](x) [](y)"])
def test_a_line_of_empty_links_still_has_a_label(line):
    assert lines_of(f"One\n{line}\n")[1].label == line


@given(st.text(alphabet="ab[](x) \n\u00a0\t"))
def test_offsets_lead_back_to_the_line(text):
    for line in lines_of(text):
        assert text[line.start : line.end] == line.text
        assert line.text == line.text.strip()
        assert line.label.strip()
