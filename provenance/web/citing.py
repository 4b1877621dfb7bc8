"""Who had it from whom: the list of proposals, and what is decided about each."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.models import Workspace
from provenance.numbers import number_in
from provenance.sources import services
from provenance.sources.models import Article, Citation
from provenance.sources.rules import may_change

from . import undo
from .articles import article_at, paged
from .attempts import attempt, telling
from .batches import article_url
from .citing_forms import KINDS, CiteForm, QueueFilters
from .citing_rows import rows
from .context import current_workspace, person
from .ways_back import way_back

MOST_AT_ONCE = 50


@login_required
@require_safe
def citations(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, the surest first, narrowed to what was asked for."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("settings")
    form = QueueFilters(request.GET)
    found = form.narrow(_here(request, workspace).with_sides())
    page = paged(found.order_by("-confidence", "pk"), request)
    shown = {
        "form": form,
        "page_obj": page,
        "rows": rows(page, request.user),
        "waiting": _here(request, workspace).waiting().count(),
        "kinds": KINDS,
        "back": request.get_full_path(),
    }
    shown |= {"seen_by": "workspace", "nav": "desk", "undo": undo.offered(request)}
    return render(request, "provenance/citations.html", shown)


@login_required
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Say by hand whom an article leans on."""
    article = article_at(request, pk)
    form = CiteForm(request.POST or None, article=article, user=request.user)

    def say(**given: Any) -> Citation:
        return services.cite(article, **given, by=person(request))

    if request.method == "POST" and (made := attempt(form, say)) is not None:
        url = reverse("withdraw-citation", args=[made.pk])
        undo.offer(request, "It is on record.", url if not made.identity else _reopen(made))
        return redirect("article-facts", pk)
    shown = {"form": form, "article": article, "url": article_url(article, request)}
    shown |= {"seen_by": article.visibility, "nav": "articles"}
    shown["changes"] = may_change(request.user, article)
    return render(request, "provenance/cite.html", shown, status=400 if form.errors else 200)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree that one article leans on another."""
    citation = _citation(request, pk)
    with telling(request, "Confirmed.", undone_at=_reopen(citation)):
        services.confirm_citation(citation, by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Disagree, with a reason."""
    citation = _citation(request, pk)
    reason = _reason(request)
    said = "Rejected; it stays on record with your reason."
    with telling(request, said, undone_at=_reopen(citation)):
        services.reject_citation(citation, reason=reason, by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    citation = _citation(request, pk)
    with telling(request, "The decision is taken back; it waits again."):
        services.reopen_citation(citation, by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def change_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it leans in another way."""
    citation = _citation(request, pk)
    with telling(request, "Changed."):
        services.change_kind(citation, request.POST.get("kind", ""), by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what a person said."""
    citation = _citation(request, pk)
    again = reverse("restore-citation", args=[pk])
    with telling(request, "Taken back.", undone_at=again):
        services.withdraw_citation(citation, by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Say again what was taken back."""
    mine = Citation.objects.filter(source__in=Article.objects.visible_to(request.user))
    citation = get_object_or_404(mine, pk=pk, workspace__in=list(person(request).roles))
    with telling(request, "It is on record again."):
        services.restore_citation(citation, by=person(request))
    return _back(request, citation)


@login_required
@require_POST
def confirm_several(request: HttpRequest) -> HttpResponse:
    """Agree with all that were ticked, for one reason."""
    ids = [number_in(one) for one in request.POST.getlist("citation")[:MOST_AT_ONCE]]
    some = Citation.objects.visible_to(request.user).filter(pk__in=[one for one in ids if one])
    reason = _reason(request)
    with telling(request, "The ticked proposals are confirmed." if ids else "None was ticked."):
        services.confirm_citations(some, reason=reason, by=person(request))
    return _back(request, None)


def _reason(request: HttpRequest) -> str:
    """What was typed beside the button, without the sign that no column of text holds."""
    return request.POST.get("reason", "").replace("\0", "").strip()[:300]


def _here(request: HttpRequest, workspace: Workspace) -> Any:
    return Citation.objects.visible_to(request.user).in_workspace(workspace)


def _citation(request: HttpRequest, pk: int) -> Citation:
    rows = Citation.objects.visible_to(request.user).select_related("source")
    citation: Citation = get_object_or_404(rows, pk=pk)
    return citation


def _reopen(citation: Citation) -> str:
    return reverse("reopen-citation", args=[citation.pk])


def _back(request: HttpRequest, citation: Citation | None) -> HttpResponse:
    """To the list one came from, or to the article."""
    back = way_back(request, request.POST.get("back", ""))
    if back.startswith(reverse("citations")):
        return redirect(back)
    if citation is None:
        return redirect("citations")
    return redirect("article-facts", _article_of(request, citation))


def _article_of(request: HttpRequest, citation: Citation) -> int:
    """The article on whose page the button was pressed: one of the two."""
    sides = {str(citation.source_id): citation.source_id}
    if citation.target_id:
        sides[str(citation.target_id)] = citation.target_id
    return sides.get(request.POST.get("article", ""), citation.source_id)
