"""How articles, snapshots and passages read over REST."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from provenance.capture.models import Proof
from provenance.sources.models import Article, Fact, Outlet, Passage, Person, Snapshot


class OutletBrief(serializers.ModelSerializer[Outlet]):
    """Who publishes, in brief."""

    class Meta:
        model = Outlet
        fields = ["id", "name", "kind"]


class PersonBrief(serializers.ModelSerializer[Person]):
    """Who writes, in brief."""

    class Meta:
        model = Person
        fields = ["id", "name", "kind"]


class FactSerializer(serializers.ModelSerializer[Fact]):
    """One value for one field, how it is known and where it stands (code points)."""

    class Meta:
        model = Fact
        fields = [
            "id",
            "field",
            "value",
            "precision",
            "known",
            "confidence",
            "snapshot",
            "start",
            "end",
            "markup",
            "note",
            "chosen",
            "created_at",
        ]


class RegionSerializer(serializers.Serializer[Any]):
    """A stretch of the text of one kind, in code points."""

    kind = serializers.ChoiceField(choices=["body", "comment", "boilerplate", "caption"])
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class BlockSerializer(serializers.Serializer[Any]):
    """One paragraph, heading, quotation, list or caption; the level counts for headings."""

    kind = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    level = serializers.IntegerField()


class ProofSerializer(serializers.ModelSerializer[Proof]):
    """How many sentences and earlier passages were found where the page is stored.

    `code` is empty for a good capture; otherwise `reason` says what speaks against it.
    """

    class Meta:
        model = Proof
        fields = ["code", "reason", "looked_for", "found", "quotes", "quotes_found", "created_at"]


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """What an article said at one moment, without its text; `proof` is null for a plain file."""

    regions = RegionSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    warc = serializers.SerializerMethodField()
    wacz = serializers.SerializerMethodField()
    proof = serializers.SerializerMethodField()

    class Meta:
        model = Snapshot
        fields = [
            "id",
            "article",
            "number",
            "captured_at",
            "media_type",
            "encoding",
            "http_status",
            "raw_sha256",
            "raw_bytes",
            "text_sha256",
            "characters",
            "extractor",
            "extractor_version",
            "regions",
            "warnings",
            "warc",
            "wacz",
            "proof",
            "created_at",
        ]

    def get_warc(self, snapshot: Snapshot) -> str:
        """Where members fetch the bytes as they came."""
        return reverse("snapshot-warc", args=[snapshot.pk])

    def get_wacz(self, snapshot: Snapshot) -> str:
        """Where members fetch them packed for programs that replay pages."""
        return reverse("snapshot-wacz", args=[snapshot.pk])

    @extend_schema_field(ProofSerializer(allow_null=True))
    def get_proof(self, snapshot: Snapshot) -> dict[str, Any] | None:
        """What was found when it was read back, if it was."""
        proof = getattr(snapshot, "proof", None)
        return dict(ProofSerializer(proof).data) if proof else None


class SnapshotWhole(SnapshotSerializer):
    """What an article said at one moment, with its text."""

    blocks = BlockSerializer(many=True)

    class Meta(SnapshotSerializer.Meta):
        fields = [*SnapshotSerializer.Meta.fields, "text", "blocks"]


class PassageSerializer(serializers.ModelSerializer[Passage]):
    """A span of one snapshot's text; offsets are code points, `sha256` is of the quote."""

    class Meta:
        model = Passage
        fields = ["id", "snapshot", "start", "end", "quote", "prefix", "suffix", "sha256"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article with the values it shows."""

    workspace = serializers.CharField(source="workspace.slug")
    outlet = OutletBrief(allow_null=True)
    authors = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id",
            "workspace",
            "title",
            "byline",
            "authors",
            "outlet",
            "published",
            "published_precision",
            "language",
            "republished_from",
            "address",
            "final_address",
            "canonical_address",
            "input_name",
            "latest",
            "visibility",
            "sensitive",
            "created_at",
            "updated_at",
            "version",
        ]

    def get_authors(self, article: Article) -> list[dict[str, Any]]:
        """In the order of the byline."""
        return [dict(PersonBrief(one.person).data) for one in article.authorships.all()]


class ArticleWhole(ArticleSerializer):
    """An article with all its facts and its snapshots."""

    facts = FactSerializer(many=True)
    snapshots = SnapshotSerializer(many=True)

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "facts", "snapshots"]
