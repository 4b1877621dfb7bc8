"""The reader: an article as it stands now or as it stood, with its marks and its provenance."""

from django.contrib.auth.views import redirect_to_login
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from provenance.accounts.models import User
from provenance.capture.models import CaptureRequest
from provenance.sources.models import Article, Snapshot
from provenance.web import undo

from .caching import for_everyone
from .pages.reader import reader_page


@require_safe
@conditional_page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest version of an article."""
    row = snapshots_for(request).filter(article=pk, article__latest=F("pk")).first()
    awaited = Article.objects.visible_to(request.user).filter(pk=pk, latest=None).first()
    return _reader(request, row) if row or not awaited else _awaited(request, awaited)


@require_safe
@conditional_page
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of an article."""
    return _reader(request, snapshots_for(request).filter(pk=pk).first())


def snapshots_for(request: HttpRequest) -> QuerySet[Snapshot]:
    """Snapshots that whoever asks may read, with all that the page says of their article."""
    rows = Snapshot.objects.visible_to(request.user)
    return rows.select_related("article__outlet", "article__workspace", "created_by")


def _reader(request: HttpRequest, row: Snapshot | None) -> HttpResponse:
    if row is None:
        return unseen(request)
    page = reader_page(row, request.user)
    shown = {"page": page, "nav": "articles", "undo": undo.offered(request)}
    may = {"member": page.member, "may_record": bool(page.tools)}
    place = {"seen_by": row.article.visibility, "workspace": row.article.workspace}
    answer = render(request, "claims/reader/reader.html", shown | may | place)
    return for_everyone(request, answer)


def _awaited(request: HttpRequest, article: Article) -> HttpResponse:
    """An article that is known by its address alone; notes may stand on it already."""
    captures = CaptureRequest.objects.listed_for(request.user).filter(address=article.address)
    shown = {"article": article, "capture": captures.order_by("-pk").first(), "nav": "articles"}
    place = {"seen_by": article.visibility, "workspace": article.workspace}
    return render(request, "claims/reader/awaited.html", shown | place)


def unseen(request: HttpRequest) -> HttpResponse:
    """Whoever is not signed in may be someone who sees it; to all others it isn't there."""
    if isinstance(request.user, User):
        raise Http404
    return redirect_to_login(request.get_full_path())
