"""Everything that changes searches, gaps and replies."""

from .searching import edit_search, log_search
from .showing import publish_groundwork, restore_groundwork, withdraw_groundwork

__all__ = [
    "edit_search",
    "log_search",
    "publish_groundwork",
    "restore_groundwork",
    "withdraw_groundwork",
]
