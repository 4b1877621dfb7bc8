"""Where a student begins: the courses one is in, and what is to be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom.reading import attended
from provenance.web.context import person

from .entry import ONLY_YOU_AND_TEACHERS, in_class


@require_safe
@never_cache
@in_class
def home(request: HttpRequest) -> HttpResponse:
    """The courses of a student; members of a workspace are led to those they teach."""
    by = person(request)
    if not by.is_confined:
        return redirect("class-door")
    shown = {"courses": attended(by), "nav": "class", "seen_words": ONLY_YOU_AND_TEACHERS}
    return render(request, "claims/classroom/home.html", shown)
