"""Publishing a verdict and taking one back: what everyone sees from then on."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.exchange import publishing
from claims.reviews import services
from claims.reviews.grounds import GroundsChanged, grounds_of
from claims.reviews.models import Verdict
from provenance.accounts.links import absolute
from provenance.web.context import person

from .entry import claim_at, review_at, signed_in
from .forms.publishing import PublishForm, WithdrawForm
from .pages.publishing import goes_out
from .sheets import Sheet, ask


@signed_in
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the verdict, and with it the claim, public: what goes out is what is shown here."""
    review, by = review_at(request, pk), person(request)
    out = goes_out(review.claim, by)
    form = PublishForm(request.POST or None, review=review, seen=out.seen)
    address = absolute(reverse("public-claim", args=[review.claim_id]), request)
    found = publishing.findings_before(review, address=address, by=by)
    shown = {"review": review, "claim": review.claim, "findings": found, "out": out}
    sheet = Sheet(
        f"publish-{pk}",
        "Publish the verdict",
        "Publish",
        _section(review.claim_id),
        "claims/publish_sheet.html",
        in_place=False,
        shown=shown,
    )
    service = _asking_again(form, partial(services.publish, review, by=by))
    return ask(request, form, service, sheet, said="Published. Everyone can see it now.")


@signed_in
def withdraw_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the verdict of a claim back, in the open."""
    claim = claim_at(request, pk)
    verdict: Verdict = get_object_or_404(Verdict.objects.current(), claim=claim)
    form = WithdrawForm(request.POST or None, initial={"which": verdict.pk})
    sheet = Sheet(
        f"withdraw-verdict-{pk}",
        "Withdraw the verdict",
        "Withdraw it",
        _section(pk),
        "claims/withdraw_sheet.html",
        shown={"claim": claim, "verdict": verdict},
    )

    def service(which: int, reason: str) -> Verdict:
        read: Verdict = get_object_or_404(Verdict, claim=claim, pk=which)
        return services.withdraw_verdict(read, reason=reason, by=person(request))

    return ask(request, form, service, sheet, said="Withdrawn. The public page says so, and why.")


def _asking_again(form: PublishForm, service: Any) -> Any:
    """Where what it rests on changed meanwhile, the form asks about what is there now."""

    def publish_as_seen(**given: Any) -> Any:
        try:
            return service(**given)
        except GroundsChanged:
            form.look_again(grounds_of(form.review.claim_id))
            raise

    return publish_as_seen


def _section(claim: int) -> str:
    return f"{reverse('claim', args=[claim])}#verdict"
