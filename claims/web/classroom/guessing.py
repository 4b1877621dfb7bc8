"""Codes are tried out: whoever types too many wrong ones has to wait.

Only wrong ones count, since a whole class sits behind one address.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

ACTION = "class_code"  # How many, in settings.ACCOUNT_RATE_LIMITS.


def may_try(request: HttpRequest) -> bool:
    """Whether this address may try another code now."""
    return bool(ratelimit.consume(request, action=ACTION, dry_run=True))


def note_wrong(request: HttpRequest) -> None:
    """Remember that a code led nowhere."""
    ratelimit.consume(request, action=ACTION)
