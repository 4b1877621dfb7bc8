"""How passages that were followed into later versions, and those versions, read over REST."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from provenance.sources.differences import diff
from provenance.sources.models import Following, Revision, Snapshot
from provenance.sources.revising import measure

from .cards import Card


class PieceSerializer(serializers.Serializer[Any]):
    """One step of the difference between the old words and the new."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete", "replace"])
    old = serializers.CharField()
    new = serializers.CharField()


class CandidateSerializer(serializers.Serializer[Any]):
    """A place where an ambiguous passage may be, in code points of the later version."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    words = serializers.CharField()


class FollowingCard(Card[Following]):
    """What became of a passage in a later version; offsets are code points there."""

    diff = PieceSerializer(many=True)
    candidates = CandidateSerializer(many=True)

    class Meta:
        model = Following
        fields = [
            "passage",
            "snapshot",
            "status",
            "start",
            "end",
            "score",
            "words",
            "diff",
            "candidates",
        ]


class FollowedPassage(Card[Following]):
    """A passage of an earlier version with what became of it in a later one."""

    id = serializers.IntegerField(source="passage_id")
    made_on = serializers.IntegerField(source="passage.snapshot_id", help_text="Its own snapshot.")
    quote = serializers.CharField(source="passage.quote")

    diff = PieceSerializer(many=True)
    candidates = CandidateSerializer(many=True)

    class Meta:
        model = Following
        fields = ["id", "made_on", "quote", *FollowingCard.Meta.fields[1:]]


class ArticleRevisionCard(Card[Revision]):
    """How a version differs from the one captured before it."""

    class Meta:
        model = Revision
        fields = ["before", "after", "kind", "places", "words_gone", "words_new"]


class SpanSerializer(serializers.Serializer[Any]):
    """A stretch of one text, in code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


class StepSerializer(serializers.Serializer[Any]):
    """One step from the old text to the new; both sides are covered without gaps."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete", "replace"])
    old = SpanSerializer()
    new = SpanSerializer()


class DifferencesSerializer(serializers.Serializer[Any]):
    """What lies between two versions of an article, word by word."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Revision.Kind.choices)
    places = serializers.IntegerField()
    words_gone = serializers.IntegerField()
    words_new = serializers.IntegerField()
    steps = StepSerializer(many=True)


def differences(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """What lies between two versions, as `DifferencesSerializer` tells it."""
    found = measure(before.text, before.regions, after.text, after.regions)
    steps = [
        {
            "op": step.op,
            "old": _span(before.text, step.old_start, step.old_end),
            "new": _span(after.text, step.new_start, step.new_end),
        }
        for step in diff(before.text, after.text)
    ]
    return {"before": before.pk, "after": after.pk, **asdict(found), "steps": steps}


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
