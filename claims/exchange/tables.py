"""Claims with their evidence as a table: one row for each item of evidence."""

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from claims.evidence.models import Evidence
from claims.records.models import Attribution, Claim
from claims.records.topics import topics_of_each
from claims.reviews.models import Verdict

from .groundwork import groundwork_cells
from .published import dated

COLUMNS = [
    "claim",
    "statement",
    "sensitive",
    "kind",
    "checkable",
    "about",
    "seen_by",
    "topics",
    "first_outlet",
    "first_author",
    "first_date",
    "first_address",
    "first_quote",
    "chain",
    "verdict",
    "verdict_as_of",
    "verdict_reason",
    "searches",
    "gaps",
    "replies",
    "media",
    "evidence",
    "stance",
    "warrant",
    "origin",
    "evidence_outlet",
    "evidence_date",
    "evidence_address",
    "evidence_quote",
    "evidence_sensitive",
    "page",
]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500
LENGTHS = {"year": 4, "month": 7}


class Echo:
    """A file that hands each line straight back, so that rows can be streamed."""

    def write(self, line: str) -> str:
        """Return what would have been written."""
        return line


def lines(claims: Any, by: Any) -> Iterator[str]:
    """CSV lines (RFC 4180, UTF-8 with a byte order mark for spreadsheets) of a claim queryset.

    `by` sees the claims; topics are told as far as they see those.
    """
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    chunk: list[Claim] = []
    for claim in claims.with_first_appearance().iterator(chunk_size=CHUNK):
        chunk.append(claim)
        if len(chunk) == CHUNK:
            yield from _chunk_lines(chunk, writer, by)
            chunk = []
    yield from _chunk_lines(chunk, writer, by)


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _chunk_lines(claims: list[Claim], writer: Any, by: Any) -> Iterator[str]:
    ids = [claim.pk for claim in claims]
    verdicts = {v.claim_id: v for v in Verdict.objects.filter(claim__in=ids).current()}
    evidence: dict[int, list[Evidence]] = {}
    for item in Evidence.objects.filter(claim__in=ids, deleted_at=None).with_sources():
        evidence.setdefault(item.claim_id, []).append(item)
    work, carried = groundwork_cells(ids), topics_of_each(ids, by)
    hops = _chains([claim.first_appearance_id for claim in claims if claim.first_appearance_id])
    for claim in claims:
        chain = in_one_line(hops.get(claim.first_appearance_id or 0, []))
        topics = [one.name for one in carried.get(claim.pk, [])]
        left = [*_claim_cells(claim, verdicts.get(claim.pk), chain, topics), *work[claim.pk]]
        items: list[Evidence | None] = [*evidence.get(claim.pk, [])]
        for item in items or [None]:
            cells = [*left, *_evidence_cells(item), f"{settings.SITE_URL}/claims/{claim.pk}/"]
            yield writer.writerow([safe(cell) for cell in cells])


def in_one_line(hops: list[Attribution]) -> str:
    """A chain as a person reads it, from the origin on: `A (was there, 3 May 2024) → B`."""
    return " → ".join(_hop(hop) for hop in hops)


def _hop(hop: Attribution) -> str:
    if hop.missing:
        why = dict(Attribution.Gap.choices).get(hop.gap, "")
        return f"[not stated{f': {why}' if why else ''}]"
    name = hop.speaker.told_name if hop.speaker else "the text itself"
    basis = dict(Attribution.Basis.choices).get(hop.basis, "")
    said = ""
    if hop.said_on is not None:
        said = str(hop.said_on)[: LENGTHS.get(hop.said_precision, 10)]
    detail = ", ".join(filter(None, [str(hop.get_directness_display()), str(basis), said]))
    return f"{name}{' (unnamed)' if hop.anonymous else ''} ({detail})"


def _chains(appearances: list[int]) -> dict[int, list[Attribution]]:
    found: dict[int, list[Attribution]] = {}
    for hop in Attribution.objects.filter(appearance__in=appearances).in_chains():
        found.setdefault(hop.appearance_id, []).append(hop)
    return found


def _claim_cells(
    claim: Claim, verdict: Verdict | None, chain: str, topics: list[str]
) -> list[object]:
    first = claim.first_appearance
    article = first.passage.snapshot.article if first else None
    return [
        claim.pk,
        claim.statement,
        claim.sensitive,
        claim.kind,
        claim.checkable,
        claim.about,
        claim.visibility,
        ", ".join(topics),
        article.outlet.name if article and article.outlet else "",
        article.byline if article else "",
        dated(article) if article else "",
        article.address if article else "",
        first.passage.quote if first else "",
        chain,
        verdict.rating_label if verdict else "",
        verdict.as_of if verdict else "",
        verdict.summary if verdict else "",
    ]


def _evidence_cells(item: Evidence | None) -> list[object]:
    if item is None:
        return [""] * 9
    article = item.passage.snapshot.article if item.passage else None
    return [
        item.pk,
        item.stance,
        item.warrant,
        item.origin,
        article.outlet.name if article and article.outlet else "",
        dated(article) if article else "",
        item.address or (article.address if article else ""),
        item.passage.quote if item.passage else "",
        item.sensitive,
    ]
