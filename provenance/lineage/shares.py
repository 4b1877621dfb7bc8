"""Where the text of many articles comes from, as shares that add up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Group:
    """So many articles that name one source; `key` and `name` are empty where none is named.

    `signed` of them have a byline. `outlet` is the id of the source where it is in the catalogue.
    """

    articles: int
    signed: int = 0
    key: str = ""
    name: str = ""
    outlet: int | None = None
    is_agency: bool = False
    is_itself: bool = False


@dataclass
class Source:
    """Whom text was taken from, and how many articles."""

    name: str
    articles: int
    outlet: int | None
    is_agency: bool


@dataclass(frozen=True)
class Shares:
    """`agency + other + own + unsaid` is `all`.

    `own` are signed and name no other source; of `unsaid` nothing is known either way.
    """

    all: int = 0
    agency: int = 0
    other: int = 0
    own: int = 0
    unsaid: int = 0
    sources: list[Source] = field(default_factory=list)


def shares_of(groups: Iterable[Group]) -> Shares:
    """Add up the groups; the sources with the most articles come first."""
    total = agency = other = own = unsaid = 0
    sources: dict[tuple[str, int | None], Source] = {}
    for group in groups:
        total += group.articles
        if not group.key or group.is_itself:
            own += group.signed
            unsaid += group.articles - group.signed
            continue
        agency += group.articles if group.is_agency else 0
        other += 0 if group.is_agency else group.articles
        place = ("", group.outlet) if group.outlet else (group.key, None)
        source = sources.setdefault(place, Source(group.name, 0, group.outlet, group.is_agency))
        source.articles += group.articles
    most = sorted(sources.values(), key=lambda one: (-one.articles, one.name))
    return Shares(total, agency, other, own, unsaid, most)
