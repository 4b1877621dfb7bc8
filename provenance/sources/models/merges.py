"""Two outlets, or two people, were found to be one. See decision 0026."""

from typing import Any

from django.conf import settings
from django.db import models

from .catalogue import Outlet, Person


class CatalogueMerge(models.Model):
    """Which row was kept, which is counted with it from then on, and why. Undone, it stays."""

    reason = models.CharField(max_length=500)
    visibility_before = models.CharField(
        max_length=9, help_text="Who saw the merged one; given back when this is undone."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    kept_id: int
    merged_id: int
    carried: Any

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.merged_id} merged into {self.kept_id}"


class OutletMerge(CatalogueMerge):
    """Two outlets were found to be one."""

    kept = models.ForeignKey(Outlet, models.PROTECT, related_name="merges_in")
    merged = models.ForeignKey(Outlet, models.PROTECT, related_name="merges_out")
    carried = models.ManyToManyField(
        Outlet,
        related_name="+",
        blank=True,
        help_text="What had been merged into the merged one earlier and moved with it.",
    )

    class Meta(CatalogueMerge.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at=None),
                name="an_outlet_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("merged")),
                name="no_outlet_merges_with_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_merge_of_outlets_says_why"
            ),
        ]


class PersonMerge(CatalogueMerge):
    """Two people, or two organisations, were found to be one."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_in")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_out")
    carried = models.ManyToManyField(
        Person,
        related_name="+",
        blank=True,
        help_text="Those merged into the merged one earlier, who moved with them.",
    )

    class Meta(CatalogueMerge.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at=None),
                name="a_person_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("merged")),
                name="no_person_merges_with_themselves",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_merge_of_people_says_why"
            ),
        ]
