"""What someone follows: a claim, an article, an outlet, a person or a topic."""

from typing import Any

from django.db import models
from django.db.models import Q

from claims.records.models import Claim, Topic
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted
from provenance.sources.models import Article, Outlet, Person

from ..querysets import SubscriptionQuerySet

KINDS = ("claim", "article", "outlet", "person", "topic")


def _exactly_one() -> Q:
    """Of the columns of things, one is filled."""
    either = Q()
    for chosen in KINDS:
        empty = {f"{other}__isnull": other != chosen for other in KINDS}
        either |= Q(**empty)
    return either


class Subscription(Counted):
    """`created_by` follows one thing. Ended, it stays on record with `deleted_at`."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="+")
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="one_follows_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=["created_by", kind],
                    condition=Q(deleted_at=None),
                    name=f"one_follows_a_{kind}_once",
                )
                for kind in KINDS
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk} to a {self.kind}"

    @property
    def kind(self) -> str:
        """Which kind of thing is followed."""
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id"))

    @property
    def thing(self) -> Any:
        """What is followed."""
        return getattr(self, self.kind)
