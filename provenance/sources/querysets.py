"""Every question we ask of outlets, people, articles, snapshots and passages."""

from typing import Any, Self

from django.apps import apps
from django.db import models

from provenance.accounts.owned import OwnedQuerySet, shown_to, visible_to


class CatalogueQuerySet(OwnedQuerySet):
    """Outlets and people."""

    def named(self, *keys: str) -> Self:
        """Those whose folded name is one of `keys` or who carry one as an alias."""
        return self.filter(models.Q(key__in=keys) | models.Q(alias_keys__overlap=list(keys)))


class ArticleQuerySet(OwnedQuerySet):
    """Articles."""

    def restorable_by(self, user: Any) -> Self:
        """Articles of their workspaces that they could see if they weren't deleted."""
        return self.filter(shown_to(user), workspace__in=list(user.roles))

    def titled(self, words: str) -> Self:
        """Those with these words in their title, in this order, whatever their case."""
        return self.filter(title__icontains=" ".join(words.split()))

    def tally(self) -> dict[str, int]:
        """How many there are, and for how many of them each thing is known."""
        known = {
            "signed": ~models.Q(byline=""),
            "dated": models.Q(published_precision="day"),
            "republished": ~models.Q(republished_from=""),
            "revised": models.Q(latest__number__gt=1),
        }
        counts = {name: models.Count("pk", filter=what) for name, what in known.items()}
        return self.order_by().aggregate(all=models.Count("pk"), **counts)

    def with_facts(self) -> Self:
        """With facts and snapshots, but not their texts."""
        snapshots = apps.get_model("sources", "Snapshot").objects.without_text()
        return self.prefetch_related("facts", models.Prefetch("snapshots", snapshots))

    def with_latest(self) -> Self:
        """With the latest snapshot's number and length, not its text."""
        long = [f"latest__{name}" for name in ("text", "blocks", "regions", "warnings")]
        return self.select_related("latest").defer(*long)

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


class SnapshotFileQuerySet(models.QuerySet[Any]):
    """The bytes of snapshots."""

    def readable_by(self, user: Any) -> Self:
        """Files of articles this user sees as a member; a page's bytes are never published."""
        mine = list(getattr(user, "roles", ()))
        seen = visible_to(user, "snapshot__article__")
        return self.filter(seen, snapshot__article__workspace__in=mine)


class PassageQuerySet(models.QuerySet[Any]):
    """Passages."""

    def visible_to(self, user: Any) -> Self:
        """Passages of articles this user may see."""
        return self.filter(visible_to(user, "snapshot__article__"))

    def listed_for(self, user: Any) -> Self:
        """Passages that members may list: which words are marked tells what is being checked."""
        mine = list(getattr(user, "roles", ()))
        return self.visible_to(user).filter(snapshot__article__workspace__in=mine)
