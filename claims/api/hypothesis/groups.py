"""Who is logged in, and the groups: a person's workspaces, and what everyone sees."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.hypothesis.rows import PUBLIC, group_row, moment
from provenance.accounts.models import Membership, Workspace

from .face import Face

EVERYONE = "Everyone"


class Profile(Face):
    """`GET profile`."""

    def get(self, request: Request) -> Response:
        """Whoever is logged in; null for nobody."""
        user: Any = request.user
        known = user.is_authenticated
        told = {
            "userid": self.site.account(user.username) if known else None,
            "authority": self.site.authority,
            "groups": [{"id": one["id"], "name": one["name"]} for one in _mine(self)],
            "features": {"client_display_names": True},
            "preferences": {},
        }
        return Response(told | ({"user_info": {"display_name": str(user)}} if known else {}))


class ProfileGroups(Face):
    """`GET profile/groups`."""

    def get(self, request: Request) -> Response:
        """The person's workspaces; none for somebody who is not logged in."""
        return Response(_mine(self))


class Groups(Face):
    """`GET groups`."""

    def get(self, request: Request) -> Response:
        """The person's workspaces, then what everyone sees."""
        return Response([*_mine(self), group_row(PUBLIC, EVERYONE, self.site)])


class Group(Face):
    """`GET groups/desk`."""

    def get(self, request: Request, pk: str) -> Response:
        """One group, for those who belong to it."""
        slug = pk.removeprefix("group:").partition("@")[0]
        if slug == PUBLIC:
            return Response(group_row(PUBLIC, EVERYONE, self.site))
        workspace = _workspace(request, slug)
        return Response(group_row(workspace.slug, workspace.name, self.site))


class Members(Face):
    """`GET groups/desk/members`."""

    permission_classes = [IsAuthenticated]

    def get(self, request: Request, pk: str) -> Response:
        """Who belongs to a group, for those who belong to it too."""
        if pk == PUBLIC:
            return Response({"meta": {"page": {"total": 0}}, "data": []})
        workspace = _workspace(request, pk)
        rows = workspace.memberships.select_related("user").order_by("pk")
        size = _number(request, "page[size]", 20, 100)
        first = (_number(request, "page[number]", 1, 10_000) - 1) * size
        data = [self._member(one) for one in rows[first : first + size]]
        return Response({"meta": {"page": {"total": rows.count()}}, "data": data})

    def _member(self, one: Membership) -> dict[str, Any]:
        since = moment(one.joined_at)
        return {
            "authority": self.site.authority,
            "userid": self.site.account(one.user.username),
            "username": one.user.username,
            "display_name": str(one.user),
            "roles": [one.role],
            "actions": [],
            "created": since,
            "updated": since,
        }


def _mine(view: Face) -> list[dict[str, Any]]:
    rows = Workspace.objects.visible_to(view.request.user).order_by("name")
    return [group_row(one.slug, one.name, view.site) for one in rows]


def _workspace(request: Request, slug: str) -> Workspace:
    # What is no slug at all may hold characters that the database refuses to be asked for.
    named = Workspace.objects.visible_to(request.user).filter(slug=slug.replace("\0", " "))
    workspace: Workspace = get_object_or_404(named)
    return workspace


def _number(request: Request, name: str, usual: int, most: int) -> int:
    given = request.query_params.get(name, "")
    good = given.isascii() and given.isdecimal() and len(given) < 9
    return max(1, min(int(given), most)) if good else usual
