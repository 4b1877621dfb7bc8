"""What belongs to a student: the grade that was given out, and everything that is kept of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom import services
from claims.classroom.models import Enrolment
from provenance.web.context import person

from ..entry import signed_in
from ..pages.classroom.grading import own_grade
from ..pages.classroom.student_data import packed
from .entry import ONLY_YOU_AND_TEACHERS, in_class, number_asked, student_at, work_at


@require_safe
@never_cache
@in_class
def grade(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own grade and the remarks, once the teacher gave them out."""
    page = own_grade(work_at(request, pk), person(request), number_asked(request, "attempt"))
    shown = {"page": page, "nav": "class", "seen_words": ONLY_YOU_AND_TEACHERS}
    return render(request, "claims/classroom/own_grade.html", shown)


@require_safe
@never_cache
@in_class
def my_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is kept of oneself in one course, as a file."""
    rows = Enrolment.objects.filter(user=person(request), deleted_at=None).students()
    return _file(
        request, get_object_or_404(rows.select_related("course__workspace", "section"), pk=pk)
    )


@require_safe
@never_cache
@signed_in
def data_of_student(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is kept of a student, for the teacher who is asked for it."""
    return _file(request, student_at(request, pk))


def _file(request: HttpRequest, place: Enrolment) -> HttpResponse:
    data = services.export_student(place, by=person(request))
    answer = HttpResponse(packed(data), content_type="application/zip")
    name = f"class-data-{place.pk}-{timezone.localdate():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
