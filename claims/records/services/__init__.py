"""Everything that changes claims, their places, their chains and their relations."""

from .appearances import (
    add_appearance,
    edit_appearance,
    go_by_new_dates,
    restore_appearance,
    withdraw_appearance,
)
from .chains import Hop, edit_hop, replace_chain, restore_hop, withdraw_hop
from .claims import (
    delete_claim,
    edit_claim,
    publish_claim,
    record_claim,
    restore_claim,
    set_visibility,
)
from .merging import merge_claims, unmerge_claim
from .moving import move_appearance
from .relations import Part, relate, restore_relation, split_claim, unrelate

__all__ = [
    "Hop",
    "Part",
    "add_appearance",
    "delete_claim",
    "edit_appearance",
    "edit_claim",
    "edit_hop",
    "go_by_new_dates",
    "merge_claims",
    "move_appearance",
    "publish_claim",
    "record_claim",
    "relate",
    "replace_chain",
    "restore_appearance",
    "restore_claim",
    "restore_hop",
    "restore_relation",
    "set_visibility",
    "split_claim",
    "unmerge_claim",
    "unrelate",
    "withdraw_appearance",
    "withdraw_hop",
]
