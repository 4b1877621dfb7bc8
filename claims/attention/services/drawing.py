"""Drawing claims at random, so that what is checked is not only what caught the eye."""

from random import Random
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.records.models import Claim
from claims.reviews.models import Check, Verdict
from claims.reviews.services import request_check
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, require

from .. import rules
from ..models import Pick
from .picking import pick

MOST_DRAWN = 50


@transaction.atomic
def draw_sample(workspace: Workspace, size: int, *, seed: str = "", by: User) -> list[Claim]:
    """Ask for checks of claims drawn at random, and keep with each of how many and by which seed.

    Drawn from what the workspace shares, can be checked and was never asked for. Whoever has the
    same claims before them draws the same ones with the same seed.
    """
    require(rules.may_draw(by, workspace.pk), "Editors and owners have claims drawn.")
    if not 1 <= size <= MOST_DRAWN:
        raise ValidationError({"size": f"Draw at least one, and at most {MOST_DRAWN}."})
    pool = list(waiting_claims(workspace, by).values_list("pk", flat=True))
    if not pool:
        raise NotNow("There is no claim to be drawn: each was asked for, or cannot be checked.")
    seed = seed or token_hex(4)
    # It has to be drawn again by others, so it is no secret.
    drawn = Random(seed).sample(pool, min(size, len(pool)))  # noqa: S311
    words = f"{len(drawn)} of {len(pool)}, seed {seed}"
    claims = list(Claim.objects.filter(pk__in=drawn).order_by("pk"))
    for claim in claims:
        request_check(claim, reason=f"Drawn at random: {words}.", by=by)
        pick(claim, Pick.Rule.SAMPLE, words=words, by=by)
    return claims


def waiting_claims(workspace: Workspace, user: User) -> QuerySet[Claim]:
    """From which claims is drawn, in the order of their ids."""
    asked = Exists(Check.objects.filter(claim=OuterRef("pk")))
    out = Exists(Verdict.objects.filter(claim=OuterRef("pk")))
    rows: QuerySet[Claim] = (
        Claim.objects.visible_to(user)
        .filter(workspace=workspace)
        .standing()
        .exclude(checkable=Claim.Checkable.NO)
        .exclude(visibility=Visibility.ME)
        .exclude(asked | out)
        .order_by("pk")
    )
    return rows
