"""Reading what was sent: shapes only; what it means is for the services to say."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from provenance.accounts.models import User, Workspace


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, if its shape is right; fields that were not sent are left out."""
    return read(serializer, request.data)


def asked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What a list is narrowed to by the query of its address."""
    return read(serializer, request.query_params)


def read(
    serializer: type[serializers.Serializer[Any]], given: Any, *, partial: bool = False
) -> dict[str, Any]:
    """What `given` says, in the terms of a serializer that knows nothing but its fields."""
    if given is None:
        raise serializers.ValidationError("Send a JSON object.")
    return dict(_made(serializer, partial).run_validation(given))


@cache
def _made(
    serializer: type[serializers.Serializer[Any]], partial: bool
) -> serializers.Serializer[Any]:
    """One of these for all requests: making it copies every field, and reading leaves no trace."""
    made = serializer(partial=partial)
    _ = made.fields  # Made here, before threads share it.
    return made


def workspace_named(name: str, user: User) -> Workspace:
    """The workspace of that slug or id, if the person belongs to it; 400 otherwise.

    Nothing is asked for what a token knows already: see `User.workspaces`.
    """
    for slug, pk in user.workspaces.items():
        if _key(name) in ({"pk": pk}, {"slug": slug}):
            return Workspace.from_db("default", ["id", "slug"], [pk, slug])
    raise serializers.ValidationError({"workspace": "You belong to no workspace of this name."})


def in_workspace(rows: QuerySet[Any], name: str, path: str = "workspace") -> QuerySet[Any]:
    """Rows of the workspace of that slug or id; `path` leads to it."""
    return rows.filter(**{f"{path}__{key}": value for key, value in _key(name).items()})


def _key(name: str) -> Mapping[str, int | str]:
    numeric = name.isascii() and name.isdecimal() and len(name) < 10
    return {"pk": int(name)} if numeric else {"slug": name}
