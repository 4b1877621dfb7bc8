"""Checks of a file, step by step, up to what was published."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from claims.reviews import services as reviews
from claims.reviews.models import Check, Rating, Verdict
from provenance.accounts.models import Role, User
from provenance.accounts.services import edit_workspace

from .room import Room, Row


def review(room: Room, row: Row) -> None:
    """Take one step of a check."""
    TAKES[row["do"]](room, row, room.people[row["by"]])


def _open(room: Room, row: Row, by: User) -> None:
    claim = room.claims[row["claim"]]
    _have_seconds(room, claim.workspace.slug, blind=row.get("blind", False))
    claim.refresh_from_db()
    room.reviews[row["id"]] = reviews.open_review(claim, by=by)
    room.counts["reviews"] += 1


def _submit(room: Room, row: Row, by: User) -> None:
    reviews.submit(room.reviews[row["id"]], **_answer(row), by=by)


def _agree(room: Room, row: Row, by: User) -> None:
    said = {"agree": row["do"] == "agree", "note": row.get("reason", "")}
    reviews.second(room.reviews[row["id"]], **said, by=by)


def _answer_second(room: Room, row: Row, by: User) -> None:
    reviews.second(room.reviews[row["id"]], **_answer(row), by=by)
    room.counts["reviews"] += 1


def _draft_second(room: Room, row: Row, by: User) -> None:
    reviews.draft_second(_check(room, row), **_answer(row), by=by)
    room.counts["reviews"] += 1


def _adjudicate(room: Room, row: Row, by: User) -> None:
    given = _answer(row) | {"reason": row["reason"]}
    room.reviews[row["id"]] = reviews.adjudicate(_check(room, row), **given, by=by)
    room.counts["reviews"] += 1


def _reopen(room: Room, row: Row, by: User) -> None:
    last = room.reviews[row["id"]]
    room.reviews[row["id"]] = reviews.reopen(last, reason=row["reason"], by=by)
    room.counts["reviews"] += 1


def _withdraw_verdict(room: Room, row: Row, by: User) -> None:
    current = Verdict.objects.current().get(claim=room.reviews[row["id"]].claim_id)
    reviews.withdraw_verdict(current, reason=row["reason"], by=by)
    room.counts["verdicts"] += 1


def _publish(room: Room, row: Row, by: User) -> None:
    said = {name: row.get(name, "") for name in ("kind", "confidence", "would_change")}
    reviews.publish(
        room.reviews[row["id"]],
        as_of=datetime.fromisoformat(row["at"]).date(),
        reason_for_change=row.get("reason", ""),
        **said,
        by=by,
    )
    room.counts["verdicts"] += 1


TAKES: dict[str, Callable[[Room, Row, User], None]] = {
    "open": _open,
    "submit": _submit,
    "agree": _agree,
    "return": _agree,
    "answer": _answer_second,
    "draft_second": _draft_second,
    "adjudicate": _adjudicate,
    "reopen": _reopen,
    "publish": _publish,
    "withdraw_verdict": _withdraw_verdict,
}


def _answer(row: Row) -> dict[str, Any]:
    rating = Rating.objects.get(scale__workspace=None, scale__is_default=True, slug=row["rating"])
    said = {"summary": row["summary"], "confidence": row.get("confidence")}
    return {"rating": rating, **said}


def _check(room: Room, row: Row) -> Check:
    return Check.objects.get(pk=room.reviews[row["id"]].round_id)


def _have_seconds(room: Room, slug: str, *, blind: bool) -> None:
    """Whether second checks are blind is the owner's to say, at the time when one begins."""
    workspace = room.workspaces[slug]
    if workspace.seconds_blind != blind:
        owner = workspace.memberships.select_related("user").get(role=Role.OWNER).user
        room.workspaces[slug] = edit_workspace(workspace, seconds_blind=blind, by=owner)
