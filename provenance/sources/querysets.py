"""Every question we ask of outlets, people, articles, snapshots and passages."""

from typing import Any, Self

from django.db import models

from provenance.accounts.owned import OwnedQuerySet, visible_to


class CatalogueQuerySet(OwnedQuerySet):
    """Outlets and people."""

    def named(self, *keys: str) -> Self:
        """Those whose folded name is one of `keys` or who carry one as an alias."""
        return self.filter(models.Q(key__in=keys) | models.Q(alias_keys__overlap=list(keys)))


class ArticleQuerySet(OwnedQuerySet):
    """Articles."""

    def with_sources(self) -> Self:
        """With outlet and authors, in a constant number of queries."""
        return self.select_related("outlet", "workspace").prefetch_related("authorships__person")


class FactQuerySet(models.QuerySet[Any]):
    """Facts of provenance."""

    def visible_to(self, user: Any) -> Self:
        """Facts of articles this user may see."""
        return self.filter(visible_to(user, "article__"))


class SnapshotQuerySet(models.QuerySet[Any]):
    """Snapshots; whoever may see the article may see each of its snapshots."""

    def visible_to(self, user: Any) -> Self:
        """Snapshots of articles this user may see."""
        return self.filter(visible_to(user, "article__"))

    def without_text(self) -> Self:
        """Leave the long columns in the database."""
        return self.defer("text", "blocks")


class PassageQuerySet(models.QuerySet[Any]):
    """Passages."""

    def visible_to(self, user: Any) -> Self:
        """Passages of articles this user may see."""
        return self.filter(visible_to(user, "snapshot__article__"))
