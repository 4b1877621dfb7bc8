"""The work at an address, and each thing we know about where it came from."""

from django.contrib.postgres.indexes import GinIndex, HashIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from provenance.accounts.owned import Owned
from provenance.accounts.roles import Visibility

from ..knowing import Known, Precision
from ..querysets import ArticleQuerySet, FactQuerySet
from .catalogue import Outlet, Person
from .covered import Covered


class Article(Owned, Covered):
    """The work at an address. Its columns hold the values chosen among its facts."""

    address = models.URLField(max_length=2000, blank=True, help_text="As it was given to us.")
    final_address = models.URLField(max_length=2000, blank=True, help_text="After redirects.")
    canonical_address = models.URLField(max_length=2000, blank=True, help_text="As the page says.")
    address_key = models.CharField(
        max_length=2000,
        blank=True,
        help_text="Normalised, the identity within the workspace.",
    )
    input_name = models.CharField(max_length=500, blank=True, help_text="File name, if a file.")

    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True, help_text="Authors as one line.")
    authors = models.ManyToManyField(Person, through="Authorship", related_name="articles")
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="articles"
    )
    published = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639-1.")
    republished_from = models.CharField(max_length=300, blank=True)

    latest = models.ForeignKey("Snapshot", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            # What one person keeps to themselves must not show by being in another's way.
            models.UniqueConstraint(
                fields=["workspace", "address_key"],
                condition=~models.Q(address_key="") & ~models.Q(visibility=Visibility.ME),
                name="one_shared_article_per_address",
            ),
            models.UniqueConstraint(
                fields=["workspace", "created_by", "address_key"],
                condition=~models.Q(address_key="") & models.Q(visibility=Visibility.ME),
                name="one_private_article_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(published=None, published_precision="")
                | (models.Q(published__isnull=False) & ~models.Q(published_precision="")),
                name="a_publication_date_has_a_precision",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-id"], name="article_newest"),
            models.Index(fields=["workspace", "published"], name="article_by_date"),
            models.Index(
                fields=["workspace", "input_name"],
                condition=~models.Q(input_name=""),
                name="article_by_file_name",
            ),
            # Programs of others ask by any address, in any workspace; see `at_address`. Addresses
            # may be too long for a B-tree, and many equal values too many for a hash.
            models.Index(fields=["address_key"], name="article_by_key"),
            HashIndex(
                fields=["address"], name="article_by_address", condition=~models.Q(address="")
            ),
            HashIndex(
                fields=["final_address"],
                name="article_by_final",
                condition=~models.Q(final_address=""),
            ),
            HashIndex(
                fields=["canonical_address"],
                name="article_by_canonical",
                condition=~models.Q(canonical_address=""),
            ),
            # What Django asks for "contains, whatever the case" is about the upper case.
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="article_title_words"),
        ]

    def __str__(self) -> str:
        return self.title or self.address or self.input_name or "untitled"


class Authorship(models.Model):
    """Who wrote an article, in the order of the byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="an_author_once")]

    def __str__(self) -> str:
        return f"{self.person_id} wrote {self.article_id}"


class Fact(models.Model):
    """One value for one field of an article, with how it is known. Never overwritten.

    Conflicting facts stand side by side; `chosen` marks the one the article shows. A person's
    choice wins and is itself a fact.
    """

    class Field(models.TextChoices):
        TITLE = "title"
        AUTHOR = "author"
        OUTLET = "outlet"
        PUBLISHED = "published"
        LANGUAGE = "language"
        REPUBLISHED_FROM = "republished_from", "republished from"

    article = models.ForeignKey(Article, models.CASCADE, related_name="facts")
    snapshot = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, blank=True, related_name="facts"
    )
    field = models.CharField(max_length=16, choices=Field)
    value = models.CharField(max_length=500)
    precision = models.CharField(max_length=5, choices=Precision, blank=True)
    known = models.CharField(max_length=9, choices=Known)
    confidence = models.FloatField(help_text="0 to 1.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="In the snapshot's text.")
    end = models.PositiveIntegerField(null=True, blank=True)
    markup = models.CharField(max_length=200, blank=True, help_text="Where in the markup.")
    note = models.CharField(max_length=300, blank=True)
    chosen = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["field", "-chosen", "-confidence", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="fact_confidence_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=models.Q(start=None, end=None) | models.Q(start__lt=models.F("end")),
                name="a_fact_stands_on_at_least_one_character",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.article.workspace_id
