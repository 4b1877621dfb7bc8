"""A published claim as plain values: everything the exchange formats and the public page show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from claims.groundwork.models import Media
from claims.records.models import Appearance, Attribution, Claim
from claims.records.reading import appearances_of, appearances_of_each
from claims.records.telling import chains_only_told
from claims.reviews.models import Rating, Review, Verdict
from provenance.accounts.models import Visibility
from provenance.sources.covers import in_place_of
from provenance.sources.models import Article, Person
from provenance.written import written_once


@dataclass(frozen=True)
class Party:
    """Who said or wrote something. `kind` is Person or Organization, as schema.org has it."""

    name: str
    kind: str
    same_as: str = ""


@dataclass(frozen=True)
class Place:
    """Where a claim stands: one article."""

    address: str
    title: str
    outlet: str
    published: str
    authors: tuple[Party, ...]


@dataclass(frozen=True)
class MediaTold:
    """A picture, a film or a sound that the claim is about; see `groundwork.models.Media`."""

    pk: int
    medium: str
    address: str
    archived_at: str
    shows: str
    words_in_it: str
    category: str
    finding: str
    original_address: str


@dataclass(frozen=True)
class Published:
    """One claim with its current verdict, read in a constant number of queries."""

    claim: int
    statement: str
    language: str
    claimant: Party | None
    made: str
    first: Place | None
    others: tuple[Place, ...]
    publisher: str
    publisher_address: str
    rating_label: str
    rating_value: int
    best: int
    worst: int
    explanation: str
    published_at: datetime
    first_published_at: datetime
    as_of: date
    is_withdrawn: bool = False
    sensitive: str = ""
    media: tuple[MediaTold, ...] = ()
    kind: str = "first"
    reason_for_change: str = ""
    confidence: str = ""
    would_change: str = ""

    @property
    def called(self) -> str:
        """The claim, or the words on its cover: where nothing can be opened."""
        return in_place_of(self.statement, self.sensitive)


def read(claim: Claim) -> Published | None:
    """The claim as published; None where nothing is public."""
    verdicts = verdicts_of(claim)
    return put_together(claim, verdicts, public_appearances(claim)) if verdicts else None


def verdicts_of(claim: Claim) -> list[Verdict]:
    """Every verdict on a claim that is public, newest first; none on one that isn't. One query."""
    if claim.visibility != Visibility.PUBLIC or claim.deleted_at:
        return []
    return _verdicts(claim.pk)


@written_once
def _verdicts(claim_id: int) -> Any:
    verdicts = Verdict.objects.filter(claim=claim_id).select_related(
        "rating__scale", "workspace", "review__round"
    )
    return verdicts.order_by("-number")


@written_once
def _values(scale_id: int) -> Any:
    return Rating.objects.filter(scale=scale_id).order_by().values_list("value", flat=True)


def public_appearances(claim: Claim) -> list[Appearance]:
    """Where it stands, earliest first, as everyone may see."""
    return appearances_of(claim, AnonymousUser())


def put_together(
    claim: Claim, verdicts: Sequence[Verdict], appearances: Sequence[Appearance]
) -> Published:
    """The claim with its current verdict, the first of `verdicts`. Two queries."""
    scale: list[int] = _values(verdicts[0].rating.scale_id)
    since, media = verdicts[-1].published_at, _media_of_each([claim.pk])
    return _together(claim, verdicts[0], appearances, scale=scale, since=since, media=media)


def forthcoming(review: Review, as_of: date, *, by: Any) -> Published:
    """What publishing a review, which has a rating, would say to everyone. `by` sees the claim."""
    rows = [one for one in appearances_of(review.claim, by) if _is_for_everyone(one)]
    chains_only_told(rows, AnonymousUser())
    assert review.rating is not None
    now = timezone.now()
    verdict = Verdict(
        claim=review.claim,
        workspace=review.claim.workspace,
        rating=review.rating,
        rating_label=review.rating.label_in(review.claim.language),
        summary=review.summary,
        as_of=as_of,
        published_at=now,
    )
    scale: list[int] = _values(review.rating.scale_id)
    out = Media.objects.of_claim(review.claim_id).filter(goes_out=True).select_related("claim")
    media = out.order_by("pk")
    return _together(review.claim, verdict, rows, scale=scale, since=now, media=media)


def _is_for_everyone(appearance: Appearance) -> bool:
    """Whether strangers are told of it once the claim is public; see `records.rules`."""
    return appearance.passage.snapshot.article.visibility != Visibility.ME


