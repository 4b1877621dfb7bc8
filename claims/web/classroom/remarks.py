"""Remarks on the words of a student, in place beside them."""

from typing import Any
from zlib import crc32

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.classroom import rules, services
from claims.classroom.models import HandIn, Remark
from provenance.web import undo
from provenance.web.context import person

from ..entry import signed_in
from ..forms.grading import RemarkForm
from ..sheets import Sheet, ask
from .entry import TEACHERS_OF, number_asked, taught_work_at


@signed_in
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about an answer; the address names the task and the field."""
    work, by = taught_work_at(request, pk), person(request)
    hand_in = get_object_or_404(work.hand_ins, attempt=number_asked(request, "attempt"))
    task, path = request.GET.get("task", ""), request.GET.get("path", "")
    initial = {"quote": request.GET.get("quote", "")[:2_000]}
    form = RemarkForm(request.POST or None, quotes=bool(path), initial=initial)

    def service(words: str, version: int | None, quote: str = "") -> Remark:
        return services.add_remark(hand_in, task, words, path=path, quote=quote, by=by)

    key = f"remark-{hand_in.pk}-{crc32(f'{task} {path}'.encode())}"
    return ask(request, form, service, _sheet(key, "Remark", hand_in), said="")


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a remark."""
    remark = _remark(request, pk)
    initial = {"words": remark.words, "version": remark.version}
    form = RemarkForm(request.POST or None, quotes=False, initial=initial)

    def service(**given: Any) -> Remark:
        return services.edit_remark(remark, by=person(request), **given)

    sheet = _sheet(f"remark-{pk}", "Reword the remark", remark.hand_in)
    return ask(request, form, service, sheet, said="")


@require_POST
@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a remark back."""
    remark = services.remove_remark(_remark(request, pk), by=person(request))
    undo.offer(request, "The remark is gone.", reverse("restore-remark", args=[pk]))
    return redirect(_back(remark.hand_in))


@require_POST
@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a remark back."""
    remark = services.restore_remark(_remark(request, pk), by=person(request))
    messages.success(request, "The remark is back.")
    return redirect(_back(remark.hand_in))


def _remark(request: HttpRequest, pk: int) -> Remark:
    """A remark in a course that one teaches; 404 for every other, also for those it is for."""
    rows = Remark.objects.select_related("hand_in__submission__assignment__course")
    row: Remark = get_object_or_404(rows, pk=pk)
    if not rules.may_grade(request.user, row.hand_in.submission):
        raise Http404
    return row


def _sheet(key: str, title: str, hand_in: HandIn) -> Sheet:
    shown = {"nav": "class", "seen_words": TEACHERS_OF}
    return Sheet(key, title, "Keep it", _back(hand_in), shown=shown)


def _back(hand_in: HandIn) -> str:
    return f"{reverse('grade-work', args=[hand_in.submission_id])}?attempt={hand_in.attempt}"
