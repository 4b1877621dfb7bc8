"""What comes when everything is there: words followed into later versions, and cases."""

from claims.cases import services as cases
from claims.reviews import services as reviews
from claims.reviews.models import Recheck
from provenance.sources.services.followings import follow_passages

from .room import Room, Row


def follow(room: Room) -> None:
    """Follow the marked words into the later versions now, not in the background."""
    follow_passages([article.pk for article in room.articles.values()], by=None)
    for row in room.data["answers"]:
        claim = room.claims[row["claim"]]
        stands_on = room.snapshots[claim.workspace.slug, row["page"]]
        asked = Recheck.objects.waiting().filter(claim=claim).with_words()
        for one in asked.filter(following__passage__snapshot=stands_on):
            if one.rests == row["rests"]:
                answer = reviews.hold if row["do"] == "hold" else reviews.move
                answer(one, reason=row["reason"], by=room.people[row["by"]])
    room.counts["rechecks"] = Recheck.objects.filter(workspace__in=room.workspaces.values()).count()


def gather(room: Room, row: Row) -> None:
    """Open a case and put texts and claims into it."""
    workspace, by = room.workspaces[row["workspace"]], room.people[row["by"]]
    about = {"summary": row["summary"], "visibility": "workspace"}
    case = cases.open_case(workspace, row["title"], **about, by=by)
    cases.add_to_case(
        case,
        articles=[room.articles[row["workspace"], one].pk for one in row["articles"]],
        claims=[room.claims[one].pk for one in row["claims"]],
        why=row["why"],
        by=by,
    )
    room.counts["cases"] += 1
