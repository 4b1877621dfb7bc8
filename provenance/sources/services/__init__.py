"""Everything that changes outlets, people, articles, snapshots, passages and citations."""

from .articles import delete_article, restore_article, show_article
from .catalogue import (
    describe_outlet,
    describe_person,
    outlet_named,
    person_named,
    show_in_catalogue,
    undo_description,
)
from .choices import choose_fact, choose_facts, pick_fact
    "change_kind",
