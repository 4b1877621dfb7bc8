"""Articles known by their address before their text has come."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from ..addresses import AddressError, key, normalise
from ..models import Article
from ..rules import may_add

LONGEST_ADDRESS = 2000


@transaction.atomic
def expect_article(
    address: str, *, workspace: Workspace, visibility: str = Visibility.WORKSPACE, by: Any
) -> Article:
    """The article at an address; a new one without a text where none is known.

    Where others are to see it, an article that one person alone sees is none. When its text is
    brought in, it becomes the first snapshot of this article. Raises
    ValidationError for what is no web address, NotNow where the article there was deleted.
    """
    require(may_add(by, workspace.pk, visibility), "You may not bring in articles here.")
    try:
        known_as = key(address)
        normalise(address)
    except AddressError as error:
        raise ValidationError({"address": error.message}) from None
    if max(len(address), len(known_as)) > LONGEST_ADDRESS:
        raise ValidationError({"address": f"Use at most {LONGEST_ADDRESS} characters."})
    # The same lock as for bringing in texts, so that no article is made twice.
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    here = Article.objects.in_workspace(workspace).at_address(address)
    seen = here.visible_to(by) if by else here.alive()
    if visibility != Visibility.ME:
        seen = seen.exclude(visibility=Visibility.ME)
    known: Article | None = seen.order_by("pk").first()
    if known is not None:
        return known
    if here.exclude(deleted_at=None).exclude(visibility=Visibility.ME).exists():
        raise NotNow("The article at this address was deleted. Restore it first.")
    article = Article(workspace=workspace, visibility=visibility, created_by=by)
    article.address, article.address_key = address.strip(), known_as
    article.save()
    record("article.expected", article, by=by, address=article.address)
    return article
