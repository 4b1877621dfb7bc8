"""Every address that answers GET, from the URL conf itself, filled in for a world in which the
first row of each table has the same id; so that what is added later is asked as well.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from drf_spectacular.generators import SchemaGenerator

FIRST = 7_000  # The id of the first row of every table that is made after `same_ids`.
# Operators of the whole site come in here, and nobody else.
OPERATORS = ("admin/",)
TWO = re.compile(r"reviews|submissions|class/places|classes/students")
WORDS = {"ending": ["json"], "slug": ["desk"], "kind": ["claim"], "name": [str(FIRST)]}


def same_ids() -> None:
    """Have the next row of every table be number FIRST."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, sequencename FROM pg_sequences")
        for schema, name in cursor.fetchall():
            if schema == "public" and not name.startswith(("django_", "procrastinate", "auth_")):
                cursor.execute(f'ALTER SEQUENCE "{name}" RESTART WITH {FIRST}')


def pages() -> Iterator[str]:
    """Pages and files: each address of the URL conf, with the first row in it.

    Of reviews and of what students write there are two.
    """
    for pattern, names in _patterns(get_resolver().url_patterns, ""):
        if pattern.startswith((*OPERATORS, "api/v1/")) or names is None:
            continue
        rows = [FIRST, FIRST + 1] if TWO.search(pattern) else [FIRST]
        yield from _filled(*names, rows)


def of_the_api() -> Iterator[str]:
    """Lists and rows of the REST API, each parameter of a list by itself and with each choice."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    for path, methods in schema["paths"].items():
        if "get" not in methods:
            continue
        asked = [one for one in methods["get"].get("parameters", []) if one["in"] == "query"]
        places = [
            one["name"] for one in methods["get"].get("parameters", []) if one["in"] == "path"
        ]
        for row in (FIRST, FIRST + 1) if TWO.search(path) and places else (FIRST,):
            address = path
            for name in places:
                address = address.replace(f"{{{name}}}", str(row))
            yield address
        if not places:
            yield from (f"{path}?{urlencode(one)}" for one in _asked(asked))


def _asked(parameters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in parameters:
        kind = one["schema"]
        if "enum" in kind:
            values: list[Any] = [value for value in kind["enum"] if value]
        else:
            usual: dict[str, list[Any]] = {"integer": [FIRST], "boolean": ["true", "false"]}
            values = usual.get(kind.get("type"), [])
        yield from ({one["name"]: value} for value in values)


def _patterns(
    patterns: Any, prefix: str
) -> Iterator[tuple[str, tuple[str, dict[str, Any]] | None]]:
    for one in patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, path)
        elif isinstance(one, URLPattern):
            known = one.pattern.converters
            yield path, (one.name, known) if one.name else None


def _filled(name: str, converters: dict[str, Any], rows: list[int]) -> Iterator[str]:
    choices = [
        [(key, value) for value in _values(key, type(one).__name__, rows)]
        for key, one in converters.items()
    ]
    for chosen in itertools.product(*choices):
        try:
            yield reverse(name, kwargs=dict(chosen))
        except NoReverseMatch:
            continue


def _values(key: str, converter: str, rows: list[int]) -> list[Any]:
    if converter == "IntConverter":
        return rows
    if converter == "UUIDConverter":
        return ["0b9a4a2e-0000-4000-8000-000000000000"]
    return WORDS.get(key, ["none"])
