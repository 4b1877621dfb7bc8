"""The steps of a review, from beginning one to opening it again; `publishing` is between."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.reviews import services
from claims.reviews.models import Review
from provenance.web.context import person

from .entry import claim_at, review_at, review_to_second, signed_in
from .forms.reviews import BlindForm, DraftForm, ReopenForm, ReturnForm, SecondForm, draft_of
from .sheets import Sheet, ask

DRAFT, SECOND = "claims/draft_sheet.html", "claims/second_sheet.html"
BLIND = "claims/blind_sheet.html"


@require_POST
@signed_in
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a review of a claim."""
    review = services.open_review(claim_at(request, pk), by=person(request))
    messages.success(request, "You are reviewing this claim now.")
    return redirect(_page(review))


@signed_in
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a draft, or hand it to a second person: the two buttons of one form."""
    review, by = review_at(request, pk), person(request)
    form = DraftForm(request.POST or None, review=review)
    hand_on = request.POST.get("step") == "submit"
    service = partial(services.submit if hand_on else services.save_draft, review, by=by)
    said = "Handed to a second person." if hand_on else "The draft is kept."
    sheet = _sheet(review, "write", "Your review", "Keep the draft", template=DRAFT)

    def now() -> tuple[dict[str, Any], str]:
        return draft_of(Review.objects.get(pk=pk)), str(by)

    return ask(request, form, service, sheet, said=said, now=now)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review back before anyone seconded it."""
    review = services.withdraw(review_at(request, pk), by=person(request))
    messages.success(request, "The review is yours again.")
    return redirect(_page(review))


@signed_in
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree as the second person, or send it back."""
    review, by = review_to_second(request, pk), person(request)
    if review.round.is_sealed:
        return _second_blind(request, review)
    form = SecondForm(request.POST or None, review=review)
    service = partial(services.second, review, by=by)
    sheet = _sheet(review, "second", "As the second person", "Give your answer", SECOND)
    return ask(request, form, service, sheet, said="Your answer is kept.")


def _second_blind(request: HttpRequest, review: Review) -> HttpResponse:
    """An answer of one's own, given without seeing the first; a draft may be kept."""
    check, by = review.round, person(request)
    draft = check.reviews.standing().filter(role=Review.Role.SECOND, reviewer=by).first()
    form = BlindForm(request.POST or None, review=review, draft=draft)
    keep = request.POST.get("step") == "draft"
    hand_in = partial(services.second, review, by=by)
    service = partial(services.draft_second, check, by=by) if keep else hand_in
    said = "The draft is kept." if keep else "Handed in."
    sheet = _sheet(review, "second", "Your own answer", "Hand it in", BLIND)
    return ask(request, form, service, sheet, said=said)


@signed_in
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a review back that two had agreed on."""
    review = review_at(request, pk)
    form = ReturnForm(request.POST or None, initial={"version": review.version})
    service = partial(services.second, review, agree=False, by=person(request))
    sheet = _sheet(review, "return", "Send the review back", "Send it back")
    return ask(request, form, service, sheet, said="Sent back to whoever wrote it.")


@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a published verdict again."""
    review = review_at(request, pk)
    form = ReopenForm(request.POST or None, initial={"version": review.version})
    service = partial(services.reopen, review, by=person(request))
    sheet = _sheet(review, "reopen", "Look at the verdict again", "Open the review again")
    return ask(request, form, service, sheet, said="The review is open again.")


def _sheet(
    review: Review,
    verb: str,
    title: str,
    button: str,
    template: str = "claims/sheet.html",
) -> Sheet:
    shown = {"review": review, "claim": review.claim}
    return Sheet(f"{verb}-{review.pk}", title, button, _page(review), template, shown=shown)


def _page(review: Review) -> str:
    return f"{reverse('claim', args=[review.claim_id])}#verdict"
