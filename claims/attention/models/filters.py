"""Filters saved by name, for oneself or for the desk."""

from django.db import models
from django.db.models.functions import Lower

from provenance.accounts.owned import Owned

from ..querysets import SavedFilterQuerySet


class SavedFilter(Owned):
    """What a list is narrowed to, under a name. `visibility` is `me` or `workspace`."""

    class Page(models.TextChoices):
        """Which list it narrows."""

        BOARD = "board", "the board"
        CLAIMS = "claims", "the list of claims"

    name = models.CharField(max_length=80)
    page = models.CharField(max_length=6, choices=Page)
    query = models.CharField(
        max_length=1000, blank=True, help_text="What follows the ? in the list's address."
    )

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_filter_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=["me", "workspace"]),
                name="filters_stay_in_the_workspace",
            ),
            models.UniqueConstraint(
                "workspace",
                "page",
                "created_by",
                Lower("name"),
                condition=models.Q(deleted_at=None),
                name="a_person_uses_the_name_of_a_filter_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
