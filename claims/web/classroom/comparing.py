"""The comparison: for teachers always, for the projector, and for students from the reveal on."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom import rules
from provenance.web.context import person

from ..entry import signed_in
from ..pages.classroom.comparison import comparison_page
from .entry import TEACHERS_OF, assignment_at, in_class, lesson_at

HIDDEN = "It is hidden until your teacher reveals it."


@require_safe
@signed_in
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What the class found beside what the desk found."""
    page = comparison_page(assignment_at(request, pk))
    shown = {"page": page, "nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/compare.html", shown)


@require_safe
@signed_in
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the wall: large, few words, no names; nothing of the desk before the reveal."""
    row = assignment_at(request, pk)
    page = comparison_page(row, with_key=row.revealed_at is not None)
    seen = "the class" if page.assignment.revealed_at else TEACHERS_OF
    shown = {"page": page, "nav": "class", "seen_words": seen}
    return render(request, "claims/classroom/projector.html", shown)


@require_safe
@never_cache
@in_class
def revealed(request: HttpRequest, pk: int) -> HttpResponse:
    """A student's own work beside the desk's and the class's."""
    row, by = lesson_at(request, pk), person(request)
    if not rules.may_see_key(by, row):
        raise PermissionDenied(HIDDEN)
    shown = {"page": comparison_page(row, by), "nav": "class", "seen_words": "your class"}
    return render(request, "claims/classroom/revealed.html", shown)
