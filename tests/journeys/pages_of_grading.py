"""The pages of grading, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.classroom.models import Assignment, HandIn, Remark, Submission
from claims.classroom.services import (
    add_remark,
    begin_work,
    edit_assignment,
    give_assignment,
    grade_work,
    hand_in,
    join_course,
    make_assignment,
    open_course,
    release_grade,
    return_work,
    save_answer,
)
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Workspace

OWNER = "max"
TASKS = [
    {"id": "find", "kind": "find"},
    {"id": "trace", "kind": "trace"},
    {"id": "verdict", "kind": "verdict"},
]
SAME = "It was measured twice and nobody who was there has said anything else since."
MARKS = [
    {"at": {"text": 0, "start": 20, "end": 60}, "statement": "What it says"},
    {"at": {"text": 0, "start": 70, "end": 90}, "statement": ""},
]
STEPS = {"hops": [{"who": "Northline", "address": "https://example.org/a", "primary": True}]}
Listed = tuple[str, str, str, int]


def of_grading() -> Iterator[Listed]:
    """A course with work in every state, and one with nothing."""
    owner = User.objects.get(username=OWNER)
    workspace = Workspace.objects.get(slug="demo")
    course = open_course(workspace, "Media class 9d", by=owner)
    bare = open_course(workspace, "Nothing to grade", by=owner)
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    made = make_assignment(course, claim=claim, title="Graded", tasks=TASKS, by=owner)
    edit_assignment(made, due_at=made.created_at, by=owner)
    give_assignment(made, by=owner)
    place, work = _work(made, "Wren", SAME)
    _, other = _work(made, "Robin", f"I think so: {SAME}")
    _, begun = _work(made, "Rook", "", handed_in=False)
    join_course(course.code, name="Jay", by=None)
    remark = _graded(work, owner)
    again = f"?attempt=1&task=verdict&path=reason&quote={SAME[:6]}"
    for name, one in (("", work), ("-fresh", other), ("-begun", begun)):
        yield f"grade-work{name}", reverse("grade-work", args=[one.pk]), OWNER, 200
    yield "add-remark", reverse("add-remark", args=[work.pk]) + again, OWNER, 200
    yield "edit-remark", reverse("edit-remark", args=[remark.pk]), OWNER, 200
    yield "work-versions", reverse("work-versions", args=[work.pk]), OWNER, 200
    yield "rubric", reverse("rubric", args=[made.pk]), OWNER, 200
    yield "same-words", reverse("same-words", args=[made.pk]), OWNER, 200
    for name, row in (("gradebook", course), ("gradebook-empty", bare)):
        yield name, reverse("gradebook", args=[row.pk]), OWNER, 200
    yield "class-grade", reverse("class-grade", args=[work.pk]), place.username, 200
    yield "class-grade-other", reverse("class-grade", args=[other.pk]), place.username, 404


def _graded(work: Submission, owner: User) -> Remark:
    """Points, remarks, given out, and returned for another try."""
    kept = HandIn.objects.get(submission=work)
    remark = add_remark(kept, "verdict", "Who?", path="reason", quote="nobody", by=owner)
    add_remark(kept, "trace", "Well searched.", by=owner)
    grade_work(kept, {"verdict-reason": 7.5}, comment="Well argued.", by=owner)
    release_grade(kept, by=owner)
    return_work(work, "Name your source.", by=owner)
    return remark


def _work(
    made: Assignment, name: str, reason: str, *, handed_in: bool = True
) -> tuple[User, Submission]:
    place, _ = join_course(made.course.code, name=name, by=None)
    work = begin_work(made, by=place.user)
    save_answer(work, "find", {"marks": MARKS}, by=place.user)
    save_answer(work, "trace", STEPS | {"origins": 2}, by=place.user)
    save_answer(work, "verdict", {"reason": reason, "confidence": 60}, by=place.user)
    if handed_in:
        hand_in(work, by=place.user)
    return place.user, work
