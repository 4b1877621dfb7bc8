"""Who publishes and who speaks or writes, as one workspace knows them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from provenance.accounts.owned import Owned

from ..querysets import CatalogueQuerySet


class Outlet(Owned):
    """Whatever publishes: a newspaper, an agency, a blog, an office."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper"
        AGENCY = "agency"
        BROADCASTER = "broadcaster"
        ONLINE = "online", "online outlet"
        BLOG = "blog"
        OFFICE = "office", "public office"
        PLATFORM = "platform", "social platform"
        OTHER = "other"

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, help_text="The name folded, to find it again by.")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    domain = models.CharField(max_length=253, blank=True, help_text="Registrable domain.")
    homepage = models.URLField(max_length=500, blank=True)
    wikidata = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="owns")
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    alias_keys = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        editable=False,
        help_text="The aliases folded, in the same order.",
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_outlet_per_name")
        ]
        indexes = [
            models.Index(fields=["workspace", "domain"], name="outlet_by_domain"),
            GinIndex(fields=["alias_keys"], name="outlet_by_alias"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Owned):
    """Whoever speaks or writes: a person, an organisation, or someone unnamed."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        UNNAMED = "unnamed"

    name = models.CharField(
        max_length=200, help_text="For someone unnamed: how the text calls them."
    )
    key = models.CharField(max_length=200, help_text="The name folded, to find it again by.")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    description = models.CharField(max_length=300, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    wikidata = models.CharField(max_length=20, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    alias_keys = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        editable=False,
        help_text="The aliases folded, in the same order.",
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "key"], name="one_person_per_name")
        ]
        indexes = [GinIndex(fields=["alias_keys"], name="person_by_alias")]

    def __str__(self) -> str:
        return self.name
