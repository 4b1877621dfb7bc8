"""Who comes in: what is none of one's own class is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from claims.classroom import rules
from claims.classroom.models import Assignment, Course, Enrolment, Submission
from provenance.accounts.models import User
from provenance.numbers import number_in

# Who sees a page, where it is not one of the three levels of the other rooms.
ONLY_YOU_AND_TEACHERS = "you and your teachers"
TEACHERS_OF = "the teachers of this course"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def in_class(view: View[P]) -> View[P]:
    """A page for students; whoever came with no name yet is asked for the code first."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if isinstance(request.user, User):
            return view(request, *args, **kwargs)
        return redirect("class-door")

    return inner


def course_at(request: HttpRequest, pk: int) -> Course:
    """A course that one teaches; 404 for every other."""
    rows = Course.objects.taught_by(request.user).select_related("workspace")
    row: Course = get_object_or_404(rows, pk=pk)
    return row


def student_at(request: HttpRequest, pk: int) -> Enrolment:
    """The place of a student in a course that one teaches, those who left included."""
    rows = Enrolment.objects.visible_to(request.user).students()
    row: Enrolment = get_object_or_404(rows.select_related("course__workspace"), pk=pk)
    if not rules.may_teach(request.user, row.course):
        raise Http404
    return row


def assignment_at(request: HttpRequest, pk: int) -> Assignment:
    """An assignment of a course that one teaches; 404 for every other."""
    row: Assignment = get_object_or_404(_assignments(request), pk=pk)
    if not rules.may_teach(request.user, row.course):
        raise Http404
    return row


def lesson_at(request: HttpRequest, pk: int) -> Assignment:
    """An assignment that was given to one's class."""
    row: Assignment = get_object_or_404(_assignments(request), pk=pk)
    if not rules.may_study(request.user, row.course):
        raise Http404
    return row


def work_at(request: HttpRequest, pk: int) -> Submission:
    """One's own work, or one's group's."""
    row: Submission = get_object_or_404(_works(Submission.objects.of(request.user)), pk=pk)
    return row


def taught_work_at(request: HttpRequest, pk: int) -> Submission:
    """The work of a student in a course that one teaches."""
    rows = Submission.objects.visible_to(request.user)
    row: Submission = get_object_or_404(_works(rows), pk=pk)
    if not rules.may_teach(request.user, row.assignment.course):
        raise Http404
    return row


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number in the query of the address; None where there is none that makes sense."""
    return number_in(request.GET.get(name, ""))


def _assignments(request: HttpRequest) -> Any:
    rows = Assignment.objects.visible_to(request.user)
    return rows.select_related("course__workspace", "scale")


def _works(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.select_related("assignment__course__workspace", "assignment__scale")
