"""What students answered, every version of it, and what they handed in."""

from django.conf import settings
from django.db import models

from provenance.accounts.owned import Counted

from ..querysets import AnswerQuerySet, SubmissionQuerySet
from ..workflow import State
from .assignments import Assignment
from .courses import Enrolment


class Submission(Counted):
    """The work of one student, or of one group, on one assignment."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="submissions")
    name = models.CharField(max_length=60, blank=True, help_text="What the group is called.")
    state = models.CharField(max_length=9, choices=State, default=State.WORKING)
    attempt = models.PositiveSmallIntegerField(default=1)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was returned.")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or f"submission {self.pk}"

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.assignment.workspace_id


class Part(models.Model):
    """A student's part in a submission. Whoever leaves a group keeps what they did with it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="parts")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="parts")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "enrolment"],
                condition=models.Q(left_at=None),
                name="one_submission_per_student",
            )
        ]

    def __str__(self) -> str:
        return f"enrolment {self.enrolment_id} in submission {self.submission_id}"


class Answer(models.Model):
    """The answer to one task as it stands; `revision` counts what was saved."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    task = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "task"], name="one_answer_per_task")
        ]

    def __str__(self) -> str:
        return f"answer to {self.task} in submission {self.submission_id}"

    @property
    def version(self) -> int:
        """What the ETag and If-Match go by."""
        return self.revision


class AnswerVersion(models.Model):
    """What an answer said after one save; written once. This is the trace of every edit."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    body = models.JSONField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["answer", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "revision"], name="one_text_per_revision")
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of answer {self.answer_id}"


class HandIn(models.Model):
    """The answers as they were handed in: task -> body. Written once."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="hand_ins")
    attempt = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    hints = models.JSONField(default=dict, help_text="Task -> how many hints were opened.")
    asked = models.PositiveIntegerField(help_text="Version of the assignment it answers.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submission", "attempt"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "attempt"], name="one_text_per_attempt")
        ]

    def __str__(self) -> str:
        return f"attempt {self.attempt} of submission {self.submission_id}"


class HintOpened(models.Model):
    """Someone opened a hint; the next one opens after it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="hints")
    task = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(help_text="From 1.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "task", "number"], name="a_hint_is_opened_once"
            )
        ]

    def __str__(self) -> str:
        return f"hint {self.number} of {self.task}"
