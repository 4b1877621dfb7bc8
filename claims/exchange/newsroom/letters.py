"""What readers sent to the desks of a file, and the corrections that these asked for."""

from claims.requests import services
from provenance.sources.models import Revision

from ..dates import whole_date
from .room import Room, Row


def open_letterbox(room: Room, row: Row) -> None:
    """Take requests from readers."""
    workspace, by = room.workspaces[row["workspace"]], room.people[row["by"]]
    services.set_letterbox(workspace, is_open=True, words=row["words"], by=by)


def send_request(room: Room, row: Row) -> None:
    """Have a reader ask, and decline it where the desk did."""
    given = {name: row.get(name, "") for name in ("seen_at", "seen_where")}
    workspace = room.workspaces[row["workspace"]]
    sent = services.send_request(workspace, row["text"], **given, network=row["reader"]).row
    if answer := row.get("declined"):
        about = {name: answer[name] for name in ("reason", "wording")}
        services.decline_request(sent, **about, by=room.people[answer["by"]])
    room.counts["requests"] += 1


def report_error(room: Room, row: Row) -> None:
    """Have a reader report an error, and answer it where the desk did."""
    claim, source = room.claims[row["claim"]], row.get("source", "")
    sent = services.report_error(claim, row["text"], source=source, network=row["reader"]).row
    if answer := row.get("answered"):
        services.answer_report(sent, answer=answer["answer"], by=room.people[answer["by"]])
    room.counts["error_reports"] += 1


def ask_for_correction(room: Room, row: Row) -> None:
    """Ask whoever published an article for a correction, and keep what came of it."""
    claim, by = room.claims[row["claim"]], room.people[row["by"]]
    asked = services.ask_for_correction(
        claim,
        article=room.articles[claim.workspace.slug, row["article"]],
        asked=row["asked"],
        sent_on=whole_date(row["sent_on"]),
        answer_by=whole_date(row["answer_by"]),
        is_told=True,
        by=by,
    )
    room.counts["correction_requests"] += 1
    if came := row.get("came"):
        services.settle_correction_request(
            asked,
            came["outcome"],
            settled_on=whole_date(came["on"]) if "on" in came else None,
            notice=came.get("notice", ""),
            answer=came.get("answer", ""),
            revision=_revision(room, claim.workspace.slug, came),
            by=by,
        )


def _revision(room: Room, slug: str, came: Row) -> Revision | None:
    if "after" not in came:
        return None
    before, after = (room.snapshots[slug, came[side]] for side in ("before", "after"))
    rows = Revision.objects.select_related("before", "after")
    found: Revision = rows.get(before=before, after=after)
    return found
