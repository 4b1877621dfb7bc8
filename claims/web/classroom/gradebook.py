"""The grade book as a page and as files, where students say the same, and how answers grew."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom.alike import MOST
from claims.classroom.gradebook import gradebook as book_of
from claims.classroom.gradebook import works_in_order
from claims.exchange.gradebook_table import gradebook_lines, gradebook_workbook
from provenance.web import undo

from ..entry import signed_in
from ..pages.classroom.grading import alike_in
from ..pages.classroom.versions import grown_answers
from .entry import TEACHERS_OF, assignment_at, course_at, taught_work_at

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@signed_in
def gradebook(request: HttpRequest, pk: int) -> HttpResponse:
    """Students against assignments, with sums, what is missing and what came late."""
    shown: dict[str, Any] = {"book": book_of(course_at(request, pk))}
    shown |= {"undo": undo.offered(request), "nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/gradebook.html", shown)


@require_safe
@never_cache
@signed_in
def gradebook_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as CSV."""
    text = "".join(gradebook_lines(book_of(course_at(request, pk))))
    return _file(text.encode(), pk, "csv", "text/csv; charset=utf-8")


@require_safe
@never_cache
@signed_in
def gradebook_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a spreadsheet."""
    return _file(gradebook_workbook(book_of(course_at(request, pk))), pk, "xlsx", XLSX)


@require_safe
@never_cache
@signed_in
def same_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Where two works say the same in the same words: a hint, for teachers alone."""
    row = assignment_at(request, pk)
    found = alike_in(row)
    shown = {"assignment": row, "pairs": found[:MOST], "more": max(0, len(found) - MOST)}
    shown |= {"names": dict(works_in_order(row)), "nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/same_words.html", shown)


@require_safe
@never_cache
@signed_in
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """How the answers of one work grew, save by save."""
    work = taught_work_at(request, pk)
    shown = {"work": work, "answers": grown_answers(work), "nav": "class"}
    shown["seen_words"] = TEACHERS_OF
    return render(request, "claims/classroom/versions.html", shown)


def _file(body: bytes, pk: int, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    name = f"grades-{pk}-{timezone.localdate():%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
