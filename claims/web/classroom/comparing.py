"""The comparison: for teachers always, for the projector, and for students from the reveal on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom import rules
from claims.classroom.compared import comparison_of
from claims.exchange.comparison_table import comparison_lines
from provenance.web.context import person

from ..entry import signed_in
from ..pages.classroom.comparison import screen_at, tasks_shown
from .entry import TEACHERS_OF, assignment_at, in_class, lesson_at, number_asked

HIDDEN = "It is hidden until your teacher reveals it."


@require_safe
@never_cache
@signed_in
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What the class found beside what the desk found."""
    found = comparison_of(assignment_at(request, pk))
    shown: dict[str, Any] = {"found": found, "tasks": tasks_shown(found)}
    shown |= {"nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/compare.html", shown)


@require_safe
@never_cache
@signed_in
def compare_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of it as CSV, without names."""
    lines = comparison_lines(comparison_of(assignment_at(request, pk)))
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    name = f"comparison-{pk}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@never_cache
@signed_in
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the wall: one task at a time; nothing of the desk before the reveal."""
    row = assignment_at(request, pk)
    is_revealed = row.revealed_at is not None
    found = comparison_of(row, with_key=is_revealed, for_class=True)
    screen = screen_at(found, number_asked(request, "screen") or 1)
    shown: dict[str, Any] = {"found": found, "screen": screen, "nav": "class"}
    shown |= {"seen_words": "your class" if is_revealed else TEACHERS_OF}
    return render(request, "claims/classroom/projector.html", shown)


@require_safe
@never_cache
@in_class
def revealed(request: HttpRequest, pk: int) -> HttpResponse:
    """A student's own work beside the desk's and the class's."""
    row, by = lesson_at(request, pk), person(request)
    if not rules.may_see_key(by, row):
        raise PermissionDenied(HIDDEN)
    found = comparison_of(row, by)
    shown: dict[str, Any] = {"found": found, "tasks": tasks_shown(found)}
    shown |= {"nav": "class", "seen_words": "your class; your own marks only you and your teachers"}
    return render(request, "claims/classroom/revealed.html", shown)
