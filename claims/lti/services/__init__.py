"""Everything that changes platforms, who comes from them, and what they are told."""

from .arriving import (
    admit,
    arrive,
    link_account,
    link_assignment,
    link_course,
    pick,
    teach_with,
    unlink_account,
    unlink_course,
)
from .keeping import add_platform, delete_platform, edit_platform, renew_key, restore_platform
from .launching import begin_launch, forget_old_launches, going_on, receive_launch
from .naming import read_roster
from .registering import make_opening, register_itself
from .telling import collect_scores, forget_erased, send_again, send_next_score

__all__ = [
    "add_platform",
    "admit",
    "arrive",
    "begin_launch",
    "collect_scores",
    "delete_platform",
    "edit_platform",
    "forget_erased",
    "forget_old_launches",
    "going_on",
    "link_account",
    "link_assignment",
    "link_course",
    "make_opening",
    "pick",
    "read_roster",
    "receive_launch",
    "register_itself",
    "renew_key",
    "restore_platform",
    "send_again",
    "send_next_score",
    "teach_with",
    "unlink_account",
    "unlink_course",
]
