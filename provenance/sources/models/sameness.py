"""Two outlets, or two people, that may be one: proposed with reasons, decided by an editor."""

from typing import Any

from django.conf import settings
from django.db import models

from provenance.accounts.owned import Counted

from ..querysets import SamenessQuerySet
from .catalogue import Outlet, Person


class PossiblySame(Counted):
    """A pair, the lower id first. An accepted one is a merge; a refused one stays refused."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        REFUSED = "refused"

    reasons = models.JSONField(default=list, help_text='[{"rule", "says", "weight"}], best first.')
    weight = models.FloatField(help_text="How much speaks for it, 0 to 1.")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    one: Any
    other: Any
    one_id: int
    other_id: int
    objects = SamenessQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-weight", "id"]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.state}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return int(self.one.workspace_id)


class SameOutlets(PossiblySame):
    """Two outlets that may be one."""

    one = models.ForeignKey(Outlet, models.CASCADE, related_name="+")
    other = models.ForeignKey(Outlet, models.CASCADE, related_name="+")

    class Meta(PossiblySame.Meta):
        abstract = False
        verbose_name = "pair of outlets"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_of_outlets_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="a_pair_of_outlets_in_order"
            ),
        ]


class SamePeople(PossiblySame):
    """Two people, or two organisations, that may be one."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta(PossiblySame.Meta):
        abstract = False
        verbose_name = "pair of people"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_of_people_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="a_pair_of_people_in_order"
            ),
        ]
