"""What the API says of a claim: in the list, and as a whole."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from rest_framework import serializers

from claims.records.models import Appearance, Claim, Relation
from claims.records.reading import appearances_of, independent_appearances
from claims.records.topics import Carried, topics_of
from claims.reviews.models import Verdict
from provenance.accounts.rules import is_member
from provenance.api.cards import Card, PlainCard

from .evidence import evidence_of
from .outputs import (
    AppearanceCard,
    EvidenceSides,
    HopCard,
    OriginsCard,
    RelationCard,
    UserCard,
    VerdictCard,
)

OWN = [
    "id",
    "workspace",
    "statement",
    "sensitive",
    "kind",
    "checkable",
    "about",
    "about_precision",
    "language",
    "visibility",
    "parent",
    "merged_into",
    "created_at",
    "updated_at",
    "version",
]


class FirstAppearanceCard(PlainCard):
    """Author, outlet and date of the earliest text with the claim, flat."""

    id = serializers.IntegerField()
    passage = serializers.IntegerField()
    snapshot = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()
    article = serializers.IntegerField()
    title = serializers.CharField()
    author = serializers.CharField()
    outlet = serializers.CharField(allow_null=True)
    published = serializers.DateField(allow_null=True)
    published_precision = serializers.CharField()
    captured_at = serializers.DateTimeField()


class CarriedCard(PlainCard):
    """A topic that a claim carries."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class ClaimCard(Card[Claim]):
    """A claim in a list. PostgreSQL writes these rows (`claim_list`); this documents them."""

    workspace = serializers.CharField(source="workspace.slug")
    first_appearance = FirstAppearanceCard(allow_null=True)
    verdict = VerdictCard(allow_null=True)
    topics = CarriedCard(many=True)

    class Meta:
        model = Claim
        fields = [*OWN, "first_appearance", "verdict", "topics"]


class PartCard(Card[Claim]):
    """A claim that belongs to another, by its wording."""

    class Meta:
        model = Claim
        fields = ["id", "statement", "sensitive"]


class ClaimWhole(Card[Claim]):
    """A claim with everything that hangs on it."""

    workspace = serializers.CharField(source="workspace.slug")
    created_by = UserCard(allow_null=True)
    first_appearance = FirstAppearanceCard(allow_null=True)
    chain = HopCard(many=True)
    appearances = AppearanceCard(many=True)
    origins = OriginsCard()
    evidence = EvidenceSides()
    relations = RelationCard(many=True)
    parts = PartCard(many=True)
    merged = PartCard(many=True)
    verdict = VerdictCard(allow_null=True)
    topics = CarriedCard(many=True)

    class Meta:
        model = Claim
        fields = [
            *OWN,
            "created_by",
            "first_appearance",
            "chain",
            "appearances",
            "origins",
            "evidence",
            "relations",
            "parts",
            "merged",
            "verdict",
            "topics",
        ]


def recorded(claim: Claim, topics: Sequence[Carried] = ()) -> dict[str, Any]:
    """A claim just recorded, as `ClaimCard` tells it, from what is at hand; no query."""
    first = claim.first_appearance
    said = _own(claim) | {"verdict": None, "topics": CarriedCard(topics, many=True).data}
    return said | {"first_appearance": _first(first) if first else None}


def whole(claim: Claim, user: Any) -> dict[str, Any]:
    """A claim as `ClaimWhole` tells it, as far as `user` may see; a constant number of queries."""
    appearances = appearances_of(claim, user)
    first = appearances[0] if appearances else None
    about = Claim.objects.visible_to(user).filter(Q(parent=claim) | Q(merged_into=claim))
    related = list(about.order_by("id"))
    member = is_member(user, claim.workspace_id)
    said = _own(claim) | {
        # Outsiders read what was found, not who works here.
        "created_by": _user(claim) if member else None,
        "appearances": AppearanceCard(appearances, many=True).data,
        "origins": OriginsCard(independent_appearances(appearances, told_all=member)).data,
        "evidence": evidence_of(claim, user),
        "relations": RelationCard(_relations(claim, user), many=True).data,
        "parts": PartCard([one for one in related if one.parent_id == claim.pk], many=True).data,
        "merged": PartCard(
            [one for one in related if one.merged_into_id == claim.pk], many=True
        ).data,
        "verdict": _verdict(claim, user),
        "topics": CarriedCard(topics_of(claim.pk, user), many=True).data,
    }
    said["first_appearance"] = _first(first) if first else None
    said["chain"] = said["appearances"][0]["chain"] if first else []
    return said


def _own(claim: Claim) -> dict[str, Any]:
    related = {
        "workspace": claim.workspace.slug,
        "parent": claim.parent_id,
        "merged_into": claim.merged_into_id,
    }
    return {name: getattr(claim, name) for name in OWN if name not in related} | related


def _first(appearance: Appearance) -> dict[str, Any]:
    passage, snapshot = appearance.passage, appearance.passage.snapshot
    article = snapshot.article
    return {
        "id": appearance.pk,
        "passage": passage.pk,
        "snapshot": snapshot.pk,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "article": article.pk,
        "title": article.title,
        "author": article.byline,
        "outlet": article.outlet.name if article.outlet else None,
        "published": article.published,
        "published_precision": article.published_precision,
        "captured_at": snapshot.captured_at,
    }


def _user(claim: Claim) -> dict[str, Any] | None:
    return UserCard(claim.created_by).data if claim.created_by else None


def _relations(claim: Claim, user: Any) -> Any:
    return Relation.objects.visible_to(user).of_claim(claim.pk).order_by("id")


def _verdict(claim: Claim, user: Any) -> dict[str, Any] | None:
    verdict = Verdict.objects.visible_to(user).filter(claim=claim).order_by("-number").first()
    return VerdictCard(verdict).data if verdict else None
