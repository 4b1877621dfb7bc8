"""Everything that changes evidence."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.annotations import rules as notes
from claims.annotations.models import Annotation
from claims.annotations.services.promoting import MAY_NOT_PROMOTE, NO_WORDS
from claims.records.models import Claim
from claims.records.places import Place, passage_for
from claims.records.services import MAY_NOT_COVER
from claims.records.services.appearances import refuse_merged
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.sources.addresses import AddressError, parse
from provenance.sources.covers import words_of

from . import rules
from .models import Evidence

MAY_NOT_CHANGE = "You may not change the evidence on this claim. Students change only their own."


class Changes(TypedDict, total=False):
    """What `edit_evidence` changes; what is left out stays as it is."""

    stance: str
    warrant: str
    origin: str
    depends_on: Evidence | None


@transaction.atomic
def add_evidence(
    claim: Claim,
    *,
    stance: str,
    warrant: str,
    place: Place | None = None,
    address: str = "",
    origin: str = Evidence.Origin.SECONDARY,
    depends_on: Evidence | None = None,
    note: Annotation | None = None,
    by: User,
) -> Evidence:
    """Add what bears on a claim, with the reason why. Raises ValidationError naming the field.

    It is a passage of a text in the workspace, or an address, or both; made from `note`, if any.
    """
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_add(by, claim), MAY_NOT_CHANGE)
    refuse_merged(claim)
    if place is None and not address.strip():
        raise ValidationError({"passage": "Give the exact words of a text, or an address."})
    evidence = Evidence(
        claim=claim,
        stance=stance,
        warrant=warrant,
        address=_address(address),
        origin=origin,
        depends_on=depends_on,
        note=note,
        created_by=by,
    )
    _check(evidence)
    if place is not None:
        evidence.passage = passage_for(place, workspace_id=claim.workspace_id, by=by)
    evidence.save()
    record("evidence.added", evidence, by=by, claim=claim.pk, **_told(evidence))
    return evidence


@transaction.atomic
def promote_to_evidence(
    note: Annotation,
    claim: Claim,
    *,
    stance: str,
    warrant: str = "",
    origin: str = Evidence.Origin.SECONDARY,
    by: User,
) -> Evidence:
    """Make evidence on a claim of the words a note stands on. The note stays.

    Without a warrant the words of the note say why. Raises NotNow where there is such evidence.
    """
    claim = Claim.objects.locked(claim.pk)
    note = Annotation.objects.with_ground().locked(note.pk)
    require(rules.may_add(by, claim), MAY_NOT_CHANGE)
    require(notes.may_promote(by, note), MAY_NOT_PROMOTE)
    if note.passage is None:
        raise NotNow(NO_WORDS)
    if note.evidence.filter(claim=claim, deleted_at=None).exists():
        raise NotNow("This note is evidence on that claim already.")
    return add_evidence(
        claim,
        stance=stance,
        warrant=warrant.strip() or note.body,
        place=note.passage,
        origin=origin,
        note=note,
        by=by,
    )


@transaction.atomic
def edit_evidence(
    evidence: Evidence, *, version: int | None = None, by: User, **changes: Unpack[Changes]
) -> Evidence:
    """Change the stance, the reason or the rank of evidence. Other words are other evidence."""
    evidence = _locked(evidence, version, by=by)
    before = _told(evidence)
    for name, value in changes.items():
        setattr(evidence, name, value)
    _check(evidence)
    after = _told(evidence)
    if before != after:
        evidence.touch()
        record("evidence.edited", evidence, by=by, before=before, after=after)
    return evidence


@transaction.atomic
def move_evidence(
    evidence: Evidence, place: Place, *, version: int | None = None, by: User
) -> Evidence:
    """Have evidence rest on the words that took the place of its own, in a later version."""
    evidence = _locked(evidence, version, by=by)
    before = evidence.passage_id
    evidence.passage = passage_for(place, workspace_id=evidence.workspace_id, by=by)
    if evidence.passage_id != before:
        evidence.touch()
        detail = {"claim": evidence.claim_id, "before": before, "after": evidence.passage_id}
        record("evidence.moved", evidence, by=by, **detail)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, version: int | None = None, by: User) -> Evidence:
    """Take evidence off the scales; it can be restored."""
    evidence = _locked(evidence, version, by=by)
    if evidence.deleted_at is None:
        evidence.deleted_at = timezone.now()
        evidence.touch()
        record("evidence.withdrawn", evidence, by=by, claim=evidence.claim_id)
    return evidence


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Put withdrawn evidence back."""
    evidence = _locked(evidence, None, by=by)
    if evidence.deleted_at is not None:
        evidence.deleted_at = None
        evidence.touch()
        record("evidence.restored", evidence, by=by, claim=evidence.claim_id)
    return evidence


