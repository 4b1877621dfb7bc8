"""What was read is found again in what was stored, and only there."""

import gzip
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.readback import bare, search, sentences_of, stored_bytes, words_of
from provenance.capture.warc import CapturedPage, write_capture
from tests.provenance.capture.loopback import STORY, page

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
BODY = (
    "The water works of Eastbank closed one of its three wells on Monday after a routine test.\n"
    "Residents had shared pictures of brown water since the weekend. A petition was begun."
)


def stored(body: bytes, address: str = "https://echo.example/wells") -> bytes:
    return write_capture(CapturedPage(address, "text/html", 200, (), body, NOON))


def test_the_very_bytes_come_back():
    raw = page()
    warc = stored(b"<p>another</p>", "https://echo.example/other") + stored(raw)
    assert stored_bytes(warc, sha256(raw).hexdigest()) == raw


@pytest.mark.parametrize(
    "warc",
    [b"", b"no warc at all", stored(page())[:-40], gzip.compress(b"WARC/1.1\r\n")],
    ids=["empty", "no-warc", "cut", "head-alone"],
)
def test_what_is_damaged_or_not_there_is_not_found(warc):
    assert stored_bytes(warc, sha256(b"something else").hexdigest()) is None


def test_words_are_found_across_tags_entities_and_other_quotation_marks():
    markup = (
        "<p>The water works of Eastbank closed <b>one</b> of its three wells on Monday after a "
        "routine test.</p><p>Residents had shared pictures&nbsp;of brown water since the weekend. "
        "</p>A petition was &#98;egun."
    )
    found = search(words_of(markup.encode(), "text/html", "utf-8"), BODY, ["one of its  three"])
    assert (found.looked_for, found.found, found.holds) == (2, 2, True)
    assert (found.quotes, found.quotes_found) == (1, 1)


def test_what_only_a_script_holds_is_found_as_well():
    markup = f"<html><body><script>{{'articleBody': '{BODY}'}}</script></body></html>"
    raw = markup.encode()
    assert not search(words_of(raw, "text/html", "utf-8"), BODY).holds
    assert search(words_of(raw, "text/html", "utf-8", hidden=True), BODY).holds


def test_words_that_are_not_there_are_missed():
    found = search(words_of(STORY.encode(), "text/html", "utf-8"), BODY.replace("brown", "blue"),
                   ["blue water"])  # fmt: skip
    assert (found.looked_for, found.found, found.holds) == (2, 1, False)
    assert found.quotes_found == 0


def test_a_changed_number_is_another_word():
    assert not search("It cost 300 crowns.", "It cost 3,000 crowns, people say.").holds


def test_an_encoding_that_nobody_knows_breaks_nothing():
    assert "wells" in words_of(b"three wells", "text/plain", "no-such-encoding")


@given(st.text(max_size=400))
def test_every_text_stands_in_itself(text):
    assert search(text, text).holds


def test_long_texts_are_sampled_evenly():
    text = " ".join(f"Sentence number {n} of a long report stands here." for n in range(1000))
    picked = sentences_of(text)
    assert len(picked) == 40
    assert "number 0 " in picked[0]
    assert "number 9" in picked[-1]


def test_letters_and_digits_alone_are_compared():
    assert bare("“Don’t” – 3\u00ad00 m!") == "dont300m"
