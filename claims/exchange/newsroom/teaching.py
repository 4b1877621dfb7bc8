"""The courses of a file: students with their works, and assignments given, closed or revealed."""

from collections.abc import Sequence
from typing import Any

from claims.classroom import services
from claims.classroom.lessons import ready_lesson
from claims.classroom.models import Assignment, Course, Enrolment
from provenance.sources.models import Snapshot

from .room import Room, Row


def teach(room: Room, row: Row) -> None:
    """Open a course, let its students join, set what is set, and do what was done."""
    by = room.people[row["by"]]
    course = services.open_course(room.workspaces[row["workspace"]], row["title"], by=by)
    for name in row["teachers"]:
        services.add_teacher(course, room.people[name], by=by)
    students = {
        name: services.join_course(course.code, name=name, by=None)[0] for name in row["students"]
    }
    room.counts["courses"] += 1
    for assignment in row["assignments"]:
        _set(room, course, students, assignment)


def _set(room: Room, course: Course, students: dict[str, Enrolment], row: Row) -> None:
    by, lesson = room.people[row["by"]], ready_lesson(row["lesson"])
    if lesson is None:
        raise ValueError(f"There is no ready lesson {row['lesson']!r}.")
    texts = [room.snapshots[text["workspace"], text["page"]] for text in row["texts"]]
    made = services.make_assignment(
        course,
        claim=room.claims[row["claim"]] if row["claim"] else None,
        snapshots=texts,
        title=row["title"],
        lesson=lesson.slug,
        intro=lesson.intro,
        tasks=lesson.tasks,
        glossary=lesson.glossary,
        by=by,
    )
    room.counts["assignments"] += 1
    if row["stage"] == "draft":
        return
    services.give_assignment(made, by=by)
    for work in row["works"]:
        _work(made, texts, students[work["by"]], work)
        room.counts["works"] += 1
    if row["stage"] == "revealed":
        services.reveal_assignment(made, by=by)


def _work(made: Assignment, texts: Sequence[Snapshot], student: Enrolment, row: Row) -> None:
    by = student.user
    work = services.begin_work(made, by=by)
    for task, body in row["answers"].items():
        services.save_answer(work, task, _placed(body, texts), by=by)
    for task in row.get("hints", []):
        services.open_hint(work, task, by=by)
    if row["handed_in"]:
        services.hand_in(work, by=by)


def _placed(value: Any, texts: Sequence[Snapshot]) -> Any:
    """An answer in which each `{"quote", "text"}` has become the place of these words."""
    if isinstance(value, list):
        return [_placed(one, texts) for one in value]
    if not isinstance(value, dict):
        return value
    if "quote" in value:
        text = value.get("text", 0)
        start = texts[text].text.index(value["quote"])
        return {"text": text, "start": start, "end": start + len(value["quote"])}
    return {name: _placed(one, texts) for name, one in value.items()}
