"""Files of every shape, also broken ones, row by row and in little memory."""

import json
import tracemalloc
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import LxmlError

from claims.exchange.incoming.looking import look_through, plan_of
from claims.exchange.incoming.streams import (
    Broken,
    UnreadableError,
    form_of,
    headings_of,
    rows_of,
)

from .samples import AVERITEC, CLAIMREVIEW, TABLE, lines

PAGE = f'<html><script type="application/ld+json">{json.dumps(CLAIMREVIEW)}</script></html>'
FEED = {"@type": "DataFeed", "dataFeedElement": [{"item": [CLAIMREVIEW]}, {"item": CLAIMREVIEW}]}


@pytest.mark.parametrize(
    ("data", "form", "rows"),
    [
        (lines(AVERITEC, AVERITEC), "averitec", 2),
        (json.dumps([AVERITEC, AVERITEC], indent=1).encode(), "averitec", 2),
        (b"\xef\xbb\xbf" + json.dumps([AVERITEC]).encode(), "averitec", 1),
        (PAGE.encode(), "claimreview", 1),
        (json.dumps(FEED).encode(), "claimreview", 2),
        (json.dumps(FEED, indent=2).encode(), "claimreview", 2),
        (lines(CLAIMREVIEW, CLAIMREVIEW), "claimreview", 2),
        (json.dumps({"@graph": [CLAIMREVIEW]}).encode(), "claimreview", 1),
        (TABLE.encode(), "csv", 3),
        (TABLE.replace(",", ";").encode(), "csv", 3),
    ],
)
def test_the_format_is_found_out(data: bytes, form: str, rows: int):
    stream = BytesIO(data)
    assert form_of(stream) == form
    assert len(list(rows_of(stream, form))) == rows
    assert not stream.closed


@pytest.mark.parametrize("data", [b"", b"  \n", b"Hello", b'{"a": 1}', b"[1, 2]", b"\x00\xff\xfe"])
def test_what_is_none_of_them_is_refused_in_words(data: bytes):
    with pytest.raises(UnreadableError) as refusal:
        form_of(BytesIO(data))
    assert str(refusal.value)


def test_broken_lines_are_told_by_number_and_the_others_read():
    data = b"\n".join(
        [lines(AVERITEC), b"{", b"\xff{}", b"", b"[" * 100_000, b"{" + b"x" * 3_000_000]
    )
    data += b"\n" + lines(AVERITEC)
    rows = list(rows_of(BytesIO(data), "averitec"))
    told = {row.number: isinstance(row.raw, Broken) for row in rows}
    assert told == {1: False, 2: True, 3: True, 5: True, 6: True, 7: False}


def test_a_list_that_breaks_says_where():
    data = json.dumps([AVERITEC, AVERITEC])[:-40].encode()
    first, second = rows_of(BytesIO(data), "averitec")
    assert first.raw == AVERITEC
    assert (second.number, isinstance(second.raw, Broken)) == (2, True)


def test_a_first_line_longer_than_what_is_looked_at():
    long = {**AVERITEC, "justification": "x" * 200_000}
    assert len(list(rows_of(BytesIO(lines(long, AVERITEC)), "averitec"))) == 2


def test_rows_of_tables_that_are_none():
    data = TABLE.encode() + b"a,b,c,d,e,f,g\n" + b"\xff,,,,,\n" + b'"' + b"x" * 200_000 + b'",\n'
    rows = list(rows_of(BytesIO(data), "csv"))
    assert [isinstance(row.raw, Broken) for row in rows] == [False] * 3 + [True] * 3
    assert headings_of(BytesIO(data))[:2] == ["Claim", "Speaker"]


@given(st.binary(max_size=300), st.sampled_from(["averitec", "claimreview", "csv"]))
def test_any_bytes_are_read_or_refused(data: bytes, form: str):
    stream = BytesIO(data)
    with suppress(UnreadableError, LxmlError, ValueError):
        assert look_through(stream, plan_of(stream, form, {}, {})).rows >= 0


def test_ten_thousand_broken_rows_are_told_in_little_room():
    bad = b'{"claim": "", "label": "x", "questions": []}\n{"claim\n'
    stream = BytesIO(bad * 5_000 + lines(AVERITEC))
    tracemalloc.start()
    told: dict[str, Any] = look_through(stream, plan_of(stream, "averitec", {}, {})).as_json()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (told["rows"], told["good"], told["broken"]) == (10_001, 1, 10_000)
    assert len(told["broken_rows"]) == 10_000  # None is lost …
    assert len(told["wrong"]) == 50  # … and few are told one by one.
    assert sum(told["errors"].values()) == 10_000
    assert peak < 5 * 2**20
    assert len(json.dumps(told)) < 100_000
