"""What texts call people and groups."""

from django.db import models

from provenance.accounts.owned import Owned
from provenance.sources.models import Passage, Person

from ..querysets import NamingQuerySet


class Naming(Owned):
    """What a text calls someone or a group, on exactly these words.

    The one who is meant is a person of the workspace, or said in free words: "the besieged".
    """

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="namings"
    )
    subject = models.CharField(max_length=200, blank=True, help_text="Where it is no person.")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="namings")
    note = models.CharField(max_length=300, blank=True)

    objects = NamingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(subject=""),
                name="a_naming_means_one_person_or_subject",
            ),
            models.UniqueConstraint(
                fields=["person", "passage"],
                condition=models.Q(deleted_at=None, person__isnull=False),
                name="a_person_is_named_once_on_the_same_words",
            ),
            models.UniqueConstraint(
                fields=["workspace", "subject", "passage"],
                condition=models.Q(deleted_at=None) & ~models.Q(subject=""),
                name="a_subject_is_named_once_on_the_same_words",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.passage.quote}” for {self.meant}"

    @property
    def meant(self) -> str:
        """Who is meant, in words."""
        return str(self.person.kept.name) if self.person else self.subject
