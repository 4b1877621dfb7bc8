"""Everything that changes claims, their places, their chains and their relations."""

from .appearances import (
    add_appearance,
    edit_appearance,
    go_by_new_dates,
    restore_appearance,
    withdraw_appearance,
)
from .chains import (
    add_hop,
    edit_hop,
    order_chain,
    replace_chain,
    restore_hop,
    take_back_chain,
    withdraw_hop,
)
from .claims import (
    delete_claim,
    edit_claim,
    publish_claim,
    record_claim,
    restore_claim,
    set_visibility,
)
from .covering import MAY_NOT_COVER, cover_claim
from .hops import Hop
from .merging import merge_claims, unmerge_claim
from .moving import move_appearance
from .namings import record_naming, restore_naming, withdraw_naming
from .relations import (
    Proposed,
    Term,
    confirm_relation,
    propose_relations,
    reconsider_relation,
    refuse_relation,
    relate,
    restore_relation,
    unrelate,
)
from .splitting import Part, split_claim
from .tagging import Tagged, set_topics, tag_claims, untag_claims, untag_pairs
from .topics import (
    add_topic,
    delete_topic,
    describe_topic,
    merge_topics,
    restore_topic,
    show_topic,
    topic_named,
    unmerge_topic,
)

__all__ = [
    "MAY_NOT_COVER",
    "Hop",
    "Part",
    "Proposed",
    "Tagged",
    "Term",
    "add_appearance",
    "add_hop",
    "add_topic",
    "confirm_relation",
    "cover_claim",
    "delete_claim",
    "delete_topic",
    "describe_topic",
    "edit_appearance",
    "edit_claim",
    "edit_hop",
    "go_by_new_dates",
    "merge_claims",
    "merge_topics",
    "move_appearance",
    "order_chain",
    "propose_relations",
    "publish_claim",
    "reconsider_relation",
    "record_claim",
    "record_naming",
    "refuse_relation",
    "relate",
    "replace_chain",
    "restore_appearance",
    "restore_claim",
    "restore_hop",
    "restore_naming",
    "restore_relation",
    "restore_topic",
    "set_topics",
    "set_visibility",
    "show_topic",
    "split_claim",
    "tag_claims",
    "take_back_chain",
    "topic_named",
    "unmerge_claim",
    "unmerge_topic",
    "unrelate",
    "untag_claims",
    "untag_pairs",
    "withdraw_appearance",
    "withdraw_hop",
    "withdraw_naming",
]
