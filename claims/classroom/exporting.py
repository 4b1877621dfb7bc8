"""Everything that is kept of one student, for the student and for the teacher who is asked for it.

The same for both but for one thing: what was not released yet is told to teachers alone. What the
desk found, what was suggested, and the names of others in a group are in neither.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from provenance.accounts.models import User
from provenance.audit.models import AuditEvent

from .graded import rows_of, told_to_student
from .models import AnswerVersion, Enrolment, Grade, HandIn, HintOpened, Material, Part, Remark
from .passages import groups_of
from .tasks import Task, tasks_of

Json = dict[str, Any]


def data_of(enrolment: Enrolment, *, to: User) -> Json:
    """What is kept of a student, as JSON tells it. A constant number of queries."""
    parts = list(
        enrolment.parts.select_related("submission__assignment__course", "submission__assignment")
        .prefetch_related("submission__assignment__scale__ratings", "submission__answers")
        .order_by("pk")
    )
    kept = _Kept([part.submission_id for part in parts], enrolment, to)
    course, section = enrolment.course, enrolment.section
    return {
        "format": "student-data/1",
        "course": course.title,
        "school": course.workspace.name,
        "name": enrolment.name,
        "section": section.name if section else "",
        "joined_at": enrolment.created_at,
        "left_at": enrolment.left_at,
        "works": [kept.work(part) for part in parts],
        "deeds": _deeds(enrolment),
    }


def _deeds(enrolment: Enrolment) -> list[Json]:
    """What the history keeps that the student did, without a name."""
    rows = AuditEvent.objects.filter(actor=enrolment.user_id).order_by("at", "number")
    return [{"at": at, "what": what} for at, what in rows.values_list("at", "action")]


class _Kept:
    """The rows of all works, asked for once."""

    def __init__(self, works: list[int], enrolment: Enrolment, to: User) -> None:
        self.me, self.is_student = enrolment.user_id, to.pk == enrolment.user_id
        hand_ins = HandIn.objects.filter(submission__in=works).order_by("attempt")
        self.hand_ins = _by(hand_ins, "submission_id")
        grades = Grade.objects.filter(hand_in__submission__in=works)
        self.grades = {grade.hand_in_id: grade for grade in grades}
        remarks = Remark.objects.kept().filter(hand_in__submission__in=works)
        self.remarks = _by(remarks, "hand_in_id")
        versions = AnswerVersion.objects.filter(answer__submission__in=works)
        self.versions = _by(versions.order_by("answer", "revision"), "answer_id")
        self.hints = _by(HintOpened.objects.filter(submission__in=works), "submission_id")
        others = Part.objects.filter(submission__in=works, left_at=None).exclude(
            enrolment=enrolment
        )
        self.others = _by(others, "submission_id")
        assignments = {row.assignment_id for row in enrolment.parts.all()}
        materials = Material.objects.filter(assignment__in=assignments).select_related("snapshot")
        self.texts: dict[int, list[str]] = defaultdict(list)
        for row in materials.order_by("assignment", "position"):
            self.texts[row.assignment_id].append(row.snapshot.text)

    def work(self, part: Part) -> Json:
        """One work, from the first save to the last remark."""
        submission = part.submission
        assignment, tasks = submission.assignment, tasks_of(submission.assignment.tasks)
        hints = self.hints[submission.pk]
        return {
            "assignment": assignment.title,
            "statement": assignment.statement,
            "group": submission.name,
            "together_with": len(self.others[submission.pk]),
            "state": submission.state,
            "returned_because": submission.reason,
            "handed_in_at": submission.handed_in_at,
            "answers": self._answers(submission, tasks),
            "hints": [{"task": h.task, "number": h.number, "at": h.at} for h in hints],
            "hand_ins": [self._hand_in(one, assignment) for one in self.hand_ins[submission.pk]],
        }

    def _answers(self, submission: Any, tasks: Iterable[Task]) -> list[Json]:
        answers = {one.task: one for one in submission.answers.all()}
        scale = submission.assignment.scale
        ratings = {one.slug: one.label for one in scale.ratings.all()} if scale else {}
        texts = self.texts[submission.assignment_id]
        return [
            {
                "task": task.id,
                "kind": str(task.kind),
                "asked": task.prompt,
                "says": [
                    {"of": group.title, "what": line.label, "words": line.words}
                    for group in groups_of(task, answers[task.id].body, texts, ratings)
                    for line in group.lines
                ],
                "body": answers[task.id].body,
                "versions": [
                    {"at": one.saved_at, "by_me": one.saved_by_id == self.me, "body": one.body}
                    for one in self.versions[answers[task.id].pk]
                ],
            }
            for task in tasks
            if task.id in answers
        ]

    def _hand_in(self, hand_in: HandIn, assignment: Any) -> Json:
        grade = self.grades.get(hand_in.pk)
        if self.is_student and (grade is None or grade.released_at is None):
            return _plain(hand_in) | {"grade": None, "remarks": []}
        return _plain(hand_in) | {
            "grade": self._grade(grade, assignment) if grade else None,
            "remarks": [
                {"task": one.task, "field": one.path, "on": one.quote, "words": one.words}
                for one in self.remarks[hand_in.pk]
            ],
        }

    def _grade(self, grade: Grade, assignment: Any) -> Json:
        revealed = not self.is_student or assignment.revealed_at is not None
        told = told_to_student(rows_of(grade.rows), revealed=revealed)
        return {
            "points": told.given,
            "out_of": told.out_of,
            "waits_for_the_reveal": told.waiting,
            "rows": [{"for": r.label, "points": r.given, "of": r.points} for r in told.rows],
            "comment": grade.comment,
            "released_at": grade.released_at,
        }


def _plain(hand_in: HandIn) -> Json:
    return {"attempt": hand_in.attempt, "at": hand_in.at, "answers": hand_in.answers}


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
