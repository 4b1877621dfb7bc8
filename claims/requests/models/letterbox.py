"""Whether a workspace takes requests from everyone, and how senders of a day are told apart."""

from django.db import models

from provenance.accounts.models import Workspace


class Letterbox(models.Model):
    """A workspace takes requests from readers. Without a row it takes none."""

    workspace = models.OneToOneField(Workspace, models.PROTECT, related_name="letterbox")
    is_open = models.BooleanField(default=False)
    words = models.TextField(blank=True, help_text="What is checked here, told above the form.")
    keeps_contact_days = models.PositiveSmallIntegerField(
        default=90, help_text="How long an e-mail address is kept at most."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "letterboxes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(keeps_contact_days__gte=1, keeps_contact_days__lte=365),
                name="contacts_are_kept_a_day_to_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"letterbox of workspace {self.workspace_id}"


class DaySalt(models.Model):
    """The salt of one day; thrown away the day after. Its row is locked while something comes in,
    so that two at once cannot both be the last one that is taken.
    """

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"salt of {self.day}"
