"""Places in a text, as they are sent: a span in code points, or W3C selectors."""

from typing import Any

from rest_framework import serializers


class SelectorsField(serializers.ListField):
    """One W3C selector or a list of them; what they mean is read by `sources.selectors`."""

    child = serializers.DictField()

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        """A single selector is a list of one."""
        return super().to_internal_value([data] if isinstance(data, dict) else data)


class PlaceInput(serializers.Serializer[Any]):
    """`{"start", "end"}` in code points, or `{"selector": […]}`."""

    start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    selector = SelectorsField(required=False, allow_empty=False, max_length=20)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two is there."""
        if "selector" in attrs or ("start" in attrs and "end" in attrs):
            return attrs
        raise serializers.ValidationError({"selector": "Send start and end, or a selector."})


class PassageInput(PlaceInput):
    """A place in a snapshot."""

    snapshot = serializers.IntegerField()
