"""The index of words. Claims and verdicts are indexed by triggers, articles by the worker."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Workspace
from provenance.sources.models import Article, Snapshot

from .querysets import ClaimWordsQuerySet


class ClaimWords(models.Model):
    """The words of a claim's statement, and who may find them; a trigger keeps both in step.

    What decides who sees a claim stands here too, under the same names, so that a common word does
    not send PostgreSQL to thousands of claims only to ask whose they are.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="words")
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+", db_index=False)
    visibility = models.CharField(max_length=9)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    deleted_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        Claim, models.PROTECT, null=True, related_name="+", db_index=False
    )
    language = models.CharField(max_length=8)
    vector = SearchVectorField()

    objects = ClaimWordsQuerySet.as_manager()

    class Meta:
        indexes = [
            # Every search reads what is not yet sorted into the index, so that stays short.
            GinIndex(fields=["vector"], name="claim_words", gin_pending_list_limit=256),
            # Strangers ask for what was published, a small part of all, often by common words.
            GinIndex(
                fields=["vector"],
                condition=models.Q(visibility="public", deleted_at=None, merged_into=None),
                name="claim_words_published",
            ),
            models.Index(fields=["language"], name="claim_words_language"),
        ]

    def __str__(self) -> str:
        return f"words of claim {self.claim_id}"


class VerdictWords(models.Model):
    """The words of a verdict's label and reason; a trigger adds them."""

    verdict = models.OneToOneField(Verdict, models.CASCADE, primary_key=True, related_name="words")
    language = models.CharField(max_length=8)
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="verdict_words"),
            models.Index(fields=["language"], name="verdict_words_language"),
        ]

    def __str__(self) -> str:
        return f"words of verdict {self.verdict_id}"


class ArticleWords(models.Model):
    """The words of an article's title, byline and body, as of its latest snapshot.

    Readers' comments and page furniture are left out. The worker writes these rows soon after a
    capture, so that bringing in many articles does not wait for the index.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="words")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    article_version = models.PositiveIntegerField()
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="article_words"),
            models.Index(fields=["language"], name="article_words_language"),
        ]

    def __str__(self) -> str:
        return f"words of article {self.article_id}"
