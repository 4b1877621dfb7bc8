"""Claims like what is being typed: shown before a new one is recorded, or to choose from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from claims.search.matching import similar
from provenance.web.context import current_workspace

from .entry import signed_in

SHORTEST = 8  # Characters: before that, everything is similar.
MOST = 5


@require_safe
@signed_in
def similar_claims(request: HttpRequest) -> HttpResponse:
    """For `?text=` or `?statement=`; with `?for=` to choose one that is not that claim itself."""
    asked = request.GET
    text = (asked.get("text") or asked.get("statement") or "").strip()
    workspace = current_workspace(request)
    here = workspace.pk if workspace and len(text) >= SHORTEST else None
    matches = similar(text, by=request.user, workspace=here, limit=MOST + 1) if here else []
    others = [match for match in matches if str(match.claim) != asked.get("for")][:MOST]
    shown = {
        "matches": others,
        "choose": "for" in asked,
        "chosen": asked.get("chosen"),
        "asked": len(text) >= SHORTEST,
    }
    answer = render(request, "claims/_similar.html", shown)
    patch_cache_control(answer, private=True, max_age=0)
    return answer
