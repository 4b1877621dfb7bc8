"""Bringing in claims that others checked: the file, what is in it, and what was made of it."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.exchange.incoming import services
from claims.exchange.incoming.models import Incoming, OutsideVerdict, ReportedAppearance
from claims.exchange.incoming.rules import MAY_NOT, may_import
from claims.exchange.incoming.streams import Broken
from provenance.accounts.rules import require
from provenance.web import undo
from provenance.web.attempts import attempt, telling
from provenance.web.context import person
from provenance.web.where import recording_workspace

from .entry import signed_in
from .forms.incoming import IncomingForm, MappingForm

LATELY = 20
KINDS = {"verdict": OutsideVerdict, "appearance": ReportedAppearance}


@signed_in
def import_claims(request: HttpRequest) -> HttpResponse:
    """The page; a POST has a file looked through."""
    workspace = recording_workspace(request)
    require(may_import(request.user, workspace.pk), MAY_NOT)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IncomingForm(*sent)
    ask = partial(services.request_import, workspace, by=person(request))
    row = attempt(form, ask) if request.method == "POST" else None
    if row is not None:
        return redirect("claim-import", row.pk)
    lately = Incoming.objects.visible_to(request.user).light().filter(workspace=workspace)
    shown = {"form": form, "lately": lately[:LATELY], "seen_by": "workspace", "nav": "claims"}
    status = 400 if form.errors else 200
    return render(request, "claims/incoming/new.html", shown, status=status)


@signed_in
@require_safe
def claim_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a file, or what was made of it; a part asks again while the worker is at it."""
    return _shown(request, _at(request, pk), None)


@signed_in
@require_POST
def map_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what columns and ratings mean; the file is looked through again."""
    row = _at(request, pk)
    form = MappingForm(request.POST, incoming=row)
    if attempt(form, partial(services.choose_mapping, row, by=person(request))) is None:
        return _shown(request, row, form)
    return redirect("claim-import", pk)


@signed_in
@require_POST
def accept_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it taken in."""
    with telling(request, "It is being taken in."):
        services.accept_import(_at(request, pk), by=person(request))
    return redirect("claim-import", pk)


@signed_in
@require_POST
def take_back_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what it brought."""
    with telling(request, "The claims that it brought are deleted. Each can be restored."):
        services.take_back_import(_at(request, pk), by=person(request))
    return redirect("claim-import", pk)


@signed_in
@require_safe
def broken_rows(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every row that cannot come in, as it stands there, and why: one JSON object a line."""
    rows = services.broken_rows(_at(request, pk))
    answer = StreamingHttpResponse(_lines(rows), content_type="application/x-ndjson")
    answer["Content-Disposition"] = f'attachment; filename="broken-rows-{pk}.jsonl"'
    return answer


@signed_in
@require_POST
def withdraw_outside(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take back what others are said to have found, or where it stands."""
    row = services.withdraw_outside(_outside(request, pk, kind), by=person(request))
    said = "What they found is taken off this claim."
    undo.offer(request, said, reverse(f"restore-outside-{kind}", args=[pk]))
    return redirect(_back(row))


@signed_in
@require_POST
def restore_outside(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put it back."""
    row = _outside(request, pk, kind)
    with telling(request, "It is back."):
        services.restore_outside(row, by=person(request))
    return redirect(_back(row))


def _at(request: HttpRequest, pk: int) -> Incoming:
    rows = Incoming.objects.visible_to(request.user).select_related("workspace", "created_by")
    row: Incoming = get_object_or_404(rows, pk=pk)
    return row


def _outside(request: HttpRequest, pk: int, kind: str) -> Any:
    rows: Any = KINDS[kind]._default_manager
    seen = rows.all().of_claims_seen_by(request.user).select_related("claim")
    return get_object_or_404(seen, pk=pk)


def _back(row: Any) -> str:
    return f"{reverse('claim', args=[row.claim_id])}#outside"


def _shown(request: HttpRequest, row: Incoming, form: MappingForm | None) -> HttpResponse:
    asks = form or (MappingForm(incoming=row) if row.state == Incoming.State.READY else None)
    shown = {
        "row": row,
        "report": row.report,
        "form": asks,
        "counts": row.outcome.get("counts", {}),
        "wrong": row.outcome.get("wrong") or row.report.get("wrong", []),
        "seen_by": "workspace",
        "workspace": row.workspace,
        "nav": "claims",
    }
    part = "claims/incoming/_state.html" if request.headers.get("HX-Request") else ""
    status = 400 if form is not None else 200
    return render(request, part or "claims/incoming/import.html", shown, status=status)


def _lines(rows: Iterator[tuple[int, Any, str]]) -> Iterator[str]:
    for number, raw, said in rows:
        told = {"row": number, "error": said, "raw": None if isinstance(raw, Broken) else raw}
        yield json.dumps(told, ensure_ascii=False) + "\n"
