"""Who comes in: pages of the desk are for members, and what one may not see is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from claims.annotations.models import Annotation
from claims.cases.models import Case
from claims.evidence.models import Evidence
from claims.groundwork.models import Groundwork
from claims.records.models import Appearance, Attribution, Claim, Relation, Topic
from claims.reviews.models import Check, Review
from claims.reviews.sealing import as_seen_by
from provenance.accounts.models import User
from provenance.written import written_once

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SIGNED_OUT = "You are signed out. Sign in again in another tab; what you wrote is still here."


def signed_in(view: View[P]) -> View[P]:
    """A page for people with an account. A part of a page says so instead of leading away."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if isinstance(request.user, User):
            return view(request, *args, **kwargs)
        if request.headers.get("HX-Request"):
            refusal = {"status": 403, "said": [SIGNED_OUT]}
            return render(request, "provenance/_refusal.html", refusal, status=403)
        return redirect_to_login(request.get_full_path())

    return inner


def claim_at(request: HttpRequest, pk: int) -> Claim:
    """A claim of one's own workspaces that one may see; 404 for every other."""
    for claim in _claim(pk, request.user, _mine(request)):
        assert isinstance(claim, Claim)
        return claim
    raise Http404("There is no such claim.")


@written_once
def _claim(pk: int, user: Any, workspaces: list[int]) -> Any:
    rows = Claim.objects.visible_to(user).select_related("workspace")
    return rows.filter(pk=pk, workspace__in=workspaces)


def case_at(request: HttpRequest, pk: int) -> Case:
    """A case of one's own workspaces that one may see; 404 for every other."""
    rows = Case.objects.visible_to(request.user).select_related("workspace")
    row: Case = get_object_or_404(rows, pk=pk, workspace__in=_mine(request))
    return row


def topic_at(request: HttpRequest, pk: int) -> Topic:
    """A topic of one's own workspaces; 404 for every other."""
    rows = Topic.objects.visible_to(request.user).select_related("workspace")
    row: Topic = get_object_or_404(rows, pk=pk, workspace__in=_mine(request))
    return row


def evidence_at(request: HttpRequest, pk: int) -> Evidence:
    """Evidence on such a claim, withdrawn or not."""
    rows = Evidence.objects.select_related("claim__workspace", "passage", "depends_on")
    row: Evidence = get_object_or_404(rows, pk=pk, claim__in=_claims(request))
    return row


def groundwork_at(request: HttpRequest, kind: type[Groundwork], pk: int) -> Groundwork:
    """A search, gap or reply on such a claim, taken back or not."""
    rows = kind._default_manager.select_related("claim__workspace")
    row: Groundwork = get_object_or_404(rows, pk=pk, claim__in=_claims(request))
    return row


def appearance_at(request: HttpRequest, pk: int) -> Appearance:
    """A place where such a claim stands, withdrawn or not, with its chain."""
    rows = Appearance.objects.select_related("claim__workspace", "passage__snapshot")
    chains = Attribution.objects.in_chains()
    rows = rows.prefetch_related(Prefetch("attributions", chains))
    row: Appearance = get_object_or_404(rows, pk=pk, claim__in=_claims(request))
    return row


def relation_at(request: HttpRequest, pk: int) -> Relation:
    """A relation both of whose claims one sees, withdrawn or not."""
    rows = Relation.objects.select_related("source", "target")
    claims = _claims(request)
    row: Relation = get_object_or_404(rows, pk=pk, source__in=claims, target__in=claims)
    return row


def review_at(request: HttpRequest, pk: int) -> Review:
    """A review that one may see."""
    rows = Review.objects.visible_to(request.user)
    rows = rows.select_related("claim__workspace", "rating", "round__claim")
    row: Review = get_object_or_404(rows, pk=pk)
    return row


def review_to_second(request: HttpRequest, pk: int) -> Review:
    """A review that one may answer second; what is sealed of it is left out."""
    rows = Review.objects.known_to(request.user)
    rows = rows.select_related("claim__workspace", "rating", "round__claim", "round__second")
    return as_seen_by(request.user, get_object_or_404(rows, pk=pk))


def check_at(request: HttpRequest, pk: int) -> Check:
    """A check that one may know of."""
    rows = Check.objects.visible_to(request.user).with_people()
    row: Check = get_object_or_404(rows, pk=pk)
    return row


def note_at(request: HttpRequest, pk: int) -> Annotation:
    """A note that one may see or bring back, in one of one's own workspaces."""
    seen = Annotation.objects.visible_to(request.user).values("pk")
    deleted = Annotation.objects.restorable_by(request.user).values("pk")
    rows = Annotation.objects.with_ground().filter(workspace__in=_mine(request))
    row: Annotation = get_object_or_404(rows.filter(pk__in=seen.union(deleted)), pk=pk)
    return row


def _mine(request: HttpRequest) -> list[int]:
    return list(request.user.roles) if isinstance(request.user, User) else []


def _claims(request: HttpRequest) -> Any:
    return Claim.objects.visible_to(request.user).filter(workspace__in=_mine(request))
