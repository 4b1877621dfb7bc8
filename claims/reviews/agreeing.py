"""How far the people of a workspace agree who checked the same claim blind: per scale, pair of
people, topic, outlet and quarter.

Only what two said before either saw the other's answer counts, and only once both are unsealed.
The arithmetic is `agreement`'s; numpy is a large import, so faces import this module where they
answer, not where they begin.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.records.models import Claim
from claims.records.topics import topics_of_each
from provenance.accounts.models import User, Visibility, Workspace

from .agreement import (
    TOO_FEW,
    Confusion,
    Figure,
    alpha,
    cohen,
    confusion,
    fleiss,
    percent,
    tabulate,
)
from .models import Rating, Review, Scale

# Ratings that lie on the way from false to true; the others have no place in an order.
IN_ORDER = frozenset({Rating.Neutral.TRUE, Rating.Neutral.MIXED, Rating.Neutral.FALSE})
MOST_GROUPS = 20
ROLES = ("first", "second")
FIRST_PLACE = "first_appearance__passage__snapshot__article__"


@dataclass(frozen=True)
class Pair:
    """What two people said of one claim, each without the other's answer."""

    check: int
    claim: int
    first: int
    second: int
    ratings: tuple[Rating, Rating]
    at: date

    @property
    def is_same(self) -> bool:
        """Whether they said the same."""
        return self.ratings[0].pk == self.ratings[1].pk


@dataclass(frozen=True)
class Group:
    """The figures of some of the pairs; `key` names the group for programs, `name` for people."""

    key: tuple[Hashable, ...]
    name: str
    figures: list[Figure]
    same: int
    units: int


@dataclass(frozen=True)
class OnScale:
    """How far people agree on one edition of a scale.

    `table` sets the first checkers against the second; its units are checks, `claims` says of what.
    """

    scale: Scale
    ratings: list[Rating]
    whole: Group
    people: list[Group]
    topics: list[Group]
    outlets: list[Group]
    quarters: list[Group]
    table: Confusion
    claims: list[tuple[Hashable, int]]


@dataclass(frozen=True)
class Agreement:
    """All of it. `across` counts checks in which the two chose different scales: left out."""

    scales: list[OnScale]
    across: int
    claims: Mapping[int, Claim]
    names: Mapping[int, str]


def agreement_in(
    workspace: Workspace, user: User, *, since: date | None = None, until: date | None = None
) -> Agreement:
    """The agreement in a workspace, of blind checks in which both were in between two days.

    A constant number of queries. Whoever asks is one who may publish there.
    """
    pairs, across = _pairs(workspace, user, since, until)
    claims = _claims({one.claim for one in pairs}, user)
    topics = topics_of_each(sorted(claims), user)
    people = {pk for one in pairs for pk in (one.first, one.second)}
    names = {one.pk: str(one) for one in User.objects.filter(pk__in=people)}

    def by_topic(one: Pair) -> Iterable[tuple[Hashable, str]]:
        return [(topic.pk, topic.name) for topic in topics.get(one.claim, [])]

    def by_outlet(one: Pair) -> Iterable[tuple[Hashable, str]]:
        return _outlet(claims.get(one.claim))

    found = []
    for mine in _by_scale(pairs):
        scale = mine[0].ratings[0].scale
        ratings = sorted(scale.ratings.all(), key=lambda rating: rating.position)
        found.append(
            OnScale(
                scale,
                ratings,
                _whole(mine, ratings),
                _of_people(mine, ratings, names),
                _groups(mine, ratings, by_topic),
                _groups(mine, ratings, by_outlet),
                _groups(mine, ratings, _quarter, newest=True),
                confusion(_table(mine, ratings)),
                [(one.check, one.claim) for one in mine],
            )
        )
    return Agreement(found, across, claims, names)


def _pairs(
    workspace: Workspace, user: User, since: date | None, until: date | None
) -> tuple[list[Pair], int]:
    """The pairs, and how many were left out because the two chose different scales."""
    rows = Review.objects.visible_to(user).filter(workspace=workspace)
    if since:
        rows = rows.filter(round__unsealed_at__date__gte=since)
    if until:
        rows = rows.filter(round__unsealed_at__date__lte=until)
    said = [row for row in rows.unsealed_pairs() if row["second_rating"]]
    wanted = {pk for row in said for pk in (row["first_rating"], row["second_rating"])}
    scaled = Rating.objects.select_related("scale").prefetch_related("scale__ratings")
    ratings = scaled.in_bulk(wanted)
    pairs = [
        Pair(
            row["check"],
            row["claim"],
            row["first"],
            row["second"],
            (ratings[row["first_rating"]], ratings[row["second_rating"]]),
            row["at"].date(),
        )
        for row in said
    ]
    alike = [one for one in pairs if one.ratings[0].scale_id == one.ratings[1].scale_id]
    return alike, len(pairs) - len(alike)


