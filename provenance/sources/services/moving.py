"""An article that stands at another address now, because a person says so."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from ..addresses import AddressError, key, spell
from ..models import Article
from ..rules import may_change


@transaction.atomic
def move_article(article: Article, address: str, *, by: Any, version: int | None = None) -> Article:
    """Give an article the address where it stands now; the old one stays in the history.

    Raises ValidationError where it is no address, NotNow where another article stands there.
    """
    row: Article = Article.objects.locked(article.pk, version)
    require(may_change(by, row), "You may not say where this article stands.")
    try:
        spelled, known_as = spell(address), key(address)
    except AddressError as error:
        raise ValidationError({"address": error.message}) from None
    if max(len(spelled), len(known_as)) > 2000:
        raise ValidationError({"address": "Use at most 2000 characters."})
    _refuse_taken(row, known_as)
    before = row.final_address or row.address
    # As it was given first it must still be found; what stood between is in the history.
    row.address = row.address or before
    row.final_address, row.address_key = spelled, known_as
    row.touch()
    record("article.moved", row, by=by, before=before, after=spelled)
    return row


def _refuse_taken(article: Article, known_as: str) -> None:
    """What one person keeps to themselves is in nobody's way; see the constraints of Article."""
    others = Article.objects.filter(workspace=article.workspace_id, address_key=known_as)
    others = others.exclude(pk=article.pk)
    if article.visibility == Visibility.ME:
        others = others.filter(visibility=Visibility.ME, created_by=article.created_by_id)
    else:
        others = others.exclude(visibility=Visibility.ME)
    if other := others.first():
        raise NotNow(
            f"Another article stands at that address already: “{other}”. Nothing was merged."
        )