@transaction.atomic
def cover_evidence(
    evidence: Evidence, *, sensitive: str, version: int | None = None, by: User
) -> Evidence:
    """Cover evidence wherever it is shown, saying what awaits the reader; empty takes it off."""
    claim = Claim.objects.locked(evidence.claim_id)
    row: Evidence = Evidence.objects.locked(evidence.pk, version)
    row.claim = claim
    require(rules.may_cover(by, row), MAY_NOT_COVER)
    before, row.sensitive = row.sensitive, words_of(sensitive)
    if row.sensitive != before:
        row.touch()
        action = "evidence.covered" if row.sensitive else "evidence.uncovered"
        record(action, row, by=by, claim=claim.pk, before=before, after=row.sensitive)
    return row


def publish_evidence(claim: Claim, *, by: User) -> None:
    """Show the evidence on a claim to everyone, that on claims merged into it too.

    Called by whoever publishes a verdict, which is the only way: a verdict says what it stands on.
    What was withdrawn by then this verdict does not stand on: restored, it is the workspace's own.
    """
    _take_in(claim)
    fresh = Evidence.objects.of_claim(claim.pk).filter(shown_at=None)
    ids = list(fresh.order_by("id").values_list("id", flat=True))
    if ids:
        now, version = timezone.now(), F("version") + 1
        Evidence.objects.filter(pk__in=ids).update(shown_at=now, updated_at=now, version=version)
        record("evidence.published", claim, by=by, evidence=ids)


def _take_in(claim: Claim) -> None:
    """Show withdrawn evidence to nobody outside, should it be restored."""
    family = Evidence.objects.filter(claim__in=Claim.objects.family(claim.pk))
    withdrawn = family.filter(deleted_at__isnull=False, shown_at__isnull=False)
    withdrawn.update(shown_at=None, updated_at=timezone.now(), version=F("version") + 1)


def _locked(evidence: Evidence, version: int | None, *, by: User) -> Evidence:
    """The evidence, locked for a change that `by` may make; its claim is locked before it."""
    claim = Claim.objects.locked(evidence.claim_id)
    row: Evidence = Evidence.objects.select_related("depends_on").locked(evidence.pk, version)
    row.claim = claim
    require(rules.may_change(by, row), MAY_NOT_CHANGE)
    return row


def _check(evidence: Evidence) -> None:
    evidence.warrant = evidence.warrant.strip()
    if not evidence.warrant:
        raise ValidationError({"warrant": "Say why this bears on the claim."})
    evidence.clean_fields(exclude={"claim", "passage", "depends_on", "created_by"})
    if evidence.depends_on is not None:
        _refuse_bad_dependence(evidence, evidence.depends_on)


def _refuse_bad_dependence(evidence: Evidence, on: Evidence) -> None:
    """Evidence leans on evidence of the same claim, and never on itself by a detour."""
    above = dict(
        Evidence.objects.filter(claim=evidence.claim_id).values_list("id", "depends_on_id")
    )
    if on.pk not in above:
        raise ValidationError({"depends_on": "Choose evidence on the same claim."})
    step: int | None = on.pk
    while step is not None:
        if step == evidence.pk:
            raise ValidationError({"depends_on": "These would depend on each other in a circle."})
        step = above.get(step)


def _address(given: str) -> str:
    """The address as given, if it is one of the web. Raises ValidationError."""
    given = given.strip()
    if given:
        try:
            parse(given)
        except AddressError as error:
            raise ValidationError({"url": str(error)}) from error
    return given


def _told(evidence: Evidence) -> dict[str, Any]:
    return {
        "stance": evidence.stance,
        "warrant": evidence.warrant,
        "origin": evidence.origin,
        "passage": evidence.passage_id,
        "address": evidence.address,
        "depends_on": evidence.depends_on_id,
        "note": evidence.note_id,
    }
