"""Which topics claims carry, and how many claims a topic has, as far as one person may see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from provenance.written import written_once

from .models import Topic, TopicOfClaim
from .querysets import KEPT_CLAIM, KEPT_TOPIC

NAME = Coalesce("topic__merged_into__name", "topic__name")


@dataclass(frozen=True, order=True)
class Carried:
    """A topic that a claim carries."""

    name: str
    pk: int


def topics_of_each(claim_ids: Collection[int], user: Any) -> dict[int, list[Carried]]:
    """The topics of each of these claims, by name; claims without any are left out. One query."""
    found: dict[int, set[Carried]] = {}
    for claim, topic, name in _carried(sorted(claim_ids), user) if claim_ids else ():
        found.setdefault(claim, set()).add(Carried(name, topic))
    return {claim: sorted(some) for claim, some in found.items()}


def topics_of(claim_id: int, user: Any) -> list[Carried]:
    """The topics of one claim, by name. One query."""
    return topics_of_each([claim_id], user).get(claim_id, [])


def claims_on(topic_id: int, user: Any) -> Any:
    """The ids of the claims that carry a topic, for `pk__in`."""
    return TopicOfClaim.objects.visible_to(user).of_topic(topic_id).counting()


def with_claims(topics: Iterable[Topic], user: Any) -> list[tuple[Topic, int]]:
    """Each topic with how many claims this person sees it on. One query."""
    listed: Sequence[Topic] = list(topics)
    rows = TopicOfClaim.objects.visible_to(user).filter(
        topic__workspace__in={one.workspace_id for one in listed}
    )
    counts = dict(
        rows.order_by()
        .annotate(counts=KEPT_TOPIC)
        .values_list("counts")
        .annotate(n=Count(KEPT_CLAIM, distinct=True))
    )
    return [(one, counts.get(one.pk, 0)) for one in listed]


@written_once
def _carried(claim_ids: list[int], user: Any) -> Any:
    rows = TopicOfClaim.objects.visible_to(user).of_claims(claim_ids).order_by()
    kept = rows.annotate(kept=KEPT_CLAIM, counts=KEPT_TOPIC, called=NAME)
    return kept.values_list("kept", "counts", "called")
