"""Reading what was sent: shapes only; what it means is for the services to say."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from provenance.accounts.models import User, Workspace


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
    mine = Workspace.objects.filter(pk__in=list(user.roles))
    workspace: Workspace | None = mine.filter(**_key(name)).first()
    if workspace is None:
        raise serializers.ValidationError({"workspace": "You belong to no workspace of this name."})
    return workspace


def in_workspace(rows: QuerySet[Any], name: str, path: str = "workspace") -> QuerySet[Any]:
    """Rows of the workspace of that slug or id; `path` leads to it."""
    return rows.filter(**{f"{path}__{key}": value for key, value in _key(name).items()})


def _key(name: str) -> Mapping[str, Any]:
    numeric = name.isascii() and name.isdecimal() and len(name) < 10
    return {"pk": int(name)} if numeric else {"slug": name}
