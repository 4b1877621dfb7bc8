"""How claims stand to each other: relations with a reason and dates, proposals and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record, record_many
from provenance.sources.knowing import Known

from .. import rules
from ..models import Claim, Relation
from .chains import MAY_NOT_EDIT

# A relation of these kinds reads the same from both ends.
MUTUAL = {
    Relation.Kind.SAME,
    Relation.Kind.CONTRADICTS,
    Relation.Kind.BOTH_TRUE,
}


class Term(TypedDict, total=False):
    """When a relation holds: dates as exactly as they are known, with their precision."""

    holds_from: Any
    holds_from_precision: str
    holds_until: Any
    holds_until_precision: str


@dataclass(frozen=True)
class Proposed:
    """What the program makes of two claims (ids): how one may stand to the other, and why.

    `signs` are `(sign, what it says)`; `confidence` is between 0 and 1.
    """

    source: int
    target: int
    kind: str
    confidence: float
    signs: tuple[tuple[str, str], ...]

    @property
    def why(self) -> str:
        """The signs as one reason, to be reworded by whoever confirms it."""
        return " ".join(says for _, says in self.signs)[:500]


@transaction.atomic
def relate(
    source: Claim, target: Claim, kind: str, reason: str, *, by: User, **term: Unpack[Term]
) -> Relation:
    """Say how one claim stands to another, why, and when. Seen by whoever sees both.

    What was proposed or refused in these words before is confirmed by it.
    """
    source, target = Claim.objects.locked(source.pk), Claim.objects.get(pk=target.pk)
    allowed = rules.may_edit(by, source) and rules.may_see(by, target)
    require(allowed, "You may relate claims that you may change to claims that you see.")
    asked = Relation.objects.alive().exclude(state=Relation.State.CONFIRMED)
    for earlier in asked.filter(source=source, target=target, kind=kind):
        return confirm_relation(earlier, reason=reason, by=by, **term)
    relation = Relation(
        workspace_id=source.workspace_id,
        source=source,
        target=target,
        kind=kind,
        reason=reason.strip(),
        visibility=Visibility.PUBLIC,  # It is never seen by anyone who does not see both claims.
        created_by=by,
        **term,
    )
    _check(relation)
    relation.save()
    record("relation.added", relation, by=by, source=source.pk, to=target.pk, kind=kind)
    return relation


@transaction.atomic
def propose_relations(proposals: Sequence[Proposed], *, by: User | None = None) -> list[Relation]:
    """Keep what the program makes of pairs of claims; a pair that was ever related is left out.

    `by` is None: the program acts for nobody. Nothing here counts until a person confirms it.
    """
    made: list[Relation] = []
    for one in sorted(proposals, key=lambda given: (given.source, given.target)):
        ends = (one.source, one.target)
        claims = Claim.objects.standing().filter(pk__in=ends).select_for_update(no_key=True)
        found = {claim.pk: claim for claim in claims.order_by("pk")}
        pair = Q(source=one.source, target=one.target) | Q(source=one.target, target=one.source)
        same_place = len({claim.workspace_id for claim in found.values()}) == 1
        if len(found) < 2 or not same_place or Relation.objects.filter(pair).exists():
            continue
        made.append(_proposed(one, found[one.source].workspace_id))
    by_workspace: dict[int, list[Relation]] = {}
    for relation in made:
        by_workspace.setdefault(relation.workspace_id, []).append(relation)
    for workspace, rows in by_workspace.items():
        record_many(workspace, [_told(row) for row in rows], by=by)
    return made


@transaction.atomic
def confirm_relation(
    relation: Relation,
    *,
    reason: str = "",
    kind: str = "",
    turned: bool = False,
    version: int | None = None,
    by: User,
    **term: Unpack[Term],
) -> Relation:
    """Agree with a proposal, in its words or one's own; `turned` reads it from the other end."""
    relation = _locked(relation, version, by=by)
    if relation.state == Relation.State.CONFIRMED:
        raise NotNow("These two claims are related in this way already.")
    before = relation.state
    if turned:
        relation.source, relation.target = relation.target, relation.source
    relation.kind = kind or relation.kind
    relation.reason = reason.strip() or relation.reason
    for name, value in term.items():
        setattr(relation, name, value)
    relation.state, relation.decision = Relation.State.CONFIRMED, ""
    _check(relation)
    relation.touch()
    record("relation.confirmed", relation, by=by, before=before, kind=relation.kind)
    return relation


