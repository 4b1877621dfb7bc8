"""Turning what is told of one claim into rows, through the services of the rooms."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence
from claims.groundwork.models import Gap
from claims.groundwork.services import declare_gap
from claims.records.models import Claim
from claims.records.rules import may_edit
from claims.records.services import record_claim
from provenance.accounts.models import User, Workspace
from provenance.audit.services import Happening, label, record_many
from provenance.inserting import insert_together
from provenance.sources.services import person_named

from .crosswalk import folded, place
from .looking import says_where
from .models import Incoming, OutsideVerdict, ReportedAppearance
from .told import Place, Told

IMPORTED, ADDED, UNCHANGED = "imported", "added", "unchanged"


@dataclass(frozen=True)
class Kept:
    """What became of a row: a new claim, something more on one that was here, or nothing new."""

    status: str
    claim: int | None


@transaction.atomic
def keep(told: Told, incoming: Incoming, *, by: User) -> Kept:
    """Keep one claim with what others found, once. Raises ValidationError, PermissionDenied."""
    workspace = incoming.workspace
    known = _known(told, workspace)
    claim = known.claim if known else _same(told.statement, workspace, by)
    if claim is None:
        claim = record_claim(
            workspace,
            told.statement,
            appearance=None,
            kind=told.kind,
            language=told.language,
            by=by,
        )
        _keep_outside(told, claim, incoming, by)
        _keep_grounds(told, claim, by)
        return Kept(IMPORTED, claim.pk)
    if known is None and (told.check.says_something or _is_new_place(told, claim)):
        _keep_outside(told, claim, incoming, by)
        _keep_grounds(told, claim, by)
        return Kept(ADDED, claim.pk)
    return Kept(ADDED if _keep_grounds(told, claim, by) else UNCHANGED, claim.pk)


def is_known(told: Told, workspace: Workspace) -> bool:
    """Whether what others found came in before, or the claim did where they found nothing."""
    if told.check.says_something:
        return _known(told, workspace) is not None
    here = Claim.objects.in_workspace(workspace).standing()
    return here.filter(statement=told.statement).exists()


def identity(told: Told) -> str:
    """What a verdict of others is known by: their page, their words and reason, and the claim."""
    check = told.check
    words = [check.publisher, check.label, told.statement, check.summary]
    names = [check.address, *map(folded, words)]
    return sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()


def _known(told: Told, workspace: Workspace) -> OutsideVerdict | None:
    if not told.check.says_something:
        return None
    rows = OutsideVerdict.objects.filter(workspace=workspace, identity=identity(told))
    found: OutsideVerdict | None = rows.filter(deleted_at=None).first()
    return found


def _same(statement: str, workspace: Workspace, by: User) -> Claim | None:
    """The claim in exactly these words, if `by` may add to it: one claim has one record."""
    here = Claim.objects.in_workspace(workspace).standing().visible_to(by)
    found: Claim | None = here.filter(statement=statement).order_by("pk").first()
    return found if found is not None and may_edit(by, found) else None


def _keep_outside(told: Told, claim: Claim, incoming: Incoming, by: User) -> None:
    origin = {
        "claim": claim,
        "workspace": incoming.workspace,
        "incoming": incoming,
        "created_by": by,
    }
    rows: list[Any] = [_verdict(told, incoming, origin)] if told.check.says_something else []
    rows += _reported(told, origin, by)
    if rows:
        insert_together(rows)
    happened = [
        Happening(f"{_noun(row)}.imported", label(row), {"claim": claim.pk, "from": incoming.pk})
        for row in rows
    ]
    record_many(incoming.workspace_id, happened, by=by)


def _noun(row: Any) -> str:
    return "outside_verdict" if isinstance(row, OutsideVerdict) else "reported_appearance"


def _verdict(told: Told, incoming: Incoming, origin: dict[str, Any]) -> OutsideVerdict:
    check = told.check
    placed = place(check.label, check.value, check.best, check.worst, chosen=incoming.ratings)
    fields = {name: value for name, value in asdict(check).items() if name != "checked"}
    return OutsideVerdict(
        **origin,
        **fields,
        neutral=placed.neutral,
        placed_by=placed.how,
        checked_on=check.checked.on if check.checked else None,
        checked_precision=check.checked.precision if check.checked else "",
        identity=identity(told),
        outside=dict(told.aside),
    )


def _reported(told: Told, origin: dict[str, Any], by: User) -> list[ReportedAppearance]:
    """The first is where the claimant is said to have said it; of the others only the address."""
    if not says_where(told):
        return []
    speaker = None
    if told.claimant:
        workspace = origin["workspace"]
        speaker = person_named(
            told.claimant, workspace=workspace, kind=told.claimant_kind, by=by
        ).kept
    first, *others = told.places or (Place(""),)
    reported = ReportedAppearance(
        **origin,
        address=first.address,
        archived=first.archived,
        speaker=speaker,
        medium=told.medium,
        said_on=told.said.on if told.said else None,
        said_precision=told.said.precision if told.said else "",
    )
    more = [ReportedAppearance(**origin, address=one.address) for one in others]
    return [reported, *more]


def _is_new_place(told: Told, claim: Claim) -> bool:
    """Whether a row without a verdict tells of an address that nobody told of."""
    known = ReportedAppearance.objects.filter(claim=claim).values_list("address", flat=True)
    return bool({one.address for one in told.places} - set(known))


def _keep_grounds(told: Told, claim: Claim, by: User) -> int:
    """What they found as context, for they do not say on which side it stands; and what not.

    How much of it is new. What was taken back here does not come again.
    """
    known = set(Evidence.objects.filter(claim=claim).values_list("address", "warrant"))
    gaps = set(Gap.objects.filter(claim=claim).values_list("sought", "note"))
    new = [one for one in dict.fromkeys(told.found) if (one.address, one.warrant) not in known]
    missing = [
        one for one in dict.fromkeys(told.missing) if (one.sought, one.note.strip()) not in gaps
    ]
    for found in new:
        add_evidence(
            claim,
            stance=Evidence.Stance.CONTEXT,
            warrant=found.warrant,
            address=found.address,
            by=by,
        )
    for gap in missing:
        declare_gap(claim, sought=gap.sought, note=gap.note, goes_out=False, by=by)
    return len(new) + len(missing)
