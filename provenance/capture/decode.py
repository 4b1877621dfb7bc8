"""From bytes to text: which encoding, and what to say when it is broken."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-:.]{2,40})", re.IGNORECASE
)
_CONTROL = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}
# The signatures of kinds of file that are often saved under a wrong name.
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"%PDF-", "a PDF"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
# What pages and files that do not say so are written in; asked among all, the guesser errs.
_USUAL = (
    *("windows-1252", "windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254"),
    *("windows-1255", "windows-1256", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newlines as ``\\n`` and without byte order mark or NUL, and how it was read."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def binary_kind(raw: bytes) -> str | None:
    """Say what kind of binary file this is, in words, or None for text."""
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            return name
    if raw[4:12] in (b"ftypisom", b"ftypmp42", b"ftypqt  "):
        return "a film"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return None
    sample = raw[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, delete=bytes(_CONTROL)))
    # A stray NUL or control byte happens in text; a tenth of the file does not.
    return "a binary file" if odd > max(8, len(sample) // 10) else None


def decode(raw: bytes, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Decode ``raw`` by byte order mark, UTF-8, the sender's word, the markup's word or a guess.

    ``encoding`` is what the sender said (an HTTP header). Bytes that fit
    nowhere become U+FFFD and a warning; nothing is ever refused here.
    """
    for mark, marked in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _decoded_as(raw, marked)
    try:
        # UTF-8 hardly ever fits by chance, so it goes before any declaration.
        return Decoded(_plain(raw.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        unfit = error
    declared = [name for name in (encoding, _declared(raw) if markup else None) if _known(name)]
    for name in declared:
        if name is not None and not _is_utf8(name):
            return _decoded_as(raw, name)
    # A few bad bytes in an otherwise valid UTF-8 file are damage, not another encoding.
    if declared or _mostly_utf8(raw, unfit.start):
        return _decoded_as(raw, "utf-8")
    return _decoded_as(raw, _guess(raw))


def _plain(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.removeprefix("\ufeff")


def _decoded_as(raw: bytes, name: str) -> Decoded:
    text = raw.decode(name, errors="replace")
    text = _plain(text)
    lost = text.count("\ufffd")
    if not lost:
        return Decoded(text, name)
    warning = f"{lost} byte sequences do not fit the encoding {name} and were replaced by U+FFFD."
    return Decoded(text, name, (warning,))


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    return found.group(1).decode("ascii") if found else None


def _known(name: str | None) -> bool:
    if not name:
        return False
    try:
        # Codecs that turn bytes into bytes (zip, base64, hex) are no text encodings.
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _is_utf8(name: str) -> bool:
    return codecs.lookup(name).name == "utf-8"


def _mostly_utf8(raw: bytes, first_error: int) -> bool:
    sample = (
        raw[:_SAMPLE] if first_error < _SAMPLE else raw[first_error - 1024 : first_error + _SAMPLE]
    )
    text = sample.decode("utf-8", errors="replace")
    right = sum(letter > "\x7f" and letter != "\ufffd" for letter in text)
    # Hardly any other encoding makes valid sequences of several bytes by chance.
    return right > text.count("\ufffd") or (first_error >= _SAMPLE and right > 0)


def _guess(raw: bytes) -> str:
    # Hardly a file comes this far, and the guesser takes its time to load.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(raw[:_SAMPLE], cp_isolation=list(_USUAL)).best()
    return best.encoding if best is not None else "windows-1252"
