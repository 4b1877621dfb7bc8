"""What one follows and is told, and how often letters go out. All of it is one's own."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.attention import services
from claims.attention.models import Letters, Notification, Subscription, Why
from claims.attention.models.following import KINDS
from claims.attention.services.letters import confirmed_address
from claims.attention.telling import Told, name_of, told
from claims.records.models import Claim, Topic
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Article, Outlet, Person

from .outputs import UserCard

THINGS: dict[str, Any] = {
    "claim": Claim,
    "article": Article,
    "outlet": Outlet,
    "person": Person,
    "topic": Topic,
}
BIGGEST = 2**63 - 1


def _id() -> serializers.IntegerField:
    return serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST)


class FollowInput(serializers.Serializer[Any]):
    """What to follow: one of these, by its id."""

    claim = _id()
    article = _id()
    outlet = _id()
    person = _id()
    topic = _id()


class AttentionAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    unread = serializers.BooleanField(required=False, allow_null=True, default=None)


class SubscriptionsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")


class ReadInput(serializers.Serializer[Any]):
    """Which ones were read; all of them where none is named."""

    notifications = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST),
        required=False,
        max_length=500,
    )


class LettersInput(serializers.Serializer[Any]):
    """How often to be written to."""

    every = serializers.ChoiceField(choices=Letters.Every.choices)


class SubscriptionCard(Card[Subscription]):
    """One thing that is followed."""

    workspace = serializers.CharField(source="workspace.slug")
    kind = serializers.ChoiceField(choices=KINDS)
    name = serializers.SerializerMethodField()

    class Meta:
        model = Subscription
        fields = ["id", "workspace", "kind", *KINDS, "name", "created_at", "version"]

    def get_name(self, row: Subscription) -> str:
        """What it is called now."""
        return name_of(row)


class NotificationCard(Card[Notification]):
    """One event that concerns whoever asks; `said` and `about` are made when it is asked for."""

    workspace = serializers.CharField(source="workspace.slug")
    why = serializers.ChoiceField(choices=Why.choices)
    action = serializers.CharField(source="event.action")
    actor = UserCard(source="event.actor", allow_null=True)
    at = serializers.DateTimeField(source="event.at")
    said = serializers.SerializerMethodField(help_text="Who did what, in words.")
    about = serializers.SerializerMethodField(help_text="The claim or the article, in words.")
    url = serializers.SerializerMethodField(help_text="The page of it.")

    class Meta:
        model = Notification
        fields = [
            *("id", "workspace", "why", "action", "actor", "at", "said", "about", "url"),
            *("claim", "article", "note", "read_at"),
        ]

    def get_said(self, row: Notification) -> str:
        """Who did what."""
        return self._told(row).said

    def get_about(self, row: Notification) -> str:
        """What it is about."""
        return self._told(row).about

    def get_url(self, row: Notification) -> str:
        """Where it stands."""
        return self._told(row).url

    def _told(self, row: Notification) -> Told:
        return told(row, row.receiver)


class UnreadCard(PlainCard):
    """How many there are that one may see and has not read."""

    unread = serializers.IntegerField()


class LettersCard(PlainCard):
    """How often one is written to, and where; without a confirmed address no letter goes out."""

    every = serializers.ChoiceField(choices=Letters.Every.choices)
    address = serializers.CharField(allow_blank=True)
    sent_at = serializers.DateTimeField(allow_null=True)


@extend_schema(tags=["subscriptions"])
class SubscriptionViewSet(Rows):
    """What the person asking follows."""

    queryset = Subscription.objects.none()
    serializer_class = SubscriptionCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Subscription]:
        """One's own."""
        rows: Any = Subscription.objects.visible_to(self.request.user).with_things()
        wanted = {} if self.detail else asked(SubscriptionsAsked, self.request)
        found: QuerySet[Subscription] = (
            in_workspace(rows, wanted["workspace"]) if "workspace" in wanted else rows
        )
        return found

    @extend_schema(parameters=[SubscriptionsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What one follows, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=FollowInput, responses={201: SubscriptionCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Follow something; what is followed already is answered as it is."""
        by, given = actor(request), checked(FollowInput, request)
        if len(given) != 1:
            raise serializers.ValidationError({"claim": f"Name one of {', '.join(KINDS)}."})
        ((kind, pk),) = given.items()
        thing = THINGS[kind].objects.visible_to(by).filter(pk=pk).first()
        if thing is None:
            raise serializers.ValidationError({kind: "There is none that you see."})
        row = services.follow(thing, by=by)
        told = self.get_queryset().get(pk=row.pk)
        return answer(told, SubscriptionCard(told).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Follow it no more."""
        services.unfollow(self.get_object(), by=actor(request))
        return Response(status=204)


@extend_schema(tags=["notifications"])
class NotificationViewSet(Rows):
    """What the person asking is told."""

    queryset = Notification.objects.none()
    serializer_class = NotificationCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Notification]:
        """One's own, about what one sees now."""
        rows: Any = Notification.objects.visible_to(self.request.user).with_things()
        wanted = {} if self.detail else asked(AttentionAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"])
        if wanted.get("unread") is not None:
            rows = rows.filter(read_at__isnull=wanted["unread"])
        found: QuerySet[Notification] = rows.select_related(
            "receiver",
            *("event__actor", "workspace", "claim", "article", "note"),
            *(f"subscription__{kind}" for kind in KINDS),
        )
        return found

    @extend_schema(parameters=[AttentionAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What one was told, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=UnreadCard)
    @action(detail=False, methods=["get"])
    def count(self, request: Request) -> Response:
        """How many are unread."""
        return _unread(request)

    @extend_schema(request=ReadInput, responses=UnreadCard)
    @action(detail=False, methods=["post"])
    def read(self, request: Request) -> Response:
        """Mark some as read, or all; answers with how many are left."""
        given = checked(ReadInput, request)
        services.mark_read(given.get("notifications"), by=actor(request))
        return _unread(request)


def _unread(request: Request) -> Response:
    rows = Notification.objects.visible_to(request.user).unread()
    return Response(UnreadCard({"unread": rows.count()}).data)


class LettersOfMine(APIView):
    """Letters about what is new."""

    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["me"], responses=LettersCard)
    def get(self, request: Request) -> Response:
        """How often you are written to."""
        by = actor(request)
        row = Letters.objects.filter(person=by).first() or Letters(person=by)
        return self._told(row, request)

    @extend_schema(tags=["me"], request=LettersInput, responses=LettersCard)
    def patch(self, request: Request) -> Response:
        """Choose how often."""
        by, given = actor(request), checked(LettersInput, request)
        row = Letters.objects.filter(person=by).first() or Letters(person=by)
        version = expected_version(request, row)
        return self._told(services.choose_letters(by, **given, version=version, by=by), request)

    def _told(self, row: Letters, request: Request) -> Response:
        told = {"every": row.every, "sent_at": row.sent_at}
        told["address"] = confirmed_address(actor(request))
        return answer(row, LettersCard(told).data)
