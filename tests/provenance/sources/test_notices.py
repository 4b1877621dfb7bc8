"""An edit with a new notice is announced; an old notice doesn't cover a new edit."""

import pytest

from provenance.sources.differences import is_announced

OLD = "The dam at Harrow burst on Monday. Twelve people were hurt.\n"


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: an earlier figure was wrong.",
        "Correction, 10 June 2025: an earlier figure was wrong.",
        "Correction, June 10: an earlier figure was wrong.",
        "An earlier version of this article gave a wrong number.",
        "This story has been updated with a comment from the mayor.",
        "This article was amended on 3 May 2018.",
        "Editor’s note: the headline has been changed.",
        "Editors' note: the headline has been changed.",
        "Updated 3 May 2018",
        "Last updated on Tuesday",
        "Clarification: the dam is in the north.",
        "We regret the error.",
        "In einer früheren Version stand eine falsche Zahl.",
        "Anmerkung der Redaktion: Die Zahl wurde berichtigt.",
        "Mise à jour : le maire a répondu.",
        "Fe de errores: la cifra era otra. Fe de erratas.",
        "Aggiornato il 3 maggio",
    ],
)
def test_a_new_notice_announces_the_change(notice):
    assert is_announced(OLD, OLD.replace("Twelve", "Fourteen") + notice)


def test_a_changed_figure_alone_is_silent():
    assert not is_announced(OLD, OLD.replace("Twelve", "Fourteen"))


def test_an_old_notice_does_not_cover_a_new_edit():
    old = "Correction: the day was wrong.\n" + OLD
    assert not is_announced(old, old.replace("Twelve", "Fourteen"))


def test_a_moved_or_rewrapped_notice_is_no_news():
    assert not is_announced("Updated 3 May 2018\n" + OLD, OLD + "Updated  3\u00a0May 2018")


def test_a_newer_date_in_the_notice_is_news():
    assert is_announced("Updated 3 May 2018\n" + OLD, "Updated 4 May 2018\n" + OLD)


def test_ordinary_words_are_no_notice():
    assert not is_announced(OLD, OLD + "The engineer corrected her course and updated the map.")
