"""What is sent to cover something."""

from typing import Any

from rest_framework import serializers

from provenance.sources.covers import LONGEST


class CoverInput(serializers.Serializer[Any]):
    """What awaits the reader, in a few words; empty takes the cover off."""

    sensitive = serializers.CharField(allow_blank=True, max_length=LONGEST)
