"""Which claims were compared with the others, and in which wording."""

from django.db import models

from claims.records.models import Claim


class Compared(models.Model):
    """A claim was compared with the others in this wording; reworded, it is compared again.

    These rows may be thrown away: a pair that was ever related is not proposed again.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="compared")
    statement = models.CharField(max_length=1000)
    compared_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"claim {self.claim_id}, compared"
