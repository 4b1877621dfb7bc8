"""Everything that changes outlets, people, articles, snapshots, passages and citations."""

from .articles import cover_pictures, delete_article, restore_article, show_article
from .catalogue import (
    describe_outlet,
    describe_person,
    note_owner_named,
    outlet_named,
    person_named,
    show_in_catalogue,
    undo_description,
)
from .choices import choose_fact, choose_facts, pick_fact
from .citations import (
    change_kind,
    cite,
    confirm_citation,
    confirm_citations,
    reject_citation,
    reopen_citation,
    restore_citation,
    withdraw_citation,
)
from .comparing import accept_same, propose_same, reconsider_same, refuse_same, suggest_same
from .expecting import expect_article
from .marking import mark_passage
from .merging import merge_in_catalogue, unmerge_in_catalogue
from .moving import move_article
from .outside import note_outside
from .ownership import note_owner, restore_owner, withdraw_owner
from .snapshots import Kept, keep_snapshot, keep_snapshots

__all__ = [
    "Kept",
    "accept_same",
    "change_kind",
    "choose_fact",
    "choose_facts",
    "cite",
    "confirm_citation",
    "confirm_citations",
    "cover_pictures",
    "delete_article",
    "describe_outlet",
    "describe_person",
    "expect_article",
    "keep_snapshot",
    "keep_snapshots",
    "mark_passage",
    "merge_in_catalogue",
    "move_article",
    "note_outside",
    "note_owner",
    "note_owner_named",
    "outlet_named",
    "person_named",
    "pick_fact",
    "propose_same",
    "reconsider_same",
    "refuse_same",
    "reject_citation",
    "reopen_citation",
    "restore_article",
    "restore_citation",
    "restore_owner",
    "show_article",
    "show_in_catalogue",
    "suggest_same",
    "undo_description",
    "unmerge_in_catalogue",
    "withdraw_citation",
    "withdraw_owner",
]
