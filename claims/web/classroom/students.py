"""The students of a course, as their teacher looks after them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.classroom import services
from provenance.web.attempts import attempt, telling
from provenance.web.context import person

from ..entry import signed_in
from ..forms.classes import MoveForm
from ..forms.classroom import NameForm
from .entry import TEACHERS_OF, student_at


@signed_in
def student(request: HttpRequest, pk: int) -> HttpResponse:
    """What a teacher can do for one student."""
    place = student_at(request, pk)
    sections = place.course.sections.all()
    form = NameForm(request.POST or None, initial={"name": place.name})

    def service(name: str) -> object:
        return services.rename_student(place, name, by=person(request))

    if request.method == "POST" and attempt(form, service) is not None:
        messages.success(request, "The student is called so now.")
        return redirect("course", place.course_id)
    shown = {
        "place": place,
        "form": form,
        "move": MoveForm(sections=sections, initial={"section": place.section_id}),
        "sections": sections,
        "nav": "class",
        "seen_words": TEACHERS_OF,
    }
    status = 400 if form.errors else 200
    return render(request, "claims/classroom/student.html", shown, status=status)


@require_POST
@signed_in
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a student into a section."""
    place = student_at(request, pk)
    form = MoveForm(request.POST, sections=place.course.sections.all())
    if not form.is_valid():
        messages.error(request, "This section belongs to another course.")
        return redirect("student", pk)
    with telling(request, f"{place.name} is in another section now."):
        services.move_to_section(place, form.cleaned_data["section"], by=person(request))
    return redirect("course", place.course_id)


@never_cache
@require_POST
@signed_in
def new_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Another code to come back with, shown once."""
    place = student_at(request, pk)
    secret = services.renew_resume_code(place, by=person(request))
    shown = {"place": place, "secret": secret, "nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/student_code.html", shown)


@require_POST
@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a student out; `erase` in the form forgets what they did as well."""
    place, by = student_at(request, pk), person(request)
    if request.POST.get("erase"):
        with telling(request, "The name and what was written alone are erased."):
            services.erase_student(place, by=by)
    else:
        with telling(request, f"{place.name} is not in the course any more."):
            services.remove_student(place, by=by)
    return redirect("course", place.course_id)
