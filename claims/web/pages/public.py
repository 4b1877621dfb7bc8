"""The public page of a claim: only what everyone may see, the same for whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from claims.cases.models import Case
from claims.cases.reading import cases_with
from claims.evidence.reading import sides_of
from claims.exchange import claimreview
from claims.exchange.published import (
    Published,
    public_appearances,
    put_together,
    verdicts_of,
)
from claims.records.models import Claim
from claims.records.reading import independent_appearances
from claims.records.topics import Carried, topics_of
from claims.records.tracing import lineage_of
from claims.reviews.models import Verdict

from ..links import on_the_web
from .astray import Astray, astray
from .chain import Strip, strips
from .changed import Changed, changed
from .corrections import OnClaim, corrections_on
from .counted import Counted, counted
from .fates import fates_on_claim
from .first_seen import FirstSeen, first_seen
from .groundwork import Groundworked, groundwork_on
from .parts import Whole, whole_as_published
from .sides import Column, columns
from .stands import Stand, stands
from .uncredited import uncredited_at


@dataclass(frozen=True)
class PublicPage:
    """Everything the template shows."""

    claim: Claim
    published: Published
    address: str
    picture: str
    verdict: Verdict
    verdicts: list[Verdict]
    whole: Whole
    stands: list[Stand]
    first: FirstSeen
    counted: Counted
    strips: list[Strip]
    columns: list[Column]
    work: Groundworked
    corrections: OnClaim
    changed: list[Changed]
    astray: list[Astray]
    cases: list[Case]
    topics: list[Carried]
    json_ld: list[str]


def public_page(claim: Claim, address: str, without: Sequence[str] = ()) -> PublicPage | None:
    """The page of a published claim at `address`; None where nothing is published.

    Origins are counted without the rules that are named; see `lineage.ties`.
    """
    verdicts = verdicts_of(claim)
    if not verdicts:
        return None
    appearances = public_appearances(claim)
    published = put_together(claim, verdicts, appearances)
    origins = independent_appearances(appearances, without)
    lineage = lineage_of(claim, appearances, origins, AnonymousUser())
    sides = sides_of(claim, AnonymousUser(), without)
    rows = [row for side in sides.values() for row in side.evidence]
    fates = fates_on_claim(claim, appearances, rows, AnonymousUser())
    left_out = uncredited_at(appearances, AnonymousUser())
    places = stands(appearances, on_the_web, fates, left_out)
    columns_ = columns(sides, on_the_web, fates)
    return PublicPage(
        claim=claim,
        published=published,
        address=address,
        picture=f"{address}share.png",
        verdict=verdicts[0],
        verdicts=verdicts,
        whole=whole_as_published(verdicts[0]),
        stands=places,
        first=first_seen(appearances, origins, on_the_web),
        counted=counted(appearances, origins, lineage, without),
        strips=strips(appearances, origins, on_the_web),
        columns=columns_,
        work=groundwork_on(claim, AnonymousUser()),
        corrections=corrections_on(claim, AnonymousUser()),
        changed=changed(places, columns_),
        astray=astray(places, columns_),
        cases=cases_with(AnonymousUser(), claim=claim.pk),
        topics=topics_of(claim.pk, AnonymousUser()),
        json_ld=_markup(published, address),
    )


def _markup(published: Published, address: str) -> list[str]:
    """The ClaimReview and the MediaReviews; none for a verdict that was withdrawn."""
    if published.is_withdrawn:
        return []
    reviews = claimreview.reviews_of(published, address=address)
    return [claimreview.script(one) for one in reviews]
