"""The house rules that a reader should be able to rely on."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for wing in ("provenance", "claims") for p in (ROOT / wing).rglob("*.py"))
OURS = [p for p in MODULES if "migrations" not in p.parts]

# Each room may import rooms above it in this list, never below it.
LADDER = [
    "provenance.audit",
    "provenance.accounts",
    "provenance.sources",
    "provenance.lineage",
    "provenance.capture",
    "provenance.api",
    "provenance.web",
    "claims.records",
    "claims.annotations",
    "claims.evidence",
    "claims.reviews",
    "claims.search",
    "claims.exchange",
    "claims.api",
    "claims.web",
]
FACES = {"api", "web"}


def room(dotted: str) -> str:
    return ".".join(dotted.split(".")[:2])


def imports(path: Path) -> set[str]:
    """Every first-party module a file imports, at its top or inside a function."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            found |= {source} | {f"{source}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in {"provenance", "claims"}}


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_only_import_downwards(path):
    here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if here not in LADDER:
        return  # settings, urls, wsgi: the front door names rooms by string
    above = {name for name in imports(path) if room(name) in LADDER[LADDER.index(here) + 1 :]}
    assert not above, f"{here} must not know about {above}"


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_short(path):
    assert len(path.read_text().splitlines()) <= 400


def test_foreign_keys_point_downwards():
    def where(model):
        return room(model._meta.app_config.name)

    upward = [
        str(field)
        for model in apps.get_models()
        if where(model) in LADDER
        for field in model._meta.concrete_fields
        if field.is_relation and where(field.related_model) in LADDER
        if field.related_model is not get_user_model()  # the user is everyone's
        if LADDER.index(where(field.related_model)) > LADDER.index(where(model))
    ]
    assert not upward


def test_every_room_is_on_the_ladder():
    rooms = {f"{p.parent.parent.name}.{p.parent.name}" for p in ROOT.glob("*/*/__init__.py")}
    assert {r for r in rooms if r.split(".")[0] in {"provenance", "claims"}} == set(LADDER)


WRITES = {"save", "create", "bulk_create", "delete", "get_or_create", "update_or_create"}


@pytest.mark.parametrize(
    "path", [p for p in OURS if FACES & set(p.parts)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_faces_never_write(path):
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & WRITES, "pages and API views call a service instead"
