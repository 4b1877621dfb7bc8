"""What is kept for a while: answers to creations, so that one sent twice creates one row; logins.

Nothing here is an event: what the creation itself did is recorded by the service that did it.
"""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from ..models import IdempotentRequest, User


def reserve_answer(key: str, fingerprint: str, *, by: User) -> tuple[IdempotentRequest, bool]:
    """The row of this key, and whether it is ours to fill in this transaction.

    When another transaction holds the same key, PostgreSQL makes this one wait: if the other
    commits we get its answer, if it rolls back the key becomes ours.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A key is reserved inside the transaction that creates the row."
        )
    fresh = IdempotentRequest(user=by, key=key, fingerprint=fingerprint)
    IdempotentRequest.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = IdempotentRequest.objects.get(user=by, key=key)
    return kept, kept.status is None


def keep_answer(
    kept: IdempotentRequest, *, status: int, headers: dict[str, str], body: str
) -> None:
    """Remember the answer beside the row it created, in the same transaction."""
    kept.status, kept.headers, kept.body = status, headers, body
    kept.save(update_fields=["status", "headers", "body"])


def forget_answers(*, before: datetime) -> int:
    """Drop answers older than `before`; says how many."""
    dropped, _ = IdempotentRequest.objects.filter(created_at__lt=before).delete()
    return dropped


def end_old_sessions() -> None:
    """Drop logins whose time is over."""
    SessionStore.clear_expired()
