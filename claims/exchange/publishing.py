"""What is wrong with the markup of a verdict: before it goes out, and when it is out."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews.models import Review
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow

from . import claimreview
from .linting import ERROR, Finding, lint
from .published import Published, forthcoming, read


def findings_before(
    review: Review, *, address: str, as_of: date | None = None, by: Any
) -> list[Finding]:
    """What is wrong with the ClaimReview that publishing would make; `address` is its page."""
    if review.rating is None:
        return []
    told = forthcoming(review, as_of or timezone.localdate(), by=by)
    return _lint_all(told, address)


def findings_of(claim: Claim, *, address: str, by: Any) -> list[Finding]:
    """What is wrong with the ClaimReview of a claim, as published, else as it would go out.

    Raises NotNow where there is neither, as far as this person may know.
    """
    published = read(claim)
    if published is not None and not published.is_withdrawn:
        return _lint_all(published, address)
    reviews = Review.objects.visible_to(by).open().leading()
    found = reviews.filter(claim=claim, rating__isnull=False)
    review = found.select_related("claim__workspace", "rating").first()
    if review is None:
        raise NotNow("This claim has no verdict, and none that is about to go out.")
    return findings_before(review, address=address, by=by)


def look_at_the_markup(review: Review, as_of: date, by: User) -> list[str]:
    """For `claims.reviews.inspecting`: raises ValidationError with the errors, gives the warnings.

    The address is ours whatever the site is called, so it is nothing to look at here.
    """
    address = f"https://localhost{reverse('public-claim', args=[review.claim_id])}"
    found = findings_before(review, address=address, as_of=as_of, by=by)
    errors = [one.message for one in found if one.severity == ERROR]
    if errors:
        raise ValidationError(errors)
    return [one.message for one in found]


def _lint_all(published: Published, address: str) -> list[Finding]:
    """The ClaimReview, and the MediaReviews beside it. What is wrong with all is said once."""
    reviews = claimreview.reviews_of(published, address=address)
    found = dict.fromkeys(one for review in reviews for one in lint(review, page=address))
    return sorted(found, key=lambda one: one.severity != ERROR)
