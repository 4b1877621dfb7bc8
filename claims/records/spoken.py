"""Which claims one person said, is said to have said, or wrote; read for pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from provenance.sources.models import Article, Person

from .models import Appearance, Attribution, Claim, Relation

SAID, REPORTED, WRITTEN = "said", "reported", "written"
# How a hop that names a person puts it. A text's own voice is what its authors write.
WAYS: dict[str, list[str]] = {
    SAID: [Attribution.Directness.DIRECT],
    REPORTED: [Attribution.Directness.INDIRECT, Attribution.Directness.HEARSAY],
    WRITTEN: [Attribution.Directness.OWN_VOICE],
}


@dataclass(frozen=True)
class Tally:
    """How many places of each way; of `hops` that name the person, `unnamed` keep the name back."""

    said: int
    reported: int
    written: int
    hops: int
    unnamed: int

    def __bool__(self) -> bool:
        return bool(self.said or self.reported or self.written)


def appearances_by(person: Person, way: str, user: Any) -> QuerySet[Any]:
    """Places in texts where the person says something in this way, by all their names.

    `said` in their own words, between quotation marks; `reported` in those of others; `written` in
    a text of theirs that says it itself, or with the person named as its own voice.
    """
    hops = _hops(person).filter(directness__in=WAYS[way])
    named = Q(pk__in=hops.values("appearance"))
    if way != WRITTEN:
        return _seen(user).filter(named)
    # A piece with a chain says by it who speaks; one without is taken to speak for itself.
    texts = Article.objects.visible_to(user).by_author(person.pk).values("pk")
    own = Q(directness=Attribution.Directness.OWN_VOICE)
    others = Attribution.objects.filter(~own, position=0).values("appearance")
    signed = Q(passage__snapshot__article__in=texts) & ~Q(pk__in=others)
    return _seen(user).filter(named | signed)


def tally_of(person: Person, user: Any) -> Tally:
    """How much there is. Four queries."""
    hops = _hops(person).visible_to(user)
    counted = hops.aggregate(hops=Count("pk"), unnamed=Count("pk", filter=Q(anonymous=True)))
    ways = {way: appearances_by(person, way, user).count() for way in WAYS}
    return Tally(**ways, **counted)


def contradictions_of(person: Person, user: Any) -> QuerySet[Any]:
    """Relations that set one claim of the person against another of theirs."""
    claims = claims_by(person, user)
    rows = Relation.objects.visible_to(user).filter(kind=Relation.Kind.CONTRADICTS)
    return rows.filter(source__in=claims, target__in=claims).order_by("-pk")


def places_of(person: Person, user: Any) -> QuerySet[Any]:
    """The same in any way."""
    places = Q()
    for way in WAYS:
        places |= Q(pk__in=appearances_by(person, way, user).order_by().values("pk"))
    return Appearance.objects.filter(places)


def claims_by(person: Person, user: Any) -> QuerySet[Any]:
    """Ids of what the person said, is said to have said or wrote, and of claims kept for it."""
    stood = places_of(person, user).values("claim")
    return Claim.objects.filter(Q(pk__in=stood) | Q(merged__in=stood)).order_by().values("pk")


def _seen(user: Any) -> QuerySet[Any]:
    """A claim that counts with a deleted one is shown no more."""
    return Appearance.objects.visible_to(user).filter(claim__merged_into__deleted_at=None)


def _hops(person: Person) -> Any:
    return Attribution.objects.filter(speaker__in=Person.objects.family(person.pk))
