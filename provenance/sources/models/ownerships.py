"""Who owns an outlet, or owned it, from when to when, and how that is known."""

from django.db import models

from provenance.accounts.owned import Counted

from ..knowing import Known, Precision
from ..querysets import OwnershipQuerySet
from .catalogue import Outlet


class Ownership(Counted):
    """One owner of one outlet. Without an end it is the present one."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="ownerships")
    owner = models.ForeignKey(Outlet, models.PROTECT, related_name="holdings")
    since = models.DateField(null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    until = models.DateField(null=True, blank=True)
    until_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    known = models.CharField(max_length=9, choices=Known, default=Known.PERSON)
    note = models.CharField(max_length=300, blank=True, help_text="How that is known.")
    address = models.URLField(max_length=500, blank=True, help_text="Where it can be read.")

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        ordering = ["outlet", models.F("since").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outlet"],
                condition=models.Q(until=None, deleted_at=None),
                name="one_present_owner",
            ),
            models.CheckConstraint(
                condition=~models.Q(outlet=models.F("owner")), name="no_outlet_owns_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(since=None)
                | models.Q(until=None)
                | models.Q(since__lte=models.F("until")),
                name="an_ownership_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(since=None, since_precision="")
                | (models.Q(since__isnull=False) & ~models.Q(since_precision="")),
                name="the_beginning_of_an_ownership_has_a_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None, until_precision="")
                | (models.Q(until__isnull=False) & ~models.Q(until_precision="")),
                name="the_end_of_an_ownership_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} owns {self.outlet_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.outlet.workspace_id
