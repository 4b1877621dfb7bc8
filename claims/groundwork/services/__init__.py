"""Everything that changes searches, gaps and replies."""

from .asking import ask_for_reply, edit_reply, record_answer
from .declaring import declare_gap, edit_gap
from .searching import edit_search, log_search
from .showing import publish_groundwork, restore_groundwork, withdraw_groundwork

__all__ = [
    "ask_for_reply",
    "declare_gap",
    "edit_gap",
    "edit_reply",
    "edit_search",
    "log_search",
    "publish_groundwork",
    "record_answer",
    "restore_groundwork",
    "withdraw_groundwork",
]
