"""`/bulk/`: the same step for many checks or claims, each on its own."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.attention import services
from claims.attention.models import Pick
from claims.attention.services.bulk import MOST, Chosen, Outcome
from claims.records.models import Claim
from claims.reviews.models import Check
from provenance.accounts.models import User
from provenance.api.actor import actor
from provenance.api.inputs import checked, workspace_named

BIGGEST = 2**63 - 1
# What is done with checks, and what with claims: name -> service, and what else it takes.
WITH_CHECKS: dict[str, tuple[Callable[..., list[Outcome]], tuple[str, ...]]] = {
    "triage": (services.bulk_triage, ()),
    "assign": (services.bulk_assign, ("to", "due")),
    "due": (services.bulk_due, ("due",)),
    "release": (services.bulk_release, ()),
    "decline": (services.bulk_decline, ("reason",)),
}
WITH_CLAIMS: dict[str, tuple[Callable[..., list[Outcome]], tuple[str, ...]]] = {
    "ask": (services.bulk_ask, ("reason", "due")),
    "tag": (services.bulk_tag, ("topics",)),
    "pick": (services.bulk_pick, ("rule", "words")),
}
NEEDED = {"assign": "to", "tag": "topics", "pick": "rule", "decline": "reason"}
NOT_THERE = "There is none that you see."


def _ids() -> serializers.ListField:
    one = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    return serializers.ListField(child=one, required=False, max_length=MOST)


class BulkInput(serializers.Serializer[Any]):
    """What to do, with which, and what that step asks for.

    With `checks`: triage, assign (`to`, `due`), due (`due`), release, decline (`reason`). With
    `claims`: ask (`reason`, `due`), tag (`topics`, by name), pick (`rule`, `words`).
    """

    do = serializers.ChoiceField(choices=[*WITH_CHECKS, *WITH_CLAIMS])
    workspace = serializers.CharField(help_text="Slug or id.")
    checks = _ids()
    claims = _ids()
    to = serializers.IntegerField(required=False, help_text="The id of a member who checks.")
    due = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(required=False, max_length=5_000)
    topics = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=20
    )
    rule = serializers.ChoiceField(choices=Pick.Rule.choices, required=False)
    words = serializers.CharField(required=False, allow_blank=True, max_length=300)


class BulkResultSerializer(serializers.Serializer[Any]):
    """What became of one; `said` tells why nothing did."""

    id = serializers.IntegerField()
    ok = serializers.BooleanField()
    said = serializers.CharField(allow_blank=True)


class BulkSerializer(serializers.Serializer[Any]):
    """What became of all."""

    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    results = BulkResultSerializer(many=True)


class Bulk(APIView):
    """The same step for many."""

    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["bulk"], request=BulkInput, responses=BulkSerializer)
    def post(self, request: Request) -> Response:
        """Do it to each, one after the other; what cannot be done stops nothing else."""
        by, given = actor(request), checked(BulkInput, request)
        do, workspace = given["do"], workspace_named(given["workspace"], by)
        of_checks = do in WITH_CHECKS
        service, takes = (WITH_CHECKS if of_checks else WITH_CLAIMS)[do]
        ids = given.get("checks" if of_checks else "claims") or []
        _refuse_wrong(do, ids, given, of_checks=of_checks)
        terms = _terms(do, {name: given[name] for name in takes if name in given}, workspace)
        rows = (Check if of_checks else Claim)._default_manager.all()
        seen = rows.visible_to(by).filter(workspace=workspace.pk).in_bulk(ids)
        chosen = [Chosen(seen[pk]) for pk in ids if pk in seen]
        told = {one.row.pk: one.said for one in service(chosen, **terms, by=by)}
        return Response(_told([(pk, told.get(pk, NOT_THERE)) for pk in dict.fromkeys(ids)]))


def _refuse_wrong(do: str, ids: Sequence[int], given: dict[str, Any], *, of_checks: bool) -> None:
    if not ids:
        name = "checks" if of_checks else "claims"
        raise serializers.ValidationError({name: "Name at least one."})
    needed = NEEDED.get(do)
    if needed and not given.get(needed):
        raise serializers.ValidationError({needed: "This step needs it."})


def _terms(do: str, given: dict[str, Any], workspace: Any) -> dict[str, Any]:
    """What was sent, in the terms of the service."""
    if do == "due":
        given.setdefault("due", None)
    if do == "tag":
        given["workspace"] = workspace
    if "to" in given:
        found = User.objects.filter(pk=given["to"], memberships__workspace=workspace.pk).first()
        if found is None:
            raise serializers.ValidationError({"to": "There is no such member."})
        given["to"] = found
    return given


def _told(outcomes: list[tuple[int, str]]) -> dict[str, Any]:
    results = [{"id": pk, "ok": not said, "said": said} for pk, said in outcomes]
    done = sum(one["ok"] is True for one in results)
    return {"done": done, "failed": len(results) - done, "results": results}
