"""A student's pages of one assignment: what it is, one task after the other, and handing it in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.classroom import services
from claims.classroom.models import Grade, Submission
from claims.classroom.tasks import tasks_of
from claims.classroom.workflow import Stage
from provenance.accounts.rules import NotNow, Stale
from provenance.web.attempts import telling
from provenance.web.context import person

from ..pages.classroom.fields import read_form
from ..pages.classroom.work import WorkPage, work_page
from .entry import ONLY_YOU_AND_TEACHERS, in_class, lesson_at, work_at
from .saving import revision_in

TAB = (
    "Another tab saved this task meanwhile. Yours is below, and not saved: look at both, then save."
)


@require_safe
@never_cache
@in_class
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """What an assignment is about, and the next thing to do."""
    row = lesson_at(request, pk)
    mine = Submission.objects.of(request.user).filter(assignment=row).first()
    texts = row.materials.select_related("snapshot__article__outlet").order_by("position")
    shown = {
        "assignment": row,
        "work": mine,
        "graded": Grade.objects.visible_to(request.user).filter(hand_in__submission=mine).exists(),
        "tasks": tasks_of(row.tasks),
        "texts": [one.snapshot for one in texts],
        "is_open": row.stage == Stage.GIVEN,
        "nav": "class",
        "seen_words": ONLY_YOU_AND_TEACHERS,
    }
    return render(request, "claims/classroom/lesson.html", shown)


@require_POST
@in_class
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin, or go on with what was begun."""
    work = services.begin_work(lesson_at(request, pk), by=person(request))
    return redirect("class-work", work.pk, 1)


@never_cache
@in_class
def work(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One task: read and answer it. What cannot be saved comes back with everything typed."""
    row = work_at(request, pk)
    page = work_page(row, number)
    if page is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, page)
    body = read_form(page.task.kind, request.POST, page.answer.body)
    try:
        services.save_answer(
            row, page.task.id, body, revision=revision_in(request), by=person(request)
        )
    except (ValidationError, NotNow, Stale) as refused:
        typed = work_page(row, number, body)
        assert typed is not None
        return _shown(request, typed, refused)
    messages.success(request, "Saved.")
    step = page.next if "next" in request.POST else None
    return redirect("class-work", pk, step.number if step else number)


@require_POST
@in_class
def hint(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Open the next hint of a task."""
    row = work_at(request, pk)
    page = work_page(row, number)
    if page is None:
        raise Http404
    with telling(request, "Here is a hint. Your teacher sees that you opened it."):
        services.open_hint(row, page.task.id, by=person(request))
    return redirect("class-work", pk, number)


@require_POST
@in_class
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the work in."""
    row = work_at(request, pk)
    with telling(request, "Handed in. Your teacher can read it now."):
        services.hand_in(row, by=person(request))
    return redirect("class-lesson", row.assignment_id)


@require_POST
@in_class
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with work that was handed in."""
    row = work_at(request, pk)
    with telling(request, "You can go on with it."):
        services.take_back_work(row, by=person(request))
    return redirect("class-lesson", row.assignment_id)


def _shown(request: HttpRequest, page: WorkPage, refused: Any = None) -> HttpResponse:
    said, status = "", 200
    if isinstance(refused, Stale):
        said, status = TAB, 412
    elif isinstance(refused, NotNow):
        said, status = f"{refused} What you typed is still here.", 409
    elif refused is not None:
        said, status = " ".join(refused.messages), 400
    shown = {"page": page, "said": said, "nav": "class", "seen_words": ONLY_YOU_AND_TEACHERS}
    return render(request, "claims/classroom/work.html", shown, status=status)
