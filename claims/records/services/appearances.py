"""The places where a claim stands, and which of them is the first."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record, record_many
from provenance.inserting import insert_together
from provenance.sources.models import Article

from .. import rules
from ..models import Appearance, Claim
from ..places import Place
from .chains import MAY_NOT_EDIT, chain_of, locked_appearance, swap_chain
from .hops import Hop, found_for

ALREADY = "This claim already stands on exactly these words."


@transaction.atomic
def add_appearance(
    claim: Claim,
    place: Place,
    *,
    attributions: Sequence[Hop] = (),
    note: str = "",
    version: int | None = None,
    by: User,
) -> Appearance:
    """Say that a claim also stands at `place`. Raises ValidationError naming the field."""
    claim = Claim.objects.locked(claim.pk, version)
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    refuse_merged(claim)
    workspace = claim.workspace
    passage, found, news = found_for(place, attributions, workspace=workspace, by=by)
    if claim.appearances.filter(passage=passage, deleted_at=None).exists():
        raise ValidationError({"appearance": ALREADY})
    appearance = Appearance(claim=claim, passage=passage, note=note.strip(), created_by=by)
    insert_together([appearance, *chain_of(appearance, attributions, found)])
    keep_first_appearance(claim)
    detail = {"claim": claim.pk, "passage": passage.pk}
    added = Happening("appearance.added", label(appearance), detail)
    record_many(workspace.pk, [*news, added], by=by)
    return appearance


@transaction.atomic
def edit_appearance(
    appearance: Appearance,
    *,
    note: str | None = None,
    attributions: Sequence[Hop] | None = None,
    version: int | None = None,
    by: User,
) -> Appearance:
    """Change the note on an appearance or its whole chain. Other words are another appearance."""
    appearance = locked_appearance(appearance, version, by=by)
    happened: list[Happening] = []
    if attributions is not None:
        happened += swap_chain(appearance, attributions, by=by)
    if note is not None and note.strip() != appearance.note:
        detail = {"before": appearance.note, "after": note.strip()}
        appearance.note = note.strip()
        appearance.clean_fields(exclude={"claim", "passage", "created_by"})
        happened.append(Happening("appearance.edited", label(appearance), detail))
    if happened:
        appearance.touch()
        record_many(appearance.workspace_id, happened, by=by)
    return appearance


@transaction.atomic
def withdraw_appearance(
    appearance: Appearance, *, version: int | None = None, by: User
) -> Appearance:
    """Say that the claim does not stand there after all; it can be restored."""
    appearance = locked_appearance(appearance, version, by=by)
    if appearance.deleted_at is not None:
        return appearance
    claim = appearance.claim
    if (
        claim.visibility == Visibility.PUBLIC
        and claim.appearances.filter(deleted_at=None).count() == 1
    ):
        raise NotNow("A published claim keeps at least one place where it stands.")
    appearance.deleted_at = timezone.now()
    appearance.touch()
    keep_first_appearance(claim)
    record("appearance.withdrawn", appearance, by=by, claim=claim.pk)
    return appearance


@transaction.atomic
def restore_appearance(appearance: Appearance, *, by: User) -> Appearance:
    """Put a withdrawn appearance back, with its chain."""
    appearance = locked_appearance(appearance, None, by=by)
    if appearance.deleted_at is None:
        return appearance
    claim = appearance.claim
    if claim.appearances.filter(passage=appearance.passage_id, deleted_at=None).exists():
        raise NotNow(ALREADY)
    appearance.deleted_at = None
    appearance.touch()
    keep_first_appearance(claim)
    record("appearance.restored", appearance, by=by, claim=claim.pk)
    return appearance


def keep_first_appearance(claim: Claim) -> None:
    """Bring the first appearance of a locked claim up to date, and count the claim up.

    What stands in a merged claim may also be the first appearance of the one that was kept.
    """
    claim.first_appearance = Appearance.objects.of_claim(claim.pk).earliest_first().first()
    claim.touch()
    if claim.merged_into is not None:
        keep_first_appearance(claim.merged_into)


@transaction.atomic
def go_by_new_dates(articles: Sequence[Article], *, by: User | None) -> None:
    """Find the first appearances anew of claims that stand in these articles; see `sources.after`.

    Two queries where none changes.
    """
    here = Appearance.objects.filter(passage__snapshot__article__in=articles)
    ids = {pk for pair in here.values_list("claim", "claim__merged_into") for pk in pair if pk}
    rows = Claim.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    for claim in rows.annotate(rightly_first=first_appearance_id()):
        before, after = claim.first_appearance_id, claim.rightly_first
        if before != after:
            claim.first_appearance_id = after
            claim.touch()
            record("claim.first_appearance_moved", claim, by=by, before=before, after=after)


def first_appearance_id() -> Subquery:
    """The id of the earliest appearance, for each claim of a query."""
    here = Appearance.objects.of_claim(OuterRef("pk"))
    return Subquery(here.earliest_first().values("pk")[:1])


def refuse_merged(claim: Claim) -> None:
    """What is found out now belongs to the claim that was kept."""
    if claim.merged_into_id is not None:
        raise NotNow(f"This claim was merged into claim {claim.merged_into_id}; work on that one.")
