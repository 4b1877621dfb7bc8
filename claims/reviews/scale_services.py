"""Everything that changes scales. A scale in use is never edited: a change is a new edition."""

from collections.abc import Sequence
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from . import rules
from .models import Rating, Scale
from .scales import RatingSpec


@transaction.atomic
def add_scale(
    workspace: Workspace,
    *,
    name: str,
    ratings: Sequence[RatingSpec],
    description: str = "",
    by: User,
) -> Scale:
    """Add a scale, or a new edition of one of the same name, to a workspace."""
    require(rules.may_shape_scales(by, workspace.pk), "Only editors and owners add scales.")
    _check(name, ratings)
    # The workspace row is locked so that two editions added at once get different numbers.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    slug = slugify(name)[:60]
    last = Scale.objects.filter(workspace=workspace, slug=slug).aggregate(last=Max("edition"))
    scale = Scale.objects.create(
        workspace=workspace,
        slug=slug,
        name=name.strip(),
        description=description.strip(),
        edition=(last["last"] or 0) + 1,
    )
    Rating.objects.bulk_create(
        Rating(scale=scale, position=position, **asdict(spec))
        for position, spec in enumerate(ratings)
    )
    record("scale.added", scale, by=by, name=scale.name, ratings=[spec.slug for spec in ratings])
    return scale


@transaction.atomic
def adopt_scale(scale: Scale, workspace: Workspace, *, by: User) -> Scale:
    """Make a scale the workspace's default; a usual one is copied into the workspace first."""
    require(rules.may_shape_scales(by, workspace.pk), "Only editors and owners choose scales.")
    if scale.workspace_id is None:
        specs = [
            RatingSpec(r.slug, r.value, r.label, r.meaning, r.neutral) for r in scale.ratings.all()
        ]
        scale = add_scale(
            workspace, name=scale.name, description=scale.description, ratings=specs, by=by
        )
    require(scale.workspace_id == workspace.pk, "This scale belongs to another workspace.")
    Scale.objects.filter(workspace=workspace, is_default=True).update(is_default=False)
    scale.is_default = True
    scale.version += 1
    scale.save()
    record("scale.adopted", scale, by=by)
    return scale


@transaction.atomic
def retire_scale(scale: Scale, *, by: User) -> Scale:
    """Offer a scale no longer. Verdicts given on it keep it."""
    if scale.workspace_id is None:
        raise NotNow("The usual scales serve every workspace and cannot be retired.")
    require(
        rules.may_shape_scales(by, scale.workspace_id), "Only editors and owners retire scales."
    )
    scale = Scale.objects.select_for_update().get(pk=scale.pk)
    scale.retired_at, scale.is_default = timezone.now(), False
    scale.version += 1
    scale.save()
    record("scale.retired", scale, by=by)
    return scale


def _check(name: str, ratings: Sequence[RatingSpec]) -> None:
    wrong: dict[str, str] = {}
    if not slugify(name):
        wrong["name"] = "Give the scale a name."
    if len(ratings) < 2:
        wrong["ratings"] = "A scale has at least two ratings."
    elif len({spec.slug for spec in ratings}) < len(ratings):
        wrong["ratings"] = "Two ratings have the same name."
    elif min(spec.value for spec in ratings) < 1:
        wrong["ratings"] = "The worst rating is 1 or more."
    elif len({spec.value for spec in ratings}) < 2:
        wrong["ratings"] = "The best rating must be above the worst."
    elif unknown := {s.neutral for s in ratings} - set(Rating.Neutral.values):
        wrong["ratings"] = f"Unknown neutral rating: {', '.join(sorted(unknown))}."
    if wrong:
        raise ValidationError(wrong)
