"""Saving as one types: the form of a task, sent by the page itself, answered in JSON."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.classroom import services
from claims.classroom.models import Submission
from provenance.accounts.rules import NotNow, Stale
from provenance.web.context import person

from ..pages.classroom.fields import read_form
from ..pages.classroom.work import work_page
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
    page = work_page(row, number)
    if page is None:
        raise Http404
    body = read_form(page.task.kind, request.POST, page.answer.body)
    try:
        services.save_answer(
            row, page.task.id, body, revision=revision_in(request), by=person(request)
        )
    except Stale:
        return JsonResponse({"said": TAB}, status=412)
    except NotNow as refused:
        return JsonResponse({"said": str(refused)}, status=409)
    except ValidationError as refused:
        return JsonResponse({"said": " ".join(refused.messages)}, status=400)
    return JsonResponse(_kept(row, number))


def revision_in(request: HttpRequest) -> int | None:
    """Which save of the answer the page had read."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def _kept(row: Submission, number: int) -> dict[str, Any]:
    page = work_page(row, number)
    assert page is not None
    return {
        "revision": page.answer.revision,
        "saved_at": timezone.localtime(page.answer.saved_at).strftime("%H:%M"),
        "done": page.done,
        "is_answered": next(step.is_answered for step in page.steps if step.is_here),
    }
