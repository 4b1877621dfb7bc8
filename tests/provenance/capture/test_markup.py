import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.markup import parse, squeeze, words_in


def test_an_xml_declaration_does_not_disturb():
    page = parse('<?xml version="1.0" encoding="utf-16"?><html><body><p>Fähre</p></body></html>')
    assert page is not None
    assert words_in(page) == "Fähre"


@pytest.mark.parametrize("text", ["", "   ", "<!-- -->", "<?php ?>"])
def test_a_page_without_elements_is_none(text):
    assert parse(text) is None


def test_scripts_and_styles_are_no_words():
    page = parse("<p>one<script>x()</script> two<style>p{}</style><b>three</b></p>")
    assert page is not None
    assert words_in(page) == "one twothree"


def test_lines_and_blocks_part_words():
    page = parse("<div>one<br>two<p>three</p>four</div>")
    assert page is not None
    assert words_in(page) == "one two three four"


def test_a_limit_bounds_the_reading():
    page = parse("<div>" + "<p>word</p>" * 5000 + "</div>")
    assert page is not None
    assert 10 < len(words_in(page, 10)) < 400


def test_soft_hyphens_and_odd_spaces_go():
    assert squeeze(" Brü\u00adcke \u00a0\u200b zu\n") == "Brücke zu"


@given(st.text(alphabet="<>/abdivp=\"' &;#x0!-", max_size=200))
def test_any_text_is_parsed_or_refused(text):
    page = parse(text)
    assert page is None or isinstance(words_in(page), str)


def test_a_template_is_never_read_but_what_stands_around_it_is():
    page = parse("<p>one<template><p>for scripts</p></template> two</p><p>three</p>")
    assert page is not None
    assert words_in(page) == "one two three"
    assert "for scripts" not in "".join(page.itertext())


def test_a_template_that_a_component_shows_is_read():
    page = parse('<story-text><template shadowrootmode="open"><p>shown</p></template></story-text>')
    assert page is not None
    assert "shown" in "".join(page.itertext())


def test_a_page_that_is_a_template_has_nothing_to_read():
    page = parse("<template><p>for scripts</p></template>")
    assert page is None or words_in(page) == ""
