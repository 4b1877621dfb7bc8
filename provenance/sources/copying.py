"""Storing many rows of one model at once with COPY, at half the price of an INSERT.

Imports write thousands of snapshots; constraints and triggers hold for COPY as for INSERT. The
columns must have values: defaults of the database are not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

import orjson
from django.db import connection, models
from django.db.models import Field, Model

# Fields whose values PostgreSQL takes as they are; the others are asked to prepare theirs.
PLAIN: tuple[type[Field[Any, Any]], ...] = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.BinaryField,
    models.DateField,  # And DateTimeField: moments in Python have their zone here.
    models.ForeignKey,
)


def number(model: type[Model], rows: Sequence[Any]) -> None:
    """Give unsaved rows their ids ahead of storing them, so that they can point at each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, len(rows)],
        )
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk


def copy_rows(model: type[Model], rows: Iterable[Any]) -> None:
    """Store unsaved rows of a model, which get ids if they have none."""
    stored = list(rows)
    if not stored:
        return
    unnumbered = [row for row in stored if row.pk is None]
    if unnumbered:
        number(model, unnumbered)
    fields = model._meta.concrete_fields
    readers = [_reader(field) for field in fields]
    _copy(model, fields, ([read(row) for read in readers] for row in stored))
    for row in stored:
        row._state.adding, row._state.db = False, connection.alias


def copy_values(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows that are given as the values of the fields `names`, in that order.

    For rows that nobody looks at again: making an instance of each takes longer than storing it.
    Every field is named but the id, which the database gives.
    """
    fields = {field.name: field for field in model._meta.concrete_fields}
    _copy(model, [fields[name] for name in names], rows)


def _copy(
    model: type[Model], fields: Sequence[Field[Any, Any]], rows: Iterable[Sequence[Any]]
) -> None:
    # COPY does not go the usual way, so its complaints are turned into Django's here.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(_statement(model, fields)) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _statement(model: type[Model], fields: Sequence[Field[Any, Any]]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"


def _reader(field: Field[Any, Any]) -> Callable[[Model], Any]:
    """What takes the value of a column out of a row."""
    if isinstance(field, models.JSONField):
        return lambda row: orjson.dumps(getattr(row, field.attname)).decode()
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda row: field.pre_save(row, add=True)
    if isinstance(field, PLAIN):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
