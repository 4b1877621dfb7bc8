"""How owners of outlets read over REST, and what may be said of them."""

from datetime import date
from typing import Any

from rest_framework import serializers

from provenance.sources.arrivals import date_of
from provenance.sources.knowing import Known
from provenance.sources.models import Ownership


class DayField(serializers.CharField):
    """A date as much of it as is known: 2024-05-03, 2024-05 or 2024."""

    def to_internal_value(self, data: Any) -> Any:
        """(day, precision)."""
        text: str = super().to_internal_value(data)
        read: tuple[date, str] | None = date_of(text)
        if read is None:
            raise serializers.ValidationError("Write the date as 2024-05-03, 2024-05 or 2024.")
        return read


class OwnerInput(serializers.Serializer[Any]):
    """Who owns an outlet, or owned it until a day: an outlet's id, or a name."""

    owner = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=200, required=False, help_text="In place of an id.")
    since = DayField(max_length=10, required=False)
    until = DayField(max_length=10, required=False)
    known = serializers.ChoiceField(choices=Known.choices, required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    address = serializers.URLField(max_length=500, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two ways to name an owner."""
        if ("owner" in attrs) == ("name" in attrs):
            raise serializers.ValidationError({"owner": "Give an outlet's id, or a name."})
        return attrs


class OwnerSerializer(serializers.ModelSerializer[Ownership]):
    """One owner; without `until` the present one."""

    name = serializers.CharField(source="owner.name")

    class Meta:
        model = Ownership
        fields = [
            "id",
            "outlet",
            "owner",
            "name",
            "since",
            "since_precision",
            "until",
            "until_precision",
            "known",
            "note",
            "address",
            "version",
        ]
