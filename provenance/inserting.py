"""New rows of several tables in one statement, though they name each other.

A claim, the place where it stands and the chain of who said it are one thing to a reader, but
three tables; the claim names its first appearance and the appearance its claim. Saved one by one
they cost an INSERT each and an UPDATE at the end, and Django writes the SQL of each anew.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model

KEPT = 64  # Shapes of which the SQL is kept; a longer chain is another shape.
LENGTH = re.compile(r"\([\d, ]*\)")  # Of a type: a cast would cut what is too long in silence.

# For each row: its model, and which of its foreign keys name which row of the same statement.
Shape = tuple[tuple[type[Model], tuple[tuple[str, int], ...]], ...]


def insert_together(rows: Iterable[Model]) -> None:
    """Insert unsaved rows, which have their ids afterwards; call it inside a transaction.

    A foreign key may name another of the rows, in whichever order and also in a circle, since
    PostgreSQL looks at foreign keys when the transaction ends. It does what `save` does, save for
    signals and the database's own defaults.
    """
    new = list(rows)
    place_of = {id(row): place for place, row in enumerate(new)}
    shape: list[tuple[type[Model], tuple[tuple[str, int], ...]]] = []
    values: list[Any] = []
    for row in new:
        named: list[tuple[str, int]] = []
        for field in _fields(type(row)):
            other = field.get_cached_value(row, None) if field.is_relation else None
            if id(other) in place_of:
                named.append((field.name, place_of[id(other)]))
            else:
                values.append(field.get_db_prep_save(field.pre_save(row, add=True), connection))
        shape.append((type(row), tuple(named)))
    with connection.cursor() as cursor:
        cursor.execute(_written(tuple(shape)), values)
        ids = cursor.fetchone() or ()
    for row, pk in zip(new, ids, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias
    for row, (_, names) in zip(new, shape, strict=True):
        for name, place in names:
            setattr(row, name, new[place])  # Again, now that it has an id.


@lru_cache(maxsize=KEPT)
def _written(shape: Shape) -> str:
    """The SQL: ids from the sequences first, then one INSERT a table; it answers with the ids."""
    numbers = [f"nextval({_sequence(model)}) AS n{place}" for place, (model, _) in enumerate(shape)]
    rows: dict[type[Model], list[str]] = defaultdict(list)
    for place, (model, named) in enumerate(shape):
        rows[model].append(_row(model, place, dict(named)))
    inserts = [
        f"t{number} AS (INSERT INTO {_columns(model)} {' UNION ALL '.join(selected)})"
        for number, (model, selected) in enumerate(rows.items())
    ]
    return f"WITH ids AS (SELECT {', '.join(numbers)}), {', '.join(inserts)} TABLE ids"


def _row(model: type[Model], place: int, named: dict[str, int]) -> str:
    given = [f"n{place}"]
    for field in _fields(model):
        other = named.get(field.name)
        given.append(f"%s::{_type(field)}" if other is None else f"n{other}")
    return f"SELECT {', '.join(given)} FROM ids"  # noqa: S608 - Only types and places are put in.


def _columns(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = [str(model._meta.pk.column), *(field.column for field in _fields(model))]
    return f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"


def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _sequence(model: type[Model]) -> str:
    return f"pg_get_serial_sequence('{model._meta.db_table}', '{model._meta.pk.column}')"


def _type(field: Any) -> str:
    return LENGTH.sub("", field.db_type(connection) or "text")
