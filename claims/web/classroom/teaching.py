"""The courses of a teacher: list, page, code, end of term."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.classroom import rules, services
from claims.classroom.models import Course, Enrolment
from claims.classroom.taught import assignments_in, courses_taught
from claims.lti.models import Context
from provenance.accounts.links import absolute
from provenance.accounts.models import User
from provenance.accounts.roles import TEACHES
from provenance.web.attempts import telling
from provenance.web.context import current_workspace, person

from ..entry import signed_in
from ..forms.classes import CourseForm, SectionForm, TeacherForm
from ..sheets import Sheet, ask
from .entry import TEACHERS_OF, course_at


@require_safe
@signed_in
def classes(request: HttpRequest) -> HttpResponse:
    """The courses one teaches."""
    workspace, by = current_workspace(request), person(request)
    may_open = workspace is not None and rules.may_open_course(by, workspace.pk)
    orphaned = Course.objects.filter(workspace=workspace).orphaned() if may_open else []
    takes_over = [one for one in orphaned if rules.may_take_over(by, one)]
    shown = {"lines": courses_taught(by), "may_open": may_open, "orphaned": takes_over}
    return render(
        request, "claims/classroom/classes.html", shown | {"nav": "class", "seen_by": "me"}
    )


@signed_in
def new_course(request: HttpRequest) -> HttpResponse:
    """Open a course."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")

    def service(version: int | None, title: str) -> Course:
        return services.open_course(workspace, title, by=by)

    form = CourseForm(request.POST or None)
    around = {"nav": "class", "seen_words": TEACHERS_OF}
    sheet = Sheet(
        "new-course", "Open a course", "Open it", reverse("classes"), in_place=False, shown=around
    )
    return ask(request, form, service, sheet, said="The course is open.", then=course_url)


@require_safe
@signed_in
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """One course: its code, what was set, who is in it."""
    row = course_at(request, pk)
    here = row.enrolments.present().select_related("user", "section")
    link = absolute(reverse("class-join-by-link", args=[row.code]), request)
    shown: dict[str, Any] = {
        "course": row,
        "link": link,
        "door": absolute(reverse("class-door"), request),
        "assignments": assignments_in(row),
        "students": here.students().order_by("section__name", "name"),
        "sections": list(row.sections.all()),
        "teachers": here.teachers(),
        "contexts": Context.objects.of_course(row),
        "section_form": SectionForm(),
        "teacher_form": TeacherForm(people=_could_teach(row)),
        "nav": "class",
        "seen_words": TEACHERS_OF,
    }
    return render(request, "claims/classroom/course.html", shown)


@signed_in
def edit_course(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a course otherwise."""
    row = course_at(request, pk)
    form = CourseForm(request.POST or None, initial={"title": row.title, "version": row.version})
    service = partial(services.edit_course, row, by=person(request))
    return ask(request, form, service, _sheet(row, "edit-course", "Rename the course"), said="")


@require_POST
@signed_in
def turn_course(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """What a button on the course's page does."""
    row, by = course_at(request, pk), person(request)
    if verb not in VERBS:
        raise Http404
    service, said = VERBS[verb]
    with telling(request, said):
        service(row, by)
    return redirect("course", pk)


@require_POST
@signed_in
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the teachers of a course whose teacher is gone."""
    by = person(request)
    mine = [workspace for workspace, role in by.roles.items() if role in TEACHES]
    row = get_object_or_404(Course.objects.orphaned(), pk=pk, workspace__in=mine)
    services.take_over_course(row, by=by)
    messages.success(request, "You teach this course now. Its teachers and the history say so.")
    return redirect("course", pk)


@require_POST
@signed_in
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section."""
    row = course_at(request, pk)
    with telling(request, "The section is added."):
        services.add_section(row, request.POST.get("name", ""), by=person(request))
    return redirect("course", pk)


@require_POST
@signed_in
def remove_section(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Take a section away; its students stay."""
    row = course_at(request, pk)
    found = get_object_or_404(row.sections.all(), pk=section)
    services.remove_section(found, by=person(request))
    messages.success(request, "The section is gone; its students are still in the course.")
    return redirect("course", pk)


@require_POST
@signed_in
def add_teacher(request: HttpRequest, pk: int) -> HttpResponse:
    """Let someone of the workspace teach it too."""
    row = course_at(request, pk)
    form = TeacherForm(request.POST, people=_could_teach(row))
    if not form.is_valid():
        messages.error(request, "Choose someone who teaches in this workspace.")
        return redirect("course", pk)
    with telling(request, f"{form.cleaned_data['teacher']} teaches this course now."):
        services.add_teacher(row, form.cleaned_data["teacher"], by=person(request))
    return redirect("course", pk)


@require_POST
@signed_in
def remove_teacher(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Let someone teach it no longer."""
    row = course_at(request, pk)
    found: Enrolment = get_object_or_404(row.enrolments.present().teachers(), pk=place)
    with telling(request, f"{found.user} does not teach this course any more."):
        services.remove_teacher(found, by=person(request))
    still = rules.may_teach(person(request), row)
    return redirect("course", pk) if still else redirect("classes")


def course_url(row: Course) -> str:
    """Where a course is."""
    return reverse("course", args=[row.pk])


def _sheet(row: Course, key: str, title: str) -> Sheet:
    around = {"workspace": row.workspace, "nav": "class", "seen_words": TEACHERS_OF}
    return Sheet(f"{key}-{row.pk}", title, "Keep it", course_url(row), in_place=False, shown=around)


def _could_teach(row: Course) -> Any:
    people = User.objects.filter(
        is_active=True, memberships__workspace=row.workspace_id, memberships__role__in=TEACHES
    )
    there = row.enrolments.present().teachers().values("user")
    return people.exclude(pk__in=there).order_by("name", "username")


VERBS: dict[str, tuple[Any, str]] = {
    "code": (
        lambda row, by: services.renew_code(row, by=by),
        "There is a new code. The old one leads nowhere any more.",
    ),
    "open": (
        lambda row, by: services.edit_course(row, takes_students=True, by=by),
        "Students can join.",
    ),
    "shut": (
        lambda row, by: services.edit_course(row, takes_students=False, by=by),
        "Nobody new can join. Those who are in come back as before.",
    ),
    "archive": (
        lambda row, by: services.archive_course(row, by=by),
        "The course is archived. Everything stays to be read.",
    ),
    "bring-back": (lambda row, by: services.reopen_course(row, by=by), "The course is back."),
}
