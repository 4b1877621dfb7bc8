"""Topics, and the claims that carry them."""

from django.db import models

from provenance.accounts.owned import Counted, Owned
from provenance.accounts.roles import Visibility

from ..querysets import TopicOfClaimQuerySet, TopicQuerySet
from .claims import Claim


class Topic(Owned):
    """What claims are about, as a workspace files them: part of its catalogue, never one's own."""

    slug = models.SlugField(max_length=80, allow_unicode=True)
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, editable=False, help_text="The name, folded.")
    description = models.TextField(
        blank=True, help_text="What belongs here, in a few sentences for readers."
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text="The topic that counts, where two were found to be one.",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"],
                condition=models.Q(deleted_at=None),
                name="a_topic_has_a_name_of_its_own",
            ),
            models.UniqueConstraint(
                fields=["workspace", "slug"],
                condition=models.Q(deleted_at=None),
                name="a_topic_has_a_slug_of_its_own",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(key="") & ~models.Q(slug=""),
                name="a_topic_has_a_name",
            ),
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.ME), name="a_topic_is_shared"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="no_topic_is_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TopicOfClaim(Counted):
    """A claim carries a topic: who said so, and when. Taken off, it stays on record.

    Of claims or topics that were merged, the ones that count are those that were kept.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="claims")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="topics")

    objects = TopicOfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "topics of claims"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "claim"],
                condition=models.Q(deleted_at=None),
                name="a_claim_carries_a_topic_once",
            )
        ]

    def __str__(self) -> str:
        return f"topic {self.topic_id} of claim {self.claim_id}"
