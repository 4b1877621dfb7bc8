"""Cases, and the articles and claims that someone put into them."""

from django.db import models

from claims.records.models import Claim
from provenance.accounts.owned import Counted, Owned
from provenance.sources.models import Article

from .querysets import ArticleInCaseQuerySet, CaseQuerySet, ClaimInCaseQuerySet


class Case(Owned):
    """What belongs to one event. It shows nobody anything that they could not see without it."""

    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="What it is about, in a few sentences.")
    language = models.CharField(max_length=8, default="en")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="a_case_has_a_title"),
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="case_newest")]

    def __str__(self) -> str:
        return self.title


class Member(Counted):
    """Something in a case: who put it there, and why. Taken out, it stays on record."""

    why = models.CharField(max_length=300, blank=True, help_text="Why it belongs there.")

    class Meta:
        abstract = True


class ArticleInCase(Member):
    """An article in a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="articles")
    article = models.ForeignKey(Article, models.PROTECT, related_name="in_cases")

    objects = ArticleInCaseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "articles in cases"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "article"],
                condition=models.Q(deleted_at=None),
                name="an_article_is_in_a_case_once",
            )
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} in case {self.case_id}"


class ClaimInCase(Member):
    """A claim in a case. Merged later, it counts as the claim that was kept."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="claims")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="in_cases")

    objects = ClaimInCaseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "claims in cases"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "claim"],
                condition=models.Q(deleted_at=None),
                name="a_claim_is_in_a_case_once",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in case {self.case_id}"
