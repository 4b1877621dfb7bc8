"""Events: in the same transaction, without gaps, never changed unnoticed."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from provenance.audit.models import AuditEvent, AuditHead
from provenance.audit.services import (
    Happening,
    chains,
    fits_together,
    record,
    record_many,
    verify,
)
from tests.tampering import tampering


@pytest.fixture
def desk(cast):
    return cast.desk


def note(desk, by, times=1):
    with transaction.atomic():
        for number in range(times):
            record("workspace.changed", desk, by=by, number=number)


def numbers(chain):
    return list(
        AuditEvent.objects.filter(chain=chain).order_by("id").values_list("number", flat=True)
    )


def test_an_event_says_who_did_what_to_which_row(desk, cast):
    note(desk, cast.max)
    event = AuditEvent.objects.get()
    assert (event.chain, event.number) == (desk.pk, 1)
    assert (event.actor, event.via) == (cast.max, "shell")
    assert (event.action, event.target) == ("workspace.changed", f"accounts.workspace:{desk.pk}")
    assert event.detail == {"number": 0}


def test_numbers_have_no_gaps_and_each_chain_counts_for_itself(desk, cast):
    note(desk, cast.max, 3)
    note(cast.elsewhere, cast.olga, 2)
    assert numbers(desk.pk) == [1, 2, 3]
    assert numbers(cast.elsewhere.pk) == [1, 2]
    assert verify(desk.pk).ok
    assert verify(desk.pk).events == 3
    assert set(chains()) == {desk.pk, cast.elsewhere.pk}


def test_many_are_sealed_under_one_lock(desk, cast, django_assert_num_queries):
    note(desk, cast.max)
    many = [Happening("claim.recorded", f"claims.claim:{n}", {}) for n in range(100)]
    with transaction.atomic(), django_assert_num_queries(2):  # lock; insert and move the end
        record_many(desk.pk, many, by=cast.max)
    assert verify(desk.pk).events == 101


def test_outside_a_transaction_nothing_can_be_recorded(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record_many(1, [], by=None)


@transaction.atomic
def fail_after_recording(desk, by):
    record("workspace.changed", desk, by=by)
    raise RuntimeError


def test_what_is_rolled_back_leaves_no_event(desk, cast):
    with pytest.raises(RuntimeError):
        fail_after_recording(desk, cast.max)
    assert not AuditEvent.objects.exists()
    note(desk, cast.max)
    assert numbers(desk.pk) == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET action = 'nothing'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent CASCADE",
    ],
)
def test_the_database_refuses_to_change_events(desk, cast, statement):
    note(desk, cast.max)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE waits for these.
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            cursor.execute(statement)
    assert AuditEvent.objects.count() == 1


def test_a_number_is_given_once(desk, cast):
    note(desk, cast.max)
    copy = AuditEvent.objects.get()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


@pytest.mark.parametrize(
    "change",
    [
        {"action": "nothing"},
        {"actor": None},
        {"target": "claims.claim:1"},
        {"detail": {}},
        {"via": "page"},
        {"previous": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_found(desk, cast, change):
    note(desk, cast.max, 4)
    with tampering() as events:
        events.filter(number=3).update(**change)
    report = verify(desk.pk)
    assert (report.ok, report.first_broken) == (False, 3)


@pytest.mark.parametrize("missing", [1, 2, 4])
def test_a_missing_event_is_found(desk, cast, missing):
    note(desk, cast.max, 4)
    with tampering() as events:
        events.filter(number=missing).delete()
    report = verify(desk.pk)
    assert (report.ok, report.first_broken) == (False, missing)


def test_a_chain_that_lost_every_event_is_found(desk, cast):
    note(desk, cast.max, 2)
    with tampering() as events:
        events.delete()
    assert verify(desk.pk).first_broken == 1


def test_an_event_slipped_in_behind_the_end_is_found(desk, cast):
    note(desk, cast.max, 2)
    forged = AuditEvent.objects.order_by("number").last()
    forged.pk, forged.number = None, 3
    forged.save()
    assert verify(desk.pk).first_broken == 3


def test_events_without_an_end_are_found(desk, cast):
    note(desk, cast.max, 2)
    AuditHead.objects.all().delete()
    assert chains() == [desk.pk]
    assert verify(desk.pk).first_broken == 1


def test_some_neighbours_can_be_checked_alone(desk, cast):
    note(desk, cast.max, 5)
    some = list(AuditEvent.objects.filter(number__in=[3, 4, 5]).order_by("number"))
    assert fits_together(some)
    assert not fits_together([some[0], some[2]])
    some[0].action = "nothing"
    assert not fits_together(some)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_no_gap(cast):
    start = threading.Barrier(4)
    failed = []

    def write():
        start.wait()
        try:
            for _ in range(10):
                note(cast.desk, cast.max)
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(numbers(cast.desk.pk)) == list(range(1, 41))
    assert verify(cast.desk.pk).ok
