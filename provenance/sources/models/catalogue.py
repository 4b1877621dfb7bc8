"""Who publishes and who speaks or writes, as one workspace knows them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from provenance.accounts.owned import Owned
from provenance.accounts.roles import Visibility

from ..querysets import CatalogueQuerySet


class Catalogued(Owned):
    """What outlets and people have in common: names to be found by, identities, merges."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, help_text="The name folded, to find it again by.")
    homepage = models.URLField(max_length=500, blank=True)
    wikidata = models.CharField(max_length=20, blank=True)
    same_as = ArrayField(
        models.URLField(max_length=500),
        default=list,
        blank=True,
        help_text="Other addresses at which they are known.",
    )
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    alias_keys = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        editable=False,
        help_text="The aliases folded, in the same order.",
    )
    # Always the row that stands: what was merged into a row moves along when that is merged.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    merged_into_id: int | None

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_id(self) -> int:
        """The id that counts: that of the row this one was merged into, else its own."""
        return int(self.merged_into_id or self.pk)

    @property
    def kept(self) -> Any:
        """The row that counts; read it with `select_related("merged_into")`."""
        return self.merged_into or self

    @property
    def told_name(self) -> str:
        """What the row that counts is called where strangers may read it.

        Whom a newsroom takes someone to be is its own affair until everyone may see that one.
        """
        return str(self.kept.name if self.kept.visibility == Visibility.PUBLIC else self.name)


class Outlet(Catalogued):
    """Whatever publishes: a newspaper, an agency, a blog, an office."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper"
        AGENCY = "agency"
        BROADCASTER = "broadcaster"
        ONLINE = "online", "online outlet"
        BLOG = "blog"
        OFFICE = "office", "public office"
        PLATFORM = "platform", "social platform"
        COMPANY = "company", "publishing house or company"
        OTHER = "other"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    domain = models.CharField(max_length=253, blank=True, help_text="Registrable domain.")
    other_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    owner = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owns",
        help_text="Whoever owns it now; kept up to date from the ownerships by the services.",
    )

    class Meta(Catalogued.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_outlet_per_name"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="no_outlet_is_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "domain"], name="outlet_by_domain"),
            GinIndex(fields=["other_domains"], name="outlet_by_other_domain"),
            GinIndex(fields=["alias_keys"], name="outlet_by_alias"),
        ]


class Person(Catalogued):
    """Whoever speaks or writes: a person, an organisation, or someone unnamed."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        UNNAMED = "unnamed"

    name = models.CharField(
        max_length=200, help_text="For someone unnamed: how the text calls them."
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    description = models.CharField(max_length=300, blank=True)

    class Meta(Catalogued.Meta):
        abstract = False
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "key"], name="one_person_per_name"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="no_person_is_merged_into_themselves",
            ),
        ]
        indexes = [GinIndex(fields=["alias_keys"], name="person_by_alias")]
