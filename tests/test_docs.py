"""Documents that cannot rot: what exists is told, and what is told exists."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import load_command_class

from provenance.api.root import nouns

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def commands() -> set[str]:
    """Our own management commands."""
    return {
        path.stem
        for config in apps.get_app_configs()
        if config.name.startswith(("provenance.", "claims."))
        for path in (Path(config.path) / "management" / "commands").glob("[!_]*.py")
    }


def anchors(path: Path) -> set[str]:
    """The headings of a document, as links name them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_every_command_is_told():
    untold = {name for name in commands() if f"`{name}" not in text_of("commands.md")}
    assert not untold


def test_every_command_told_exists():
    told = re.findall(r"^\| `(\w+)", text_of("commands.md"), re.MULTILINE)
    assert set(told) <= commands() | {"command"}


def test_every_command_speaks_json():
    for config in apps.get_app_configs():
        if config.name.startswith(("provenance.", "claims.")):
            folder = Path(config.path) / "management" / "commands"
            for path in folder.glob("[!_]*.py"):
                parser = load_command_class(config.name, path.stem).create_parser("", path.stem)
                assert "--json" in parser.format_help(), path.stem


def test_every_noun_is_told():
    assert not {noun for noun in nouns() if f"`{noun}`" not in text_of("api.md")}


def test_every_noun_told_exists():
    rows = re.findall(r"^\| (`[^|]+) \| (?=[a-z])", text_of("api.md"), re.MULTILINE)
    told = {noun for row in rows for noun in re.findall(r"`([a-z-]+)`", row)}
    assert told == set(nouns())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    broken = []
    for link in LINK.findall(path.read_text()):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        missing = not target.exists()
        if missing or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


def test_every_document_can_be_found():
    """Each is linked from the README or from a document that is."""
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.exists():
            continue
        found.add(path)
        for link in LINK.findall(path.read_text()):
            target = (path.parent / link.partition("#")[0]).resolve()
            waiting += sorted(target.glob("*.md")) if target.is_dir() else []
            waiting += [target] if target.suffix == ".md" else []
    assert {path for path in DOCUMENTS if path not in found} == set()
