"""Who may do what to a webhook. Pure."""

from typing import Any

from provenance.accounts.rules import may_publish


def may_keep(user: Any, workspace_id: int) -> bool:
    """Add, see and change webhooks: those who publish what they tell of."""
    return may_publish(user, workspace_id)


def may_see(user: Any, webhook: Any) -> bool:
    """See one that was not deleted, and what was sent to it."""
    return webhook.deleted_at is None and may_keep(user, webhook.workspace_id)
