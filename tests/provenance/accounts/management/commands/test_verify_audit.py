"""`verify_audit` says what it found and stops a script when something is wrong."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from provenance.accounts import services
from tests.tampering import tampering


def lines(*options):
    out = StringIO()
    status = 0
    try:
        call_command("verify_audit", *options, stdout=out)
    except SystemExit as stop:
        status = stop.code
    return status, out.getvalue().splitlines()


@pytest.fixture
def history(cast):
    services.edit_workspace(cast.desk, name="Eastbank News", by=cast.max)
    services.make_token(name="script", by=cast.ann)


def test_whole_chains_are_told_one_a_line(history):
    status, found = lines("--json")
    assert status == 0
    assert [json.loads(line) for line in found] == [
        {"workspace": None, "events": 1, "ok": True, "first_broken": None},
        {"workspace": "desk", "events": 1, "ok": True, "first_broken": None},
    ]


def test_a_broken_chain_ends_with_status_1(history):
    with tampering() as events:
        events.filter(chain__gt=0).update(actor=None)
    status, found = lines("--json")
    assert status == 1
    assert json.loads(found[1]) == {
        "workspace": "desk",
        "events": 0,
        "ok": False,
        "first_broken": 1,
    }


def test_people_get_words(history):
    assert lines()[1] == [
        "the whole site: 1 events, all as they were written",
        "desk: 1 events, all as they were written",
    ]


def test_nothing_yet_is_fine(db):
    assert lines("--json") == (0, [])
