"""What the pages of outlets and people count, over REST."""

from typing import Any

from rest_framework import serializers


class SigningCard(serializers.Serializer[Any]):
    """So many articles of one author, or in one outlet; `id` is null where there is no row."""

    id = serializers.IntegerField(source="row.pk", default=None, allow_null=True)
    name = serializers.CharField(source="row.name", default=None, allow_null=True)
    articles = serializers.IntegerField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class SourceCard(serializers.Serializer[Any]):
    """Whom text was taken from, and how many articles."""

    name = serializers.CharField()
    articles = serializers.IntegerField()
    outlet = serializers.IntegerField(allow_null=True)
    is_agency = serializers.BooleanField()


class SharesCard(serializers.Serializer[Any]):
    """Where the text comes from: `agency + other + own + unsaid` is `all`."""

    all = serializers.IntegerField()
    agency = serializers.IntegerField()
    other = serializers.IntegerField()
    own = serializers.IntegerField(help_text="Signed, and naming no other source.")
    unsaid = serializers.IntegerField(help_text="Nothing is known either way.")
    sources = SourceCard(many=True)


class CorrectionsCard(serializers.Serializer[Any]):
    """Changes of text; `several` is of how many articles there is more than one version."""

    announced = serializers.IntegerField()
    silent = serializers.IntegerField()
    revised = serializers.IntegerField()
    several = serializers.IntegerField()


class OutletProfile(serializers.Serializer[Any]):
    """What is counted for an outlet, among the articles that one sees."""

    text = SharesCard()
    authors = SigningCard(many=True)
    corrections = CorrectionsCard()


class PersonProfile(serializers.Serializer[Any]):
    """Where a person writes, counted among the articles that one sees."""

    outlets = SigningCard(many=True)
