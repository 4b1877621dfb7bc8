"""One round of checking one claim, from the request to the published verdict."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import CheckQuerySet
from ..workflow import CLOSED, State

USER = settings.AUTH_USER_MODEL


class Check(models.Model):
    """One round of checking: who asked, who writes, who looks at it second, where it stands.

    A check that is blind is sealed until both have handed in: until then nobody but its author
    reads a review in it. `version` counts steps, never what someone writes under the seal.
    """

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="checks")
    state = models.CharField(max_length=12, choices=State, default=State.REQUESTED)
    is_blind = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The second person answers without seeing the first answer.",
    )
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    assignee = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks",
        help_text="The first checker.",
    )
    second = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="second_checks"
    )
    adjudicator = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    reason = models.TextField(
        blank=True, help_text="Why it is where it is: asked for, returned, reopened, withdrawn."
    )
    second_note = models.TextField(blank=True, help_text="What the second person adds.")
    decision = models.TextField(blank=True, help_text="Why the third person decided so.")
    tells_disagreement = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Readers are told that two differed, and why a third decided so.",
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    unsealed_at = models.DateTimeField(null=True, blank=True, help_text="When both were in.")
    closed_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(assignee=F("second")), name="nobody_seconds_their_own_check"
            ),
            models.CheckConstraint(
                condition=~Q(adjudicator=F("assignee")) & ~Q(adjudicator=F("second")),
                name="the_third_person_is_neither_of_the_two",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at=None)),
                name="a_check_is_open_or_closed",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(closed_at=None), name="one_open_check_per_claim"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "state", "-id"], name="check_board")]

    def __str__(self) -> str:
        return f"check {self.pk} of claim {self.claim_id}"

    @property
    def is_sealed(self) -> bool:
        """Whether answers are hidden from all but whoever gives them."""
        return self.is_blind and self.unsealed_at is None

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.closed_at is None

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()
