"""Corrections that we ask outlets and speakers for, and what came of them."""

from django.db import models
from django.db.models import F, Q

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.owned import Counted
from provenance.sources.models import Article, Outlet, Person, Snapshot

from ..querysets import CorrectionRequestQuerySet
from ..workflow import Outcome


class CorrectionRequest(Counted):
    """Someone was asked to correct what they published or said. We note it; nothing is sent."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="correction_requests")
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correction_requests",
        help_text="The verdict that was out when it was asked.",
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="correction_requests"
    )
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="correction_requests"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="correction_requests"
    )
    party = models.CharField(max_length=200, help_text="Who was asked, by name.")
    asked = models.TextField(help_text="What they were asked to correct.")
    sent_on = models.DateField()
    answer_by = models.DateField()
    state = models.CharField(max_length=9, choices=Outcome, default=Outcome.SENT)
    settled_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What they answered, in their words.")
    notice = models.URLField(max_length=2000, blank=True, help_text="Where the notice stands.")
    before = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="+", help_text="The proof:"
    )
    after = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="+", help_text="two versions."
    )
    is_told = models.BooleanField(default=False, help_text="Whether readers are told of it.")
    updated_at = models.DateTimeField(auto_now=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(party="") & ~Q(asked=""), name="a_correction_is_asked_of_someone"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("sent_on")),
                name="no_correction_is_due_before_it_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", settled_on=None)
                | (
                    # Without a day the comparison is unknown, and a check lets that pass.
                    ~Q(state="sent") & Q(settled_on__isnull=False, settled_on__gte=F("sent_on"))
                ),
                name="an_outcome_has_a_day_after_the_asking",
            ),
            models.CheckConstraint(
                condition=~Q(state="silent")
                | Q(article__isnull=False, before__isnull=False, after__isnull=False),
                name="a_silent_correction_is_proved_by_two_versions",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "refused"]) | ~Q(answer=""),
                name="an_answer_says_something",
            ),
        ]
        indexes = [models.Index(fields=["outlet", "state"], name="correction_by_outlet")]

    def __str__(self) -> str:
        return f"a correction asked of {self.party}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.claim.workspace_id
