"""The topics of a file: added, put on claims, and shown by an editor."""

from claims.records import services as records

from .room import Room, Row


def file_under(room: Room, row: Row) -> None:
    """Add a topic and put it on its claims."""
    by = room.people[row["by"]]
    topic = records.add_topic(
        room.workspaces[row["workspace"]], row["name"], description=row["description"], by=by
    )
    records.tag_claims([room.claims[one].pk for one in row["claims"]], [topic.pk], by=by)
    if row["shown_by"]:
        records.show_topic(topic, "public", by=room.people[row["shown_by"]])
    room.counts["topics"] += 1
