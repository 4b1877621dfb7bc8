"""Every event has words."""

import re
from datetime import UTC, datetime
from pathlib import Path

from claims.reviews.workflow import every_step
from claims.web.pages.history import WHAT, tell
from provenance.audit.models import AuditEvent

ROOMS = Path(__file__).parents[4] / "claims"
RECORDED = re.compile(r'(?:record|Happening|_changed)\(\s*[^()]*?"([a-z]+\.[a-z_]+)"')
# Told elsewhere: notes in their threads, scales in the settings, topics in the workspace's history.
ELSEWHERE = ("naming.", "note.", "scale.", "topic.")


def test_whatever_the_rooms_record_of_a_claim_has_words():
    said = set()
    for room in ("records", "evidence", "reviews"):
        for source in [*(ROOMS / room).glob("*services.py"), *(ROOMS / room).glob("services/*.py")]:
            said |= set(RECORDED.findall(source.read_text()))
    said |= {f"check.{step.name}" for _, step in every_step()}
    assert len(said) > 25
    assert not {action for action in said if not action.startswith(ELSEWHERE)} - set(WHAT)


def event(action, **detail):
    return AuditEvent(at=datetime(2025, 6, 1, tzinfo=UTC), action=action, detail=detail)


def test_what_changed_is_named():
    change = event(
        "claim.edited",
        before={"statement": "It rained.", "kind": "event"},
        after={"statement": "It poured.", "kind": "quantity"},
    )
    told = tell(change)
    assert told.what == "changed the statement and kind"
    assert (told.before, told.after) == ("It rained.", "It poured.")


def test_who_sees_it_is_named():
    assert tell(event("claim.shown", after="workspace")).what == "showed it to the workspace"


def test_an_event_nobody_foresaw_is_told_by_its_name():
    told = tell(event("claim.weighed_anew"))
    assert (told.who, told.what) == ("the program", "claim weighed anew")
