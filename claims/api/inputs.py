"""What a request says about places in texts, speakers and chains, turned into the services' terms.

Only shapes are checked here; whether a place or a person exists is for the services to say.
"""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from claims.records.models import Attribution
from claims.records.places import Cue, Place
from claims.records.services import Hop
from claims.records.services.hops import MOST_HOPS
from provenance.api.inputs import read
from provenance.numbers import number_in
from provenance.sources.knowing import Known, Precision
from provenance.sources.models import Person

OFFSETS = {"start": {"type": "integer"}, "end": {"type": "integer"}}
SELECTORS = {"selector": {"type": "array", "items": {"type": "object"}}}


@extend_schema_field(
    {
        "type": "object",
        "description": "A passage; or a snapshot with `start` and `end` in code points; or a "
        "snapshot with W3C selectors.",
        "properties": {
            "passage": {"type": "integer"},
            "snapshot": {"type": "integer"},
            **OFFSETS,
            **SELECTORS,
        },
    }
)
class PlaceField(serializers.Field[Place, Any, Any, Any]):
    """`{"passage"}`, `{"snapshot", "start", "end"}` or `{"snapshot", "selector": […]}`."""

    default_error_messages = {
        "shape": "Send a snapshot with start and end or with selectors, or a passage."
    }

    def to_internal_value(self, data: Any) -> Place:
        """The place in the terms of `claims.records.places`."""
        if not isinstance(data, dict):
            self.fail("shape")
        if _is_number(data.get("passage")):
            return int(data["passage"])
        if not _is_number(data.get("snapshot")):
            self.fail("shape")
        if _is_number(data.get("start")) and _is_number(data.get("end")):
            return data["snapshot"], data["start"], data["end"]
        selectors = _selectors(data.get("selector"))
        if selectors is None:
            self.fail("shape")
        return data["snapshot"], selectors

    def to_representation(self, value: Any) -> Any:
        """Places are only read in."""
        return value


@extend_schema_field(
    {
        "type": "object",
        "nullable": True,
        "description": "In the snapshot of the appearance.",
        "properties": {**OFFSETS, **SELECTORS},
    }
)
class CueField(serializers.Field[Cue, Any, Any, Any]):
    """`{"start", "end"}` or `{"selector": […]}`, in the snapshot of the appearance."""

    default_error_messages = {"shape": "Send start and end, or selectors, or null."}

    def to_internal_value(self, data: Any) -> Cue:
        """The cue in the terms of `claims.records.places`."""
        if not isinstance(data, dict):
            self.fail("shape")
        if _is_number(data.get("start")) and _is_number(data.get("end")):
            return data["start"], data["end"]
        selectors = _selectors(data.get("selector"))
        if selectors is None:
            self.fail("shape")
        return selectors

    def to_representation(self, value: Any) -> Any:
        """Cues are only read in."""
        return value


@extend_schema_field(
    {
        "oneOf": [{"type": "integer"}, {"type": "string"}],
        "nullable": True,
        "description": "A person's id or a name; null for a link known to be missing.",
    }
)
class SpeakerField(serializers.Field[int | str, Any, Any, Any]):
    """A person's id, or a name."""

    default_error_messages = {"shape": "Send a person's id, a name, or null."}

    def to_internal_value(self, data: Any) -> int | str:
        """As given."""
        if _is_number(data):
            return int(data)
        if not isinstance(data, str):
            self.fail("shape")
        return str(serializers.CharField(max_length=200, allow_blank=True).run_validation(data))

    def to_representation(self, value: Any) -> Any:
        """Speakers are only read in."""
        return value


class HopInput(serializers.Serializer[Any]):
    """One hop of a chain; a hop without a speaker is a link known to be missing."""

    speaker = SpeakerField(required=False, allow_null=True, default=None)
    directness = serializers.ChoiceField(
        choices=Attribution.Directness.choices, default=Attribution.Directness.INDIRECT
    )
    cue = CueField(required=False, allow_null=True, default=None)
    anonymous = serializers.BooleanField(default=False)
    note = serializers.CharField(default="", allow_blank=True, max_length=300)
    kind = serializers.ChoiceField(choices=Person.Kind.choices, default=Person.Kind.PERSON)
    basis = serializers.ChoiceField(choices=Attribution.Basis.choices, default="", allow_blank=True)
    said_on = serializers.DateField(required=False, allow_null=True, default=None)
    said_precision = serializers.ChoiceField(
        choices=Precision.choices, default="", allow_blank=True
    )
    wording = serializers.CharField(default="", allow_blank=True, max_length=1000)
    wording_at = PlaceField(required=False, allow_null=True, default=None)
    article = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=2**31 - 1
    )
    known = serializers.ChoiceField(choices=Known.choices, default="", allow_blank=True)
    confidence = serializers.FloatField(
        required=False, allow_null=True, default=None, min_value=0, max_value=1
    )
    known_from = serializers.CharField(default="", allow_blank=True, max_length=500)
    gap = serializers.ChoiceField(choices=Attribution.Gap.choices, default="", allow_blank=True)


class NewHopInput(HopInput):
    """One more hop, and where it goes in."""

    at = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=0,
        max_value=MOST_HOPS,
        help_text="Before the hop that stands at this place now, from 0; left out: last.",
    )


class OrderInput(serializers.Serializer[Any]):
    """The hops of a chain by their ids, from the origin on."""

    hops = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=MOST_HOPS, allow_empty=True
    )


class NothingInput(serializers.Serializer[Any]):
    """An action that needs no words."""


def hops(given: list[dict[str, Any]]) -> list[Hop]:
    """The chain in the terms of the services."""
    return [Hop(**one) for one in given]


def changes(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent of a change; only the fields that were sent."""
    return read(serializer, request.data, partial=True)


def seen(rows: Any, pk: Any, user: Any) -> Any:
    """The row this person may see; 404 otherwise."""
    return get_object_or_404(rows.visible_to(user), pk=pk)


def narrowed(request: Request, columns: Mapping[str, str]) -> dict[str, int]:
    """Column -> the id asked for in the address, for those that were asked; 400 for no number."""
    found = {}
    for name, column in columns.items():
        given = request.query_params.get(name)
        if given is None:
            continue
        number = number_in(given)
        if number is None or not _is_number(number):
            raise serializers.ValidationError({name: "Give a number."})
        found[column] = number
    return found


def filled(request: Request, columns: Mapping[str, str]) -> dict[str, str]:
    """Column -> what is asked for in the address, where it says something.

    400 for a character that no text in the database has (U+0000).
    """
    asked = request.query_params
    found = {column: asked[name] for name, column in columns.items() if asked.get(name)}
    for name in columns:
        if "\0" in asked.get(name, ""):
            raise serializers.ValidationError({name: "Null characters are not allowed."})
    return found


def _is_number(value: Any) -> bool:
    """Whole numbers that PostgreSQL can hold as an id or an offset; `true` is none."""
    return type(value) is int and 0 <= value < 2**31


def _selectors(value: Any) -> list[dict[str, Any]] | None:
    given = [value] if isinstance(value, dict) else value
    if isinstance(given, list) and given and all(isinstance(one, dict) for one in given):
        return given
    return None
