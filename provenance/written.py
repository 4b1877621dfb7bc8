"""Questions whose SQL Django writes once.

For a page made of many small joins Django takes several times longer to write the SQL than
PostgreSQL takes to answer it. `written_once` keeps what was written; later calls only put their
values in. What a question may show stays where it is said, in the querysets.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from itertools import count
from typing import Any, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import connections

P = ParamSpec("P")
Shape = tuple[Hashable, ...]
Place = int | list[int] | None
KEPT = 128  # Shapes of one question.
FIRST = 2**62  # Stands for a value while the SQL is written; no row has such an id.


def written_once(build: Callable[P, Any]) -> Callable[P, list[Any]]:
    """Make of a function that gives a queryset one that gives its rows, as a list.

    Numbers, texts and lists of them are values, as is the id of a person (`User`); anything else
    among the arguments (the roles of that person, the length of a list, None) is the shape, and
    each shape is written once. Raises ValueError where a value would be kept in the SQL.
    """

    @lru_cache(maxsize=KEPT)
    def written(shape: Shape) -> _Written | None:
        return _write(build, shape)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Any]:
        if kwargs:
            raise TypeError(f"{build.__name__} takes its arguments by place.")
        values: list[Any] = []
        shape = tuple(_shape(one, values) for one in args)
        question = written(shape)
        return question.rows(values) if question else []

    return ask


def attach(rows: Iterable[Any], name: str, found: Iterable[Any], by: str) -> None:
    """Give each row those found for it, as `prefetch_related(name)` would.

    `by` is the attribute of what was found that holds the row's id.
    """
    below: dict[Any, list[Any]] = defaultdict(list)
    for one in found:
        below[getattr(one, by)].append(one)
    empty: Any = None
    for row in rows:
        # Asking each row's manager would write its question anew, for nothing.
        empty = getattr(row, name).none() if empty is None else empty
        queryset = empty._chain()
        queryset._result_cache = below[row.pk]
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset


@dataclass(frozen=True)
class _Written:
    """A queryset with its SQL; `places` says which value stands at each parameter, if any."""

    queryset: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[Place, ...]
    converters: dict[int, Any]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask with these values."""
        spots = zip(self.params, self.places, strict=True)
        given = tuple(kept if place is None else _taken(values, place) for kept, place in spots)
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_, **__: (self.sql, given)
        compiler.get_converters = lambda _: self.converters  # Else every column is asked again.
        query.get_compiler = lambda *_, **__: compiler
        asked = type(self.queryset)(self.queryset.model, query, self.queryset._db)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(asked, name, getattr(self.queryset, name))
        return list(asked)


def _shape(argument: Any, values: list[Any]) -> Hashable:
    """What of an argument decides how the SQL reads; its values are added to `values`."""
    if hasattr(argument, "roles"):
        values.append(argument.pk)
        # Asked of the class it claims to be: a request's person is wrapped until it is needed.
        roles = tuple(sorted(argument.roles.items()))
        return "person", argument.__class__, argument.is_active, roles
    if isinstance(argument, list):
        # Lists are filled up to a power of two by their last value, so that few shapes are kept.
        length = 1 << (len(argument) - 1).bit_length() if argument else 0
        values += argument + argument[-1:] * (length - len(argument))
        return "list", type(argument[0]) if argument else int, length
    if isinstance(argument, int | str) and not isinstance(argument, bool):
        values.append(argument)
        return str if isinstance(argument, str) else int
    return "itself", argument


def _write(build: Callable[..., Any], shape: Shape) -> _Written | None:
    """Write the SQL with marks for values; None where nothing can be found."""
    numbers = count()
    queryset = build(*(_stand_in(part, numbers) for part in shape))
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    marks: dict[Any, int] = {}
    for number in range(next(numbers)):
        marks |= {FIRST + number: number, str(FIRST + number): number}
    places = tuple(_place(one, marks) for one in params)
    left = " ".join([sql, *(str(p) for p, at in zip(params, places, strict=True) if at is None)])
    if any(str(mark) in left for mark in marks):
        raise ValueError(f"{build.__name__} makes something else of a value than a parameter.")
    if not all(isinstance(one, str) for one in queryset._prefetch_related_lookups):
        # Its own question would be asked with the marks for ever.
        raise ValueError(f"{build.__name__} prefetches by a queryset: attach those rows after it.")
    if any(isinstance(one, datetime) for one in params):
        raise ValueError(f"{build.__name__} would ask for the same moment for ever.")
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return _Written(queryset, compiler, sql, params, places, converters)


def _place(param: Any, marks: dict[Any, int]) -> Place:
    """Which value a parameter is, or which values a list is made of; None for neither."""
    if isinstance(param, list) and all(one in marks for one in param):
        return [marks[one] for one in param]
    return marks.get(param) if isinstance(param, int | str) else None


def _taken(values: Sequence[Any], place: int | list[int]) -> Any:
    return [values[one] for one in place] if isinstance(place, list) else values[place]


def _stand_in(part: Any, numbers: Iterator[int]) -> Any:
    """An argument of this shape, its values replaced by marks."""
    if part is int:
        return FIRST + next(numbers)
    if part is str:
        return str(FIRST + next(numbers))
    kind, *rest = part
    if kind == "list":
        of, length = rest
        return [of(FIRST + next(numbers)) for _ in range(length)]
    if kind == "person":
        model, is_active, roles = rest
        person = model(pk=FIRST + next(numbers), is_active=is_active)
        person.roles = dict(roles)
        return person
    return rest[0]
