"""`/webhooks/` and `/deliveries/`: who is told what is published, and how it went."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.webhooks import services
from claims.webhooks.models import Attempt, Delivery, Webhook
from claims.webhooks.occasions import Occasion
from provenance.accounts.links import absolute
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent, idempotent_except
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .inputs import changes


class WebhookInput(serializers.Serializer[Any]):
    """Who is told, and what of."""

    name = serializers.CharField(max_length=80)
    address = serializers.URLField(max_length=500)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=Occasion.choices), min_length=1
    )


class NewWebhookInput(WebhookInput):
    """A new one."""

    workspace = serializers.CharField(help_text="Slug or id.")


class WebhooksAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")


class DeliveriesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    webhook = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    state = serializers.ChoiceField(required=False, choices=Delivery.State.choices)


class WebhookCard(Card[Webhook]):
    """A webhook as it can be recognised later. Its secret is told once, when it is made."""

    workspace = serializers.CharField(source="workspace.slug")
    is_on = serializers.BooleanField()

    class Meta:
        model = Webhook
        fields = [
            "id",
            "workspace",
            "name",
            "address",
            "events",
            "is_on",
            "off_since",
            "off_because",
            "failures",
            "created_at",
            "version",
        ]


class FreshWebhookCard(WebhookCard):
    """A webhook just made, or given a new secret. Only this answer holds it."""

    secret = serializers.CharField()

    class Meta(WebhookCard.Meta):
        fields = [*WebhookCard.Meta.fields, "secret"]


class AttemptCard(Card[Attempt]):
    """One time that something was sent; `code` is empty where it was taken."""

    class Meta:
        model = Attempt
        fields = ["at", "milliseconds", "status", "code", "said", "answer"]


class DeliveryCard(Card[Delivery]):
    """One thing that was told, or waits; `uid` is its `webhook-id`, `body` what is signed."""

    attempts = AttemptCard(many=True)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "webhook",
            "uid",
            "event",
            "claim",
            "state",
            "failures",
            "next_at",
            "created_at",
            "ended_at",
            "body",
            "attempts",
        ]


class WebhookViewSet(Rows):
    """The webhooks of workspaces where one publishes."""

    serializer_class = WebhookCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Webhook]:
        """Those this person may see."""
        rows = Webhook.objects.visible_to(self.request.user).select_related("workspace")
        given = asked(WebhooksAsked, self.request) if self.action == "list" else {}
        name = given.get("workspace")
        return (in_workspace(rows, name) if name else rows).order_by("-pk")

    @extend_schema(parameters=[WebhooksAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewWebhookInput, responses={201: FreshWebhookCard})
    @idempotent_except("secret")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add one. Its secret stands in this answer and never again."""
        given, by = checked(NewWebhookInput, request), actor(request)
        workspace = workspace_named(given.pop("workspace"), by)
        site = absolute("", request._request).rstrip("/")
        row, secret = services.add_webhook(workspace, **given, site=site, by=by)
        return _fresh(row, secret, 201)

    @extend_schema(request=WebhookInput, responses=WebhookCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change it; fields that are not sent stay as they are."""
        row, by = self.get_object(), actor(request)
        version = expected_version(request, row)
        given = changes(WebhookInput, request)
        return _told(services.edit_webhook(row, **given, version=version, by=by))

    @extend_schema(request=None, responses=FreshWebhookCard)
    @action(detail=True, methods=["post"], url_path="renew-secret")
    def renew_secret(self, request: Request, pk: str) -> Response:
        """Another secret. For a day both sign."""
        row, by = self.get_object(), actor(request)
        version = expected_version(request, row)
        return _fresh(*services.renew_secret(row, version=version, by=by))

    @extend_schema(request=None, responses=WebhookCard)
    @action(detail=True, methods=["post"], url_path="switch-off")
    def switch_off(self, request: Request, pk: str) -> Response:
        """Send it nothing more."""
        row, by = self.get_object(), actor(request)
        return _told(services.switch_off(row, version=expected_version(request, row), by=by))

    @extend_schema(request=None, responses=WebhookCard)
    @action(detail=True, methods=["post"], url_path="switch-on")
    def switch_on(self, request: Request, pk: str) -> Response:
        """Send to it again, beginning with what waited."""
        row, by = self.get_object(), actor(request)
        return _told(services.switch_on(row, version=expected_version(request, row), by=by))

    @extend_schema(request=None, responses={201: DeliveryCard})
    @action(detail=True, methods=["post"])
    @idempotent
    def test(self, request: Request, pk: str) -> Response:
        """Send something to try it with."""
        row = services.send_test(self.get_object(), by=actor(request))
        return Response(DeliveryCard(row).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it out of sight; it can be restored."""
        row, by = self.get_object(), actor(request)
        services.delete_webhook(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=WebhookCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted one back."""
        by = actor(request)
        row = get_object_or_404(Webhook.objects.restorable_by(by), pk=pk)
        return _told(services.restore_webhook(row, by=by))


class DeliveryViewSet(Rows):
    """What was sent to the webhooks one sees, or waits to be."""

    serializer_class = DeliveryCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Delivery]:
        """Those this person may see."""
        rows = Delivery.objects.visible_to(self.request.user).prefetch_related("attempts")
        given = asked(DeliveriesAsked, self.request) if self.action == "list" else {}
        return rows.filter(**given).order_by("-pk")

    @extend_schema(parameters=[DeliveriesAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=None, responses=DeliveryCard)
    @action(detail=True, methods=["post"], url_path="send-again")
    def send_again(self, request: Request, pk: str) -> Response:
        """Send it once more, with its id."""
        row = services.send_again(self.get_object(), by=actor(request))
        return Response(DeliveryCard(row).data)


def _told(row: Webhook) -> Response:
    return answer(row, WebhookCard(row).data)


def _fresh(row: Webhook, secret: str, status: int = 200) -> Response:
    return answer(row, WebhookCard(row).data | {"secret": secret}, status=status)
