"""What is told: only what everyone may read. The caller gives the address of our pages."""

import json
from datetime import datetime
from typing import Any

from django.urls import reverse

from claims.exchange import claimreview
from claims.exchange.published import public_appearances, put_together, verdicts_of
from claims.records.models import Claim
from claims.reviews.models import Verdict

from .occasions import TEST


def of_verdict(event: str, verdict: Verdict, *, at: datetime, site: str) -> str | None:
    """A verdict and its claim, as JSON; None where the claim is not public."""
    claim = verdict.claim
    verdicts = [one for one in verdicts_of(claim) if one.number <= verdict.number]
    if not verdicts or claim.merged_into_id:
        return None
    address = f"{site}{reverse('public-claim', args=[claim.pk])}"
    told = put_together(claim, verdicts, public_appearances(claim))
    before = verdicts[1] if len(verdicts) > 1 else None
    data = _claim(claim, address) | {
        "verdict": _verdict(verdicts[0]),
        "previous": _verdict(before) if before else None,
        "claimreview": None if told.is_withdrawn else claimreview.dump(told, address=address),
    }
    return _written(event, at, data)


def of_claim(event: str, claim: Claim, *, at: datetime, site: str) -> str | None:
    """A claim, as JSON; None where it is not public."""
    if not verdicts_of(claim) or claim.merged_into_id:
        return None
    address = f"{site}{reverse('public-claim', args=[claim.pk])}"
    return _written(event, at, _claim(claim, address))


def of_test(*, at: datetime) -> str:
    """Something to try a receiver with."""
    return _written(TEST, at, {"message": "This is a test. Nothing was published."})


def _claim(claim: Claim, address: str) -> dict[str, Any]:
    return {
        "claim": {
            "id": claim.pk,
            "url": address,
            "statement": claim.statement,
            "language": claim.language,
            "sensitive": claim.sensitive,
            "workspace": claim.workspace.slug,
        }
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "number": verdict.number,
        "kind": verdict.kind,
        "rating": verdict.rating_label,
        "neutral": verdict.neutral,
        "summary": verdict.summary,
        "as_of": verdict.as_of.isoformat(),
        "confidence": verdict.confidence,
        "would_change": verdict.would_change,
        "published_at": verdict.published_at.isoformat(),
        "reason_for_change": verdict.reason_for_change,
    }


def _written(event: str, at: datetime, data: dict[str, Any]) -> str:
    told = {"type": event, "timestamp": at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False)
