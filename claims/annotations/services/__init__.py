"""Everything that changes notes. Earlier wordings are kept, and nothing is ever lost."""

from .deleting import delete_note, restore_note
from .editing import edit_note, move_note
from .moderating import flag_note, moderate_note
from .promoting import promote_to_claim
from .settling import settle_note
from .showing import show_note
from .writing import reply, write_note

__all__ = [
    "delete_note",
    "edit_note",
    "flag_note",
    "moderate_note",
    "move_note",
    "promote_to_claim",
    "reply",
    "restore_note",
    "settle_note",
    "show_note",
    "write_note",
]
