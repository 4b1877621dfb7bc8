"""The pages of checks, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.records.models import Claim
from claims.reviews.models import Check, Review
from claims.reviews.workflow import State

OWNER, EDITOR, SECOND = "max", "eve", "ann"


def of_checks() -> Iterator[tuple[str, str, str, int]]:
    """Of the demo: a check that is sealed, one that a third decided, and one that is written."""
    sealed = Check.objects.get(state=State.SECOND_CHECK)
    decided = Check.objects.filter(adjudicator__isnull=False).order_by("pk")[0]
    written = Check.objects.filter(state=State.IN_PROGRESS, workspace__slug="demo").order_by("pk")[
        0
    ]
    first = Review.objects.get(round=sealed, role="first")
    bare = Claim.objects.filter(workspace__slug="demo", checks=None).order_by("pk")[0]
    yield "check-request", reverse("check-request", args=[bare.pk]), OWNER, 200
    yield "review-second-blind", reverse("review-second", args=[first.pk]), SECOND, 200
    yield "claim-sealed", reverse("claim", args=[sealed.claim_id]), EDITOR, 200
    yield "claim-decided", reverse("claim", args=[decided.claim_id]), EDITOR, 200
    yield "check-adjudicate", reverse("check-adjudicate", args=[decided.pk]), OWNER, 200
    for verb in ("assign", "decline", "withdraw"):
        yield f"check-{verb}", reverse(f"check-{verb}", args=[written.pk]), OWNER, 200
