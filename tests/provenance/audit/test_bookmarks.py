"""A reader of the history misses nothing, and is told of nothing twice."""

import threading

import pytest
from django.db import connection, transaction

from provenance.audit.bookmarks import begin_at_the_end, next_events
from provenance.audit.services import record


def note(workspace, by, *numbers):
    for number in numbers:
        with transaction.atomic():
            record("workspace.changed", workspace, by=by, said=number)


def read(workspace, **options):
    with transaction.atomic():
        events = next_events("feeds", workspace.pk, **options)
    return [event.detail["said"] for event in events]


def test_one_who_never_read_begins_at_the_end(cast):
    note(cast.desk, cast.max, 1, 2)
    assert read(cast.desk) == []
    note(cast.desk, cast.max, 3)
    assert read(cast.desk) == [3]


def test_one_who_never_read_may_begin_at_the_beginning(cast):
    note(cast.desk, cast.max, 1, 2)
    assert read(cast.desk, whole=True) == [1, 2]
    assert read(cast.desk, whole=True) == []


def test_each_event_is_told_once_and_in_order(cast):
    begin_at_the_end("feeds", cast.desk.pk)
    note(cast.desk, cast.max, 1, 2, 3)
    assert read(cast.desk, most=2) == [1, 2]
    assert read(cast.desk, most=2) == [3]
    assert read(cast.desk) == []


def test_chains_and_readers_are_apart(cast):
    for reader in ("feeds", "others"):
        begin_at_the_end(reader, cast.desk.pk)
    begin_at_the_end("feeds", cast.elsewhere.pk)
    note(cast.desk, cast.max, 1)
    note(cast.elsewhere, cast.olga, 2)
    assert (read(cast.desk), read(cast.elsewhere)) == ([1], [2])
    with transaction.atomic():
        assert len(next_events("others", cast.desk.pk)) == 1


def test_what_was_left_unread_can_be_passed_over(cast):
    begin_at_the_end("feeds", cast.desk.pk)
    note(cast.desk, cast.max, 1, 2)
    begin_at_the_end("feeds", cast.desk.pk)
    note(cast.desk, cast.max, 3)
    assert read(cast.desk) == [3]


def test_what_was_read_in_vain_is_read_again(cast):
    begin_at_the_end("feeds", cast.desk.pk)
    note(cast.desk, cast.max, 1)
    with transaction.atomic():
        assert len(next_events("feeds", cast.desk.pk)) == 1
        transaction.set_rollback(True)
    assert read(cast.desk) == [1]


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_one_reads(cast):
    begin_at_the_end("feeds", cast.desk.pk)
    note(cast.desk, cast.max, 1)
    found = []

    def meanwhile():
        found.extend(read(cast.desk))
        connection.close()

    with transaction.atomic():
        assert len(next_events("feeds", cast.desk.pk)) == 1
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join(20)
    assert found == []
    assert read(cast.desk) == []


@pytest.mark.django_db(transaction=True)
def test_reading_needs_a_transaction(cast):
    with pytest.raises(transaction.TransactionManagementError):
        next_events("feeds", cast.desk.pk)
