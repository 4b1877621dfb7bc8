"""Saving as one types: the form of a task, sent by the page itself, answered in JSON."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.classroom import services
from claims.classroom.answers import is_empty
from claims.classroom.models import Answer
from claims.classroom.tasks import Task, tasks_of
from provenance.accounts.rules import NotNow, Stale
from provenance.numbers import number_in
from provenance.web.context import person

from ..pages.classroom.fields import read_form
from .entry import in_class, work_at

TAB = "This was saved from another page in the meantime."


@require_POST
@never_cache
@in_class
def save(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Keep a task as it stands in the page: `revision`, `saved_at` and how many are answered.

    412 where another page saved since this one was read: then the page is read again, and puts both
    together. 409 and 400 say why it cannot be kept. None of them loses what is in the page.
    """
    row = work_at(request, pk)
    tasks = tasks_of(row.assignment.tasks)
    if not 1 <= number <= len(tasks):
        raise Http404
    task = tasks[number - 1]
    kept = row.answers.filter(task=task.id).first()
    body = read_form(task.kind, request.POST, kept.body if kept else {})
    try:
        saved = services.save_answer(
            row, task.id, body, revision=revision_in(request), by=person(request)
        )
    except Stale:
        return JsonResponse({"said": TAB}, status=412)
    except NotNow as refused:
        return JsonResponse({"said": str(refused)}, status=409)
    except ValidationError as refused:
        return JsonResponse({"said": " ".join(refused.messages)}, status=400)
    return JsonResponse(_told(saved, tasks))


def revision_in(request: HttpRequest) -> int | None:
    """Which save of the answer the page had read."""
    return number_in(request.POST.get("revision", ""))


def _told(saved: Answer, tasks: Sequence[Task]) -> dict[str, Any]:
    asked = {task.id for task in tasks}
    answers = Answer.objects.filter(submission=saved.submission_id, task__in=asked)
    return {
        "revision": saved.revision,
        "saved_at": timezone.localtime(saved.saved_at).strftime("%H:%M"),
        "done": sum(not is_empty(body) for body in answers.values_list("body", flat=True)),
        "is_answered": not is_empty(saved.body),
    }
