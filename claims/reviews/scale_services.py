"""Everything that changes scales. A scale in use is never edited: a change is a new edition."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.text import slugify

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, Stale, require
from provenance.audit.services import record

from . import rules
from .models import Check, Rating, RatingText, Review, RollUp, Scale, Verdict
from .scale_checks import check_scale, check_texts
from .scales import RatingSpec

SEALED = (
    "While a check is sealed, the scales of this workspace stay as they are: any of them may be in "
    "use. Add a new edition with the change: a scale of the same name."
)
IN_USE = (
    "This scale is in use (verdicts: {verdicts}, reviews: {reviews}, wholes decided by hand: "
    "{wholes}) and stays as it is. Add a new edition of it with the change: a scale of the "
    "same name. Old verdicts keep this one."
)


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
    check_scale(name, ratings)
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
        specs = [_spec(one) for one in scale.ratings.all()]
        usual = scale
        scale = add_scale(
            workspace, name=scale.name, description=scale.description, ratings=specs, by=by
        )
        _take_texts_along(usual, scale)
    require(scale.workspace_id == workspace.pk, "This scale belongs to another workspace.")
    if scale.retired_at is not None:
        raise NotNow("This scale is no longer offered. Offer it again first.")
    Scale.objects.filter(workspace=workspace, is_default=True).update(is_default=False)
    scale.is_default = True
    scale.version += 1
    scale.save()
    record("scale.adopted", scale, by=by)
    return scale


@transaction.atomic
def retire_scale(scale: Scale, *, by: User) -> Scale:
    """Offer a scale no longer. Verdicts given on it keep it."""
    scale = _own(scale, by=by)
    scale.retired_at, scale.is_default = timezone.now(), False
    _touch(scale)
    record("scale.retired", scale, by=by)
    return scale


@transaction.atomic
def offer_again(scale: Scale, *, by: User) -> Scale:
    """Offer a retired scale again."""
    scale = _own(scale, by=by)
    if scale.retired_at is not None:
        scale.retired_at = None
        _touch(scale)
        record("scale.offered", scale, by=by)
    return scale


@transaction.atomic
def change_scale(
    scale: Scale,
    *,
    ratings: Sequence[RatingSpec],
    description: str = "",
    version: int | None = None,
    by: User,
) -> Scale:
    """Put other ratings in place of those of a scale that nobody has used yet.

    Raises NotNow for one in use: its verdicts would say something else than on the day.
    """
    scale = _unused(_own(scale, version, by=by))
    check_scale(scale.name, ratings)
    before = [one.slug for one in scale.ratings.all()]
    scale.ratings.exclude(slug__in=[spec.slug for spec in ratings]).delete()
    for position, spec in enumerate(ratings):
        given = asdict(spec) | {"position": position}
        Rating.objects.update_or_create(scale=scale, slug=given.pop("slug"), defaults=given)
    scale.description = description.strip()
    _touch(scale)
    record("scale.changed", scale, by=by, before=before, after=[spec.slug for spec in ratings])
    return scale


@transaction.atomic
def remove_rating(rating: Rating, *, version: int | None = None, by: User) -> Scale:
    """Take a rating out of a scale that nobody has used yet."""
    scale = _unused(_own(rating.scale, version, by=by))
    left = [one for one in scale.ratings.all() if one.pk != rating.pk]
    check_scale(scale.name, [_spec(one) for one in left])
    Rating.objects.filter(pk=rating.pk).delete()
    _touch(scale)
    record("scale.rating_removed", scale, by=by, rating=rating.slug, label=rating.label)
    return scale


@transaction.atomic
def translate_scale(
    scale: Scale,
    *,
    language: str,
    texts: Mapping[str, tuple[str, str]],
    version: int | None = None,
    by: User,
) -> Scale:
    """Say in another language what its ratings are called and mean: slug -> (label, meaning).

    What stood there in that language is replaced; a rating with neither is not translated. A
    scale in use may be translated: each verdict keeps the words it went out with.
    """
    scale = _own(scale, version, by=by)
    language, rows = language.strip().lower(), {one.slug: one for one in scale.ratings.all()}
    given = {slug: (one.strip(), two.strip()) for slug, (one, two) in texts.items()}
    check_texts(language, given, set(rows))
    RatingText.objects.filter(rating__scale=scale, language=language).delete()
    RatingText.objects.bulk_create(
        RatingText(rating=rows[slug], language=language, label=label, meaning=meaning)
        for slug, (label, meaning) in given.items()
        if label
    )
    _touch(scale)
    named = {slug: label for slug, (label, _) in given.items() if label}
    record("scale.translated", scale, by=by, language=language, labels=named)
    return scale


def use_of(scale: Scale) -> tuple[int, int, int]:
    """How many verdicts were given on a scale, how many reviews propose one of its ratings, and
    how many claims are decided by hand on it from their parts, now or once.

    Sealed answers are not counted: on which scale they are given is nobody's to know.
    """
    verdicts = Verdict.objects.filter(rating__scale=scale).count()
    named = Q(rating__scale=scale) | Q(independent_rating__scale=scale)
    reviews = Review.objects.unsealed().filter(named).count()
    return verdicts, reviews, RollUp.objects.filter(rating__scale=scale).count()


def _own(scale: Scale, version: int | None = None, *, by: User) -> Scale:
    """The scale of a workspace, locked for a change that `by` may make."""
    if scale.workspace_id is None:
        raise NotNow(
            "The usual scales serve every workspace and stay as they are. Make your own of one."
        )
    require(rules.may_shape_scales(by, scale.workspace_id), "Only editors and owners change it.")
    row: Scale = Scale.objects.select_for_update().get(pk=scale.pk)
    if version is not None and row.version != version:
        raise Stale("This scale was changed by someone else in the meantime.")
    return row


def _unused(scale: Scale) -> Scale:
    """The same, if nothing that was found names one of its ratings; it cannot from now on."""
    # Whoever rates a claim meanwhile waits here, as their row points at one of these.
    list(Rating.objects.filter(scale=scale).select_for_update())
    if Check.objects.sealed().filter(workspace=scale.workspace_id).exists():
        raise NotNow(SEALED)
    verdicts, reviews, wholes = use_of(scale)
    if verdicts or reviews or wholes:
        raise NotNow(IN_USE.format(verdicts=verdicts, reviews=reviews, wholes=wholes))
    return scale


def _touch(scale: Scale) -> None:
    scale.version += 1
    scale.save()


def _spec(rating: Rating) -> RatingSpec:
    told = {field.name: getattr(rating, field.name) for field in fields(RatingSpec)}
    return RatingSpec(**told)


def _take_texts_along(usual: Scale, own: Scale) -> None:
    rows = {one.slug: one for one in own.ratings.all()}
    RatingText.objects.bulk_create(
        RatingText(
            rating=rows[text.rating.slug],
            language=text.language,
            label=text.label,
            meaning=text.meaning,
        )
        for text in RatingText.objects.filter(rating__scale=usual).select_related("rating")
    )
