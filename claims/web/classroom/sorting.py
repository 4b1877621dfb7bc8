"""Choosing what a class sorts into fact and opinion, quotation and scare quotes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.classroom import services
from claims.classroom.kinds import Kind
from claims.classroom.tasks import tasks_of
from provenance.numbers import number_in
from provenance.web.attempts import telling
from provenance.web.context import person

from ..entry import signed_in
from ..pages.classroom.fields import read_marks
from ..pages.classroom.sorting import sorting_page
from .entry import TEACHERS_OF, assignment_at

KEPT = "These are what the class sorts."


@signed_in
def choose_items(request: HttpRequest, pk: int, task: str) -> HttpResponse:
    """Tick sentences or select words, and say what each of them is: the class is not told."""
    row = assignment_at(request, pk)
    tasks = tasks_of(row.tasks)
    asked = next((one for one in tasks if one.id == task and one.kind == Kind.SORT), None)
    if asked is None:
        raise Http404("Nothing is sorted in this task.")
    if request.method != "POST":
        shown = {"page": sorting_page(row, asked), "nav": "class", "seen_words": TEACHERS_OF}
        return render(request, "claims/classroom/sorting.html", shown)
    items = [{**at, "is_": said} for at, said in read_marks(request.POST)]
    told = [one.told() | ({"items": items} if one == asked else {}) for one in tasks]
    version = number_in(request.POST.get("version", ""))
    target = reverse("sort-items", args=[pk, task])
    with telling(request, KEPT):
        services.edit_assignment(row, tasks=told, version=version, by=person(request))
        target = reverse("assignment", args=[pk])
    return redirect(target)
