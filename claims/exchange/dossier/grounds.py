"""Whether the words a claim stands on are in the texts and captures of a dossier. Pure."""

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from warcio.archiveiterator import WARCIterator

from .looking import Check, Dossier, Wrong, tried
from .package import STEP, digest

RECORDS = "archive/data.warc.gz"
MOST_UNPACKED = 1_000_000_000
MOST_RATIO = 200
RATIO_FREE = 50_000_000


def claim(dossier: Dossier) -> Iterator[Check]:
    """The manifest and every form of the claim speak of the same one."""
    yield tried("claim", lambda: _claim(dossier))


def _claim(dossier: Dossier) -> str:
    told = dossier.whole["claim"]
    if told["id"] != dossier.manifest["claim"]:
        raise Wrong("The manifest names another claim.")
    if told["statement"] != dossier.manifest["statement"]:
        raise Wrong("The manifest words the claim otherwise.")
    if "claimreview.json" in dossier.paths:
        review = dossier.told("claimreview.json")
        newest = dossier.told("verdicts.json")[-1]
        if review["claimReviewed"] != told["statement"]:
            raise Wrong("The ClaimReview is of another claim.")
        if review["reviewRating"]["alternateName"] != newest["rating"]:
            raise Wrong("The ClaimReview names another rating than the newest verdict.")
    return f"Claim {told['id']}."


def texts(dossier: Dossier) -> Iterator[Check]:
    """Each text is the one that its snapshot was said to be."""
    for snapshot in dossier.whole["snapshots"]:
        if snapshot["text"]:
            yield tried(
                f"text:snapshot-{snapshot['id']}",
                lambda snapshot=snapshot: _text(dossier, snapshot),  # type: ignore[misc]
            )


def _text(dossier: Dossier, snapshot: Any) -> str:
    content = dossier.read(snapshot["text"])
    if digest(content) != snapshot["text_sha256"]:
        raise Wrong("Its SHA-256 is not that of the snapshot.")
    if len(content.decode()) != snapshot["characters"]:
        raise Wrong("It has another length than the snapshot.")
    return f"{snapshot['characters']} characters"


def quotes(dossier: Dossier) -> Iterator[Check]:
    """Each quotation stands at its offsets, counted in code points, in its text."""
    snapshots = {one["id"]: one for one in dossier.whole["snapshots"]}
    for name, words in _words(dossier.whole):
        yield tried(
            f"quote:{name}",
            lambda words=words: _quote(dossier, snapshots[words["snapshot"]], words),  # type: ignore[misc]
        )


def _words(whole: Any) -> Iterator[tuple[str, Any]]:
    """Every quotation with the name of what rests on it."""
    for place in whole["appearances"]:
        yield f"appearance-{place['id']}", place["words"]
        for hop in place["chain"]:
            for part in ("cue", "wording_at"):
                if hop[part]:
                    yield f"{part.replace('_', '-')}-{hop['id']}", hop[part]
    for item in whole["evidence"]:
        if item["words"]:
            yield f"evidence-{item['id']}", item["words"]


def _quote(dossier: Dossier, snapshot: Any, words: Any) -> str:
    quote: str = words["quote"]
    if digest(quote.encode()) != words["sha256"]:
        raise Wrong("Its SHA-256 is another.")
    if not snapshot["text"]:
        return "The text is not in here; the words are those that were marked."
    text = dossier.read(snapshot["text"]).decode()
    if not 0 <= words["start"] < words["end"] or text[words["start"] : words["end"]] != quote:
        raise Wrong(f"The words do not stand at {words['start']} to {words['end']} of the text.")
    return f"{words['start']} to {words['end']} of snapshot {words['snapshot']}"


def captures(dossier: Dossier) -> Iterator[Check]:
    """Each capture is whole, and holds the bytes that its snapshot was read from."""
    for snapshot in dossier.whole["snapshots"]:
        if snapshot["capture"]:
            yield tried(
                f"capture:snapshot-{snapshot['id']}",
                lambda snapshot=snapshot: _capture(dossier, snapshot),  # type: ignore[misc]
            )


def _capture(dossier: Dossier, snapshot: Any) -> str:
    packed = dossier.read(snapshot["capture"])
    with zipfile.ZipFile(io.BytesIO(packed)) as wacz:
        records = wacz.read(RECORDS)
    if digest(records) != snapshot["warc_sha256"]:
        raise Wrong("The WARC is not the one that was kept.")
    found = list(_payloads(records))
    broken = [address for address, _, whole in found if whole is False]
    if broken:
        raise Wrong(f"The digest of a record does not hold: {broken[0]}.")
    if snapshot["raw_sha256"] not in {payload for _, payload, _ in found}:
        raise Wrong("It does not hold the bytes that the text was read from.")
    return f"{len(found)} records"


def _payloads(records: bytes) -> Iterator[tuple[str, str, bool | None]]:
    """Address, SHA-256 of the payload, and whether the record's own digests hold."""
    left = min(MOST_UNPACKED, max(RATIO_FREE, len(records) * MOST_RATIO))
    for record in WARCIterator(io.BytesIO(records), check_digests=True):
        stream, payload = record.content_stream(), sha256()
        while chunk := stream.read(STEP):
            left -= len(chunk)
            if left < 0:
                raise Wrong("The WARC unpacks without end.")
            payload.update(chunk)
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        yield address, payload.hexdigest(), record.digest_checker.passed
