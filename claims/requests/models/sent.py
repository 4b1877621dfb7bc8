"""What readers send: a request to check something, and a report of an error of ours."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted

from ..querysets import ErrorReportQuerySet, ReaderRequestQuerySet
from ..workflow import Asked, Reported


class Sent(Counted):
    """What came in from someone without an account. It is text, whatever it looks like."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    text = models.TextField()
    contact = models.EmailField(
        blank=True, help_text="Read by those who check; erased on wish and after a time."
    )
    contact_until = models.DateField(null=True, blank=True, help_text="Erased after this day.")
    secret = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret.")
    sender = models.CharField(
        max_length=64, blank=True, help_text="Digest of the network address, salted for a day."
    )
    reason = models.TextField(blank=True, help_text="What the sender is told.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class ReaderRequest(Sent):
    """“Please check this.” Those that ask the same hang on the first of them (`same_as`)."""

    state = models.CharField(max_length=8, choices=Asked, default=Asked.WAITING)
    seen_at = models.URLField(max_length=2000, blank=True, help_text="Where they saw it.")
    seen_where = models.CharField(max_length=300, blank=True, help_text="The same in words.")
    place = models.CharField(max_length=300, blank=True, help_text="Tells places apart.")
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        help_text="The first request that asks the same.",
    )
    askers = models.PositiveIntegerField(default=1, help_text="Of it and those that hang on it.")
    places = models.PositiveIntegerField(default=0)
    wording = models.CharField(
        max_length=1000, blank=True, help_text="What was asked, as the public list says it."
    )
    is_listed = models.BooleanField(default=True, help_text="On the list of what was declined.")
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="reader_requests"
    )

    objects = ReaderRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="a_request_asks_something"),
            models.CheckConstraint(
                condition=~models.Q(seen_at="") | ~models.Q(seen_where=""),
                name="a_request_says_where_it_was_seen",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(reason=""),
                name="a_declined_request_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", claim__isnull=False)
                | (~models.Q(state="accepted") & models.Q(claim=None)),
                name="an_accepted_request_has_a_claim",
            ),
            models.CheckConstraint(
                condition=~models.Q(same_as=models.F("id")), name="no_request_hangs_on_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "-id"], name="request_by_state"),
            models.Index(fields=["created_at"], name="request_by_time"),
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="request_by_spelling"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def where(self) -> str:
        """Where it was seen, in words; else the address."""
        return self.seen_where or self.seen_at


class ErrorReport(Sent):
    """A reader says that something we published is wrong."""

    state = models.CharField(max_length=9, choices=Reported, default=Reported.WAITING)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="error_reports")
    verdict = models.ForeignKey(
        Verdict, models.PROTECT, related_name="error_reports", help_text="What they read."
    )
    source = models.TextField(blank=True, help_text="What shows it, in the reader's words.")
    corrected_by = models.ForeignKey(
        Verdict, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_told = models.BooleanField(default=False, help_text="The answer stands on the public page.")

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="an_error_report_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "spam"]) | ~models.Q(reason=""),
                name="a_settled_report_has_an_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(state="corrected", corrected_by__isnull=False)
                | (~models.Q(state="corrected") & models.Q(corrected_by=None)),
                name="a_corrected_report_names_the_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(is_told=False) | models.Q(state__in=["answered", "corrected"]),
                name="only_answers_to_reports_are_told",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "-id"], name="report_by_state"),
            models.Index(fields=["created_at"], name="report_by_time"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