def read_each(verdicts: Sequence[Verdict]) -> list[Published]:
    """What these verdicts say in public, in their order; six queries in all.

    They are the current ones of claims that everyone sees, one a claim, with claim, workspace and
    rating at hand.
    """
    claims = [verdict.claim_id for verdict in verdicts]
    places = appearances_of_each(claims, AnonymousUser())
    since = dict(_first_published(claims))
    scales: dict[int, list[int]] = {}
    for scale, value in _values_of_each(sorted({one.rating.scale_id for one in verdicts})):
        scales.setdefault(scale, []).append(value)
    media: dict[int, list[Media]] = {}
    for row in _media_of_each(claims):
        media.setdefault(row.claim.merged_into_id or row.claim_id, []).append(row)
    return [
        _together(
            verdict.claim,
            verdict,
            places[verdict.claim_id],
            scale=scales[verdict.rating.scale_id],
            since=since[verdict.claim_id],
            media=media.get(verdict.claim_id, ()),
        )
        for verdict in verdicts
    ]


@written_once
def _first_published(claim_ids: list[int]) -> Any:
    rows = Verdict.objects.filter(claim__in=claim_ids, number=1).order_by()
    return rows.values_list("claim_id", "published_at")


@written_once
def _media_of_each(claim_ids: list[int]) -> Any:
    """What went out with a verdict, on claims merged into these too."""
    family = Claim.objects.filter(Q(pk__in=claim_ids) | Q(merged_into__in=claim_ids)).order_by()
    rows = Media.objects.visible_to(AnonymousUser()).filter(claim__in=family.values("pk"))
    out = rows.filter(shown_at__isnull=False)
    return out.select_related("claim").order_by("pk")


@written_once
def _values_of_each(scale_ids: list[int]) -> Any:
    return Rating.objects.filter(scale__in=scale_ids).order_by().values_list("scale_id", "value")


def _together(
    claim: Claim,
    verdict: Verdict,
    appearances: Sequence[Appearance],
    *,
    scale: Sequence[int],
    since: datetime,
    media: Iterable[Media],
) -> Published:
    places = [_place(appearance.passage.snapshot.article) for appearance in appearances]
    first = places[0] if places else None
    return Published(
        claim=claim.pk,
        statement=claim.statement,
        language=claim.language,
        claimant=_claimant(appearances[0]) if appearances else None,
        made=first.published if first else "",
        first=first,
        others=tuple(place for place in dict.fromkeys(places) if place != first),
        publisher=verdict.workspace.name,
        publisher_address=verdict.workspace.homepage,
        rating_label=verdict.rating_label,
        rating_value=verdict.rating.value,
        best=max(scale),
        worst=min(scale),
        explanation=verdict.summary,
        published_at=verdict.published_at,
        first_published_at=since,
        as_of=verdict.as_of,
        is_withdrawn=verdict.is_withdrawal,
        sensitive=claim.sensitive,
        media=tuple(_media_told(row) for row in media),
        kind=verdict.kind,
        reason_for_change=verdict.reason_for_change,
        confidence=verdict.get_confidence_display() if verdict.confidence else "",
        would_change=verdict.would_change,
    )


def _media_told(row: Media) -> MediaTold:
    return MediaTold(
        pk=row.pk,
        medium=row.medium,
        address=row.address,
        archived_at=row.archived_at,
        shows=row.shows,
        words_in_it=row.words_in_it,
        category=row.category,
        finding=row.finding,
        original_address=row.original_address,
    )


def dated(article: Article) -> str:
    """The publication date no more exactly than it is known: 2017-12-11, 2017-12 or 2017."""
    if article.published is None:
        return ""
    length = {"year": 4, "month": 7}.get(article.published_precision, 10)
    return article.published.isoformat()[:length]


def _place(article: Article) -> Place:
    return Place(
        address=article.canonical_address or article.final_address or article.address,
        title=article.title,
        outlet=article.outlet.name if article.outlet else "",
        published=dated(article),
        authors=tuple(_party(authorship.person) for authorship in article.authorships.all()),
    )


def _claimant(appearance: Appearance) -> Party | None:
    """Who said it first, as far as the chain goes back; else who wrote it; else who published."""
    hops: list[Attribution] = list(appearance.attributions.all())
    speaker = next((hop.speaker for hop in hops if hop.speaker), None)
    if speaker is not None:
        return _party(speaker)
    place = _place(appearance.passage.snapshot.article)
    if place.authors:
        return place.authors[0]
    return Party(place.outlet, "Organization") if place.outlet else None


def _party(given: Person) -> Party:
    # Whom a newsroom takes someone to be is told only where that one is shown to everyone.
    person = given.kept if given.kept.visibility == Visibility.PUBLIC else given
    kind = "Organization" if person.kind == Person.Kind.ORGANISATION else "Person"
    same_as = (
        f"https://www.wikidata.org/wiki/{person.wikidata}" if person.wikidata else person.homepage
    )
    name = f"Unnamed: {person.name}" if person.kind == Person.Kind.UNNAMED else person.name
    return Party(name, kind, same_as)
