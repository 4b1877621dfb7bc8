"""After each capture of a page: is what was read in what was stored, and is it the page?"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from provenance.audit.services import Happening, label, record_many
from provenance.sources.errands import follow_soon
from provenance.sources.models import Passage, Snapshot, SnapshotFile
from provenance.sources.services import Kept

from .. import checks, readback
from ..checks import Trouble
from ..models import Proof
from ..readback import Search
from ..regions import Region, text_of

PLAIN = "text/plain"
MOST_QUOTES = 500
FAR_SHORTER = 0.5  # of the version before


def prove(kept: Iterable[Kept], *, by: Any) -> list[Proof]:
    """Read new pages back from where they are stored, and keep what was found.

    Plain files are passed over: their text is the decoded file itself. Proving again changes
    nothing.
    """
    pages = [one.snapshot for one in kept if one.status != "unchanged" and _worth(one.snapshot)]
    proofs = [_examined(snapshot) for snapshot in pages]
    if proofs:
        _keep(proofs, by=by)
    return proofs


@transaction.atomic
def _keep(proofs: Sequence[Proof], *, by: Any) -> None:
    Proof.objects.bulk_create(proofs, ignore_conflicts=True)
    for chain in {one.workspace_id for one in proofs if one.code}:
        doubted = [one for one in proofs if one.code and one.workspace_id == chain]
        told = [
            Happening("snapshot.doubted", label(one.snapshot), {"reason": one.reason})
            for one in doubted
        ]
        record_many(chain, told, by=by)
    # Whoever followed the passages before the doubt was known went by the doubtful version.
    follow_soon(one.snapshot.article_id for one in proofs if one.code and one.snapshot.number > 1)


def _worth(snapshot: Snapshot) -> bool:
    return snapshot.media_type != PLAIN or snapshot.http_status is not None


def _examined(snapshot: Snapshot) -> Proof:
    file = SnapshotFile.objects.get(pk=snapshot.pk)
    raw = readback.stored_bytes(bytes(file.warc), snapshot.raw_sha256)
    body = text_of(snapshot.text, [Region(**one) for one in snapshot.regions])
    if raw is None:
        return _proof(snapshot, Search(), readback.NOT_STORED)
    kind, quotes = (snapshot.media_type, snapshot.encoding), _quotes(snapshot)
    found = readback.search(readback.words_of(raw, *kind), body, quotes)
    if not found.holds:
        found = readback.search(readback.words_of(raw, *kind, hidden=True), body, quotes)
    return _proof(snapshot, found, _trouble(snapshot, raw, body, found))


def _quotes(snapshot: Snapshot) -> list[str]:
    """What was marked on earlier versions of the article, each quote once."""
    if snapshot.number == 1:
        return []
    earlier = Passage.objects.filter(
        snapshot__article=snapshot.article_id, snapshot__number__lt=snapshot.number
    )
    quotes = earlier.order_by("quote").values_list("quote", flat=True).distinct()
    return list(quotes[:MOST_QUOTES])


def _trouble(snapshot: Snapshot, raw: bytes, body: str, found: Search) -> Trouble | None:
    if not found.holds:
        said = f"Only {found.found} of {found.looked_for} sentences that were read stand in "
        return Trouble("words_missing", f"{said}the page as it was stored.")
    if found.quotes and not found.quotes_found and _shrank(snapshot):
        said = f"None of the {found.quotes} passages marked on earlier versions stands in it, "
        return Trouble("quotes_gone", f"{said}and it is far shorter: is this the page?")
    return _wall(snapshot, raw, body) or _few(body)


def _wall(snapshot: Snapshot, raw: bytes, body: str) -> Trouble | None:
    if "html" not in snapshot.media_type:
        return None
    from .. import walls  # noqa: PLC0415 - who brings in no pages needs nothing that reads markup.

    markup = raw.decode(snapshot.encoding or "utf-8", errors="replace")
    judged = walls.judge(markup, body, snapshot.text, title=snapshot.article.title)
    return judged.wall or judged.doubt


def _few(body: str) -> Trouble | None:
    doubts = checks.doubts(body)
    return Trouble("few_words", doubts[0]) if doubts else None


def _shrank(snapshot: Snapshot) -> bool:
    before = Snapshot.objects.filter(article=snapshot.article_id, number=snapshot.number - 1)
    length: int = before.values_list("characters", flat=True).first() or 0
    return snapshot.characters < FAR_SHORTER * length


def _proof(snapshot: Snapshot, found: Search, trouble: Trouble | None) -> Proof:
    return Proof(
        snapshot=snapshot,
        looked_for=found.looked_for,
        found=found.found,
        quotes=found.quotes,
        quotes_found=found.quotes_found,
        code=trouble.code if trouble else "",
        reason=trouble.message if trouble else "",
    )
