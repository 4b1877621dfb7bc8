"""Every question we ask of cases and of what is in them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, OwnedQuerySet, visible_to
from provenance.accounts.roles import CHECKS, RECORDS, Visibility

# The claim that counts: the one that was kept, where this one was merged into another.
KEPT = Coalesce("claim__merged_into", "claim")


class CaseQuerySet(OwnedQuerySet):
    """Cases."""

    def restorable_by(self, user: Any) -> Self:
        """Deleted cases this user may bring back; agrees with `rules.may_restore`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        others = Q(workspace__in=checks) & ~Q(visibility=Visibility.ME)
        own = Q(workspace__in=records, created_by=user.pk)
        return self.filter(others | own, deleted_at__isnull=False)

    def editable_by(self, user: Any) -> Self:
        """Cases this user may change; agrees with `rules.may_edit`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        own = Q(created_by=user.pk, workspace__in=records) & ~Q(visibility=Visibility.PUBLIC)
        return self.visible_to(user).filter(Q(workspace__in=checks) | own)

    def with_article(self, article_id: int, user: Any) -> Self:
        """Those in which an article is; none for an article that this user may not see."""
        inside = self._rows("articles").visible_to(user).filter(article=article_id)
        return self.filter(pk__in=inside.order_by().values("case"))

    def with_claim(self, claim_id: int, user: Any) -> Self:
        """Those in which a claim is, or one that was merged into it."""
        inside = self._rows("claims").visible_to(user).of_claims([claim_id])
        return self.filter(pk__in=inside.order_by().values("case"))

    def _rows(self, name: str) -> Any:
        relation: Any = self.model._meta.get_field(name)
        return relation.related_model._default_manager.all()


class ArticleInCaseQuerySet(CountedQuerySet):
    """Articles in cases; seen by whoever sees both the case and the article."""

    def visible_to(self, user: Any) -> Self:
        """What still is in a case, as far as this user may see it."""
        seen = self.filter(visible_to(user, "case__"), visible_to(user, "article__"))
        return seen.filter(deleted_at=None)


class ClaimInCaseQuerySet(CountedQuerySet):
    """Claims in cases; seen by whoever sees both the case and the claim that counts."""

    def visible_to(self, user: Any) -> Self:
        """What still is in a case, as far as this user may see it."""
        alone = Q(claim__merged_into=None) & visible_to(user, "claim__")
        kept = Q(claim__merged_into__isnull=False) & visible_to(user, "claim__merged_into__")
        return self.filter(visible_to(user, "case__"), alone | kept, deleted_at=None)

    def counting(self) -> models.QuerySet[Any, Any]:
        """The ids of the claims that count, for `pk__in`."""
        ids: models.QuerySet[Any, Any] = self.order_by().annotate(kept=KEPT).values("kept")
        return ids

    def of_claims(self, claim_ids: Any) -> Self:
        """Rows of these claims and of those merged into them."""
        return self.filter(Q(claim__in=claim_ids) | Q(claim__merged_into__in=claim_ids))
