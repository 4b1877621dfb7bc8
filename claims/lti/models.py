"""Learning platforms, who comes from them, and which of their courses are which of ours."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from claims.classroom.models import Assignment, Course
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted

from .querysets import ContextQuerySet, LinkQuerySet, PlatformQuerySet, ScoreQuerySet


class Platform(Counted):
    """A learning platform as a workspace registered it. Issuer and client id name it."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    issuer = models.CharField(max_length=255)
    client_id = models.CharField(max_length=255, blank=True)
    deployments = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    key_set_url = models.URLField(max_length=500, blank=True)
    auth_url = models.URLField(max_length=500, blank=True)
    token_url = models.URLField(max_length=500, blank=True)
    audience = models.CharField(
        max_length=500, blank=True, help_text="Whom our requests for a key address, if not it."
    )
    private_key = models.TextField(editable=False, help_text="Sealed; see `keypairs.py`.")
    public_key = models.TextField(editable=False)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                condition=Q(deleted_at=None),
                name="one_registration_per_client_of_an_issuer",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """A link with which one platform registers itself, once. Only its digest is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"opening {self.pk} to {self.workspace_id}"

    @property
    def is_good(self) -> bool:
        """Whether a platform may still register by it."""
        return self.used_at is None and self.expires_at > timezone.now()


class Launch(models.Model):
    """A launch that was begun: its state and nonce are good once, in one browser, for minutes.

    `browser` is the digest of what that browser was given, `asked` what the platform began with, to
    begin again in a window; `said` is what came of it, for the pages on which a teacher goes on.
    """

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="launches")
    state = models.CharField(max_length=100, unique=True)
    nonce = models.CharField(max_length=100, unique=True)
    browser = models.CharField(max_length=64)
    begun_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    asked = models.JSONField(default=dict, blank=True)
    said = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"launch {self.pk} from platform {self.platform_id}"


class Identity(models.Model):
    """Someone as a platform knows them: `sub`, and the accounts that are theirs here.

    `account` is that of a teacher, which its owner linked once; `student` opens the class alone.
    """

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="identities")
    sub = models.CharField(max_length=255)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    linked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "sub"], name="one_identity_per_subject"),
        ]

    def __str__(self) -> str:
        return f"identity {self.pk} of platform {self.platform_id}"


class Context(models.Model):
    """A course of a platform, and the course of ours that it is."""

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="contexts")
    deployment = models.CharField(max_length=255)
    key = models.CharField(max_length=255, help_text="What the platform calls it.")
    title = models.CharField(max_length=255, blank=True)
    course = models.ForeignKey(
        Course, models.SET_NULL, null=True, blank=True, related_name="contexts"
    )
    memberships_url = models.URLField(max_length=2000, blank=True)
    lineitems_url = models.URLField(max_length=2000, blank=True)
    scopes = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="When its list of people was read last."
    )
    read_said = models.CharField(max_length=300, blank=True, help_text="What came of that.")

    objects = ContextQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "deployment", "key"], name="a_context_is_known_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Link(models.Model):
    """A link in a course of the platform, and the assignment it opens.

    `opens_course` where a teacher said that it opens none.
    """

    context = models.ForeignKey(Context, models.CASCADE, related_name="links")
    key = models.CharField(max_length=255, help_text="What the platform calls it.")
    title = models.CharField(max_length=255, blank=True)
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="links"
    )
    lineitem_url = models.URLField(max_length=2000, blank=True)
    opens_course = models.BooleanField(default=False, db_default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["context", "key"], name="a_link_is_known_once")
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Score(models.Model):
    """A grade on its way to the platform: what is told, and how that went."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        GIVEN_UP = "given_up", "given up"

    link = models.ForeignKey(Link, models.CASCADE, related_name="scores")
    identity = models.ForeignKey(Identity, models.CASCADE, related_name="scores")
    given = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, help_text="Null clears it in the platform."
    )
    maximum = models.DecimalField(max_digits=8, decimal_places=2)
    released_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True, help_text="Why it failed, in words.")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["link", "identity"], name="one_score_per_link"),
            models.CheckConstraint(
                condition=Q(given__gte=0, maximum__gt=0), name="a_score_is_of_something"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="scores_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.given} of {self.maximum} for identity {self.identity_id}"

    def was_never_tried(self) -> bool:
        """Whether the platform cannot know of it: neither sent, nor tried, nor being sent now."""
        return self.sent_at is None and not self.failures and self.next_at <= timezone.now()
