"""Grading: one student's work on one page, what counts, and giving the grades out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.classroom import services
from claims.classroom.criteria import criteria_for
from claims.classroom.models import Grade, HandIn, Rubric, Submission
from claims.classroom.rubrics import total_of
from claims.classroom.tasks import tasks_of
from provenance.web import undo
from provenance.web.attempts import telling
from provenance.web.context import person

from ..entry import signed_in
from ..forms.grading import GradeForm, RubricForm
from ..pages.classroom.grading import GradePage, grade_page
from ..sheets import Sheet, ask, settle
from .entry import TEACHERS_OF, assignment_at, number_asked, taught_work_at


@never_cache
@signed_in
def grade_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one attempt, say something about it, give points for it, and go on to the next."""
    work = taught_work_at(request, pk)
    page = grade_page(work, number_asked(request, "attempt"))
    form = _form(request, page)
    status = 200
    if request.method == "POST" and page.hand_in is not None:
        hand_in, by = page.hand_in, person(request)

        def service(**given: Any) -> Grade:
            return services.grade_work(hand_in, by=by, **given)

        status = settle(form, service) or 200
        if status == 200:
            return _go_on(request, page)
    shown = {"page": page, "form": form, "undo": undo.offered(request), "nav": "class"}
    shown["seen_words"] = TEACHERS_OF
    return render(request, "claims/classroom/grade.html", shown, status=status)


@require_POST
@signed_in
def give_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the student read the grade of one attempt."""
    hand_in = _hand_in(request, taught_work_at(request, pk))
    _give_out(request, hand_in)
    return redirect(_at(hand_in))


@require_POST
@signed_in
def withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a grade out of sight again."""
    hand_in = _hand_in(request, taught_work_at(request, pk))
    with telling(request, "Nobody but the teachers sees the grade now."):
        services.withhold_grade(get_object_or_404(Grade, hand_in=hand_in), by=person(request))
    return redirect(_at(hand_in))


@require_POST
@signed_in
def give_out_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everyone read theirs, where there is something to read."""
    row = assignment_at(request, pk)
    count = services.release_grades(row, by=person(request))
    said = f"{count} given out." if count else "There is nothing to give out yet."
    messages.success(request, said)
    return redirect("gradebook", row.course_id)


@signed_in
def rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what counts and how much."""
    row, by = assignment_at(request, pk), person(request)
    kept = Rubric.objects.filter(assignment=row).first()
    criteria, tasks = criteria_for(row), tasks_of(row.tasks)
    initial = {"version": kept.version if kept else 0}
    form = RubricForm(request.POST or None, criteria=criteria, tasks=tasks, initial=initial)

    def service(**given: Any) -> Rubric:
        return services.edit_rubric(row, by=by, **given)

    around = {"nav": "class", "seen_words": TEACHERS_OF, "total": total_of(criteria)}
    back, template = reverse("assignment", args=[pk]), "claims/classroom/rubric_sheet.html"
    sheet = Sheet(
        f"rubric-{pk}", "What counts", "Keep it", back, template, in_place=False, shown=around
    )
    return ask(request, form, service, sheet, said="From now on this counts.")


def _form(request: HttpRequest, page: GradePage) -> GradeForm:
    grade = page.grade
    return GradeForm(
        request.POST or None,
        points=page.points,
        tasks=[one.task for one in page.tasks],
        graded=grade is not None and grade.total is not None,
        initial={
            "comment": grade.comment if grade else "",
            "version": grade.version if grade else 0,
        },
    )


def _go_on(request: HttpRequest, page: GradePage) -> HttpResponse:
    """Where the button that was pressed leads."""
    assert page.hand_in is not None
    if "give-out" in request.POST:
        _give_out(request, page.hand_in)
    elif "next" in request.POST and page.neighbours.after:
        messages.success(request, f"The points for {page.neighbours.name} are kept.")
        return redirect("grade-work", page.neighbours.after)
    else:
        messages.success(request, "The points are kept. The student does not see them yet.")
    return redirect(_at(page.hand_in))


def _give_out(request: HttpRequest, hand_in: HandIn) -> None:
    back = f"{reverse('withhold-grade', args=[hand_in.submission_id])}?attempt={hand_in.attempt}"
    with telling(request, "The student can read it now.", undone_at=back):
        services.release_grade(hand_in, by=person(request))


def _hand_in(request: HttpRequest, work: Submission) -> HandIn:
    """The attempt that the address names, else the last."""
    attempt = number_asked(request, "attempt")
    rows = work.hand_ins.filter(**({"attempt": attempt} if attempt else {}))
    return get_object_or_404(rows.order_by("-attempt")[:1])


def _at(hand_in: HandIn) -> str:
    return f"{reverse('grade-work', args=[hand_in.submission_id])}?attempt={hand_in.attempt}"
