"""What others found about a claim, where they saw it, and the files that it came in."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from claims.records.models import Claim
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted, CountedQuerySet, Owned, OwnedQuerySet, visible_to
from provenance.accounts.roles import CHECKS
from provenance.sources.knowing import Precision
from provenance.sources.models import Person

MOST_KEPT = 2000  # Characters of an address.


class IncomingQuerySet(OwnedQuerySet):
    """Files that were brought in."""

    def visible_to(self, user: Any) -> Self:
        """Those of workspaces in which one checks."""
        roles = getattr(user, "roles", {})
        mine = [here for here, role in roles.items() if role in CHECKS]
        return super().visible_to(user).filter(workspace__in=mine)

    def light(self) -> Self:
        """Without the bytes."""
        return self.defer("payload").select_related("workspace", "created_by")


class Incoming(Owned):
    """A file or page of claims that others checked: looked through first, then taken in."""

    class State(models.TextChoices):
        READING = "reading", "being looked through"
        READY = "ready", "looked through"
        RUNNING = "running", "being taken in"
        DONE = "done", "taken in"
        FAILED = "failed"
        TAKEN_BACK = "taken_back", "taken back"

    name = models.CharField(max_length=500, help_text="Of the file, or the address.")
    address = models.CharField(max_length=MOST_KEPT, blank=True)
    form = models.CharField(max_length=12, blank=True, help_text="The format; empty: find out.")
    payload = models.BinaryField(null=True, help_text="The bytes, until all of it is taken in.")
    ratings = models.JSONField(default=dict, blank=True, help_text="Label -> neutral, as chosen.")
    columns = models.JSONField(default=dict, blank=True, help_text="Field -> heading, in a table.")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    report = models.JSONField(default=dict, blank=True, help_text="What was found in it.")
    outcome = models.JSONField(default=dict, blank=True, help_text="What was made of it.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why it failed.")

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "import of claims"
        verbose_name_plural = "imports of claims"

    def __str__(self) -> str:
        return self.name

    @property
    def is_moving(self) -> bool:
        """Whether the worker is at it."""
        return self.state in (self.State.READING, self.State.RUNNING)


class OutsideQuerySet(CountedQuerySet):
    """What is told of claims by others; for members who see the claim."""

    def visible_to(self, user: Any) -> Self:
        """The list form of `rules.may_see`."""
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with what was taken back, which can be restored."""
        members = Q(claim__workspace__in=list(getattr(user, "roles", ())))
        return self.filter(members, visible_to(user, "claim__"))

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id), deleted_at=None)


class Outside(Counted):
    """What the two have in common: the claim, and the file that told of it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="%(class)ss")
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    incoming = models.ForeignKey(
        Incoming, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    objects = OutsideQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]


class OutsideVerdict(Outside):
    """What others published about a claim. It is theirs: it is never shown as a verdict of ours."""

    publisher = models.CharField(max_length=200, blank=True)
    publisher_address = models.CharField(max_length=MOST_KEPT, blank=True)
    address = models.CharField(max_length=MOST_KEPT, blank=True)
    label = models.CharField(max_length=300, blank=True, help_text="Their rating, in their words.")
    value = models.FloatField(null=True, blank=True)
    best = models.FloatField(null=True, blank=True)
    worst = models.FloatField(null=True, blank=True)
    neutral = models.CharField(
        max_length=12, blank=True, help_text="What their rating comes to; empty: nobody can tell."
    )
    placed_by = models.CharField(max_length=6, blank=True, help_text="chosen, word or number.")
    summary = models.TextField(blank=True, help_text="Their reason, in their words.")
    checked_on = models.DateField(null=True, blank=True)
    checked_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    identity = models.CharField(max_length=64, help_text="So that it comes in once.")
    outside = models.JSONField(
        default=dict, blank=True, help_text="What came with it that has no field here."
    )

    class Meta(Outside.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "identity"],
                condition=Q(deleted_at=None),
                name="an_outside_verdict_comes_in_once",
            ),
            models.CheckConstraint(
                condition=~Q(label="") | ~Q(address=""),
                name="an_outside_verdict_says_or_shows_something",
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_precision="")
                | (Q(checked_on__isnull=False) & ~Q(checked_precision="")),
                name="the_day_of_an_outside_verdict_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher or self.address}: {self.label}"


class ReportedAppearance(Outside):
    """Others say that the claim stood there, was said by someone, or on some day.

    We have not read it: only words in a text of ours make an appearance. See decision 0031.
    """

    address = models.CharField(max_length=MOST_KEPT, blank=True)
    archived = models.CharField(max_length=MOST_KEPT, blank=True, help_text="Where it is kept.")
    speaker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reported"
    )
    medium = models.CharField(max_length=200, blank=True, help_text="A platform, a speech.")
    said_on = models.DateField(null=True, blank=True)
    said_precision = models.CharField(max_length=5, choices=Precision, blank=True)

    class Meta(Outside.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="")
                | ~Q(medium="")
                | Q(speaker__isnull=False)
                | Q(said_on__isnull=False),
                name="a_reported_appearance_says_something",
            ),
            models.CheckConstraint(
                condition=Q(said_on=None, said_precision="")
                | (Q(said_on__isnull=False) & ~Q(said_precision="")),
                name="the_day_of_a_reported_appearance_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.address or f"reported of claim {self.claim_id}"
