"""Claims taken apart: the whole stays, each part is a claim of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import require
from provenance.audit.services import record
from provenance.sources.models import Passage

from .. import rules
from ..models import Appearance, Attribution, Claim
from ..places import Place, passage_for
from .appearances import refuse_merged
from .chains import MAY_NOT_EDIT
from .claims import record_claim
from .hops import Hop, hop_of


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
