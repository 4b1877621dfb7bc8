"""Unpacking gives back what was packed and stops at its ceiling."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.inflate import BadPacking, TooMuch, gunzip, inflate, measured, megabytes


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@given(members=st.lists(st.binary(max_size=300), min_size=1, max_size=4), size=st.integers(1, 50))
def test_members_in_any_pieces_come_back(members, size):
    packed = b"".join(gzip.compress(member) for member in members)
    assert b"".join(gunzip(pieces(packed, size), 2000)) == b"".join(members)


@given(data=st.binary(max_size=300), raw=st.booleans())
def test_both_kinds_of_deflate_come_back(data, raw):
    packed = zlib.compress(data)[2:-4] if raw else zlib.compress(data)
    assert b"".join(inflate([packed], 2000)) == data


def test_a_bomb_stops_at_the_ceiling():
    seen = 0
    with pytest.raises(TooMuch) as stop:  # noqa: PT012
        for chunk in gunzip([gzip.compress(bytes(30_000_000))], 1_000_000):
            seen += len(chunk)
    assert stop.value.limit == 1_000_000
    assert seen <= 1_000_000


def test_a_truncated_stream_is_bad():
    with pytest.raises(BadPacking, match="too early"):
        b"".join(gunzip([gzip.compress(b"words")[:-3]], 100))


def test_a_damaged_stream_is_bad():
    with pytest.raises(BadPacking, match="damaged"):
        b"".join(gunzip([b"not packed at all"], 100))


def test_padding_after_the_last_member_is_ignored():
    assert b"".join(gunzip([gzip.compress(b"words") + bytes(64)], 100)) == b"words"


def test_measured_passes_what_fits_and_stops_the_rest():
    assert list(measured([b"ab", b"c"], 3)) == [b"ab", b"c"]
    with pytest.raises(TooMuch):
        list(measured([b"ab", b"cd"], 3))


def test_large_members_behind_each_other_come_back():
    members = [bytes(300_000), b"a: b\r\n" * 50_000, b"c"]
    packed = b"".join(map(gzip.compress, members))
    assert b"".join(gunzip([packed], 10**6)) == b"".join(members)


@pytest.mark.parametrize(
    ("limit", "said"), [(20 * 2**20, "20 MB"), (200_000_000, "200 MB"), (1_500_000, "1.5 MB")]
)
def test_a_ceiling_reads_as_people_say_it(limit, said):
    assert megabytes(limit) == said
