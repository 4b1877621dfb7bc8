"""What people of a file follow, why claims were picked, and what was declined."""

from claims.attention import services as attention
from claims.reviews import services as reviews

from .room import Room, Row


def attend(room: Room, row: Row) -> None:
    """Follow something, say why a claim was picked, or ask for a check and have it declined."""
    by, claim = room.people[row["by"]], room.claims[row["claim"]]
    if row["do"] == "follow":
        attention.follow(claim, by=by)
    elif row["do"] == "pick":
        attention.pick(claim, row["rule"], words=row.get("words", ""), by=by)
    else:
        check = reviews.request_check(claim, reason=row["asked"], by=room.people[row["asked_by"]])
        reviews.decline(check, reason=row["reason"], by=by)
    room.counts["attention"] += 1
