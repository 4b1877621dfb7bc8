"""What became of an outlet's articles after they came out: corrected, with notice or without."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from .models import Article, Citation, Outlet, Revision

MOST = 10


@dataclass(frozen=True)
class Corrections:
    """`announced` and `silent` count changes of text between versions; the newest are listed.

    `revised` is the number of articles that were changed at all, `several` of how many we have
    more than one version: of the others nobody can say. `citations` are articles that correct
    others, confirmed, with the outlet's article at either end.
    """

    announced: int
    silent: int
    revised: int
    several: int
    revisions: list[Revision]
    citations: list[Citation]

    def __bool__(self) -> bool:
        return bool(self.several or self.citations)


def corrections_of(outlet: Outlet, user: Any) -> Corrections:
    """Those of articles that `user` sees, under all names of the outlet. Four queries."""
    articles = Article.objects.visible_to(user).of_outlet(outlet.pk).order_by()
    changes = Revision.objects.consecutive().filter(
        after__article__in=articles.values("pk"),
        kind__in=[Revision.Kind.SILENT, Revision.Kind.ANNOUNCED],
    )
    counted = changes.order_by().aggregate(
        announced=Count("pk", filter=Q(kind=Revision.Kind.ANNOUNCED)),
        silent=Count("pk", filter=Q(kind=Revision.Kind.SILENT)),
        revised=Count("after__article", distinct=True),
    )
    newest = changes.order_by("-after__captured_at", "-pk").select_related("after__article")
    texts = [f"after__{name}" for name in ("text", "blocks", "regions", "warnings")]
    return Corrections(
        **counted,
        several=articles.filter(latest__number__gt=1).count(),
        revisions=list(newest.defer(*texts)[:MOST]),
        citations=list(_citations(articles.values("pk"), user)[:MOST]),
    )


def _citations(articles: Any, user: Any) -> Any:
    rows = Citation.objects.visible_to(user).filter(
        Q(source__in=articles) | Q(target__in=articles),
        kind=Citation.Kind.CORRECTS,
        state=Citation.State.CONFIRMED,
    )
    return rows.select_related("source__outlet", "target__outlet").order_by(
        "-source__published", "-pk"
    )
