"""What the target of an annotation means here: words of a text, an article, a claim or a note.

Nothing is found that the person may not see, and nothing is guessed: a quote has to stand in the
text, once.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from claims.annotations.models import Annotation
from claims.records.models import Claim
from provenance.accounts.models import User, Workspace
from provenance.sources.models import Article, Passage, Snapshot

from .web_annotation import Target
from .web_selectors import about_text, keeps, place_in
from .web_terms import NotUnderstood

NO_SUCH = "There is nothing at this address that you may see."
NEVER_CAPTURED = "No text from this address has been brought in yet. Bring it in, then annotate it."
SEVERAL = "Several workspaces have this text; name one with ?workspace=."
OTHER_COPY = (
    "An annotation stays on the copy it stands on; leave state out, or write another one on the "
    "other copy."
)
NO_WORDS = "None of these selectors says which words are meant. Send a TextQuoteSelector."


@dataclass(frozen=True)
class Ground:
    """Exactly one of these; words as `[start, end)` of a snapshot."""

    parent: Annotation | None = None
    claim: Claim | None = None
    article: Article | None = None
    snapshot: Snapshot | None = None
    start: int = 0
    end: int = 0


def ground_of(
    target: Target, *, site: str, workspace: Workspace | None, by: User, stood_on: Passage | None
) -> Ground:
    """Where an annotation stands. Raises NotUnderstood.

    `stood_on` are the words an annotation that comes back stood on before: it stays there unless
    other words are named, and always on that copy.
    """
    own = _own(target.source, site)
    if own is not None and own[0] in NOTES_AND_CLAIMS:
        return NOTES_AND_CLAIMS[own[0]](own[1], by)
    article, copy = _text_at(target, own, site=site, workspace=workspace, by=by)
    if stood_on is not None and copy is not None and copy.pk != stood_on.snapshot_id:
        raise NotUnderstood("target", OTHER_COPY)
    if not target.selectors:
        return Ground(article=article)
    said = about_text(target.selectors)
    if not said:
        raise NotUnderstood("target", NO_WORDS)
    if stood_on is not None and stood_on.snapshot.article_id == article.pk:
        span = (stood_on.start, stood_on.end)
        if keeps(stood_on.quote, stood_on.prefix, stood_on.suffix, span, said):
            return Ground(snapshot=stood_on.snapshot, start=span[0], end=span[1])
    return _place(article, copy, target)


def articles_about(address: str, *, site: str, user: Any) -> "QuerySet[Article]":
    """Articles meant by an address of the web, or by that of one of our pages about a text."""
    own = _own(address, site)
    rows = Article.objects.visible_to(user)
    if own is not None and own[0] == "snapshot":
        rows = rows.filter(snapshots=own[1])
    elif own is not None and own[0] == "article":
        rows = rows.filter(pk=own[1])
    else:
        rows = rows.at_address(address)
    found: QuerySet[Article] = rows
    return found


def _own(address: str, site: str) -> tuple[str, int] | None:
    """The name of our page at an address, and its row; None for addresses of others."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != site:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    pk = match.kwargs.get("pk")
    return (str(match.url_name), pk) if isinstance(pk, int) else None


def _note(pk: int, by: User) -> Ground:
    note = Annotation.objects.visible_to(by).filter(pk=pk).first()
    if note is None:
        raise NotUnderstood("target", NO_SUCH)
    return Ground(parent=note)


def _claim(pk: int, by: User) -> Ground:
    claim = Claim.objects.visible_to(by).filter(pk=pk).select_related("workspace").first()
    if claim is None:
        raise NotUnderstood("target", NO_SUCH)
    return Ground(claim=claim)


NOTES_AND_CLAIMS = {"w3c-note": _note, "public-claim": _claim, "claim": _claim}


def _text_at(
    target: Target,
    own: tuple[str, int] | None,
    *,
    site: str,
    workspace: Workspace | None,
    by: User,
) -> tuple[Article, Snapshot | None]:
    """The article a target speaks of, and which copy of it where it names one."""
    cached = _own(target.cached, site) if target.cached else None
    named = next((one for one in (own, cached) if one and one[0] == "snapshot"), None)
    if named is not None:
        rows = Snapshot.objects.visible_to(by).select_related("article__workspace")
        copy = rows.filter(pk=named[1]).first()
        if copy is None:
            raise NotUnderstood("target", NO_SUCH)
        if named is cached and own is None and copy.article not in _at(target.source, by):
            raise NotUnderstood("target", "The copy named as cached is one of another source.")
        return copy.article, copy
    if own is not None and own[0] == "article":
        found = list(Article.objects.visible_to(by).filter(pk=own[1]))
    else:
        found = _at(target.source, by)
    return _one(found, workspace), None


def _at(address: str, by: User) -> list[Article]:
    """Articles at an address in workspaces of `by`: elsewhere they only read."""
    rows = Article.objects.visible_to(by).filter(workspace__in=list(by.roles))
    return list(rows.at_address(address).select_related("workspace").order_by("pk"))


def _one(found: list[Article], workspace: Workspace | None) -> Article:
    here = [one for one in found if workspace is None or one.workspace_id == workspace.pk]
    if not here:
        raise NotUnderstood("target", NEVER_CAPTURED)
    if len({one.workspace_id for one in here}) > 1:
        raise NotUnderstood("workspace", SEVERAL)
    return here[0]


def _place(article: Article, copy: Snapshot | None, target: Target) -> Ground:
    """The words in the copy named, else in the one of the date named, else in the latest."""
    snapshots = article.snapshots.order_by("-number")
    dated = snapshots.filter(captured_at=target.source_date) if target.source_date else None
    text: Any = copy or (dated.first() if dated is not None else None) or snapshots.first()
    if text is None:
        raise NotUnderstood("target", NEVER_CAPTURED)
    start, end = place_in(text.text, target.selectors, of_this_copy=copy is not None)
    return Ground(snapshot=text, start=start, end=end)
