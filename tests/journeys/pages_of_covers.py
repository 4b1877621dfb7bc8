"""The pages of covers, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.evidence.models import Evidence
from claims.evidence.services import cover_evidence
from claims.records.services import cover_claim
from provenance.accounts.models import User
from provenance.sources.models import Article

OWNER, STRANGER = "max", ""


def of_covers() -> Iterator[tuple[str, str, str, int]]:
    """A published claim and its evidence behind covers, and the forms that put them on."""
    owner = User.objects.get(username=OWNER)
    rows = Evidence.objects.filter(claim__workspace__slug="demo", claim__visibility="public")
    piece = rows.exclude(shown_at=None).order_by("-pk")[0]
    claim = cover_claim(piece.claim, sensitive="describes an illness", by=owner)
    cover_evidence(piece, sensitive="shows a sick child", by=owner)
    article = Article.objects.filter(workspace__slug="demo").order_by("pk")[0]
    yield "cover-claim", reverse("cover-claim", args=[claim.pk]), OWNER, 200
    yield "cover-evidence", reverse("cover-evidence", args=[piece.pk]), OWNER, 200
    yield "cover-pictures", reverse("cover-pictures", args=[article.pk]), OWNER, 200
    yield "claim-covered", reverse("claim", args=[claim.pk]), OWNER, 200
    yield "public-claim-covered", reverse("public-claim", args=[claim.pk]), STRANGER, 200
    yield "card-covered", reverse("claim-card", args=[claim.pk]), STRANGER, 200
