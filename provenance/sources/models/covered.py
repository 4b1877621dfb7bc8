"""What some readers would rather not meet unprepared: it is covered until they open it."""

from django.db import models

from ..covers import LONGEST


class Covered(models.Model):
    """A row that may be behind a cover, which says what awaits whoever opens it."""

    sensitive = models.CharField(
        max_length=LONGEST,
        blank=True,
        default="",
        db_default="",
        help_text="What awaits the reader, in a few words; empty where no cover is needed.",
    )

    class Meta:
        abstract = True
