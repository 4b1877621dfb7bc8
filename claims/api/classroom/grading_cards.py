"""What grades, remarks, rubrics and grade books look like over REST."""

from typing import Any

from rest_framework import serializers

from claims.classroom.models import Remark
from claims.classroom.rubrics import Measure
from provenance.api.cards import Card, PlainCard

POINTS: dict[str, Any] = {"min_value": 0, "max_value": 100}


class AttemptAsked(serializers.Serializer[Any]):
    """Which attempt is meant."""

    attempt = serializers.IntegerField(
        min_value=1, max_value=1000, required=False, help_text="The last one if none is named."
    )


class GradeInput(serializers.Serializer[Any]):
    """Points for one attempt."""

    points = serializers.DictField(
        child=serializers.FloatField(**POINTS, allow_null=True),
        help_text="Criterion -> points in halves; null takes them back.",
    )
    comment = serializers.CharField(max_length=5_000, required=False, allow_blank=True)


class RemarkInput(serializers.Serializer[Any]):
    """A remark on an answer, on a field of it (`path`), or on words in it."""

    task = serializers.CharField(max_length=40)
    words = serializers.CharField(max_length=2_000)
    path = serializers.CharField(max_length=100, required=False, help_text="`hops.0.note`.")
    quote = serializers.CharField(max_length=2_000, required=False)
    start = serializers.IntegerField(min_value=0, max_value=10_000, required=False)
    end = serializers.IntegerField(min_value=0, max_value=10_000, required=False)


class RemarkWordsInput(serializers.Serializer[Any]):
    """Other words for a remark."""

    words = serializers.CharField(max_length=2_000)


class CriterionCard(PlainCard):
    """One thing that counts."""

    id = serializers.CharField()
    measure = serializers.ChoiceField(choices=Measure.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    points = serializers.IntegerField()
    task = serializers.CharField()


class RubricInput(serializers.Serializer[Any]):
    """What counts; `measure`, `points`, and as one likes `id`, `label` and `task` of each."""

    criteria = serializers.ListField(child=serializers.DictField(), max_length=20)


class RubricCard(PlainCard):
    """What counts in an assignment. `is_own` where its teachers changed what is usual."""

    criteria = CriterionCard(many=True)
    out_of = serializers.IntegerField()
    is_own = serializers.BooleanField()
    version = serializers.IntegerField()


class GradeRowCard(PlainCard):
    """Points for one criterion. What is suggested, and why, is told to teachers alone."""

    criterion = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    points = serializers.FloatField(allow_null=True)
    out_of = serializers.IntegerField()
    suggested = serializers.FloatField(allow_null=True, required=False)
    reason = serializers.CharField(required=False)


class GradeCard(PlainCard):
    """The grade of one attempt; `waiting` counts points that a student is told at the reveal."""

    submission = serializers.IntegerField()
    attempt = serializers.IntegerField()
    rows = GradeRowCard(many=True)
    points = serializers.FloatField(allow_null=True)
    out_of = serializers.IntegerField()
    waiting = serializers.IntegerField()
    comment = serializers.CharField()
    released_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class RemarkCard(Card[Remark]):
    """A teacher's words on a passage of what was handed in."""

    attempt = serializers.IntegerField(source="hand_in.attempt")

    class Meta:
        model = Remark
        fields = ["id", "attempt", "task", "path", "start", "end", "quote", "words", "version"]


class GradebookCellCard(PlainCard):
    """How one student stands with one assignment."""

    assignment = serializers.IntegerField()
    submission = serializers.IntegerField(allow_null=True)
    stands = serializers.CharField()
    points = serializers.FloatField(allow_null=True)
    out_of = serializers.IntegerField()
    late = serializers.BooleanField()
    released = serializers.BooleanField()


class GradebookLineCard(PlainCard):
    """A student of the course with the sums of what was graded."""

    student = serializers.IntegerField()
    name = serializers.CharField()
    points = serializers.FloatField(allow_null=True)
    out_of = serializers.IntegerField()
    missing = serializers.IntegerField()
    late = serializers.IntegerField()
    cells = GradebookCellCard(many=True)


class GradebookCard(PlainCard):
    """The grade book of a course."""

    assignments = serializers.ListField(child=serializers.IntegerField())
    lines = GradebookLineCard(many=True)


class ReleasedCard(PlainCard):
    """How many grades were given out."""

    released = serializers.IntegerField()
