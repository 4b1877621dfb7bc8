"""Lessons that are ready to be set: files in `fixtures/lessons/`, of our own writing.

Their shape is in `fixtures/schema/lesson.schema.json`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = "fixtures/lessons"
TWO = 2


@dataclass(frozen=True)
class ReadyLesson:
    """What a teacher sets with one click. `texts` says what it needs: one, two or versions."""

    slug: str
    title: str
    teaches: str
    minutes: int
    ages: str
    texts: str
    intro: str
    tasks: list[dict[str, Any]]
    glossary: dict[str, str] = field(default_factory=dict)
    talk: list[str] = field(default_factory=list)

    def lacks(self, articles: Sequence[int]) -> str:
        """What it needs and does not have, in words; "" if it has all.

        `articles`: for each text that was chosen the article it is a version of.
        """
        if self.texts == "two" and len(set(articles)) < TWO:
            return "texts of two articles"
        if self.texts == "versions" and len(articles) - len(set(articles)) < 1:
            return "two versions of one text"
        return "" if articles else "a text"


def ready_lessons() -> list[ReadyLesson]:
    """All of them, by title."""
    return list(_read(Path(settings.BASE_DIR) / FOLDER))


def ready_lesson(slug: str) -> ReadyLesson | None:
    """The one of that name."""
    return next((one for one in ready_lessons() if one.slug == slug), None)


@cache
def _read(folder: Path) -> tuple[ReadyLesson, ...]:
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    found = [ReadyLesson(**{k: v for k, v in row.items() if k != "$schema"}) for row in rows]
    return tuple(sorted(found, key=lambda one: one.title))
