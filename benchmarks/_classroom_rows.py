"""A class on invented text, for the benchmark; and what stands in its answers afterwards."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from benchmarks._snapshots import snapshot_of
from claims.classroom import services
from claims.classroom.models import Answer, AnswerVersion
from provenance.accounts.models import User, Workspace
from provenance.accounts.services import open_workspace
from provenance.sources.models import Article, Snapshot

TASKS = [{"id": kind, "kind": kind} for kind in ("find", "chain", "evidence", "trace", "verdict")]
SUBJECTS = ["The harbour office", "A baker", "The council", "The ferry company", "A diver"]
DID = ["closed the pier", "counted forty boats", "measured the water", "said nothing", "left"]
WHEN = ["on Monday", "in spring", "a year ago", "before the storm", "at noon"]


def fill(sentences: int, dice: Random) -> dict[str, Any]:
    """A course with one assignment on a text of so many sentences, given to the class."""
    teacher = User.objects.create_user("teacher", email="teacher@school.example", name="Teacher")
    school = open_workspace(slug="school", name="School", kind="school", by=teacher)
    course = services.open_course(school, "Media class 9b", by=teacher)
    made = services.make_assignment(
        course,
        snapshots=[_text(school, teacher, sentences, dice)],
        title="The pier",
        tasks=TASKS,
        by=teacher,
    )
    services.give_assignment(made, by=teacher)
    return {"code": course.code, "tasks": [task["id"] for task in TASKS]}


def _text(school: Workspace, teacher: User, sentences: int, dice: Random) -> Snapshot:
    told = [
        f"{dice.choice(SUBJECTS)} {dice.choice(DID)} {dice.choice(WHEN)}." for _ in range(sentences)
    ]
    text = "\n\n".join(" ".join(told[at : at + 5]) for at in range(0, sentences, 5))
    article = Article.objects.create(workspace=school, title="The pier", created_by=teacher)
    snapshot = snapshot_of(article, text)
    snapshot.save()
    return snapshot


def kept() -> dict[str, Any]:
    """Every answer, by `work/task`: its body, its revision, how many versions are kept."""
    versions = Counter(AnswerVersion.objects.values_list("answer", flat=True))
    return {
        f"{row.submission_id}/{row.task}": [row.body, row.revision, versions[row.pk]]
        for row in Answer.objects.all()
    }