def _claims(ids: Iterable[int], user: User) -> dict[int, Claim]:
    rows = Claim.objects.visible_to(user).select_related(f"{FIRST_PLACE}outlet")
    return rows.defer("first_appearance__passage__snapshot__text").in_bulk(list(ids))


def _outlet(claim: Claim | None) -> list[tuple[Hashable, str]]:
    """The outlet in which a claim was first seen; none where only its owner sees that text."""
    first = claim.first_appearance if claim else None
    article = first.passage.snapshot.article if first else None
    if article is None or article.outlet is None or article.visibility == Visibility.ME:
        return []
    return [(article.outlet.pk, article.outlet.name)]


def _quarter(one: Pair) -> list[tuple[Hashable, str]]:
    number = (one.at.month + 2) // 3
    return [(f"{one.at.year}-Q{number}", f"{QUARTERS[number - 1]} {one.at.year}")]


QUARTERS = ("January to March", "April to June", "July to September", "October to December")


def _by_scale(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each scale, the most used scale first."""
    found: dict[int, list[Pair]] = {}
    for one in pairs:
        found.setdefault(one.ratings[0].scale_id, []).append(one)
    return sorted(found.values(), key=lambda some: (-len(some), some[0].ratings[0].scale_id))


def _table(pairs: Sequence[Pair], ratings: Sequence[Rating]) -> Any:
    """Who said what, the first checker against the second; a unit is a check."""
    said = [
        (one.check, role, rating.pk)
        for one in pairs
        for role, rating in zip(ROLES, one.ratings, strict=True)
    ]
    return tabulate(said, [rating.pk for rating in ratings], raters=ROLES)


def _in_order(pairs: Sequence[Pair], ratings: Sequence[Rating]) -> Any:
    """The same by values, without ratings that have no place in an order."""
    values = sorted({rating.value for rating in ratings if rating.neutral in IN_ORDER})
    said = [
        (one.check, role, rating.value)
        for one in pairs
        for role, rating in zip(ROLES, one.ratings, strict=True)
        if rating.neutral in IN_ORDER
    ]
    return tabulate(said, values, raters=ROLES)


def _whole(pairs: Sequence[Pair], ratings: Sequence[Rating]) -> Group:
    table, ordered = _table(pairs, ratings), _in_order(pairs, ratings)
    figures = [
        percent(table),
        cohen(table),
        cohen(ordered, cost="equal"),
        fleiss(table),
        alpha(table),
        alpha(ordered, "ordinal"),
    ]
    return _group((), "", pairs, figures)


def _group(
    key: tuple[Hashable, ...], name: str, pairs: Sequence[Pair], figures: list[Figure]
) -> Group:
    return Group(key, name, figures, sum(one.is_same for one in pairs), len(pairs))


def _of_people(
    pairs: Sequence[Pair], ratings: Sequence[Rating], names: Mapping[int, str]
) -> list[Group]:
    """Two people each, whoever of them was the first."""
    found: dict[tuple[int, int], list[Pair]] = {}
    for one in pairs:
        low, high = sorted((one.first, one.second))
        found.setdefault((low, high), []).append(one)
    groups = []
    for two, mine in found.items():
        said = [
            (one.check, person, rating.pk)
            for one in mine
            for person, rating in zip((one.first, one.second), one.ratings, strict=True)
        ]
        table = tabulate(said, [rating.pk for rating in ratings], raters=two)
        name = " and ".join(names[pk] for pk in two)
        groups.append(_group(two, name, mine, _short(table, len(mine))))
    return _largest(groups)


def _groups(
    pairs: Sequence[Pair],
    ratings: Sequence[Rating],
    of: Callable[[Pair], Iterable[tuple[Hashable, str]]],
    *,
    newest: bool = False,
) -> list[Group]:
    found: dict[tuple[Hashable, str], list[Pair]] = {}
    for one in pairs:
        for group in of(one):
            found.setdefault(group, []).append(one)
    groups = [
        _group((key,), name, mine, _short(_table(mine, ratings), len(mine)))
        for (key, name), mine in found.items()
    ]
    if newest:
        return sorted(groups, key=lambda one: str(one.key), reverse=True)[:MOST_GROUPS]
    return _largest(groups)


def _short(table: Any, units: int) -> list[Figure]:
    """Percent always; kappa where there is enough for it to say something."""
    return [percent(table), cohen(table)] if units >= TOO_FEW else [percent(table)]


def _largest(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-one.units, one.name))[:MOST_GROUPS]
