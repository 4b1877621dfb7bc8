"""Reading what was sent: shapes only; what it means is for the services to say."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from provenance.accounts.models import User, Workspace
from provenance.written import written_once


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, if its shape is right; fields that were not sent are left out."""
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def asked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What a list is narrowed to by the query of its address."""
    given = serializer(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def workspace_named(name: str, user: User) -> Workspace:
    """The workspace of that slug or id, if the person belongs to it; 400 otherwise."""
    (slug_or_id,) = _key(name).values()
    workspace: Workspace
    for workspace in _workspaces(slug_or_id):
        if workspace.pk in user.roles:
            return workspace
    raise serializers.ValidationError({"workspace": "You belong to no workspace of this name."})


def in_workspace(rows: QuerySet[Any], name: str, path: str = "workspace") -> QuerySet[Any]:
    """Rows of the workspace of that slug or id; `path` leads to it."""
    return rows.filter(**{f"{path}__{key}": value for key, value in _key(name).items()})


@written_once
def _workspaces(name: int | str) -> Any:
    return Workspace.objects.filter(**{"pk" if isinstance(name, int) else "slug": name})


def _key(name: str) -> Mapping[str, int | str]:
    numeric = name.isascii() and name.isdecimal() and len(name) < 10
    return {"pk": int(name)} if numeric else {"slug": name}
