"""Outlets and people that may be one: proposed, refused, and made one by an editor."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from provenance.accounts.models import Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record, record_many

from .. import bearers
from ..models import Article, Outlet, Person, SameOutlets, SamePeople
from ..rules import may_change, may_merge
from ..sameness import FOR_OUTLETS, FOR_PEOPLE, Bearer, Pair, possibly_same
from .merging import merge_in_catalogue, refuse_merged

Row = Outlet | Person
Same = SameOutlets | SamePeople
SAME: dict[Any, Any] = {Outlet: SameOutlets, Person: SamePeople}
LONGEST = 300
RECENT = timedelta(hours=3)
COMPARED: list[tuple[Any, Callable[[int], list[Bearer]], Any]] = [
    (SameOutlets, bearers.outlets_of, FOR_OUTLETS),
    (SamePeople, bearers.people_of, FOR_PEOPLE),
]


@transaction.atomic
def propose_same(workspace: Workspace, *, by: Any) -> int:
    """Compare all outlets and all people of a workspace; how many pairs are new.

    A pair that was decided is left alone, also under the names that were merged since. What no
    longer has a reason is taken off the list, unless a person put it there.
    """
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    new: list[Same] = []
    for model, read, rules in COMPARED:
        new += _keep(model, workspace, possibly_same(read(workspace.pk), rules), by=by)
    if new:
        proposed = [Happening("same.proposed", label(one), _told(one)) for one in new]
        record_many(workspace.pk, proposed, by=by)
    return len(new)


def propose_same_lately(*, by: Any) -> int:
    """The same for every workspace whose catalogue or articles changed in the last hours."""
    since = Q(updated_at__gte=timezone.now() - RECENT)
    changed = set()
    for model in (Outlet, Person, Article):
        rows = model.objects.filter(since).order_by().values_list("workspace", flat=True)
        changed |= set(rows.distinct())
    return sum(
        propose_same(one, by=by) for one in Workspace.objects.filter(pk__in=changed).order_by("pk")
    )


@transaction.atomic
def suggest_same(one: Row, other: Row, reason: str, *, by: Any) -> Same:
    """A person thinks that two are one and says why; an editor decides."""
    _require_pair(one, other, by)
    words = " ".join(reason.split())
    if not words or len(words) > LONGEST:
        raise ValidationError({"reason": f"Say why, in at most {LONGEST} characters."})
    low, high = sorted((one, other), key=lambda row: row.pk)
    given = {"rule": "person", "says": words, "weight": 1.0}
    row: Same
    before: dict[str, str] = {}
    row, made = SAME[type(one)].objects.get_or_create(
        one=low, other=high, defaults={"reasons": [given], "weight": 1.0, "created_by": by}
    )
    if not made:
        row = SAME[type(one)].objects.locked(row.pk)
        row.reasons = [given, *(r for r in row.reasons if r["rule"] != "person")]
        before = {"state": row.state, "reason": row.why} if row.decided_at else {}
        row.weight, row.state, row.why, row.created_by = 1.0, row.State.PROPOSED, "", by
        row.decided_by, row.decided_at = None, None
        row.touch()
    detail = _told(row) | ({"before": before} if before else {})
    record("same.suggested", row, by=by, **detail)
    return row


@transaction.atomic
def refuse_same(same: Same, *, by: Any, reason: str = "", version: int | None = None) -> Same:
    """Find that two are not one. They are not proposed again, and this can be taken back."""
    row = _decidable(same, by, version)
    if row.state == row.State.REFUSED:
        raise NotNow("It is refused already.")
    row.state, row.why = row.State.REFUSED, " ".join(reason.split())[:LONGEST]
    row.decided_by, row.decided_at = by, timezone.now()
    row.touch()
    record("same.refused", row, by=by, **_told(row), reason=row.why)
    return row


@transaction.atomic
def reconsider_same(same: Same, *, by: Any, version: int | None = None) -> Same:
    """Take a refusal back: the pair waits for a decision again."""
    row = _decidable(same, by, version)
    if row.state != row.State.REFUSED:
        raise NotNow("It was not refused.")
    row.state, row.why, row.decided_by, row.decided_at = row.State.PROPOSED, "", None, None
    row.touch()
    record("same.reconsidered", row, by=by, **_told(row))
    return row


@transaction.atomic
def accept_same(
    same: Same, kept: Row, *, by: Any, reason: str = "", show_wider: bool = False
) -> Row:
    """Merge the two into `kept`, one of them. Without a reason those of the proposal are given."""
    row = _decidable(same, by, None)
    ends: dict[int, Row] = {row.one_id: row.one, row.other_id: row.other}
    if kept.pk not in ends or type(kept) is not type(row.one):
        raise ValidationError({"kept": "Keep one of the two."})
    merged = ends[row.one_id if kept.pk == row.other_id else row.other_id]
    words = reason.strip() or " ".join(one["says"] for one in row.reasons)[:500]
    return merge_in_catalogue(ends[kept.pk], merged, words, show_wider=show_wider, by=by)  # type: ignore[type-var]


def _keep(model: Any, workspace: Workspace, pairs: Iterable[Pair], *, by: Any) -> list[Same]:
    """Write down what is new, bring the rest up to date, and drop what has no reason any more."""
    here = list(
        model.objects.filter(one__workspace=workspace).select_related(
            "one__merged_into", "other__merged_into"
        )
    )
    known = {(row.one_id, row.other_id): row for row in here}
    refused = {_counted(row) for row in here if row.state == model.State.REFUSED}
    wanted = {(pair.one, pair.other): pair for pair in pairs}
    new = []
    for ends, pair in wanted.items():
        reasons = [asdict(reason) for reason in pair.reasons]
        row = known.get(ends)
        if row is None and ends not in refused:
            given = {"reasons": reasons, "weight": pair.weight, "created_by": by}
            new.append(model(one_id=ends[0], other_id=ends[1], **given))
        elif row is not None and _is_ours(row) and row.reasons != reasons:
            row.reasons, row.weight = reasons, pair.weight
            row.touch()
    gone = [row.pk for ends, row in known.items() if ends not in wanted and _is_ours(row)]
    model.objects.filter(pk__in=gone).apart().delete()
    made: list[Same] = model.objects.bulk_create(new)
    return made


def _counted(row: Same) -> tuple[int, int]:
    """The two rows that count for those of a pair, the lower id first."""
    low, high = sorted((row.one.kept_id, row.other.kept_id))
    return low, high


def _is_ours(row: Same) -> bool:
    """Whether a pair was found here and nobody has said anything of it."""
    by_person = any(reason["rule"] == "person" for reason in row.reasons)
    return row.state == row.State.PROPOSED and not by_person


def _require_pair(one: Row, other: Row, by: Any) -> None:
    allowed = may_change(by, one) and may_change(by, other)
    require(allowed, "You may propose this only of those you may change.")
    if type(one) is not type(other) or one.workspace_id != other.workspace_id:
        raise ValidationError({"other": "The two belong to different workspaces or kinds."})
    if one.pk == other.pk:
        raise ValidationError({"other": f"{one} is the same already."})
    refuse_merged(one)
    refuse_merged(other)


def _decidable(same: Same, by: Any, version: int | None) -> Same:
    row: Same = type(same).objects.locked(same.pk, version)
    allowed = may_merge(by, row.one) and may_merge(by, row.other)
    require(allowed, "Only an editor decides whether two are one.")
    return row


def _told(row: Same) -> dict[str, Any]:
    return {"one": row.one_id, "other": row.other_id, "why": [r["says"] for r in row.reasons]}
