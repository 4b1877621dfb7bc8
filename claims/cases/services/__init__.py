"""Everything that changes cases and what is in them."""

from .filling import Filled, add_to_case, put_back_in_case, take_from_case
from .keeping import delete_case, edit_case, open_case, restore_case, show_case

__all__ = [
    "Filled",
    "add_to_case",
    "delete_case",
    "edit_case",
    "open_case",
    "put_back_in_case",
    "restore_case",
    "show_case",
    "take_from_case",
]
