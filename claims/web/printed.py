"""A published claim on paper and as a picture: the same for whoever asks, and kept once set."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from claims.exchange import typesetting
from claims.exchange.published import public_appearances, put_together, verdicts_of
from claims.records.models import Claim
from provenance.accounts.links import absolute

from .caching import the_same_for_all
from .pages.printed import picture, sheet
from .pages.public import public_page


@require_safe
def claim_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The public page on paper."""
    claim = public_or_404(pk)
    if claim.merged_into_id:
        return redirect("claim-pdf", claim.merged_into_id)
    page = public_page(claim, absolute(reverse("public-claim", args=[pk]), request))
    if page is None:
        raise Http404
    given, at = sheet(page), page.verdict.published_at
    tag = typesetting.digest("claim", given)
    answer = _set(request, tag, "application/pdf", lambda: typesetting.pdf(given, at))
    answer["Content-Disposition"] = f'inline; filename="claim-{pk}.pdf"'
    return answer


@require_safe
def share_image(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture that other sites show beside a link to the claim."""
    claim = public_or_404(pk)
    if claim.merged_into_id:
        return redirect("share-image", claim.merged_into_id)
    verdicts = verdicts_of(claim)
    if not verdicts:
        raise Http404
    given = picture(put_together(claim, verdicts, public_appearances(claim)), verdicts[0])
    tag = typesetting.digest("picture", given)
    return _set(request, tag, "image/png", lambda: typesetting.png(given))


def public_or_404(pk: int) -> Claim:
    """A claim that everyone may see, whoever asks."""
    row = Claim.objects.visible_to(AnonymousUser()).filter(pk=pk).select_related("workspace")
    for claim in row:
        assert isinstance(claim, Claim)
        return claim
    raise Http404


def _set(request: HttpRequest, tag: str, kind: str, make: Callable[[], bytes]) -> HttpResponse:
    """The file named by `tag`, set only where the reader and the cache both lack it."""
    answer = get_conditional_response(request, etag=f'"{tag}"')
    if answer is None:
        kept = caches["printed"]
        answer = HttpResponse(kept.get_or_set(tag, make), content_type=kind)
        answer["ETag"] = f'"{tag}"'
    return the_same_for_all(answer)
