"""The dossier of a claim: one file with everything that whoever asks may see of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.exchange.dossier.making import as_everyone
from claims.exchange.dossier.sending import sent
from claims.records.models import Claim
from provenance.accounts.links import absolute

PUBLIC = "public"


@require_safe
def claim_dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As much as whoever asks may see; with `?public`, as much as everyone may."""
    user = as_everyone() if PUBLIC in request.GET else request.user
    claim = get_object_or_404(Claim.objects.visible_to(user), pk=pk)
    if claim.merged_into_id:
        more = f"?{PUBLIC}" if PUBLIC in request.GET else ""
        return redirect(reverse("claim-dossier", args=[claim.merged_into_id]) + more)
    return sent(claim, user=user, site=absolute("/", request).rstrip("/"))
