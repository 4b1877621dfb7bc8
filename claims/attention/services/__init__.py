"""Everything that changes what people follow, are told, and keep as filters."""

from .filters import delete_filter, edit_filter, restore_filter, save_filter
from .following import follow, unfollow
from .letters import choose_letters, send_letter, send_letters
from .notifying import notify, read_on
from .reading import mark_read

__all__ = [
    "choose_letters",
    "delete_filter",
    "edit_filter",
    "follow",
    "mark_read",
    "notify",
    "read_on",
    "restore_filter",
    "save_filter",
    "send_letter",
    "send_letters",
    "unfollow",
]
