"""What the professionals found about a claim, as a class compares itself with it."""

from collections.abc import Sequence
from typing import Any

from claims.evidence.reading import sides_of
from claims.records.models import Appearance, Attribution, Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.sources.models import Snapshot

Body = dict[str, Any]


def key_of(claim: Claim, snapshots: Sequence[Snapshot], user: User) -> Body:
    """What is recorded about a claim, as far as `user` may see it.

    `verdict` (None without one): number, slug, label, neutral, summary, as_of.
    `origins`: how many independent origins its appearances have. `chains`: one for each of the
    given texts in which it stands, from the text back to the origin, with `text` its place among
    `snapshots`. `marks`: the words it stands on in them. `evidence`: stance, reason, address,
    origin, and `at` for words in one of the texts.
    """
    appearances = appearances_of(claim, user)
    texts = {snapshot.pk: at for at, snapshot in enumerate(snapshots)}
    here = [one for one in appearances if one.passage.snapshot_id in texts]
    sides = sides_of(claim, user)
    return {
        "statement": claim.statement,
        "verdict": _verdict(claim, user),
        "origins": independent_appearances(appearances, told_all=True).independent,
        "chains": [_chain(one, texts[one.passage.snapshot_id]) for one in here],
        "marks": marks_on(snapshots, user),
        "evidence": [_item(row, texts) for side in sides.values() for row in side.evidence],
    }


def marks_on(snapshots: Sequence[Snapshot], user: User) -> list[Body]:
    """Every claim that was marked in these texts, in order: claim, statement, place."""
    texts = {snapshot.pk: at for at, snapshot in enumerate(snapshots)}
    rows = Appearance.objects.filter(passage__snapshot__in=texts).visible_to(user)
    rows = rows.select_related("passage", "claim").order_by("passage__snapshot", "passage__start")
    return [
        {
            "claim": row.claim.merged_into_id or row.claim_id,
            "statement": row.claim.statement,
            "at": _place(row.passage, texts),
        }
        for row in rows
    ]


def newest_verdict(claim: Claim, user: User) -> Verdict | None:
    """The verdict that is out on a claim."""
    rows = Verdict.objects.visible_to(user).filter(claim=claim).select_related("rating")
    found: Verdict | None = rows.order_by("-number").first()
    return found


def _verdict(claim: Claim, user: User) -> Body | None:
    verdict = newest_verdict(claim, user)
    if verdict is None:
        return None
    return {
        "number": verdict.number,
        "slug": verdict.rating.slug,
        "label": verdict.rating_label,
        "neutral": verdict.neutral,
        "summary": verdict.summary,
        "as_of": verdict.as_of.isoformat(),
    }


def _chain(appearance: Appearance, text: int) -> Body:
    """The hops from the page back to the origin, as students build them."""
    hops = sorted(appearance.attributions.all(), key=lambda hop: -hop.position)
    return {"text": text, "hops": [_hop(hop) for hop in hops]}


def _hop(hop: Attribution) -> Body:
    return {
        "speaker": hop.speaker.told_name if hop.speaker else "",
        "directness": hop.directness,
        "anonymous": hop.anonymous,
        "missing": hop.missing,
        "gap": hop.get_gap_display() if hop.gap else "",
    }


def _item(row: Any, texts: dict[int, int]) -> Body:
    passage = row.passage
    return {
        "stance": row.stance,
        "reason": row.warrant,
        "origin": row.origin,
        "address": row.address or (passage.snapshot.article.address if passage else ""),
        "at": _place(passage, texts) if passage else None,
    }


def _place(passage: Any, texts: dict[int, int]) -> Body | None:
    text = texts.get(passage.snapshot_id)
    if text is None:
        return None
    return {"text": text, "start": passage.start, "end": passage.end}
