"""Everything that changes what people follow, are told, and keep as filters."""

from .bulk import (
    bulk_ask,
    bulk_assign,
    bulk_decline,
    bulk_due,
    bulk_pick,
    bulk_release,
    bulk_tag,
    bulk_triage,
)
from .drawing import draw_sample
from .filters import delete_filter, edit_filter, restore_filter, save_filter
from .following import follow, unfollow
from .letters import choose_letters, send_letter, send_letters
from .notifying import notify, read_on
from .picking import pick, take_back_pick
from .reading import mark_read

__all__ = [
    "bulk_ask",
    "bulk_assign",
    "bulk_decline",
    "bulk_due",
    "bulk_pick",
    "bulk_release",
    "bulk_tag",
    "bulk_triage",
    "choose_letters",
    "delete_filter",
    "draw_sample",
    "edit_filter",
    "follow",
    "mark_read",
    "notify",
    "pick",
    "read_on",
    "restore_filter",
    "save_filter",
    "send_letter",
    "send_letters",
    "take_back_pick",
    "unfollow",
]
