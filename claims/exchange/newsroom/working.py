"""The work on claims: evidence, what was searched and asked, and notes."""

from typing import Any

from claims.annotations import services as notes
from claims.evidence import services as evidence
from claims.groundwork import services as groundwork
from claims.records.models import Claim

from ..dates import whole_date
from .room import Room, Row

DAYS = {"searched_on", "asked_on", "answer_by", "answered_on"}


def add_evidence(room: Room, row: Row) -> None:
    """Add evidence to a claim."""
    claim = room.claims[row["claim"]]
    slug = claim.workspace.slug
    room.evidence[row["id"]] = evidence.add_evidence(
        claim,
        stance=row["stance"],
        warrant=row["warrant"],
        place=room.place(slug, row) if row.get("quote") else None,
        address=row.get("url", ""),
        origin=row["origin"],
        depends_on=room.evidence.get(row.get("depends_on", "")),
        by=room.people[row["added_by"]],
    )
    room.counts["evidence"] += 1


def find_out(room: Room, row: Row) -> None:
    """Keep what was searched, what is lacking and who was asked."""
    services: dict[str, Any] = {
        "search": groundwork.log_search,
        "gap": groundwork.declare_gap,
        "reply": groundwork.ask_for_reply,
        "media": groundwork.add_media,
    }
    given = {name: row[name] for name in row if name not in {"do", "claim", "by", "at"}}
    given |= {name: whole_date(day) for name, day in given.items() if name in DAYS}
    if "evidence" in given:
        given["evidence"] = room.evidence[given["evidence"]]
    services[row["do"]](room.claims[row["claim"]], **given, by=room.people[row["by"]])
    room.counts["groundwork"] += 1


def note(room: Room, row: Row) -> None:
    """Write a note, or answer one."""
    by, seen = room.people[row["by"]], row["visibility"]
    on = row.get("on", {})
    if "reply_to" in row:
        parent = room.notes[row["reply_to"]]
        note = notes.reply(parent, row["text"], visibility=seen, by=by)
    elif "claim" in on:
        claim = Claim.objects.get(pk=room.claims[on["claim"]].pk)
        note = notes.write_note(row["text"], claim=claim, visibility=seen, by=by)
    else:
        slug = row["workspace"]
        place, workspace = room.place(slug, on), room.workspaces[slug]
        note = notes.write_note(
            row["text"], place=place, workspace=workspace, visibility=seen, by=by
        )
    room.notes[row["id"]] = note
    room.counts["annotations"] += 1
