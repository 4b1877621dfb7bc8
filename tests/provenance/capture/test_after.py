"""Rooms above are told of new texts, and cannot make an import fail."""

import pytest

from provenance.capture import after


@pytest.fixture(autouse=True)
def _no_listeners(monkeypatch):
    monkeypatch.setattr(after, "_listeners", [])


def test_each_listener_is_called_once_with_the_snapshots_and_the_person():
    calls = []

    def listener(snapshots, by):
        calls.append((list(snapshots), by))

    after.snapshots_kept(listener)
    after.snapshots_kept(listener)
    assert after.tell(["a snapshot"], by="ann") == []
    assert calls == [(["a snapshot"], "ann")]


def test_nobody_is_called_when_nothing_was_kept():
    after.snapshots_kept(lambda snapshots, by: pytest.fail("called for nothing"))
    assert after.tell([], by=None) == []


def test_a_failing_listener_is_reported_and_the_next_one_still_called(caplog):
    calls = []

    def broken(snapshots, by):
        raise RuntimeError("no such claim")

    after.snapshots_kept(broken)
    after.snapshots_kept(lambda snapshots, by: calls.append(1))
    (complaint,) = after.tell(["a snapshot"], by=None)
    assert complaint.endswith("broken: no such claim")
    assert calls == [1]
