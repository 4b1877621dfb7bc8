"""Everything else that changes articles: who sees them, and taking them away and back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from ..covers import words_of
from ..errands import trace_soon
from ..models import Article, Citation, Passage
from ..rules import may_change, may_cover, may_restore, may_show


@transaction.atomic
def show_article(
    article: Article, visibility: str, *, by: Any, version: int | None = None
) -> Article:
    """Say who sees an article, its snapshots and its citations: me, the workspace or everyone."""
    row: Article = Article.objects.locked(article.pk, version)
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    require(may_show(by, row, visibility), "You may not decide who sees this article.")
    if visibility == row.visibility:
        return row
    _refuse_to_hide_what_is_used(row, visibility)
    _refuse_double(row, visibility)
    before, row.visibility = row.visibility, visibility
    row.touch()
    Citation.objects.filter(source=row).update(visibility=visibility)
    if before == Visibility.ME:
        _trace_again(row)
    record("article.shown", row, by=by, before=before, after=visibility)
    return row


@transaction.atomic
def cover_pictures(
    article: Article, *, sensitive: str, version: int | None = None, by: Any
) -> Article:
    """Cover the pictures of an article's pages, later ones too; empty takes the cover off."""
    row: Article = Article.objects.locked(article.pk, version)
    require(may_cover(by, row), "Only those who check here say what needs a cover.")
    before, row.sensitive = row.sensitive, words_of(sensitive)
    if row.sensitive != before:
        row.touch()
        action = "article.covered" if row.sensitive else "article.uncovered"
        record(action, row, by=by, before=before, after=row.sensitive)
    return row


@transaction.atomic
def delete_article(article: Article, *, by: Any, version: int | None = None) -> Article:
    """Take an article out of sight. Nothing that stands on it is lost, and it can be restored."""
    row: Article = Article.objects.locked(article.pk, version)
    require(may_change(by, row), "You may not delete this article.")
    row.deleted_at = timezone.now()
    row.touch()
    record("article.deleted", row, by=by)
    return row


@transaction.atomic
def restore_article(article: Article, *, by: Any, version: int | None = None) -> Article:
    """Take back a deletion. Restoring an article that is there changes nothing."""
    row: Article = Article.objects.locked(article.pk, version)
    require(may_restore(by, row), "You may not restore this article.")
    if row.deleted_at is None:
        return row
    row.deleted_at = None
    row.touch()
    _trace_again(row)
    record("article.restored", row, by=by)
    return row


def _trace_again(article: Article) -> None:
    """Others may lean on it now, or it on others, who could not know of each other before."""
    trace_soon([article.latest_id] if article.latest_id else [])


def _refuse_to_hide_what_is_used(article: Article, visibility: str) -> None:
    if visibility != Visibility.ME:
        return
    if Passage.objects.filter(snapshot__article=article).exists():
        raise NotNow("Claims, notes or evidence of the workspace may stand on this article.")


def _refuse_double(article: Article, visibility: str) -> None:
    """One shared article per address; a private twin of it stays private."""
    if article.visibility != Visibility.ME or not article.address_key:
        return
    shared = Article.objects.filter(
        workspace=article.workspace_id, address_key=article.address_key
    ).exclude(visibility=Visibility.ME)
    if visibility != Visibility.ME and shared.exists():
        raise NotNow("The workspace already has an article at this address.")
