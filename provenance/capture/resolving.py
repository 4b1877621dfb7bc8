"""From what an article points at to the articles that are meant, and what to propose of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from django.db.models import Q

from provenance.accounts.roles import Visibility
from provenance.sources.addresses import AddressError, key, spellings, trusts_canonical
from provenance.sources.models import Article, Outlet
from provenance.sources.names import fold
from provenance.sources.proposing import Place, Proposal, Reason

from .gleaning import Gleaned
from .pointers import Pointer

# Of several ways to lean on one article the weightiest is proposed.
WEIGHT: dict[str, int] = {
    "republishes": 5,
    "translates": 4,
    "corrects": 3,
    "quotes": 2,
    "cites": 1,
    "links": 0,
}
NAMING = ("republishes", "translates")  # Links on the name of whoever had it first.
LONGEST_ADDRESS = 2000
MOST_SPELLED = 300  # addresses that are looked for in every spelling
MOST_TITLES = 10
MOST_REASONS = 4


class Shelf:
    """The articles and outlets that some pointers may mean, in three queries at most."""

    def __init__(
        self, source: Article, pointers: Sequence[Pointer], *, only: Article | None = None
    ) -> None:
        self.source = source
        self.by_key: dict[str, Article] = {}
        self.by_title: dict[str, Article] = {}
        for article in [only] if only else _articles(source, pointers):
            for one in keys_of(article):
                self.by_key.setdefault(one, article)
            self.by_title.setdefault(fold(article.title), article)
        self.only = only
        self.outlets = {} if only else _outlets(source, pointers)

    def article(self, pointer: Pointer) -> Article | None:
        """The article that is meant, if it is here."""
        if pointer.key:
            return self.by_key.get(pointer.key)
        return self.by_title.get(fold(pointer.title)) if pointer.title else None

    def name(self, pointer: Pointer) -> str:
        """What is meant, by the name its outlet goes by here."""
        return self.outlets.get(fold(pointer.name), pointer.name)


def pointing(here: Gleaned, shelf: Shelf) -> Iterator[Proposal]:
    """What to propose: one thing for each article that is meant, and names without an article."""
    meant: dict[int, list[Pointer]] = defaultdict(list)
    articles: dict[int, Article] = {}
    for pointer in here.pointers:
        article = shelf.article(pointer)
        if article is not None and article.pk != shelf.source.pk:
            meant[article.pk].append(pointer)
            articles[article.pk] = article
        elif article is None and shelf.only is None and _says_enough(pointer):
            yield _proposal(here, shelf, [pointer], None)
    for pk, found in meant.items():
        best = max(found, key=lambda one: WEIGHT[one.kind]).kind
        yield _proposal(here, shelf, [one for one in found if one.kind == best], articles[pk])


def keys_of(article: Article) -> set[str]:
    """All the addresses an article is known by, as keys. A canonical link must be believable."""
    given = article.final_address or article.address
    canonical = article.canonical_address
    if canonical and given and not trusts_canonical(given, canonical):
        canonical = ""
    every = (article.address, article.final_address, canonical)
    return {article.address_key, *(_key(one) for one in every)} - {""}


def of_one_title(article: Article, twins: Iterable[Article]) -> Iterator[Proposal]:
    """Propose republication where one of two articles of one headline names the other's outlet."""
    for twin in twins:
        for source, target in ((article, twin), (twin, article)):
            if fold(source.republished_from) in _names(target.outlet) - {""}:
                says = (
                    f"It names “{source.republished_from}” as its source, which has an article "
                    "under the same headline."
                )
                yield Proposal(
                    source=source,
                    kind="republishes",
                    reasons=[Reason("same headline", says, 0.8)],
                    known="inferred",
                    confidence=0.85,
                    target=target,
                    target_name=source.republished_from,
                )


def _names(outlet: Outlet | None) -> set[str]:
    if outlet is None:
        return set()
    family = (outlet, outlet.kept)
    keys = {name for one in family for name in (one.key, *one.alias_keys)}
    return keys | {fold(one.domain) for one in family}


def _says_enough(pointer: Pointer) -> bool:
    """Whether it is worth asking about what isn't here: not about every link that leads away."""
    if pointer.rule == "canonical link" or pointer.title:
        return False
    return bool(pointer.name) and (not pointer.key or pointer.kind in NAMING)


def _proposal(
    here: Gleaned, shelf: Shelf, found: Sequence[Pointer], target: Article | None
) -> Proposal:
    best = max(found, key=lambda one: one.confidence)
    placed = next((one for one in found if one.start >= 0), None)
    return Proposal(
        source=shelf.source,
        kind=best.kind,
        reasons=[Reason(one.rule, one.says, one.confidence) for one in found[:MOST_REASONS]],
        known=best.known,
        confidence=best.confidence,
        target=target,
        target_name=shelf.name(best) if best.kind in NAMING or not target else "",
        target_address=best.address if len(best.address) <= LONGEST_ADDRESS else "",
        here=Place(here.snapshot, placed.start, placed.end) if placed else None,
    )


def _articles(source: Article, pointers: Sequence[Pointer]) -> list[Article]:
    keys = {one.key for one in pointers if one.key}
    titles = {one.title for one in pointers if one.title}
    which = Q(address_key__in=keys)
    addressed = [one.address for one in pointers if one.key][:MOST_SPELLED]
    same = set(chain.from_iterable(map(_spelled, addressed)))
    for column in ("address", "final_address", "canonical_address") if same else ():
        which |= Q(**{f"{column}__in": same})
    for title in sorted(titles)[:MOST_TITLES]:
        which |= Q(title__iexact=title)
    if not keys and not titles:
        return []
    rows = Article.objects.filter(which, workspace=source.workspace_id, deleted_at=None)
    # A shared article stands before somebody's private one at the same address.
    found = sorted(rows, key=lambda one: (one.visibility == Visibility.ME, one.pk))
    return [one for one in found if _may_meet(source, one)]


def _may_meet(source: Article, target: Article) -> bool:
    own = source.visibility == Visibility.ME and source.created_by_id == target.created_by_id
    return target.visibility != Visibility.ME or own


def _outlets(source: Article, pointers: Sequence[Pointer]) -> dict[str, str]:
    """Folded name -> the name of the outlet that is known by it."""
    wanted = {fold(one.name): one.name for one in pointers if one.name and _says_enough(one)}
    if not wanted:
        return {}
    domains = {name.lower().removeprefix("www.") for name in wanted.values() if "." in name}
    rows = Outlet.objects.filter(workspace=source.workspace_id, deleted_at=None)
    rows = rows.exclude(visibility=Visibility.ME)
    known = rows.named(*wanted) | rows.filter(domain__in=domains)
    found = known.select_related("merged_into")
    return {one: row.kept.name for row in found for one in _names(row) if one in wanted}


def _spelled(address: str) -> Collection[str]:
    try:
        return spellings(address)
    except (AddressError, ValueError):
        return ()


def _key(address: str) -> str:
    try:
        return key(address) if address else ""
    except (AddressError, ValueError):
        return ""
