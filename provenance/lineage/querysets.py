"""Every question we ask of fingerprints and shared texts."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from provenance.accounts.owned import CountedQuerySet, visible_to


class FingerprintQuerySet(models.QuerySet[Any]):
    """Fingerprints."""

    def stale(self, method: int) -> Self:
        """Those that another method made."""
        return self.exclude(method=method)


class SharedTextQuerySet(CountedQuerySet):
    """Pairs of articles with words in common."""

    def visible_to(self, user: Any) -> Self:
        """Those of which this user may see both articles: neither tells of the other.

        A pair that was found to be nothing is known to the newsroom alone, with its reason.
        """
        both = visible_to(user, "one__") & visible_to(user, "other__")
        here = Q(workspace__in=list(getattr(user, "roles", ())))
        stands = ~Q(state=self.model.State.REFUSED)
        return self.filter(both, here | stands, deleted_at=None)

    def telling(self) -> Self:
        """Those that say something: refused ones and coincidences left out."""
        kinds, states = self.model.Kind, self.model.State
        return self.exclude(kind=kinds.COINCIDENCE).exclude(state=states.REFUSED)

    def of_article(self, article: int) -> Self:
        """The pairs one article belongs to."""
        return self.filter(Q(one=article) | Q(other=article))

    def of_snapshot(self, snapshot: int) -> Self:
        """The pairs that were found in one version."""
        return self.filter(Q(one_snapshot=snapshot) | Q(other_snapshot=snapshot))

    def without_texts(self) -> Self:
        """With both articles and outlets; the texts stay in the database."""
        long = [
            f"{side}_snapshot__{name}"
            for side in ("one", "other")
            for name in ("text", "blocks", "regions", "warnings")
        ]
        sides = ["one__outlet", "other__outlet", "one_snapshot", "other_snapshot"]
        return self.select_related(*sides).defer(*long)
