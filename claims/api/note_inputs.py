"""What a request says about notes."""

from typing import Any

from rest_framework import serializers

from claims.annotations.models import Motivation, State
from claims.evidence.models import Evidence
from provenance.accounts.models import Visibility

from .inputs import PlaceField


class WordsInput(serializers.Serializer[Any]):
    """The words of a note; a mark or a set of tags needs none."""

    body = serializers.CharField(max_length=20_000, allow_blank=True)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=50
    )
    motivation = serializers.ChoiceField(choices=Motivation.choices, required=False)


class NoteInput(WordsInput):
    """A note; `visibility` left out means the usual one of the writer."""

    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)


class NewNoteInput(NoteInput):
    """A note that begins a thread: on a claim, on an article, or on words in a workspace."""

    claim = serializers.IntegerField(required=False)
    article = serializers.IntegerField(required=False)
    workspace = serializers.CharField(required=False, help_text="Slug or id; for a place.")
    place = PlaceField(required=False)


class AskedSerializer(serializers.Serializer[Any]):
    """What the list may be narrowed to, besides rows by their numbers."""

    workspace = serializers.CharField(default="", allow_blank=True, max_length=60)
    tag = serializers.CharField(default="", allow_blank=True, max_length=60)
    motivation = serializers.ChoiceField(choices=Motivation.choices, required=False)
    state = serializers.ChoiceField(choices=State.choices, required=False)
    mentioning = serializers.ChoiceField(choices=["me"], required=False)
    awaiting = serializers.ChoiceField(choices=["me"], required=False)


class FlagInput(serializers.Serializer[Any]):
    """Why a moderator should look; only moderators read it."""

    reason = serializers.CharField(default="", allow_blank=True, max_length=500)


class ModerateInput(serializers.Serializer[Any]):
    """What a moderator decides, and why."""

    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(default="", allow_blank=True, max_length=500)


class MoveNoteInput(serializers.Serializer[Any]):
    """Other words of the same article."""

    place = PlaceField()


class ToClaimInput(serializers.Serializer[Any]):
    """The claim that the words of a note make."""

    statement = serializers.CharField(max_length=1000)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)


class ToEvidenceInput(serializers.Serializer[Any]):
    """The claim on which the words of a note bear. Without a warrant the note says why."""

    claim = serializers.IntegerField()
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    warrant = serializers.CharField(default="", allow_blank=True, max_length=10_000)
    origin = serializers.ChoiceField(choices=Evidence.Origin.choices, required=False)
