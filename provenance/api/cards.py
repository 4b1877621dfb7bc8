"""Serializers for answers that are read straight from rows, many times faster than field by field.

A card declares its fields like any serializer, and they are its documentation. How each is read is
worked out once for the class instead of for every answer; values go out as they are, since the JSON
renderer knows dates.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from rest_framework import serializers

Reader = Callable[[Any], Any]
M = TypeVar("M", bound=Model)


class _Quick:
    """How a card tells a row."""

    def to_representation(self, row: Any) -> dict[str, Any]:
        """The row as plain values."""
        return {name: read(row) for name, read in _readers_of(self)}


class Card(_Quick, serializers.ModelSerializer[M]):
    """An answer about a row of a model."""


class PlainCard(_Quick, serializers.Serializer[Any]):
    """An answer about anything with attributes or keys."""


def _readers_of(card: Any) -> tuple[tuple[str, Reader], ...]:
    kind: Any = type(card)
    return readers(kind)


@cache
def readers(card: Any) -> tuple[tuple[str, Reader], ...]:
    """Field -> how it is read from a row, for one kind of card."""
    return tuple((name, _reader(field)) for name, field in card().fields.items())


def _reader(field: Any) -> Reader:
    if isinstance(field, serializers.SerializerMethodField):
        method: Reader = getattr(field.parent, str(field.method_name))
        return method
    *path, last = field.source_attrs
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        last += "_id"  # The row itself is not needed.
    get = _getter([*path, last])
    if isinstance(field, serializers.ListSerializer):
        inner: Any = field.child
        return lambda row: [inner.to_representation(one) for one in _all(get(row))]
    if isinstance(field, serializers.BaseSerializer):
        return lambda row: _told(field, get(row))
    return get


def _getter(path: list[str]) -> Reader:
    def get(row: Any) -> Any:
        for name in path:
            if row is None:
                return None
            row = row[name] if isinstance(row, Mapping) else getattr(row, name)
        return row

    return get


def _told(card: Any, row: Any) -> Any:
    return None if row is None else card.to_representation(row)


def _all(rows: Any) -> Any:
    """What stands behind a relation, or a list as it is."""
    return rows.all() if hasattr(rows, "all") else rows
