"""The W3C's own assertions about annotations, collections and pages."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT4

SHARED = Path(__file__).parents[4] / "shared/contracts/w3c-annotation-model"
LISTS = {
    "annotation": "annotations/annotationMusts.test",
    "collection": "collections/collectionMusts.test",
    "page": "collections/pages/pageMusts.test",
}


def broken(kind: str, said: Any) -> list[str]:
    """Titles of the MUSTs for this kind of thing (see LISTS) that `said` breaks."""
    found = []
    for title, validator, holds in _musts(kind):
        if validator.is_valid(said) != holds:
            found.append(title)
    return found


def musts(kind: str) -> int:
    """How many MUSTs there are for this kind of thing."""
    return len(_musts(kind))


@cache
def _musts(kind: str) -> list[tuple[str, Any, bool]]:
    if not SHARED.is_dir():
        pytest.skip("../shared/contracts/w3c-annotation-model is missing: the MUSTs go unchecked")
    checker = jsonschema.FormatChecker(formats=["date-time", "uri"])
    assert not checker.conforms("2024-13-01T25:00:00Z", "date-time"), "dates go unchecked"
    assert not checker.conforms("no address", "uri"), "addresses go unchecked"
    named = json.loads((SHARED / LISTS[kind]).read_text())["assertions"]
    found = []
    for path in named:
        schema = json.loads((SHARED / path).read_text())
        validator = jsonschema.Draft4Validator(schema, registry=_registry(), format_checker=checker)
        found.append((path, validator, schema["expectedResult"] == "valid"))
    return found


@cache
def _registry() -> Registry[Any]:
    # The definitions call themselves by their file names, and each other so.
    parts = [
        (path.name, DRAFT4.create_resource(json.loads(path.read_text())))
        for path in (SHARED / "definitions").glob("*.json")
    ]
    return Registry().with_resources(parts)
