"""How claims stand to each other: parts of a whole, and relations with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.sources.models import Passage

from .. import rules
from ..models import Appearance, Attribution, Claim, Relation
from ..places import Place, passage_for
from .appearances import refuse_merged
from .chains import MAY_NOT_EDIT
from .claims import record_claim
from .hops import Hop, hop_of

# A relation of these kinds reads the same from both ends.
MUTUAL = {Relation.Kind.SAME, Relation.Kind.CONTRADICTS, Relation.Kind.BOTH_TRUE}


@dataclass(frozen=True)
class Part:
    """One sub-claim: its own wording, and the words it stands on if fewer than the whole."""

    statement: str
    place: Place | None = None
    kind: str = ""
    checkable: str = ""


@transaction.atomic
def split_claim(
    claim: Claim, parts: Sequence[Part], *, version: int | None = None, by: User
) -> list[Claim]:
    """Record the parts of a claim as claims of their own; the whole stays.

    Each part stands where the whole first stands, unless it names fewer words, and has its chain.
    """
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    refuse_merged(claim)
    if len(parts) < 2:
        raise ValidationError({"parts": "Give at least two parts."})
    first: Appearance | None = claim.first_appearance
    made = [_record_part(claim, part, first, number, by) for number, part in enumerate(parts)]
    claim.touch()
    record("claim.split", claim, by=by, parts=[one.pk for one in made])
    return made


@transaction.atomic
def relate(source: Claim, target: Claim, kind: str, reason: str, *, by: User) -> Relation:
    """Say how one claim stands to another, and why. Seen by whoever sees both."""
    source, target = Claim.objects.locked(source.pk), Claim.objects.get(pk=target.pk)
    allowed = rules.may_edit(by, source) and rules.may_see(by, target)
    require(allowed, "You may relate claims that you may change to claims that you see.")
    relation = Relation(
        workspace_id=source.workspace_id,
        source=source,
        target=target,
        kind=kind,
        reason=reason.strip(),
        visibility=Visibility.PUBLIC,  # It is never seen by anyone who does not see both claims.
        created_by=by,
    )
    _check(relation)
    relation.save()
    record("relation.added", relation, by=by, source=source.pk, to=target.pk, kind=kind)
    return relation


@transaction.atomic
def unrelate(relation: Relation, *, version: int | None = None, by: User) -> Relation:
    """Take a relation back; it can be restored."""
    relation = Relation.objects.locked(relation.pk, version)
    require(_may_edit_either(by, relation), MAY_NOT_EDIT)
    if relation.deleted_at is None:
        relation.deleted_at = timezone.now()
        relation.touch()
        record("relation.withdrawn", relation, by=by)
    return relation


@transaction.atomic
def restore_relation(relation: Relation, *, by: User) -> Relation:
    """Put a relation back."""
    relation = Relation.objects.locked(relation.pk)
    require(_may_edit_either(by, relation), MAY_NOT_EDIT)
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


def _record_part(
    claim: Claim, part: Part, first: Appearance | None, number: int, by: User
) -> Claim:
    visible = Visibility.ME if claim.visibility == Visibility.ME else Visibility.WORKSPACE
    try:
        passage = _passage_of(claim, part, first, by)
        made = record_claim(
            claim.workspace,
            part.statement,
            appearance=passage,
            attributions=_chain_of(first, passage),
            kind=part.kind or claim.kind,
            checkable=part.checkable or claim.checkable,
            about=claim.about,
            about_precision=claim.about_precision,
            language=claim.language,
            visibility=visible,
            by=by,
        )
    except ValidationError as error:
        raise ValidationError({f"parts.{number}": error.messages}) from error
    Claim.objects.filter(pk=made.pk).update(parent=claim)
    made.parent = claim
    return made


def _passage_of(claim: Claim, part: Part, first: Appearance | None, by: User) -> Passage:
    if part.place is not None:
        return passage_for(part.place, workspace_id=claim.workspace_id, by=by)
    if first is None:
        raise ValidationError({"place": "Say where this part stands in a text."})
    return first.passage


def _chain_of(first: Appearance | None, passage: Passage) -> list[Hop]:
    """The chain of the whole, for a part that stands in the same text."""
    if first is None or first.passage.snapshot_id != passage.snapshot_id:
        return []
    return [hop_of(hop) for hop in Attribution.objects.in_chains().filter(appearance=first)]


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
    if Relation.objects.alive().filter(same, kind=relation.kind).exists():
        raise ValidationError({"kind": "The two claims are related in this way already."})


def _may_edit_either(by: User, relation: Relation) -> bool:
    return rules.may_edit(by, relation.source) or rules.may_edit(by, relation.target)
