"""The fixed cast. Ann and Bea check, Eve edits, Tom teaches, Sam and Sue study, Ron only reads,
Olga belongs to another workspace, Max owns the desk, and nobody is not logged in.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from provenance.accounts.models import Membership, User, Workspace

ROLES = {
    "ann": "checker",
    "bea": "checker",
    "eve": "editor",
    "tom": "teacher",
    "sam": "student",
    "sue": "student",
    "ron": "reader",
    "max": "owner",
}


@dataclass(frozen=True)
class Cast:
    """Everyone, by name, and the two workspaces."""

    desk: Workspace
    elsewhere: Workspace
    ann: User
    bea: User
    eve: User
    tom: User
    sam: User
    sue: User
    ron: User
    max: User
    olga: User
    nobody: Any

    def everyone(self) -> dict[str, Any]:
        """Name -> user, strangers included."""
        return {name: getattr(self, name) for name in [*ROLES, "olga", "nobody"]}


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, fresh in the database."""
    desk = Workspace.objects.create(slug="desk", name="Eastbank Desk")
    elsewhere = Workspace.objects.create(slug="elsewhere", name="Westhill Times")
    people = {name: _person(name, desk, role) for name, role in ROLES.items()}
    olga = _person("olga", elsewhere, "owner")
    return Cast(desk, elsewhere, **people, olga=olga, nobody=AnonymousUser())


def _person(name: str, workspace: Workspace, role: str) -> User:
    user = User.objects.create_user(
        name, email=f"{name}@example.org", password=f"{name}-password", name=name.title()
    )
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return user
