"""Why claims were picked; the same step for many; and the selection balance."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.attention import services
from claims.attention.balance import Balance, balance_of, declined_in
from claims.attention.models import Pick
from claims.attention.rules import may_read_balance
from claims.attention.shares import Count, Share, Table
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .outputs import UserCard

BIGGEST = 2**63 - 1
MOST_DECLINED = 200


class WhyPickedInput(serializers.Serializer[Any]):
    """By which rule a claim was picked; `words` are needed for another reason."""

    claim = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    rule = serializers.ChoiceField(choices=Pick.Rule.choices)
    words = serializers.CharField(max_length=300, required=False, allow_blank=True)


class PicksAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    claim = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    rule = serializers.ChoiceField(choices=Pick.Rule.choices, required=False)


class PickCard(Card[Pick]):
    """Why one claim was picked."""

    workspace = serializers.CharField(source="workspace.slug")
    created_by = UserCard(allow_null=True)

    class Meta:
        model = Pick
        fields = [
            *("id", "workspace", "claim", "rule", "words"),
            *("created_by", "created_at", "version"),
        ]


@extend_schema(tags=["picks"])
class PickViewSet(Rows):
    """Why claims were picked, for those who check."""

    queryset = Pick.objects.none()
    serializer_class = PickCard
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Pick]:
        """Those this person may know of, narrowed as asked."""
        rows: Any = Pick.objects.visible_to(self.request.user)
        wanted = {} if self.detail else asked(PicksAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        found: QuerySet[Pick] = rows.filter(**wanted).select_related("workspace", "created_by")
        return found

    @extend_schema(parameters=[PicksAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Picks, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=WhyPickedInput, responses={201: PickCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say why a claim was picked; said anew, it takes the place of what was said before."""
        by, given = actor(request), checked(WhyPickedInput, request)
        claim = Claim.objects.visible_to(by).filter(pk=given.pop("claim")).first()
        if claim is None:
            raise serializers.ValidationError({"claim": "There is none that you see."})
        row = services.pick(claim, given.pop("rule"), **given, by=by)
        told = self.get_queryset().get(pk=row.pk)
        return answer(told, PickCard(told).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it back."""
        row = self.get_object()
        version = expected_version(request, row)
        services.take_back_pick(row, version=version, by=actor(request))
        return Response(status=204)


class SelectionAsked(serializers.Serializer[Any]):
    """Of which workspace, and of claims recorded between which days, both included."""

    workspace = serializers.CharField(help_text="Slug or id.")
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class ShareSerializer(serializers.Serializer[Any]):
    """`part` of `whole`; the share and its interval of 95 % are 0 to 1, null of nothing."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    too_few = serializers.BooleanField(help_text="Too few to say more than the numbers.")


class NamedShareSerializer(serializers.Serializer[Any]):
    """A share under a name."""

    name = serializers.CharField()
    share = ShareSerializer()


class SelectionGroupSerializer(serializers.Serializer[Any]):
    """What became of claims that have one thing in common."""

    name = serializers.CharField()
    recorded = serializers.IntegerField()
    picked = serializers.IntegerField()
    declined = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Neither picked nor declined.")
    with_verdict = serializers.IntegerField()
    picked_of_recorded = ShareSerializer()


class SelectionTableSerializer(serializers.Serializer[Any]):
    """One way to divide the claims; `overlaps` where one may stand in several groups."""

    by = serializers.CharField()
    title = serializers.CharField()
    overlaps = serializers.BooleanField()
    groups = SelectionGroupSerializer(many=True)


class DeclinedSerializer(serializers.Serializer[Any]):
    """A claim that was declined, and why."""

    claim = serializers.IntegerField()
    statement = serializers.CharField()
    reason = serializers.CharField()
    closed_at = serializers.DateTimeField()


class SelectionSerializer(serializers.Serializer[Any]):
    """Who and what was picked, of what this person may see."""

    whole = SelectionGroupSerializer()
    asked = serializers.IntegerField(help_text="Asked for and not decided.")
    rules = NamedShareSerializer(many=True, help_text="Of what was picked.")
    verdicts = NamedShareSerializer(many=True, help_text="Of what has a verdict.")
    tables = SelectionTableSerializer(many=True)
    declined = DeclinedSerializer(many=True, help_text="The latest 200.")


class Selection(APIView):
    """The selection balance."""

    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["selection"], parameters=[SelectionAsked], responses=SelectionSerializer)
    def get(self, request: Request) -> Response:
        """Who and what was picked, by which rule, and what was declined: for those who check."""
        by, wanted = actor(request), asked(SelectionAsked, request)
        workspace = workspace_named(wanted["workspace"], by)
        if not may_read_balance(by, workspace.pk):
            raise PermissionDenied("What is checked and declined is for those who check here.")
        period = (wanted.get("since"), wanted.get("until"))
        told = _balance(balance_of(by, workspace.pk, *period))
        declined = declined_in(by, workspace.pk, *period)[:MOST_DECLINED]
        return Response(told | {"declined": [_declined(one) for one in declined]})


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        "whole": _group(balance.whole),
        "asked": balance.asked,
        "rules": [{"name": name, "share": _share(one)} for name, one in balance.rules],
        "verdicts": [{"name": name, "share": _share(one)} for name, one in balance.verdicts],
        "tables": [_table(one) for one in balance.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    groups = [_group(row) for row in table.rows]
    return {
        "by": table.key,
        "title": table.title,
        "overlaps": table.overlaps,
        "groups": groups,
    }


def _group(row: Count) -> dict[str, Any]:
    return {
        "name": row.name,
        "recorded": row.recorded,
        "picked": row.picked,
        "declined": row.declined,
        "left": row.left,
        "with_verdict": row.out,
        "picked_of_recorded": _share(row.picked_of_recorded),
    }


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    told = {"share": share.value, "low": low, "high": high, "too_few": share.is_too_small}
    return {"part": share.part, "whole": share.whole} | told


def _declined(check: Any) -> dict[str, Any]:
    told = {"claim": check.claim_id, "statement": check.claim.called}
    return told | {"reason": check.reason, "closed_at": check.closed_at}
