"""Everything that changes searches, gaps, replies and media."""

from .asking import ask_for_reply, edit_reply, record_answer
from .declaring import declare_gap, edit_gap
from .picturing import add_media, edit_media
from .searching import edit_search, log_search
from .showing import publish_groundwork, restore_groundwork, withdraw_groundwork

__all__ = [
    "add_media",
    "ask_for_reply",
    "declare_gap",
    "edit_gap",
    "edit_media",
    "edit_reply",
    "edit_search",
    "log_search",
    "publish_groundwork",
    "record_answer",
    "restore_groundwork",
    "withdraw_groundwork",
]
