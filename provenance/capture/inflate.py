"""Unpacking gzip and deflate streams with a ceiling on what comes out. Pure.

A few kilobytes can unpack to gigabytes, so nothing is unpacked further than was agreed,
and nothing is held in memory beyond one step.
"""

import zlib
from collections.abc import Iterable, Iterator

STEP = 1 << 16  # bytes unpacked at a time

GZIP = zlib.MAX_WBITS | 16
ZLIB = zlib.MAX_WBITS
RAW = -zlib.MAX_WBITS


class TooMuch(ValueError):  # noqa: N818 - it names what happened
    """More came out than the ceiling allows. `limit` is in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"It unpacks to more than {limit} bytes.")
        self.limit = limit


class BadPacking(ValueError):  # noqa: N818 - it names what happened
    """The stream is not what it says it is, or ends too early."""


def megabytes(limit: int) -> str:
    """A ceiling in words: 20 MB for 20 * 2**20 bytes, and 200 MB for 200,000,000."""
    whole, rest = divmod(limit, 2**20)
    return f"{limit / 1_000_000:g} MB" if rest else f"{whole} MB"


def measured(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The same chunks, until more than `limit` bytes have passed: then TooMuch."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooMuch(limit)
        yield chunk


def gunzip(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Unpack gzip members one after another. Raises TooMuch, BadPacking."""
    return measured(_unpacked(chunks, GZIP), limit)


def inflate(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Unpack HTTP's `deflate`, which is zlib by the standard and raw in the wild."""
    source = iter(chunks)
    first = next(source, b"")
    framed = len(first) > 1 and first[0] & 15 == 8 and (first[0] * 256 + first[1]) % 31 == 0
    return measured(_unpacked(_chained(first, source), ZLIB if framed else RAW), limit)


def _chained(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpacked(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    unpacker, begun = zlib.decompressobj(window), False
    for chunk in chunks:
        data = chunk
        while data:
            begun = True
            yield from _steps(unpacker, data)
            data = unpacker.unused_data
            if unpacker.eof:
                unpacker, begun = zlib.decompressobj(window), False
                # Whatever follows the last member and is no member itself is padding.
                data = data if data[:1] == b"\x1f" and window == GZIP else b""
    if begun:
        raise BadPacking("The packed data ends too early.")


def _steps(unpacker: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while True:
        try:
            out = unpacker.decompress(data, STEP)
        except zlib.error:
            raise BadPacking("The packed data is damaged.") from None
        if out:
            yield out
        data = unpacker.unconsumed_tail
        # At the end of a member zlib leaves an old tail behind, which belongs to the next member.
        if unpacker.eof or (not data and len(out) < STEP):
            return
