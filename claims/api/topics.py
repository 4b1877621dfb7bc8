"""`/topics/`: what claims are about, and the claims that carry each."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records import services
from claims.records.models import Claim, Topic
from claims.records.services.topics import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_SLUG
from claims.records.topics import topics_of, with_claims
from provenance.accounts.models import Visibility
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .claim_outputs import CarriedCard
from .inputs import changes, seen

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object

MOST = 500  # Claims or topics named at once.
OWN = [
    "id",
    "slug",
    "name",
    "description",
    "visibility",
    "merged_into",
    "created_at",
    "updated_at",
    "version",
]


def ids(*, required: bool = True) -> "serializers.ListField":
    """A list of ids."""
    one = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    return serializers.ListField(child=one, required=required, max_length=MOST)


class TopicInput(serializers.Serializer[Any]):
    """The words of a topic."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    description = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_DESCRIPTION
    )
    slug = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_SLUG)


class NewTopicInput(TopicInput):
    """A topic for the catalogue of a workspace."""

    workspace = serializers.CharField(help_text="Slug or id.")


class TopicShowInput(serializers.Serializer[Any]):
    """Who sees it: the workspace or everyone."""

    visibility = serializers.ChoiceField(choices=Visibility.choices)


class TopicMergeInput(serializers.Serializer[Any]):
    """Which topic is the same as this one; this one is kept."""

    topic = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class TopicClaimsInput(serializers.Serializer[Any]):
    """Claims by their ids."""

    claims = ids()


class ClaimTopicsInput(serializers.Serializer[Any]):
    """Topics by their ids."""

    topics = ids()


class TopicsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    slug = serializers.CharField(required=False, max_length=LONGEST_SLUG)


class TopicWords(Card[Topic]):
    """A topic by its words."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Topic
        fields = [*OWN, "workspace"]


class TopicCard(TopicWords):
    """A topic with how many claims carry it, of those this person sees."""

    claims = serializers.IntegerField()

    class Meta(TopicWords.Meta):
        fields = [*OWN, "workspace", "claims"]


class TaggedCard(PlainCard):
    """Ids of the claims that changed; those that were so already are not among them."""

    claims = serializers.ListField(child=serializers.IntegerField())


@extend_schema(tags=["topics"])
class TopicViewSet(Rows):
    """What claims are about, as each workspace files them."""

    queryset = Topic.objects.none()
    serializer_class = TopicCard

    def get_queryset(self) -> QuerySet[Topic]:
        """Topics this person may see, narrowed as asked; the list leaves out merged ones."""
        rows: Any = Topic.objects.visible_to(self.request.user).select_related("workspace")
        if self.detail:
            found: QuerySet[Topic] = rows
            return found
        wanted = asked(TopicsAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        narrowed: QuerySet[Topic] = rows.standing().filter(**wanted)
        return narrowed

    @extend_schema(parameters=[TopicsAsked], responses=TopicCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Topics, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(_cards(page or [], request.user))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A topic. One that was merged names the one that counts in `merged_into`."""
        return self._told(self.get_object())

    @extend_schema(request=NewTopicInput, responses={201: TopicCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a topic to the catalogue."""
        by, given = actor(request), checked(NewTopicInput, request)
        workspace = workspace_named(given.pop("workspace"), by)
        row = services.add_topic(workspace, given.pop("name"), **given, by=by)
        return self._told(row, 201)

    @extend_schema(request=TopicInput, responses=TopicCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change its words; fields that are not sent stay as they are."""
        row, by = self.get_object(), actor(request)
        given, version = changes(TopicInput, request), expected_version(request, row)
        return self._told(services.describe_topic(row, **given, version=version, by=by))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a topic away that no claim carries; it can be restored."""
        row, by = self.get_object(), actor(request)
        services.delete_topic(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=TopicCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted topic back."""
        by = actor(request)
        row = get_object_or_404(Topic.objects.restorable_by(by), pk=pk)
        return self._told(services.restore_topic(row, by=by))

    @extend_schema(request=TopicShowInput, responses=TopicCard)
    @action(detail=True, methods=["post"])
    def visibility(self, request: Request, pk: str) -> Response:
        """Say who sees it and its public page."""
        row, by = self.get_object(), actor(request)
        level, version = checked(TopicShowInput, request), expected_version(request, row)
        return self._told(services.show_topic(row, level["visibility"], version=version, by=by))

    @extend_schema(request=TopicMergeInput, responses=TopicCard)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Take another topic into this one; it can be taken apart again."""
        kept, by = self.get_object(), actor(request)
        merged = seen(Topic.objects, checked(TopicMergeInput, request)["topic"], by)
        version = expected_version(request, kept)
        return self._told(services.merge_topics(kept, merged, version=version, by=by))

    @extend_schema(request=None, responses=TopicCard)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, pk: str) -> Response:
        """Take this topic out of the one it was merged into."""
        return self._told(services.unmerge_topic(self.get_object(), by=actor(request)))

    @extend_schema(request=TopicClaimsInput, responses=TaggedCard)
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """Put the topic on many claims at once."""
        return self._tagged(request, services.tag_claims)

    @extend_schema(request=TopicClaimsInput, responses=TaggedCard)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        """Take the topic off many claims at once."""
        return self._tagged(request, services.untag_claims)

    def _tagged(self, request: Request, service: Any) -> Response:
        row, by = self.get_object(), actor(request)
        done = service(checked(TopicClaimsInput, request)["claims"], [row.pk], by=by)
        return Response(TaggedCard(done).data)

    def _told(self, row: Topic, status: int = 200) -> Response:
        return answer(row, _cards([row], self.request.user)[0], status)


class ClaimTopics(Base):
    """Mixed into the claims' view set."""

    @extend_schema(request=ClaimTopicsInput, responses=CarriedCard(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def tag(self, request: Request, pk: str) -> Response:
        """Put topics on the claim; answers with all that it carries."""
        return self._topics(request, services.tag_claims)

    @extend_schema(request=ClaimTopicsInput, responses=CarriedCard(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def untag(self, request: Request, pk: str) -> Response:
        """Take topics off the claim; answers with those that are left."""
        return self._topics(request, services.untag_claims)

    def _topics(self, request: Request, service: Any) -> Response:
        row, by = self.get_object(), actor(request)
        service([row.pk], checked(ClaimTopicsInput, request)["topics"], by=by)
        return Response(CarriedCard(topics_of(row.merged_into_id or row.pk, by), many=True).data)


def _cards(rows: Iterable[Topic], user: Any) -> list[dict[str, Any]]:
    """Topics as `TopicCard` tells them; one more query."""
    counted = with_claims(rows, user)
    return [dict(TopicWords(row).data) | {"claims": number} for row, number in counted]
