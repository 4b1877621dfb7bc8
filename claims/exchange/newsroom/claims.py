"""The claims of a file: where they stand, who said them to whom, what they are to each other."""

from claims.records import services as records
from claims.reviews import services as reviews

from ..dates import whole_date
from ..hops import hop_told
from .room import Room, Row


def record_claim(room: Room, row: Row) -> None:
    """Record a claim with every place where it stands."""
    workspace, by = room.workspaces[row["workspace"]], room.people[row["recorded_by"]]
    first, *others = row["appearances"]
    claim = records.record_claim(
        workspace,
        row["statement"],
        appearance=room.place(row["workspace"], first),
        attributions=_chain(room, row["workspace"], first),
        kind=row["kind"],
        checkable=row["checkable"],
        about=whole_date(row["about_date"]) if row.get("about_date") else None,
        about_precision=row.get("about_precision") or "",
        note=first.get("note", ""),
        visibility="workspace",
        by=by,
    )
    for appearance in others:
        records.add_appearance(
            claim,
            room.place(row["workspace"], appearance),
            attributions=_chain(room, row["workspace"], appearance),
            note=appearance.get("note", ""),
            by=by,
        )
    room.claims[row["id"]] = claim
    room.counts.update(claims=1, appearances=len(row["appearances"]))


def _chain(room: Room, slug: str, appearance: Row) -> list[records.Hop]:
    hops = [_hop(room, slug, appearance["page"], hop) for hop in appearance["chain"]]
    room.counts["attributions"] += len(hops)
    return hops


def _hop(room: Room, slug: str, page: str, row: Row) -> records.Hop:
    cue, words, there = row.get("cue"), row.get("wording"), row.get("in")
    return hop_told(
        row,
        speaker=room.speaker(slug, row["speaker"]) if row["speaker"] else None,
        cue=room.place(slug, {"page": page, **cue})[1:] if cue else None,
        wording_at=room.passage(slug, words) if isinstance(words, dict) else None,
        article=room.snapshots[slug, there].article if there else None,
    )


def split(room: Room, row: Row) -> None:
    """Take a claim apart, and say how the parts make the whole."""
    whole, by = room.claims[row["claim"]], room.people[row["by"]]
    parts = [records.Part(one["statement"]) for one in row["parts"]]
    made = records.split_claim(whole, parts, by=by)
    room.claims |= {one["id"]: claim for one, claim in zip(row["parts"], made, strict=True)}
    room.counts["claims"] += len(made)
    room.counts["appearances"] += len(made)
    reviews.choose_roll_up(whole, rule=row["rule"], reason=row["reason"], by=by)


def relate(room: Room, row: Row) -> None:
    """Say what one claim is to another."""
    source, target = room.claims[row["from"]], room.claims[row["to"]]
    records.relate(source, target, row["kind"], row["reason"], by=room.people[row["by"]])
    room.counts["relations"] += 1
