"""Who may decide about shared texts. `None` stands for a set-up command or the shell."""

from typing import Any

from provenance.sources.rules import may_change

from .models import SharedText


def may_decide(user: Any, shared: SharedText) -> bool:
    """Say which piece had it first, or that it is not the same text: who may correct both."""
    return may_change(user, shared.one) and may_change(user, shared.other)
