"""Reading what was done to find out about a claim, as someone may see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from claims.evidence.models import Evidence
from claims.records.models import Claim
from provenance.written import written_once

from .models import Gap, Media, Reply, Search


@dataclass(frozen=True)
class Work:
    """What was done on one claim, oldest first."""

    searches: list[Search]
    gaps: list[Gap]
    replies: list[Reply]
    media: list[Media]


def work_on(claim: Claim, user: Any) -> Work:
    """What this user may see of it, that on merged claims included. One query for each kind."""
    return Work(
        searches=_searches(claim.pk, user),
        gaps=_gaps(claim.pk, user),
        replies=_replies(claim.pk, user),
        media=_media(claim.pk, user),
    )


def searches_told_to(user: Any) -> QuerySet[Any]:
    """Searches this user may see; `told_evidence` is the find, if they may see that too."""
    seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("evidence")).order_by()
    rows: QuerySet[Any] = Search.objects.visible_to(user).select_related("claim", "created_by")
    told: QuerySet[Any] = rows.annotate(told_evidence=Subquery(seen.values("pk")[:1]))
    return told


def gaps_told_to(user: Any) -> QuerySet[Any]:
    """Gaps this user may see."""
    return Gap.objects.visible_to(user).select_related("claim", "created_by")


def replies_told_to(user: Any) -> QuerySet[Any]:
    """Questions and answers this user may see."""
    return Reply.objects.visible_to(user).select_related("claim", "created_by")


def media_told_to(user: Any) -> QuerySet[Any]:
    """Pictures, films and sounds this user may see."""
    return Media.objects.visible_to(user).select_related("claim", "created_by")


@written_once
def _searches(claim_id: int, user: Any) -> Any:
    rows: Any = searches_told_to(user)
    return rows.of_claim(claim_id).order_by("searched_on", "id")


@written_once
def _gaps(claim_id: int, user: Any) -> Any:
    rows: Any = gaps_told_to(user)
    return rows.of_claim(claim_id).order_by("id")


@written_once
def _replies(claim_id: int, user: Any) -> Any:
    rows: Any = replies_told_to(user)
    return rows.of_claim(claim_id).order_by("asked_on", "id")


@written_once
def _media(claim_id: int, user: Any) -> Any:
    rows: Any = media_told_to(user)
    return rows.of_claim(claim_id).order_by("id")
