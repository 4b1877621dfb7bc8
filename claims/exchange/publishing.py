"""Publishing a verdict whose markup other programs can read: what is wrong stops it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.models import Review, Verdict
from claims.reviews.rules import may_release
from claims.reviews.workflow import State
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow

from . import claimreview
from .linting import ERROR, Finding, lint
from .published import forthcoming, read


def findings_before(
    review: Review, *, address: str, as_of: date | None = None, by: Any
) -> list[Finding]:
    """What is wrong with the ClaimReview that publishing would make; `address` is its page."""
    if review.rating is None:
        return []
    told = forthcoming(review, as_of or timezone.localdate(), by=by)
    return lint(claimreview.dump(told, address=address), page=address)


def findings_of(claim: Claim, *, address: str, by: Any) -> list[Finding]:
    """What is wrong with the ClaimReview of a claim, as published, else as it would go out.

    Raises NotNow where there is neither, as far as this person may know.
    """
    published = read(claim)
    if published is not None and not published.is_withdrawn:
        return lint(claimreview.dump(published, address=address), page=address)
    reviews = Review.objects.visible_to(by).open().filter(claim=claim, rating__isnull=False)
    review = reviews.select_related("claim__workspace", "rating").first()
    if review is None:
        raise NotNow("This claim has no verdict, and none that is about to go out.")
    return findings_before(review, address=address, by=by)


def publish(
    review: Review, *, address: str, as_of: date | None = None, by: User, **given: Any
) -> Verdict:
    """Publish unless the markup would be wrong. Raises ValidationError with what is.

    Whoever may not publish, or not now, is told that by the service.
    """
    if may_release(by, review) and review.state == State.SECONDED:
        found = findings_before(review, address=address, as_of=as_of, by=by)
        errors = [one.message for one in found if one.severity == ERROR]
        if errors:
            raise ValidationError(errors)
    return services.publish(review, as_of=as_of, by=by, **given)
