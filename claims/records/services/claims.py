"""Recording, wording, deleting and showing claims."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record, record_many
from provenance.inserting import insert_together

from .. import rules
from ..models import Appearance, Claim
from ..places import Place
from .chains import chain_of
from .hops import Hop, found_for
from .tagging import tag_claims

MAY_NOT_EDIT = "You may not change this claim. Students change only their own."
# What a published verdict speaks of. Kind and checkability are our own filing.
LOCKED_BY_VERDICT = {"statement", "about", "about_precision", "language"}


class Changes(TypedDict, total=False):
    """What `edit_claim` changes; what is left out stays as it is."""

    statement: str
    kind: str
    checkable: str
    about: date | None
    about_precision: str
    language: str


@transaction.atomic
def record_claim(
    workspace: Workspace,
    statement: str,
    *,
    appearance: Place | None,
    attributions: Sequence[Hop] = (),
    kind: str = Claim.Kind.EVENT,
    checkable: str = Claim.Checkable.UNSURE,
    about: date | None = None,
    about_precision: str = "",
    language: str = "en",
    visibility: str | None = None,
    note: str = "",
    topics: Collection[int] = (),
    by: User,
) -> Claim:
    """Record a claim with the place where it stands and the chain of who said it.

    `attributions` go from the origin to the page; `topics` are ids. A claim of which others told
    us stands in no text of ours yet: it has no `appearance`. Raises ValidationError naming the
    field.
    """
    require(rules.may_record(by, workspace.pk), "Readers do not record claims here.")
    claim = Claim(
        workspace=workspace,
        statement=statement,
        kind=kind,
        checkable=checkable,
        about=about,
        about_precision=about_precision,
        language=language,
        visibility=visibility or rules.starting_visibility(by, workspace.pk),
        created_by=by,
    )
    _check(claim)
    _refuse_public(claim.visibility)
    if appearance is None:
        claim.save()
        record("claim.recorded", claim, by=by, statement=claim.statement)
    else:
        passage, found, news = found_for(appearance, attributions, workspace=workspace, by=by)
        first = Appearance(claim=claim, passage=passage, note=note, created_by=by)
        claim.first_appearance = first
        insert_together([claim, first, *chain_of(first, attributions, found)])
        detail = {"statement": claim.statement, "appearance": first.pk, "passage": passage.pk}
        recorded = Happening("claim.recorded", label(claim), detail)
        record_many(workspace.pk, [*news, recorded], by=by)
    if topics:
        tag_claims([claim.pk], topics, by=by)
    return claim


@transaction.atomic
def edit_claim(
    claim: Claim, *, version: int | None = None, by: User, **changes: Unpack[Changes]
) -> Claim:
    """Reword or refile a claim. What a published verdict speaks of stays as it was."""
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    before = {name: getattr(claim, name) for name in changes}
    for name, value in changes.items():
        setattr(claim, name, value)
    _check(claim)
    after = {name: getattr(claim, name) for name in changes}
    changed = {name for name in changes if before[name] != after[name]}
    if not changed:
        return claim
    if claim.visibility == Visibility.PUBLIC and changed & LOCKED_BY_VERDICT:
        raise NotNow(
            "A published verdict speaks of this claim as it is worded. Record a new claim and "
            "relate the two, or correct the verdict."
        )
    claim.touch()
    record("claim.edited", claim, by=by, before=_only(before, changed), after=_only(after, changed))
    return claim


@transaction.atomic
def delete_claim(claim: Claim, *, version: int | None = None, by: User) -> Claim:
    """Take a claim out of sight; nothing of it is lost."""
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    if claim.visibility == Visibility.PUBLIC:
        raise NotNow("A claim with a published verdict stays; correct the verdict instead.")
    claim.deleted_at = timezone.now()
    claim.touch()
    record("claim.deleted", claim, by=by)
    return claim


@transaction.atomic
def restore_claim(claim: Claim, *, by: User) -> Claim:
    """Bring a deleted claim back, with all that was attached to it."""
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_restore(by, claim), MAY_NOT_EDIT)
    if claim.deleted_at is None:
        return claim
    claim.deleted_at = None
    claim.touch()
    record("claim.restored", claim, by=by)
    return claim


@transaction.atomic
def set_visibility(claim: Claim, visibility: str, *, version: int | None = None, by: User) -> Claim:
    """Share a claim with the workspace, or take back what nobody else has worked on."""
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    if visibility == claim.visibility:
        return claim
    _refuse_public(visibility)
    if claim.visibility == Visibility.PUBLIC:
        raise NotNow("The verdict on this claim is published; it can be corrected, not hidden.")
    if visibility == Visibility.ME:
        require(rules.may_hide(by, claim), "Only whoever recorded a claim takes it back.")
        if others_work_on(claim):
            raise NotNow("Others have worked on this claim; it would vanish for them.")
    return _show(claim, visibility, by=by)


@transaction.atomic
def publish_claim(claim: Claim, *, by: User) -> Claim:
    """Show a claim to everyone. Called by whoever publishes a verdict, which is the only way."""
    claim = Claim.objects.locked(claim.pk)
    if claim.visibility == Visibility.PUBLIC:
        return claim
    return _show(claim, Visibility.PUBLIC, by=by)


def others_work_on(claim: Claim) -> bool:
    """Whether anyone but its author made something that points at this claim, in any room.

    It goes by the schema, since rooms that stand on claims may not be named here.
    """
    for relation in Claim._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: claim.pk})
        makers = [
            field.name
            for field in relation.related_model._meta.concrete_fields
            if field.related_model is User
        ]
        if any(
            rows.exclude(**{maker: None}).exclude(**{maker: claim.created_by_id}).exists()
            for maker in makers
        ):
            return True
    return False


def _show(claim: Claim, visibility: str, *, by: User) -> Claim:
    """Change who sees a claim and the ones merged into it, which are seen as it is."""
    before, claim.visibility = claim.visibility, visibility
    claim.touch()
    Claim.objects.filter(merged_into=claim).update(visibility=visibility)
    record("claim.shown", claim, by=by, before=before, after=visibility)
    return claim


def _refuse_public(visibility: str) -> None:
    if visibility == Visibility.PUBLIC:
        raise NotNow("A claim becomes public when its verdict is published, in no other way.")


def _check(claim: Claim) -> None:
    """Tidy and check a claim's own fields; asks the database nothing."""
    claim.statement = " ".join(claim.statement.split())
    if claim.about and not claim.about_precision:
        claim.about_precision = "day"
    claim.clean_fields(
        exclude={"workspace", "created_by", "parent", "merged_into", "first_appearance"}
    )
    if claim.about_precision and not claim.about:
        raise ValidationError({"about": "Give the date that has this precision."})


def _only(values: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: values[name] for name in sorted(names)}
