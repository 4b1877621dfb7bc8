"""The people of a file and their workspaces."""

from provenance.accounts.models import User
from provenance.accounts.services import add_member, edit_profile, open_workspace
from provenance.audit.services import record

from .room import Room, Row


def open_workspaces(room: Room) -> None:
    """Make the accounts, the workspaces and who belongs to which."""
    for row in room.data["users"]:
        room.people[row["username"]] = _person(row)
    owners = {
        membership["workspace"]: room.people[row["username"]]
        for row in room.data["users"]
        for membership in row["memberships"]
        if membership["role"] == "owner"
    }
    for row in room.data["workspaces"]:
        room.workspaces[row["slug"]] = open_workspace(
            slug=row["slug"], name=row["name"], kind=row["kind"], by=owners[row["slug"]]
        )
    for row in room.data["users"]:
        for membership in row["memberships"]:
            _join(room, row["username"], membership, owners)
    room.counts.update(workspaces=len(room.workspaces), users=len(room.people))


def _join(room: Room, username: str, membership: Row, owners: dict[str, User]) -> None:
    slug = membership["workspace"]
    if owners[slug] != room.people[username]:
        add_member(
            room.workspaces[slug],
            room.people[username],
            membership["role"],
            by=owners[slug],
        )


def _person(row: Row) -> User:
    """The account of that name; a new one is made as set-up makes it, by nobody."""
    user = User.objects.filter(username=row["username"]).first()
    if user is None:
        user = User.objects.create_user(
            row["username"], email=row["email"], password=row["password"], name=row["name"]
        )
        record("person.added", user, by=None)
    elif user.name != row["name"]:
        user = edit_profile(user, name=row["name"], by=user)
    return user