@transaction.atomic
def refuse_relation(
    relation: Relation, *, reason: str, version: int | None = None, by: User
) -> Relation:
    """Disagree with a proposal, with a reason for the desk. It is not proposed again."""
    relation = _locked(relation, version, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the two are not related like this."})
    if relation.state != Relation.State.PROPOSED:
        raise NotNow("This proposal was decided in the meantime.")
    relation.state, relation.decision = Relation.State.REFUSED, reason.strip()[:500]
    relation.touch()
    record("relation.refused", relation, by=by, reason=relation.decision)
    return relation


@transaction.atomic
def reconsider_relation(relation: Relation, *, version: int | None = None, by: User) -> Relation:
    """Take a decision about a proposal back: it waits again."""
    relation = _locked(relation, version, by=by)
    if relation.known != Known.INFERRED or relation.state == Relation.State.PROPOSED:
        raise NotNow("Only what was proposed and decided can be decided again.")
    before, relation.state, relation.decision = relation.state, Relation.State.PROPOSED, ""
    relation.touch()
    record("relation.reconsidered", relation, by=by, before=before)
    return relation


@transaction.atomic
def unrelate(relation: Relation, *, version: int | None = None, by: User) -> Relation:
    """Take a relation back; it can be restored."""
    relation = _locked(relation, version, by=by)
    if relation.deleted_at is None:
        relation.deleted_at = timezone.now()
        relation.touch()
        record("relation.withdrawn", relation, by=by)
    return relation


@transaction.atomic
def restore_relation(relation: Relation, *, by: User) -> Relation:
    """Put a relation back."""
    relation = _locked(relation, None, by=by)
    if relation.deleted_at is None:
        return relation
    relation.deleted_at = None
    try:
        with transaction.atomic():
            relation.touch()
    except IntegrityError as error:
        raise NotNow("The two claims were related in the same way since.") from error
    record("relation.restored", relation, by=by)
    return relation


def _proposed(one: Proposed, workspace: int) -> Relation:
    return Relation.objects.create(
        workspace_id=workspace,
        source_id=one.source,
        target_id=one.target,
        kind=one.kind,
        reason=one.why,
        visibility=Visibility.PUBLIC,  # It is never seen by anyone who does not see both claims.
        state=Relation.State.PROPOSED,
        known=Known.INFERRED,
        confidence=one.confidence,
        signs=[{"sign": sign, "says": says} for sign, says in one.signs],
    )


def _told(relation: Relation) -> Happening:
    detail = {"source": relation.source_id, "to": relation.target_id, "kind": relation.kind}
    return Happening("relation.proposed", label(relation), detail)


def _locked(relation: Relation, version: int | None, *, by: User) -> Relation:
    row: Relation = Relation.objects.locked(relation.pk, version)
    sees = rules.may_see(by, row.source) and rules.may_see(by, row.target)
    require(sees and _may_edit_either(by, row), MAY_NOT_EDIT)
    return row


def _check(relation: Relation) -> None:
    source, target = relation.source, relation.target
    if source.pk == target.pk:
        raise ValidationError({"target": "Choose another claim."})
    if source.workspace_id != target.workspace_id:
        raise ValidationError({"target": "The two claims belong to different workspaces."})
    relation.clean_fields(exclude={"workspace", "source", "target", "created_by"})
    same = Q(source=source, target=target)
    if relation.kind in MUTUAL:
        same |= Q(source=target, target=source)
    _check_term(relation)
    standing = Relation.objects.alive().confirmed().exclude(pk=relation.pk)
    if standing.filter(same, kind=relation.kind).exists():
        raise ValidationError({"kind": "The two claims are related in this way already."})


def _check_term(relation: Relation) -> None:
    first, last = relation.holds_from, relation.holds_until
    if first and last and last < first:
        raise ValidationError({"holds_until": "It cannot end before it begins."})


def _may_edit_either(by: User, relation: Relation) -> bool:
    return rules.may_edit(by, relation.source) or rules.may_edit(by, relation.target)
