"""Reviews of a file, step by step, up to what was published."""

from datetime import datetime

from claims.reviews import services as reviews
from claims.reviews.models import Rating

from .room import Room, Row


def review(room: Room, row: Row) -> None:
    """Take one step of a review."""
    by, name = room.people[row["by"]], row["id"]
    if row["do"] == "open":
        room.reviews[name] = reviews.open_review(room.claims[row["claim"]], by=by)
        room.counts["reviews"] += 1
        return
    review = room.reviews[name]
    if row["do"] == "submit":
        rating = Rating.objects.get(
            scale__workspace=None, scale__is_default=True, slug=row["rating"]
        )
        reviews.submit(review, rating=rating, summary=row["summary"], by=by)
    elif row["do"] in {"agree", "return"}:
        agrees, said = row["do"] == "agree", row.get("reason", "")
        reviews.second(review, agree=agrees, note=said, by=by)
    elif row["do"] == "reopen":
        room.reviews[name] = reviews.reopen(review, reason=row["reason"], by=by)
        room.counts["reviews"] += 1
    else:
        as_of = datetime.fromisoformat(row["at"]).date()
        why = row.get("reason", "")
        reviews.publish(review, as_of=as_of, reason_for_change=why, by=by)
        room.counts["verdicts"] += 1
