"""The body of an answer, unpacked as it comes and within both ceilings. Pure."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from provenance.capture.inflate import BadPacking, TooMuch, gunzip, inflate, measured

from .answers import Headers, header
from .asking import Limits, Manner


def body_of(chunks: Iterable[bytes], headers: Headers, limits: Limits, manner: Manner) -> bytes:
    """The whole body, or its beginning where `manner` takes that. Raises TooMuch, BadPacking."""
    if manner.beginning:
        return _beginning(chunks, headers, limits)
    _refuse_announced(headers, limits)
    return b"".join(_unpacked(measured(chunks, limits.wire), headers, limits.unpacked))


def _beginning(chunks: Iterable[bytes], headers: Headers, limits: Limits) -> bytes:
    """As much as fits; nothing of what is packed in a way that we cannot open."""
    kept: list[bytes] = []
    with suppress(TooMuch, BadPacking):
        kept.extend(_unpacked(_first(chunks, limits.wire), headers, limits.unpacked))
    return b"".join(kept)


def _first(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk[:most]
        most -= len(chunk)
        if most <= 0:
            return


def _refuse_announced(headers: Headers, limits: Limits) -> None:
    told = header(headers, "content-length")
    if told.isdigit() and int(told) > limits.wire:
        raise TooMuch(limits.wire)


def _unpacked(wire: Iterator[bytes], headers: Headers, most: int) -> Iterator[bytes]:
    encoding = header(headers, "content-encoding").strip().lower()
    if encoding in ("", "identity"):
        return measured(wire, most)
    if encoding in ("gzip", "x-gzip"):
        return gunzip(wire, most)
    if encoding == "deflate":
        return inflate(wire, most)
    raise BadPacking(f"The encoding {encoding} was not asked for.")
