"""The scales that claims are rated on: the usual ones and the workspace's own."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.reviews import scale_services
from claims.reviews.models import Scale
from claims.reviews.rules import may_shape_scales
from provenance.accounts.models import Workspace
from provenance.web.context import current_workspace, person, settings_tab

from .entry import signed_in
from .forms.scales import ChangeScaleForm, ScaleForm, TranslateForm
from .sheets import Sheet, ask


@require_safe
@signed_in
def scales(request: HttpRequest) -> HttpResponse:
    """All of them, each with its ratings and what they mean."""
    workspace = _here(request)
    own = Scale.objects.filter(workspace=workspace).with_use()
    shown = {
        "scales": Scale.objects.usable_in(workspace.pk).with_use(),
        "retired": own.exclude(retired_at=None),
        "may_shape": may_shape_scales(request.user, workspace.pk),
        "seen_by": "workspace",
    } | settings_tab(request, "scales")
    return render(request, "claims/scales.html", shown)


@signed_in
def add_scale(request: HttpRequest) -> HttpResponse:
    """A scale of one's own, made of another with `?like=`; one of the same name is its edition."""
    workspace, by = _here(request), person(request)
    form = ScaleForm(request.POST or None, like=_like(request, request.GET.get("like", "")))
    sheet = _sheet("scale", "Add a scale", "Add the scale", "claims/scale_sheet.html")

    def service(**given: object) -> Scale:
        return scale_services.add_scale(workspace, by=by, **given)  # type: ignore[arg-type]

    return ask(
        request, form, service, sheet, said="The scale is added. Adopt it to offer it first."
    )


@signed_in
def change_scale(request: HttpRequest, pk: int) -> HttpResponse:
    """Other ratings for a scale that nobody has used yet."""
    scale = _scale(request, pk)
    form = ChangeScaleForm(request.POST or None, like=scale)
    service = partial(scale_services.change_scale, scale, by=person(request))
    sheet = _sheet(f"scale-{pk}", f"Change “{scale.name}”", "Change it", "claims/scale_sheet.html")
    return ask(request, form, service, sheet, said="The scale is changed.")


@signed_in
def translate_scale(request: HttpRequest, pk: int) -> HttpResponse:
    """What its ratings are called and mean in another language."""
    scale, language = _scale(request, pk), request.GET.get("language", "")[:8]
    form = TranslateForm(request.POST or None, scale=scale, language=language)
    service = partial(scale_services.translate_scale, scale, by=person(request))
    sheet = _sheet(f"words-{pk}", f"“{scale.name}” in another language", "Keep the words")
    return ask(request, form, service, sheet, said="The words are kept.")


@require_POST
@signed_in
def offer_scale(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a retired scale again."""
    scale = scale_services.offer_again(_scale(request, pk), by=person(request))
    messages.success(request, f"“{scale.name}” is offered again.")
    return redirect("settings-scales")


@require_POST
@signed_in
def adopt_scale(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a scale first."""
    scale = scale_services.adopt_scale(_scale(request, pk), _here(request), by=person(request))
    messages.success(request, f"“{scale.name}” is offered first from now on.")
    return redirect("settings-scales")


@require_POST
@signed_in
def retire_scale(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a scale no longer."""
    scale = scale_services.retire_scale(_scale(request, pk), by=person(request))
    messages.success(request, f"“{scale.name}” is not offered any more. Verdicts on it keep it.")
    return redirect("settings-scales")


def _sheet(key: str, title: str, button: str, template: str = "claims/sheet.html") -> Sheet:
    back, shown = reverse("settings-scales"), {"nav": ""}
    return Sheet(key, title, button, back, template, in_place=False, shown=shown)


def _here(request: HttpRequest) -> Workspace:
    workspace = current_workspace(request)
    if workspace is None:
        raise Http404
    return workspace


def _like(request: HttpRequest, pk: str) -> Scale | None:
    known = pk.isascii() and pk.isdecimal() and len(pk) < 10
    return _scale(request, int(pk)) if known else None


def _scale(request: HttpRequest, pk: int) -> Scale:
    scale: Scale = get_object_or_404(Scale.objects.visible_to(request.user), pk=pk)
    return scale
