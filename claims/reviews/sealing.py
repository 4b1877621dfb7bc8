"""What of a sealed review others may know: that it is there, and nothing that is in it."""

from copy import copy
from typing import Any

from . import rules
from .models import Review


def as_seen_by(user: Any, review: Review) -> Review:
    """The review itself, or what is left of it where it is sealed to this person.

    The copy has neither words nor a version: what is told of it never changes while its author
    writes. Never save it.
    """
    if rules.may_see(user, review):
        return review
    left = copy(review)
    left._state = copy(review._state)
    left._state.fields_cache = dict(review._state.fields_cache)
    left.rating, left.independent_rating = None, None
    left.summary, left.confidence = "", ""
    left.submitted_at, left.left_at = None, None
    left.updated_at, left.version = left.created_at, 0
    return left


def is_sealed_to(user: Any, review: Review) -> bool:
    """Whether this person may know of the review, and not what is in it."""
    return rules.may_see_check(user, review.round) and not rules.may_see(user, review)
