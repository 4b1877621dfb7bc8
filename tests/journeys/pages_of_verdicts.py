"""The pages of verdicts, of parts and of scales, for the list of all pages."""

from collections.abc import Iterator

from django.urls import reverse

from claims.reviews.models import RollUp, Scale, Verdict

OWNER, STRANGER = "max", ""


def of_verdicts() -> Iterator[tuple[str, str, str, int]]:
    """One that stands and one that was withdrawn, a claim in parts, and a scale of one's own."""
    standing = Verdict.objects.standing().order_by("pk")[0]
    withdrawn = Verdict.objects.filter(kind="withdraw").order_by("pk")[0]
    whole = RollUp.objects.standing().order_by("pk")[0].claim_id
    yield "withdraw-verdict", reverse("withdraw-verdict", args=[standing.claim_id]), OWNER, 200
    for who, view in ((STRANGER, "public-claim"), (OWNER, "claim")):
        yield f"{view}-withdrawn", reverse(view, args=[withdrawn.claim_id]), who, 200
    yield "claim-in-parts", reverse("claim", args=[whole]), OWNER, 200
    yield "choose-rollup", reverse("choose-rollup", args=[whole]), OWNER, 200
    scale = Scale.objects.filter(workspace__slug="demo").order_by("pk")[0]
    for view in ("change-scale", "translate-scale"):
        yield view, reverse(view, args=[scale.pk]), OWNER, 200
