"""Putting topics on claims and taking them off, one claim or many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import Happening, label, record_many

from .. import rules
from ..models import Claim, Topic, TopicOfClaim
from ..querysets import KEPT_CLAIM, KEPT_TOPIC
from .topics import topic_named

MAY_NOT_TAG = "You may not change the topics of all these claims. Students change only their own."


@dataclass(frozen=True)
class Tagged:
    """Pairs of a claim's id and a topic's that were changed; what was so already is not there."""

    pairs: list[tuple[int, int]] = field(default_factory=list)

    @property
    def claims(self) -> list[int]:
        """The claims that changed."""
        return sorted({claim for claim, _ in self.pairs})

    def __len__(self) -> int:
        return len(self.pairs)


@transaction.atomic
def tag_claims(claims: Collection[int], topics: Collection[int], *, by: User) -> Tagged:
    """Put topics on claims, all of one workspace, by their ids.

    A claim or a topic that was merged stands for the one that was kept. Raises ValidationError
    naming the field for what `by` does not see, or what belongs to another workspace.
    """
    rows = _claims(claims, by)
    themes = _topics(topics, rows, by)
    having = TopicOfClaim.objects.filter(deleted_at=None).of_claims([one.pk for one in rows])
    kept = having.annotate(kept=KEPT_CLAIM, counts=KEPT_TOPIC)
    there = set(kept.values_list("kept", "counts"))
    new = [(c.pk, t.pk) for c in rows for t in themes if (c.pk, t.pk) not in there]
    TopicOfClaim.objects.bulk_create(
        TopicOfClaim(claim_id=claim, topic_id=topic, created_by=by) for claim, topic in new
    )
    _tell("claim.tagged", new, rows, themes, by)
    return Tagged(new)


@transaction.atomic
def untag_claims(claims: Collection[int], topics: Collection[int], *, by: User) -> Tagged:
    """Take topics off claims; from merged ones, too, that count with these."""
    rows = _claims(claims, by)
    themes = _topics(topics, rows, by)
    wanted = {(claim.pk, topic.pk) for claim in rows for topic in themes}
    return _take_off(wanted, rows, themes, by)


@transaction.atomic
def untag_pairs(pairs: Collection[tuple[int, int]], *, by: User) -> Tagged:
    """Take off exactly what `tag_claims` said it had put on: its undo."""
    rows = _claims({claim for claim, _ in pairs}, by)
    themes = _topics({topic for _, topic in pairs}, rows, by)
    return _take_off(set(pairs), rows, themes, by)


@transaction.atomic
def set_topics(
    claim: Claim, topics: Collection[int], *, named: Collection[str] = (), by: User
) -> Tagged:
    """Have a claim carry exactly these topics, of those this person sees.

    `named` are names of more; those that nobody knew are added to the catalogue.
    """
    seen = TopicOfClaim.objects.visible_to(by).of_claims([claim.pk]).annotate(counts=KEPT_TOPIC)
    now = set(seen.values_list("counts", flat=True))
    new = [topic_named(name, workspace=claim.workspace, by=by) for name in named]
    wanted = {*topics, *(one.pk for one in new)}
    on = tag_claims([claim.pk], sorted(wanted - now), by=by)
    off = untag_claims([claim.pk], sorted(now - wanted), by=by)
    return Tagged([*on.pairs, *off.pairs])


def _take_off(
    wanted: set[tuple[int, int]], claims: list[Claim], topics: list[Topic], by: User
) -> Tagged:
    rows = TopicOfClaim.objects.filter(deleted_at=None).of_claims([one.pk for one in claims])
    kept = rows.annotate(kept=KEPT_CLAIM, counts=KEPT_TOPIC)
    taken: list[tuple[int, int]] = []
    for row in kept:
        if (row.kept, row.counts) in wanted:
            row.deleted_at = timezone.now()
            row.touch()
            taken.append((row.kept, row.counts))
    gone = sorted(set(taken))
    _tell("claim.untagged", gone, claims, topics, by)
    return Tagged(gone)


def _claims(ids: Collection[int], by: User) -> list[Claim]:
    """The claims that count, locked in the order of their ids; all, or a refusal of them all."""
    seen = Claim.objects.visible_to(by).filter(pk__in=set(ids))
    known = {one.pk: one.merged_into_id or one.pk for one in seen}
    if len(known) < len(set(ids)):
        raise ValidationError({"claims": "Choose claims that you see."})
    locked = Claim.objects.select_for_update(of=("self",), no_key=True)
    rows = list(locked.filter(pk__in=set(known.values())).order_by("pk"))
    require(all(rules.may_edit(by, one) for one in rows), MAY_NOT_TAG)
    if len({one.workspace_id for one in rows}) > 1:
        raise ValidationError({"claims": "Choose claims of one workspace at a time."})
    return rows


def _topics(ids: Collection[int], claims: list[Claim], by: User) -> list[Topic]:
    """The topics that count, of the workspace of the claims; a merged one stands for the kept."""
    here = {one.workspace_id for one in claims}
    seen = Topic.objects.visible_to(by).filter(workspace__in=here, pk__in=set(ids))
    rows = list(seen.select_related("merged_into"))
    if claims and len(rows) < len(set(ids)):
        raise ValidationError({"topics": "Choose topics of the same workspace."})
    kept = {(row.merged_into or row).pk: row.merged_into or row for row in rows}
    return [kept[pk] for pk in sorted(kept)]


def _tell(
    action: str,
    pairs: Iterable[tuple[int, int]],
    claims: list[Claim],
    topics: list[Topic],
    by: User,
) -> None:
    """One event for each claim, naming its topics."""
    called: dict[int, Any] = {one.pk: one for one in topics}
    rows = {one.pk: one for one in claims}
    happened = []
    for claim, some in groupby(sorted(pairs), key=lambda pair: pair[0]):
        ids = [topic for _, topic in some]
        detail = {"topics": ids, "names": [called[one].name for one in ids]}
        happened.append(Happening(action, label(rows[claim]), detail))
    if happened:
        record_many(claims[0].workspace_id, happened, by=by)
