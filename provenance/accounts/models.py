"""People, the workspaces they belong to, and the keys that programs use."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from .querysets import InvitationQuerySet, TokenQuerySet, WorkspaceQuerySet
from .roles import Role, Visibility

__all__ = [
    "ApiToken",
    "IdempotentRequest",
    "Invitation",
    "Membership",
    "Role",
    "User",
    "Visibility",
    "Workspace",
]


class User(AbstractUser):
    """A person with an account. What they may do depends on the workspace."""

    name = models.CharField("full name", max_length=150, blank=True)
    is_confined = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Made for a class: it opens the classroom and nothing else.",
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                condition=~models.Q(email=""),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        """How the menu calls them."""
        return str(self)

    def get_full_name(self) -> str:
        """The name as the person wrote it; empty where they gave none."""
        return self.name

    @cached_property
    def roles(self) -> dict[int, str]:
        """Workspace id -> role, read once for each request."""
        return dict(self.memberships.values_list("workspace_id", "role"))

    @cached_property
    def workspaces(self) -> dict[str, int]:
        """Slug -> id of the workspaces they belong to, read once for each request."""
        return dict(self.memberships.values_list("workspace__slug", "workspace_id"))

    def forget_roles(self) -> None:
        """Read the roles afresh at the next question; call it when they change."""
        self.__dict__.pop("roles", None)
        self.__dict__.pop("workspaces", None)


class Workspace(models.Model):
    """A newsroom or a school. Everything it owns is invisible outside it unless published."""

    class Kind(models.TextChoices):
        NEWSROOM = "newsroom"
        SCHOOL = "school"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEWSROOM)
    homepage = models.URLField(blank=True, help_text="Named as the publisher in ClaimReview.")
    notes_wait = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Notes that students share wait for a moderator before others read them.",
    )
    seconds_blind = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whoever checks a claim second answers without seeing the first answer.",
    )
    tells_disagreement = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Readers are told where two checkers differed, and why a third decided so.",
    )
    tells_recorded = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Public pages say how many claims are recorded, not only how many are checked.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def workspace_id(self) -> int:
        """A workspace belongs to itself, so that its events land in its own chain."""
        return self.pk


class Membership(models.Model):
    """Who belongs to a workspace, as what."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_role_per_workspace"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} in {self.workspace_id}"


class Invitation(models.Model):
    """A link that lets one person join a workspace in a role. Only its digest is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=10, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_accepted",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.workspace_id}"


class ApiToken(models.Model):
    """A key for a program. The secret is shown once; only its SHA-256 is stored."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.WRITE)
    beginning = models.CharField(max_length=8, help_text="First characters, to recognise it by.")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def version(self) -> int:
        """Grows with each change, for the ETag: microseconds of the latest of its moments."""
        moments = [self.created_at, self.last_used_at, self.revoked_at]
        return max(int(moment.timestamp() * 1e6) for moment in moments if moment)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= timezone.now()


class IdempotentRequest(models.Model):
    """The answer given to a creation, so that sending it again creates nothing new."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body.")
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict, help_text="Those worth repeating: ETag, Location.")
    body = models.TextField(blank=True, help_text="The answer, byte for byte.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key
