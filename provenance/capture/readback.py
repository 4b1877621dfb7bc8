"""Reading a stored capture back, and looking in it for the words that were read. Pure.

Letters and digits are compared and nothing else: quotation marks, bullets and line ends differ
between a page and the text read from it. What changed between versions is told elsewhere, exactly.
"""

import html
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from provenance.capture.checks import Trouble

MOST = 40  # sentences looked for
LEAST = 20  # characters of a sentence worth looking for
ENOUGH = 0.8  # of the sentences must be there
SENTENCE = re.compile(r"(?<=[.!?…])[\s”’»)\]]+|(?<=[。！？])|\n+")
OTHER = re.compile(r"[\W_]+")
NOT_STORED = Trouble("not_stored", "What was stored does not hold the bytes that were read.")


@dataclass(frozen=True, slots=True)
class Search:
    """How many sentences and quotes were looked for, and how many stand there."""

    looked_for: int = 0
    found: int = 0
    quotes: int = 0
    quotes_found: int = 0

    @property
    def holds(self) -> bool:
        """Whether enough of the text stands there."""
        return self.found >= self.looked_for * ENOUGH


def stored_bytes(warc: bytes, raw_sha256: str) -> bytes | None:
    """The payload with that SHA-256 among the records of a WARC; None where it is not there."""
    try:
        for record in WARCIterator(io.BytesIO(warc)):
            if record.rec_type in ("response", "resource"):
                payload: bytes = record.content_stream().read()
                if sha256(payload).hexdigest() == raw_sha256:
                    return payload
    except (ArchiveLoadFailed, EOFError, OSError, ValueError):
        return None
    return None


def stored_part(warc: bytes, kind: str) -> bytes | None:
    """What a browser made of a page, out of its WARC: `view` is the picture, `pdf` the PDF."""
    for record in WARCIterator(io.BytesIO(warc)):
        target = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type == "resource" and target.startswith(f"urn:{kind}:"):
            part: bytes = record.content_stream().read()
            return part
    return None


def words_of(raw: bytes, media_type: str, encoding: str, *, hidden: bool = False) -> str:
    """The words in the stored bytes: of a text, of a PDF, of a page those it shows.

    `hidden` gives those as well that only the markup of a page holds, in its data for programs.
    """
    if media_type == "application/pdf":
        # Only who brings in PDFs loads a library for them.
        from provenance.capture import pdf  # noqa: PLC0415

        return pdf.read(raw).text
    try:
        text = raw.decode(encoding or "utf-8", errors="replace")
    except LookupError:
        text = raw.decode("utf-8", errors="replace")
    if "html" not in media_type and "xml" not in media_type:
        return text
    from provenance.capture import markup  # noqa: PLC0415 - as above.

    tree = markup.parse(text)
    shown = markup.words_in(tree) if tree is not None else ""
    return f"{shown}\n{html.unescape(text)}" if hidden else shown


def search(words: str, body: str, quotes: Iterable[str] = ()) -> Search:
    """Look in the stored words for the sentences of `body`, and for quotes."""
    plain = bare(words)
    wanted = sentences_of(body)
    marked = [one for one in map(bare, quotes) if one]
    return Search(
        looked_for=len(wanted),
        found=sum(bare(one) in plain for one in wanted),
        quotes=len(marked),
        quotes_found=sum(one in plain for one in marked),
    )


def sentences_of(body: str) -> Sequence[str]:
    """Up to 40 sentences, spread evenly over the text; those of few letters are left out."""
    found = [one for one in SENTENCE.split(body) if len(bare(one)) >= LEAST]
    found = found or [one for one in (body,) if bare(one)]
    step = max(1, len(found) / MOST)
    return [found[int(place * step)] for place in range(min(MOST, len(found)))]


def bare(text: str) -> str:
    """Letters and digits alone, in one case."""
    return OTHER.sub("", text.casefold())
