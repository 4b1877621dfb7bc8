"""Pairs of claims of a case side by side: who says it, when, of when it speaks, on which words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.cases.contradictions import Found, Pair
from claims.cases.models import Case
from claims.cases.reading import contradictions_in, first_places
from claims.records.models import Appearance, Claim
from claims.records.models.claims import Attribution
from claims.reviews.models import Verdict
from provenance.accounts.models import User

from ..links import in_the_reader, on_the_web
from ..words import day, dotted, published
from .found import claim_url
from .paging import Slice, slice_of

ON_A_PAGE = 10
HEADINGS = {
    "against": "Against each other",
    "apart": "At different times",
    "both_true": "Both true, by different measures",
}
WORDS = {
    "against": "One of the two may be wrong, or both.",
    "apart": "They speak of one thing at two times: this is no contradiction.",
    "both_true": "Someone found that they only seem to contradict each other.",
}


@dataclass(frozen=True)
class End:
    """One of two claims, with the earliest place where it stands."""

    claim: Claim
    url: str
    about: str
    made: str
    who: str
    where: str
    text_url: str
    quote: str
    language: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Beside:
    """Two claims side by side, and what is said of the two."""

    ends: tuple[End, End]
    pair: Pair


@dataclass(frozen=True)
class Group:
    """Pairs of one sort, a page at a time."""

    key: str
    heading: str
    words: str
    number: int
    pairs: list[Beside]
    page: Slice


@dataclass(frozen=True)
class Weighed:
    """All groups that have something in them."""

    groups: list[Group]

    @property
    def number(self) -> int:
        """How many pairs speak against each other."""
        return sum(one.number for one in self.groups if one.key == "against")


def weighed(case: Case, user: Any, asked: QueryDict) -> Weighed:
    """The pairs of a case as `user` sees them. A constant number of queries."""
    found = contradictions_in(case, user)
    pages = {
        key: slice_of(getattr(found, key), asked, ON_A_PAGE, key.replace("_", "-"))
        for key in HEADINGS
    }
    told = _ends([pair for page in pages.values() for pair in page.rows], user)
    return Weighed(
        [_group(key, pages[key], found, told) for key in HEADINGS if getattr(found, key)]
    )


def _group(key: str, page: Slice, found: Found, told: Mapping[int, End]) -> Group:
    pairs = [
        Beside((told[pair.one], told[pair.other]), pair)
        for pair in page.rows
        if pair.one in told and pair.other in told
    ]
    return Group(key, HEADINGS[key], WORDS[key], len(getattr(found, key)), pairs, page)


def _ends(pairs: Sequence[Pair], user: Any) -> dict[int, End]:
    ids = {pk for pair in pairs for pk in (pair.one, pair.other)}
    claims = Claim.objects.visible_to(user).filter(pk__in=ids)
    places = first_places(ids, user)
    current = Verdict.objects.current().filter(claim__in=ids)
    verdicts = {one.claim_id: one for one in current}
    reads = in_the_reader(user)
    return {
        one.pk: _end(one, places.get(one.pk), verdicts.get(one.pk), user, reads) for one in claims
    }


def _end(
    claim: Claim,
    place: Appearance | None,
    verdict: Verdict | None,
    user: Any,
    reads: Callable[[Any], str],
) -> End:
    article = place.passage.snapshot.article if place else None
    where = (article.outlet.name if article.outlet else str(article)) if article else ""
    outside = on_the_web(article) if article and not isinstance(user, User) else ""
    return End(
        claim=claim,
        url=claim_url(claim, user),
        about=day(claim.about, claim.about_precision),
        made=_made(place) if place else "",
        who=_who(place) if place else "",
        where=dotted(where, article.byline if article else ""),
        text_url=reads(article) or outside if article else "",
        quote=place.passage.quote if place else "",
        language=article.language if article else "",
        verdict=verdict,
    )


def _who(place: Appearance) -> str:
    """Whoever said it first, as far as that is known; the text itself in its own voice."""
    for hop in place.attributions.all():
        if hop.directness == Attribution.Directness.OWN_VOICE:
            return "the text itself"
        return hop.speaker.kept.name if hop.speaker else "someone who is not named"
    return "not recorded who said it"


def _made(place: Appearance) -> str:
    """When it was said, if that is known, else when the text came out."""
    for hop in place.attributions.all():
        if hop.said_on:
            return f"said {day(hop.said_on, hop.said_precision)}"
        break
    out = published(place.passage.snapshot.article)
    return f"written {out}" if out else "date not known"
