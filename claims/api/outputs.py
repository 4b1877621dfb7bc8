"""What the API says of claims, their places, chains and evidence."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.drift import Drift
from claims.records.drifting import drift_of
from claims.records.models import Appearance, Attribution, Relation
from claims.records.telling import only_told
from provenance.accounts.models import User
from provenance.accounts.rules import is_member, may_see
from provenance.api.cards import Card, PlainCard
from provenance.sources.models import Article, Outlet, Passage, Person


class PersonCard(Card[Person]):
    """Who speaks or writes."""

    class Meta:
        model = Person
        fields = ["id", "name", "kind"]


class OutletCard(Card[Outlet]):
    """Who publishes."""

    class Meta:
        model = Outlet
        fields = ["id", "name", "kind"]


class UserCard(Card[User]):
    """Who recorded something."""

    class Meta:
        model = User
        fields = ["id", "name"]


class PassageCard(Card[Passage]):
    """Exact words of a snapshot; offsets in code points."""

    class Meta:
        model = Passage
        fields = ["id", "snapshot", "start", "end", "quote", "prefix", "suffix", "sha256"]


class ArticleCard(Card[Article]):
    """Author, outlet and date of a text."""

    author = serializers.CharField(source="byline")
    authors = serializers.SerializerMethodField()
    outlet = OutletCard(allow_null=True)

    class Meta:
        model = Article
        fields = [
            "id",
            "title",
            "address",
            "author",
            "authors",
            "outlet",
            "published",
            "published_precision",
            "republished_from",
        ]

    def get_authors(self, article: Article) -> list[dict[str, Any]]:
        """Each author as a person of the catalogue."""
        return [{"id": one.person_id, "name": one.person.name} for one in article.authorships.all()]


class HopTextCard(Card[Article]):
    """The text in which a hop speaks, in short."""

    class Meta:
        model = Article
        fields = ["id", "title", "address"]


class HopCard(Card[Attribution]):
    """One hop; `missing` marks a link known to be missing, `gap` why it is.

    Of a text that someone keeps to themselves nothing is said outside the workspace.
    """

    speaker = PersonCard(allow_null=True)
    missing = serializers.BooleanField()
    cue = PassageCard(allow_null=True)
    wording_at = PassageCard(allow_null=True)
    article = HopTextCard(allow_null=True)

    class Meta:
        model = Attribution
        fields = [
            "id",
            "appearance",
            "position",
            "speaker",
            "missing",
            "gap",
            "cue",
            "directness",
            "anonymous",
            "basis",
            "said_on",
            "said_precision",
            "wording",
            "wording_at",
            "article",
            "known",
            "confidence",
            "known_from",
            "note",
        ]

    def to_representation(self, hop: Attribution) -> dict[str, Any]:
        """As whoever asks may be told; where nobody is said to ask, it was seen to before."""
        if "request" in self.context:
            only_told([hop], self.context["request"].user)
        return super().to_representation(hop)


class SpanCard(PlainCard):
    """Words of a wording, and where they stand in it, in code points."""

    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class DriftFinding(PlainCard):
    """One change of substance; a side is null where nothing there answers to the other."""

    kind = serializers.ChoiceField(choices=[(one.value, one.value) for one in Drift])
    label = serializers.CharField()  # type: ignore[assignment]
    says = serializers.CharField()
    before = SpanCard(allow_null=True)
    after = SpanCard(allow_null=True)


class DriftCard(PlainCard):
    """What changed from the words of one hop to those of the next.

    `from` and `to` are ids of hops; `to` is null for the text that the claim stands in.
    """

    def get_fields(self) -> dict[str, Any]:
        """`from` cannot be the name of an attribute."""
        return {
            "from": serializers.IntegerField(source="source"),
            "to": serializers.IntegerField(allow_null=True),
            "findings": DriftFinding(many=True),
        }


class AppearanceCard(Card[Appearance]):
    """Where a claim stands, in which article, and who is said to have said it."""

    drift = serializers.SerializerMethodField()
    passage = PassageCard()
    article = ArticleCard(source="passage.snapshot.article")
    captured_at = serializers.DateTimeField(source="passage.snapshot.captured_at")
    chain = HopCard(source="attributions", many=True)

    class Meta:
        model = Appearance
        fields = [
            "id",
            "claim",
            "passage",
            "article",
            "captured_at",
            "chain",
            "drift",
            "note",
            "created_at",
            "version",
        ]

    @extend_schema_field(DriftCard(many=True))
    def get_drift(self, appearance: Appearance) -> list[dict[str, Any]]:
        """What became of the words along the chain; English only."""
        return [DriftCard().to_representation(one) for one in drift_of(appearance)]

    def to_representation(self, appearance: Appearance) -> dict[str, Any]:
        """With its chain as whoever asks may be told; see `HopCard`."""
        if "request" in self.context:
            only_told(appearance.attributions.all(), self.context["request"].user)
        return super().to_representation(appearance)


class ReasonCard(PlainCard):
    """Why these were counted once."""

    rule = serializers.CharField()
    explanation = serializers.CharField()
    members = serializers.ListField(child=serializers.IntegerField())
    shared = serializers.ListField(
        child=serializers.CharField(), help_text="Names of what they have in common."
    )
    doubts = serializers.ListField(
        child=serializers.CharField(), help_text="How that is known, where it is not in the text."
    )


class GroupCard(PlainCard):
    """Ids of those that go back to one origin."""

    members = serializers.ListField(child=serializers.IntegerField())
    reasons = ReasonCard(many=True)


class OriginsCard(PlainCard):
    """How many there are, and how many of them are independent."""

    raw = serializers.IntegerField()
    independent = serializers.IntegerField()
    groups = GroupCard(many=True)
    left_out = serializers.ListField(
        child=serializers.IntegerField(), help_text="In readers' comments, and so not counted."
    )


class EvidenceCard(Card[Evidence]):
    """What supports, contradicts or gives context, and why."""

    passage = PassageCard(allow_null=True)
    article = serializers.SerializerMethodField()
    url = serializers.CharField(source="address")

    class Meta:
        model = Evidence
        fields = [
            "id",
            "claim",
            "stance",
            "warrant",
            "sensitive",
            "origin",
            "passage",
            "article",
            "url",
            "depends_on",
            "created_at",
            "version",
        ]

    def get_article(self, evidence: Evidence) -> dict[str, Any] | None:
        """The article of the passage, if it is one of ours."""
        passage = evidence.passage
        return ArticleCard().to_representation(passage.snapshot.article) if passage else None


class SideCard(OriginsCard):
    """The evidence of one stance with the count of independent origins."""

    items = EvidenceCard(many=True)


class EvidenceSides(PlainCard):
    """All evidence by stance."""

    supports = SideCard()
    contradicts = SideCard()
    context = SideCard()  # type: ignore[assignment]


class RelationCard(Card[Relation]):
    """How one claim stands to another."""

    class Meta:
        model = Relation
        fields = [
            "id",
            "source",
            "target",
            "kind",
            "reason",
            "state",
            "known",
            "confidence",
            "signs",
            "holds_from",
            "holds_from_precision",
            "holds_until",
            "holds_until_precision",
            "version",
        ]


class NoteCard(Card[Annotation]):
    """A note. Of a deleted one only its place in the thread is left.

    Outsiders read what was found, not who works here: without a request that says who asks, and
    for those who belong to another workspace, nobody is named.
    """

    workspace = serializers.CharField(source="workspace.slug")
    passage = PassageCard(allow_null=True)
    created_by = UserCard(allow_null=True)
    mentions = UserCard(many=True)
    promoted_evidence = serializers.SerializerMethodField()
    deleted = serializers.SerializerMethodField()

    class Meta:
        model = Annotation
        fields = [
            "id",
            "workspace",
            "claim",
            "article",
            "passage",
            "parent",
            "root",
            "body",
            "tags",
            "motivation",
            "mentions",
            "state",
            "promoted_claim",
            "promoted_evidence",
            "via",
            "visibility",
            "created_by",
            "created_at",
            "updated_at",
            "version",
            "deleted",
        ]

    def get_promoted_evidence(self, note: Annotation) -> list[int]:
        """Evidence made of it, as far as it was read for whoever asks; see `made_of`."""
        return [one.pk for one in getattr(note, "made_evidence", ())]

    def get_deleted(self, note: Annotation) -> bool:
        """Whether only its place is left."""
        return note.deleted_at is not None

    def to_representation(self, note: Annotation) -> dict[str, Any]:
        """The words and the author of a deleted note are gone from sight."""
        said = super().to_representation(note)
        asking = self.context["request"].user if "request" in self.context else None
        if not is_member(asking, note.workspace_id):
            said |= {"mentions": [], "created_by": None}
        made = note.promoted_claim
        if made is None or not may_see(asking, made):
            said["promoted_claim"] = None
        if said["deleted"]:
            said |= {"body": "", "tags": [], "mentions": [], "created_by": None}
        return said


class VerdictCard(PlainCard):
    """The newest verdict; it may be that an earlier one was withdrawn."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    kind = serializers.CharField()
    rating_label = serializers.CharField()
    neutral = serializers.CharField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
