"""Who had it from whom, for one place where a claim stands; and whether it stands there at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.records import services
from provenance.sources.models import Person
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import appearance_at, signed_in
from .forms.chains import articles_for, forms_for, reshaped, rows_in, rows_of, touched
from .forms.versioned import Versioned
from .pages.chain_sheet import chain_sheet, keep_chain, offer_undo
from .sheets import show

MOST_NAMES = 12


@signed_in
def edit_chain(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, move and take out hops; nothing is kept before the last button is pressed."""
    row = appearance_at(request, pk)
    by = person(request)
    articles = articles_for(row, by)
    form = Versioned(request.POST or None, initial={"version": row.version})
    rows = rows_in(request.POST) if request.method == "POST" else rows_of(row)
    step = request.POST.get("step", "")
    if request.method != "POST" or step:
        rows = reshaped(rows, step)
        hops = forms_for(rows, bound=False, articles=articles)
        return show(request, form, chain_sheet(row, hops, step, touched(rows, step)))
    hops = forms_for(rows, bound=True, articles=articles)
    if status := keep_chain(row, form, hops, by=by):
        return show(request, form, chain_sheet(row, hops), status)
    offer_undo(request, pk)
    return redirect(f"{reverse('claim', args=[row.claim_id])}#chain")


@require_POST
@signed_in
def take_back_chain(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Take back the last change to a chain, or bring it again."""
    row = services.take_back_chain(appearance_at(request, pk), version=version, by=person(request))
    messages.success(request, "The chain stands as it stood before.")
    return redirect(f"{reverse('claim', args=[row.claim_id])}#chain")


@require_safe
@signed_in
def names(request: HttpRequest) -> HttpResponse:
    """People of the workspace whose names contain what is being typed, as options."""
    workspace = current_workspace(request)
    typed = next((request.GET[key] for key in request.GET if key.endswith("speaker")), "")
    typed = typed.replace("\0", " ").strip()  # No name in the database has this character.
    here = Person.objects.visible_to(request.user).standing().filter(workspace=workspace)
    found = here.filter(name__icontains=typed).order_by("name")[:MOST_NAMES]
    return render(request, "claims/_names.html", {"people": found})


@require_POST
@signed_in
def withdraw_appearance(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the claim does not stand there after all."""
    row = services.withdraw_appearance(appearance_at(request, pk), by=person(request))
    undo.offer(request, "It is taken back.", reverse("restore-appearance", args=[pk]))
    return redirect(f"{reverse('claim', args=[row.claim_id])}#chain")


@require_POST
@signed_in
def restore_appearance(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a place back."""
    row = services.restore_appearance(appearance_at(request, pk), by=person(request))
    messages.success(request, "The claim stands there again.")
    return redirect(f"{reverse('claim', args=[row.claim_id])}#chain")
