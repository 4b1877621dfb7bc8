"""The pages of cases, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.cases.models import Case
from claims.cases.services import delete_case, open_case, show_case
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.sources.models import Article

OWNER, STRANGER = "max", ""


def of_cases() -> Iterator[tuple[str, str, str, int]]:
    """The demo's case, shown to everyone, an empty one and a deleted one."""
    case, owner = Case.objects.order_by("pk")[0], User.objects.get(username=OWNER)
    bare = open_case(case.workspace, "Nothing in it", by=owner)
    gone = delete_case(open_case(case.workspace, "Deleted", by=owner), by=owner)
    show_case(case, "public", by=owner)
    claim = Claim.objects.filter(workspace=case.workspace).order_by("pk")[0]
    article = Article.objects.filter(workspace=case.workspace).order_by("pk")[0]
    here = reverse("case", args=[case.pk])
    yield "cases", reverse("cases"), OWNER, 200
    yield "case", here, OWNER, 200
    yield "case-narrowed", f"{here}?kind=quantity&found=none", OWNER, 200
    yield "case-empty", reverse("case", args=[bare.pk]), OWNER, 200
    yield "case-deleted", reverse("case", args=[gone.pk]), OWNER, 410
    yield "case-of-a-stranger", here, STRANGER, 200
    yield "case-graph-empty", reverse("case-graph", args=[bare.pk]), OWNER, 200
    for view in ("case-graph", "case-names", "edit-case", "show-case"):
        yield view, reverse(view, args=[case.pk]), OWNER, 200
    yield "new-case", reverse("new-case"), OWNER, 200
    add = f"{reverse('add-to-case')}?claim={claim.pk}&article={article.pk}"
    yield "add-to-case", add, OWNER, 200
