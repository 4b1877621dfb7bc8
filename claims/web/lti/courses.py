"""What a teacher does with the link between a course and the platform's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.classroom.models import Course
from claims.lti import services
from claims.lti.models import Context
from provenance.web.attempts import telling
from provenance.web.context import person

from ..classroom.entry import assignment_at
from ..entry import signed_in


@require_POST
@signed_in
def read_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the platform's list of students now."""
    row = _context(request, pk)
    with telling(request, "The list is read; what came of it stands beside the link."):
        services.read_roster(row, by=person(request))
    return redirect("course", row.course_id)


@require_POST
@signed_in
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the two courses be two again."""
    row = _context(request, pk)
    course = row.course_id
    with telling(request, "The courses are linked no longer. Who came stays."):
        services.unlink_course(row, by=person(request))
    return redirect("course", course)


@require_POST
@signed_in
def tell_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more to tell the grades that did not arrive."""
    row = assignment_at(request, pk)
    with telling(request, "They are on their way once more."):
        services.send_again(row, by=person(request))
    return redirect("assignment", pk)


def _context(request: HttpRequest, pk: int) -> Context:
    """A link of a course that one teaches; 404 for every other."""
    taught = Course.objects.taught_by(request.user)
    rows = Context.objects.filter(course__in=taught.order_by(), platform__deleted_at=None)
    row: Context = get_object_or_404(rows.select_related("platform", "course"), pk=pk)
    return row
