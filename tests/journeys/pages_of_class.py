"""The pages of a class, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.classroom.models import Assignment, Course, Submission
from claims.classroom.services import (
    begin_work,
    give_assignment,
    hand_in,
    join_course,
    make_assignment,
    open_course,
    save_answer,
)
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Workspace

from .pages_of_revealing import of_revealing

OWNER, STRANGER, BEGINNER = "max", "", "ines"
TASKS = [{"id": "verdict", "kind": "verdict"}, {"id": "find", "kind": "find"}]


def of_class() -> Iterator[tuple[str, str, str, int]]:
    """A course with two students, and someone at the door."""
    owner = User.objects.get(username=OWNER)
    course = open_course(Workspace.objects.get(slug="demo"), "Media class 9b", by=owner)
    place, _ = join_course(course.code, name="Wren", by=None)
    join_course(course.code, name="Robin", by=None)
    student = place.user.username
    yield "class-door", reverse("class-door"), STRANGER, 200
    yield "class-join", reverse("class-join"), STRANGER, 200
    yield "class-join-by-link", reverse("class-join-by-link", args=[course.code]), STRANGER, 200
    yield "class-home", reverse("class-home"), student, 200
    yield "class-rename", reverse("class-rename", args=[place.pk]), student, 200
    yield "empty-classes", reverse("classes"), BEGINNER, 200
    yield "classes", reverse("classes"), OWNER, 200
    yield "new-course", reverse("new-course"), OWNER, 200
    yield "lesson-plan", reverse("lesson-plan", args=["sift"]), OWNER, 200
    yield "student", reverse("student", args=[place.pk]), OWNER, 200
    yield "course-with-nothing-set", reverse("course", args=[course.pk]), OWNER, 200
    yield "course-renamed", reverse("edit-course", args=[course.pk]), OWNER, 200
    yield from _of_assignments(course, owner)


def _of_assignments(course: Course, owner: User) -> Iterator[tuple[str, str, str, int]]:
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    busy = open_course(course.workspace, "Media class 9c", by=owner)
    made = make_assignment(busy, claim=claim, tasks=TASKS, by=owner)
    draft = make_assignment(busy, claim=claim, title="A draft", tasks=TASKS, by=owner)
    give_assignment(made, by=owner)
    place, _ = join_course(busy.code, name="Jay", by=None)
    work = begin_work(made, by=place.user)
    save_answer(work, "verdict", {"reason": "It was measured."}, by=place.user)
    hand_in(work, by=place.user)
    yield from _of_work(made, work, place.user)
    here, set_ = [busy.pk], reverse("set-assignment", args=[busy.pk])
    yield "course", reverse("course", args=here), OWNER, 200
    yield "assignment-sources", reverse("assignment-sources", args=here), OWNER, 200
    sources = f"{reverse('assignment-sources', args=here)}?q=nothing+says+so"
    yield "assignment-sources-none", sources, OWNER, 200
    yield "set-assignment", f"{set_}?claim={claim.pk}", OWNER, 200
    yield "set-from-dossier", reverse("set-from-dossier", args=here), OWNER, 200
    yield "set-elsewhere", f"{reverse('set-elsewhere')}?claim={claim.pk}", OWNER, 200
    yield "assignment", reverse("assignment", args=[made.pk]), OWNER, 200
    yield "assignment-draft", reverse("assignment", args=[draft.pk]), OWNER, 200
    yield "edit-assignment", reverse("edit-assignment", args=[made.pk]), OWNER, 200
    yield "reveal-assignment", reverse("reveal-assignment", args=[made.pk]), OWNER, 200
    yield from _of_comparing(made, draft, student_of(work))
    yield "return-work", reverse("return-work", args=[work.pk]), OWNER, 200


def _of_work(
    made: Assignment, work: Submission, handed_in: User
) -> Iterator[tuple[str, str, str, int]]:
    student, read = handed_in.username, reverse("class-work", args=[work.pk, 1])
    place, _ = join_course(made.course.code, name="Rook", by=None)
    going = begin_work(made, by=place.user)
    yield "class-home-with-lessons", reverse("class-home"), student, 200
    yield "class-lesson", reverse("class-lesson", args=[made.pk]), student, 200
    yield "class-work-handed-in", read, student, 200
    for number in (1, 2):
        address = reverse("class-work", args=[going.pk, number])
        yield f"class-work-{number}", address, place.user.username, 200


def student_of(work: Submission) -> str:
    """Whose work it is, by the name of the account."""
    part = work.parts.select_related("enrolment__user").get()
    return part.enrolment.user.username


def _of_comparing(
    made: Assignment, draft: Assignment, student: str
) -> Iterator[tuple[str, str, str, int]]:
    yield "compare", reverse("compare", args=[made.pk]), OWNER, 200
    yield "compare-nothing", reverse("compare", args=[draft.pk]), OWNER, 200
    yield "projector", reverse("projector", args=[made.pk]), OWNER, 200
    yield from of_revealing(made.course, OWNER)
    yield "class-not-revealed", reverse("class-revealed", args=[made.pk]), student, 403
