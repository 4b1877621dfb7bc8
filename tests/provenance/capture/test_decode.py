import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.decode import binary_kind, decode


def test_newlines_become_one_kind_and_mark_and_nul_go():
    found = decode(codecs.BOM_UTF8 + b"one\r\ntwo\rthree\x00\n")
    assert (found.text, found.encoding, found.warnings) == ("one\ntwo\nthree\n", "utf-8", ())


def test_nothing_else_is_changed():
    text = "  Å = A\u030a \u00a0\ttab\u2028"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("name", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_is_believed(name):
    assert decode("grüße".encode(name)).text == "grüße"


def test_utf8_wins_over_a_wrong_declaration():
    raw = '<meta charset="iso-8859-1">Fähre'.encode()
    assert decode(raw, markup=True).text.endswith("Fähre")


def test_the_declaration_counts_where_utf8_does_not_fit():
    raw = '<meta charset="windows-1252">Fähre – alt'.encode("windows-1252")
    assert decode(raw, markup=True).text.endswith("Fähre – alt")


def test_the_sender_is_asked_before_the_markup():
    raw = '<meta charset="koi8-r">цена'.encode("windows-1251")
    assert decode(raw, encoding="windows-1251", markup=True).text.endswith("цена")


def test_broken_bytes_are_replaced_and_told():
    found = decode("Grüße, schöne Fähre, großes Öl".encode() + b"\xff\xfe end")
    assert found.text.endswith("\ufffd\ufffd end")
    assert "2 byte sequences" in found.warnings[0]


def test_an_undeclared_old_encoding_is_guessed():
    words = "Die Fähre fährt heute nicht, sagte der Kapitän über die müden Gäste. " * 5
    assert decode(words.encode("windows-1252")).text == words


@pytest.mark.parametrize("name", ["zip", "no-such-encoding", "base64", ""])
def test_a_declared_encoding_that_is_none_is_passed_over(name):
    assert decode(b"caf\xe9 ole", encoding=name).text.startswith("caf")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"PK\x03\x04rest", "a zip archive or an office document"),
        (bytes(range(32)) * 40, "a binary file"),
        ("ordinary words, ärmlich".encode(), None),
        ("wide".encode("utf-16"), None),
        (b"one stray \x00 and \x01 byte in a long enough line of words", None),
    ],
)
def test_binary_files_are_told_from_text(raw, kind):
    assert binary_kind(raw) == kind


@given(st.binary(), st.booleans())
def test_any_bytes_give_clean_text(raw, markup):
    text = decode(raw, markup=markup).text
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\ufeff")))
def test_text_in_utf8_comes_back_as_it_is(text):
    assert decode(text.encode()).text == text
