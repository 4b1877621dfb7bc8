"""Every question we ask of claims, appearances and relations."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from provenance.accounts.owned import OwnedQuerySet, visible_to


class ClaimQuerySet(OwnedQuerySet):
    """Claims."""

    def standing(self) -> Self:
        """Neither deleted nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)

    def with_first_appearance(self) -> Self:
        """With author, outlet and date of the earliest appearance, in one query."""
        return self.select_related(
            "first_appearance__passage__snapshot__article__outlet", "workspace"
        ).defer(
            "first_appearance__passage__snapshot__text",
            "first_appearance__passage__snapshot__blocks",
            "first_appearance__passage__snapshot__regions",
        )


class AppearanceQuerySet(models.QuerySet[Any]):
    """Appearances; seen by whoever sees the claim."""

    def visible_to(self, user: Any) -> Self:
        """Appearances of claims this user may see, in articles they may see.

        On a published claim the appearance itself is public even when the article is not.
        """
        return self.filter(visible_to(user, "claim__"), deleted_at=None)

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(
            Q(claim=claim_id) | Q(claim__merged_into=claim_id), deleted_at=None
        )

    def with_sources(self) -> Self:
        """With passage, article, outlet and chain, in a constant number of queries."""
        return (
            self.select_related("passage__snapshot__article__outlet")
            .prefetch_related("attributions__speaker", "attributions__cue")
            .defer(
                "passage__snapshot__text",
                "passage__snapshot__blocks",
                "passage__snapshot__regions",
            )
        )

    def earliest_first(self) -> Self:
        """By publication date, then by capture."""
        return self.order_by(
            models.F("passage__snapshot__article__published").asc(nulls_last=True),
            "passage__snapshot__captured_at",
            "id",
        )


class RelationQuerySet(OwnedQuerySet):
    """Relations between claims."""

    def visible_to(self, user: Any) -> Self:
        """Relations whose both ends this user may see."""
        return (
            super()
            .visible_to(user)
            .filter(visible_to(user, "source__"))
            .filter(visible_to(user, "target__"))
        )
