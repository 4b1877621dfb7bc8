"""Every question we ask of webhooks and deliveries."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet
from provenance.accounts.roles import PUBLISHES


class WebhookQuerySet(CountedQuerySet):
    """Webhooks: for those who publish in the workspace."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see."""
        return self.of_those_who_publish(user).filter(deleted_at=None)

    def restorable_by(self, user: Any) -> Self:
        """Deleted ones that this user may bring back."""
        return self.of_those_who_publish(user).exclude(deleted_at=None)

    def of_those_who_publish(self, user: Any) -> Self:
        """Those of workspaces where this user publishes, deleted ones too."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(workspace__in=[w for w, role in user.roles.items() if role in PUBLISHES])

    def on(self) -> Self:
        """Those to which something is sent."""
        return self.filter(off_since=None, deleted_at=None)

    def due(self, now: datetime) -> Self:
        """Those for which something waits, and which are neither busy nor left alone."""
        waiting = apps.get_model("webhooks", "Delivery").objects.due(now)
        return self.on().filter(
            Q(busy_until=None) | Q(busy_until__lte=now),
            Q(rests_until=None) | Q(rests_until__lte=now),
            Exists(waiting.filter(webhook=OuterRef("pk"))),
        )

    def with_last(self) -> Self:
        """With `last_at`, the moment in which something was sent last."""
        attempts = apps.get_model("webhooks", "Attempt").objects
        last = attempts.filter(delivery__webhook=OuterRef("pk")).order_by("-pk")
        return self.annotate(last_at=Subquery(last.values("at")[:1]))

    def longest_waiting_first(self, now: datetime) -> Self:
        """In the order in which what waits for them came due."""
        waiting = apps.get_model("webhooks", "Delivery").objects.due(now)
        first = waiting.filter(webhook=OuterRef("pk")).order_by("next_at").values("next_at")
        return self.order_by(Subquery(first[:1]), "pk")


class DeliveryQuerySet(models.QuerySet[Any]):
    """Deliveries."""

    def visible_to(self, user: Any) -> Self:
        """Those of webhooks this user sees."""
        webhooks = apps.get_model("webhooks", "Webhook").objects.visible_to(user)
        return self.filter(webhook__in=webhooks.order_by())

    def due(self, now: datetime) -> Self:
        """What is to be sent by now."""
        return self.filter(state="waiting", next_at__lte=now)
