"""Putting articles and claims into cases, from wherever one reads them, and taking them out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.cases import services
from claims.cases.models import Case
from claims.records.models import Appearance, Claim
from provenance.accounts.models import User, Workspace
from provenance.sources.models import Article
from provenance.web import undo
from provenance.web.context import person

from .cases import address_of
from .entry import case_at, signed_in
from .forms.cases import AddForm
from .sheets import Sheet, ask

MOST = 500  # Articles and claims put in at once.
KINDS = {"article": "articles", "claim": "claims"}


@signed_in
def add_to_case(request: HttpRequest) -> HttpResponse:
    """Choose a case, or open one, for what the address names: `?claim=9&claim=10&article=3`."""
    by = person(request)
    articles, claims = _named(request, Article, "article"), _named(request, Claim, "claim")
    workspace = _workspace_of([*articles, *claims])
    cases = Case.objects.editable_by(by).in_workspace(workspace)
    form = AddForm(request.POST or None, cases=cases, articles=bool(articles))

    def service(**given: Any) -> Case:
        return _put(given, workspace, articles, claims, by)

    back = _back(articles, claims)
    shown = {"articles": articles, "claims": claims, "workspace": workspace, "nav": "cases"}
    sheet = Sheet(
        "add-to-case",
        "Add to a case",
        "Add",
        back,
        "claims/cases/add_sheet.html",
        in_place=False,
        shown=shown,
    )
    return ask(request, form, service, sheet, said="It is in the case.", then=address_of)


@require_POST
@signed_in
def take_from_case(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take one article or claim out of a case."""
    case = case_at(request, pk)
    taken = services.take_from_case(case, **_one(kind, row), by=person(request))
    if not taken:
        raise Http404("It is not in this case.")
    back = reverse("put-back-in-case", args=[pk, kind, row])
    undo.offer(request, f"The {kind} is taken out of the case.", back)
    return redirect("case", pk)


@require_POST
@signed_in
def put_back_in_case(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Put back what was taken out."""
    case = case_at(request, pk)
    services.put_back_in_case(case, **_one(kind, row), by=person(request))
    return redirect("case", pk)


def _one(kind: str, row: int) -> dict[str, list[int]]:
    if kind not in KINDS:
        raise Http404("A case holds articles and claims.")
    return {KINDS[kind]: [row]}


def _put(
    given: dict[str, Any],
    workspace: Workspace,
    articles: list[Article],
    claims: list[Claim],
    by: User,
) -> Case:
    """Open the case if it is a new one, and put everything in."""
    chosen = given.get("case")
    if chosen:
        case: Case = Case.objects.editable_by(by).get(pk=chosen)
    else:
        case = services.open_case(workspace, given["title"], by=by)
    ids = [one.pk for one in claims]
    if given.get("with_claims"):
        ids += _claims_of(articles, by)
    services.add_to_case(
        case,
        articles=[one.pk for one in articles],
        claims=ids,
        why=given.get("why", ""),
        by=by,
    )
    return case


def _claims_of(articles: list[Article], by: User) -> list[int]:
    """Claims that stand in these articles, as far as the person sees them."""
    places = Appearance.objects.visible_to(by)
    here = places.filter(passage__snapshot__article__in=articles).order_by().values("claim")
    rows = Claim.objects.visible_to(by).filter(pk__in=here, workspace=articles[0].workspace_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _named(request: HttpRequest, model: Any, name: str) -> list[Any]:
    """The rows that the address names, of one's own workspaces; 404 if any is not there."""
    given = request.GET.getlist(name)
    if len(given) > MOST or not all(one.isascii() and one.isdecimal() for one in given):
        raise Http404
    ids = {int(one) for one in given if len(one) < 10}
    roles = list(person(request).roles)
    rows = model.objects.visible_to(request.user).filter(workspace__in=roles, pk__in=ids)
    found = list(rows.select_related("workspace").order_by("pk"))
    if len(found) < len(set(given)):
        raise Http404
    return found


def _workspace_of(rows: list[Any]) -> Workspace:
    """The one workspace of what is put in."""
    places = {row.workspace_id: row.workspace for row in rows}
    if not places:
        raise ValidationError("Mark at least one article or claim, then add it.")
    if len(places) > 1:
        raise ValidationError("Mark articles and claims of one workspace at a time.")
    workspace: Workspace = next(iter(places.values()))
    return workspace


def _back(articles: list[Article], claims: list[Claim]) -> str:
    """The page of what is put in, if that is one thing; else the cases."""
    if len(articles) + len(claims) != 1:
        return reverse("cases")
    kind = "article" if articles else "claim"
    return reverse(kind, args=[(articles or claims)[0].pk])
