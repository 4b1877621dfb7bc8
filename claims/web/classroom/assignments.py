"""An assignment as its teacher runs it: its words, its steps, and how far the class is."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.classroom import services
from claims.classroom.models import Assignment
from claims.classroom.tasks import tasks_of
from claims.classroom.taught import assignment_page
from claims.classroom.workflow import STAGES, Stage, State
from claims.lti.models import Link
from provenance.web.attempts import telling
from provenance.web.context import person

from ..entry import signed_in
from ..forms.classes import GroupsForm, ReturnWorkForm, WordsForm
from ..sheets import Sheet, ask
from .entry import TEACHERS_OF, assignment_at, taught_work_at


@require_safe
@signed_in
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment: what comes next, how far everyone is, what the key says."""
    row = assignment_at(request, pk)
    shown = {
        "page": assignment_page(row, person(request)),
        "steps": STAGES[Stage(row.stage)],
        "groups": GroupsForm(),
        "tellings": Link.objects.of_assignment(row),
        "nav": "class",
        "seen_words": TEACHERS_OF,
    }
    return render(request, "claims/classroom/assignment.html", shown)


@signed_in
def edit_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its words."""
    row = assignment_at(request, pk)
    form = WordsForm(request.POST or None, tasks=tasks_of(row.tasks), initial=_words(row))

    def service(version: int | None = None, **_: Any) -> Assignment:
        given = form.told() | {"version": version}
        return services.edit_assignment(row, **given, by=person(request))

    sheet = _sheet(row, "edit-assignment", "What is asked", "Keep it")
    return ask(request, form, service, sheet, said="The assignment is changed.")


@require_POST
@signed_in
def turn_assignment(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Give, close, reveal, or take the key afresh: one button each."""
    row = assignment_at(request, pk)
    if verb not in VERBS:
        raise Http404
    service, said = VERBS[verb]
    with telling(request, said):
        service(row, by=person(request))
    return redirect("assignment", pk)


@signed_in
def reveal_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Reveal it, after being told what that does."""
    row = assignment_at(request, pk)
    if request.method == "POST":
        with telling(request, REVEALED):
            services.reveal_assignment(row, by=person(request))
        return redirect("assignment", pk)
    working = row.submissions.exclude(state=State.HANDED_IN).count()
    shown = {"assignment": row, "working": working, "nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/reveal.html", shown)


@require_POST
@signed_in
def delete_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an assignment away on which nobody worked."""
    row = assignment_at(request, pk)
    services.delete_assignment(row, by=person(request))
    messages.success(request, "The assignment is gone. Nobody had worked on it.")
    return redirect("course", row.course_id)


@require_POST
@signed_in
def make_groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Shuffle the class into groups."""
    row = assignment_at(request, pk)
    form = GroupsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A group has 2 to 10 students.")
        return redirect("assignment", pk)
    with telling(request, "The groups are made."):
        services.make_groups(row, **form.cleaned_data, by=person(request))
    return redirect("assignment", pk)


@signed_in
def return_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Send work back for another try."""
    work = taught_work_at(request, pk)
    form = ReturnWorkForm(request.POST or None, initial={"version": work.version})
    service = partial(services.return_work, work, by=person(request))
    sheet = _sheet(work.assignment, "return-work", "Return it for another try", "Return it")
    sheet = replace(sheet, back=reverse("grade-work", args=[pk]))
    return ask(request, form, service, sheet, said="It is returned.")


REVEALED = "It is revealed. What was not handed in was collected as it stood."


def _words(row: Assignment) -> dict[str, Any]:
    glossary = "\n".join(f"{word}: {means}" for word, means in row.glossary.items())
    same = ("title", "intro", "reading_level", "due_at", "attempts", "version")
    return {name: getattr(row, name) for name in same} | {"glossary": glossary}


def _sheet(row: Assignment, key: str, title: str, button: str) -> Sheet:
    around = {"workspace": row.course.workspace, "nav": "class", "seen_words": TEACHERS_OF}
    back = reverse("assignment", args=[row.pk])
    return Sheet(f"{key}-{row.pk}", title, button, back, in_place=False, shown=around)


VERBS: dict[str, tuple[Any, str]] = {
    "give": (services.give_assignment, "The class has it now."),
    "close": (services.close_assignment, "No more work is taken. What is there stays as it is."),
    "take-key": (services.take_key, "The key says now what the desk says today."),
}
