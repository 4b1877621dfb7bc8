"""The rows of a claim as the plain values that stand in a dossier.

Nothing here decides who may know what: the rows come from a `Story`, which holds what one person
may see. People and outlets are called what strangers may call them.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from claims.evidence.models import Evidence
from claims.groundwork.reading import work_on
from claims.records.models import Appearance, Attribution, Claim
from claims.reviews.models import Verdict
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article, Passage, Snapshot

from ..dates import partial
from ..prov_story import Story
from ..published import dated

Row = dict[str, Any]
# Of groundwork: who did it here is told to nobody, a find only to those who may see it.
NOT_TOLD = {"created_by", "deleted_at", "version", "updated_at", "evidence"}


def whole(story: Story, held: dict[int, Row], *, address: str) -> Row:
    """Everything about the claim but its verdicts; `held` says where texts and captures lie."""
    seen = {one.pk for one in story.evidence}
    texts = texts_of(story)
    articles = {one.article_id: one.article for one in texts.values()}
    prefetch_related_objects(list(articles.values()), "outlet")
    return {
        "claim": _claim(story.claims[0], address),
        "appearances": [_appearance(one, texts.keys()) for one in story.appearances],
        "evidence": [_evidence(one, seen) for one in story.evidence],
        "articles": [_article(articles[pk]) for pk in sorted(articles)],
        "snapshots": [_snapshot(texts[pk], held.get(pk, {})) for pk in sorted(texts)],
    }


def texts_of(story: Story) -> dict[int, Snapshot]:
    """Every snapshot on whose words something rests, by its number in the table."""
    passages = [one.passage for one in story.appearances]
    passages += [one.passage for one in story.evidence if one.passage]
    for appearance in story.appearances:
        hops = appearance.attributions.all()
        passages += [hop.wording_at for hop in hops if hop.wording_at]
    found: dict[int, Snapshot] = {one.snapshot_id: one.snapshot for one in passages}
    return found


def verdict(row: Verdict) -> Row:
    """What was published."""
    return {
        "id": row.pk,
        "number": row.number,
        "kind": row.kind,
        "rating": row.rating_label,
        "neutral": row.neutral,
        "value": row.rating.value,
        "scale": row.rating.scale.name,
        "summary": row.summary,
        "as_of": row.as_of.isoformat(),
        "confidence": row.confidence,
        "would_change": row.would_change,
        "parts": row.rolled,
        "published_at": moment(row.published_at),
        "published_for": row.workspace.name,
        "supersedes": row.supersedes_id,
        "reason_for_change": row.reason_for_change,
    }


def event(row: AuditEvent, withheld: set[str]) -> Row:
    """One event with its seal; what it says of a row that stays hidden is left out."""
    return {
        "number": row.number,
        "at": moment(row.at),
        "actor": row.actor_id,
        "via": row.via,
        "action": row.action,
        "target": row.target,
        "detail": None if row.target in withheld else row.detail,
        "previous": row.previous,
        "hash": row.hash,
    }


def moment(at: datetime) -> str:
    """A moment to the microsecond, in UTC: seals are computed from it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _claim(row: Claim, address: str) -> Row:
    return {
        "id": row.pk,
        "address": address,
        "statement": row.statement,
        "sensitive": row.sensitive,
        "kind": row.kind,
        "checkable": row.checkable,
        "language": row.language,
        "about": partial(row.about, row.about_precision),
        "workspace": row.workspace.name,
        "seen_by": row.visibility,
        "recorded_at": moment(row.created_at),
    }


def _appearance(row: Appearance, texts: Collection[int]) -> Row:
    return {
        "id": row.pk,
        "article": row.passage.snapshot.article_id,
        "words": _words(row.passage),
        "chain": [_hop(hop, texts) for hop in row.attributions.all()],
    }


def _hop(row: Attribution, texts: Collection[int]) -> Row:
    speaker = row.speaker
    cue = row.cue if row.cue and row.cue.snapshot_id in texts else None
    return {
        "id": row.pk,
        "position": row.position,
        "speaker": speaker.told_name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "missing": row.missing,
        "gap": row.gap,
        "directness": row.directness,
        "anonymous": row.anonymous,
        "basis": row.basis,
        "said_on": partial(row.said_on, row.said_precision),
        "wording": row.wording,
        "wording_at": _words(row.wording_at) if row.wording_at else None,
        "cue": _words(cue) if cue else None,
        "known": row.known,
        "confidence": row.confidence,
        "known_from": row.known_from,
        "note": row.note,
    }


def _evidence(row: Evidence, seen: set[int]) -> Row:
    return {
        "id": row.pk,
        "stance": row.stance,
        "warrant": row.warrant,
        "sensitive": row.sensitive,
        "origin": row.origin,
        "address": row.address,
        "article": row.passage.snapshot.article_id if row.passage else None,
        "words": _words(row.passage) if row.passage else None,
        "depends_on": row.depends_on_id if row.depends_on_id in seen else None,
        "added_at": moment(row.created_at),
    }


def _words(row: Passage) -> Row:
    return {
        "snapshot": row.snapshot_id,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "prefix": row.prefix,
        "suffix": row.suffix,
        "sha256": row.sha256,
    }


def _article(row: Article) -> Row:
    return {
        "id": row.pk,
        "title": row.title,
        "address": row.canonical_address or row.final_address or row.address,
        "outlet": row.outlet.name if row.outlet else "",
        "byline": row.byline,
        "published": dated(row),
        "republished_from": row.republished_from,
    }


def _snapshot(row: Snapshot, held: Row) -> Row:
    return {
        "id": row.pk,
        "article": row.article_id,
        "number": row.number,
        "captured_at": moment(row.captured_at),
        "media_type": row.media_type,
        "raw_sha256": row.raw_sha256,
        "raw_bytes": row.raw_bytes,
        "text_sha256": row.text_sha256,
        "characters": row.characters,
        "extractor": f"{row.extractor} {row.extractor_version}".strip(),
        "text": held.get("text"),
        "capture": held.get("capture"),
        "warc_sha256": held.get("warc_sha256"),
    }


def groundwork(claim: Claim, user: Any) -> dict[str, list[dict[str, Any]]]:
    """What was done to find out, as this person may see it; nobody who works here is named."""
    work = vars(work_on(claim, user))
    return {kind: [_work(row) for row in rows] for kind, rows in work.items()}


def _work(row: Any) -> dict[str, Any]:
    fields = [one for one in row._meta.concrete_fields if one.name not in NOT_TOLD]
    told = {one.name: _plain(getattr(row, one.attname)) for one in fields}
    # A find is named only to those who may see the evidence that it became.
    return told | ({"evidence": row.told_evidence} if hasattr(row, "told_evidence") else {})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
