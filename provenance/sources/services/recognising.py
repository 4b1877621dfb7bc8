"""Which of the articles we have a newly arrived text belongs to, if any."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility

from ..arrivals import Arrival, address_keys, same_work, stated_key
from ..models import Article, Fact, Snapshot


@dataclass(frozen=True, slots=True)
class Match:
    """What is known of a text: the article it belongs to, locked; None for a new one.

    `latest` is the article's newest snapshot by the moment of capture, `same` one that says the
    same as the text. `address_key` is the identity that a new article may take, `number` that of
    the next snapshot.
    """

    address_key: str
    article: Article | None = None
    latest: Snapshot | None = None
    same: Snapshot | None = None
    number: int = 1


def tokens(arrival: Arrival) -> set[str]:
    """What this text could be recognised by. Texts that share one are kept one after the other."""
    if keys := address_keys(arrival):
        return {f"address {key}" for key in keys}
    weak = {"name": arrival.input_name, "address": stated_key(arrival)}
    found = {f"{kind} {value}" for kind, value in weak.items() if value}
    return found | {f"bytes {arrival.raw_sha256}"}


def recognise(
    arrivals: Sequence[Arrival], *, workspace: Workspace, by: Any, visibility: str
) -> list[Match]:
    """For each text the article it belongs to.

    A text with an address belongs to the article at that address. A mere file belongs to the
    article that has the same bytes; else to one of the same file name or stated address, if the
    texts resemble each other. What someone keeps to themselves is compared with their own alone.
    """
    shelf = _Shelf(arrivals, _within_reach(workspace, by, visibility))
    return [shelf.match(arrival) for arrival in arrivals]


def _within_reach(workspace: Workspace, by: Any, visibility: str) -> QuerySet[Article]:
    articles: QuerySet[Article] = Article.objects.in_workspace(workspace)
    if visibility == Visibility.ME:
        return articles.filter(visibility=Visibility.ME, created_by=by)
    return articles.exclude(visibility=Visibility.ME)


class _Shelf:
    """The articles that a number of texts might belong to, fetched in four queries."""

    def __init__(self, arrivals: Sequence[Arrival], articles: QuerySet[Article]) -> None:
        self.articles = articles
        self.by_key = self._by_key(arrivals)
        self.by_bytes = self._by_bytes(arrivals)
        self.by_name = self._by_name(arrivals)
        known = [*self.by_key.values(), *(a for found in self.by_name.values() for a in found)]
        self.titles = _titles(known)

    def match(self, arrival: Arrival) -> Match:
        """Where a text belongs, with the snapshot that says the same, if one does."""
        keys = address_keys(arrival)
        twin = None if keys else self.by_bytes.get(arrival.raw_sha256)
        if twin is not None:
            return Match("", twin.article, twin, twin)
        article = self._at(keys) if keys else self._resembling(arrival)
        if article is None:
            return Match(keys[0] if keys else self._free(stated_key(arrival)))
        latest = article.latest
        same = self._same(arrival, article)
        highest: int = vars(article)["highest"] or 0  # Counted by `_fetched`.
        return Match(article.address_key, article, latest, same, highest + 1)

    def _free(self, key: str) -> str:
        return "" if key in self.by_key else key

    def _at(self, keys: list[str]) -> Article | None:
        return next((self.by_key[key] for key in keys if key in self.by_key), None)

    def _resembling(self, arrival: Arrival) -> Article | None:
        stated = self.by_key.get(stated_key(arrival))
        candidates = [*([stated] if stated else []), *self.by_name.get(arrival.input_name, [])]
        for article in candidates:
            if article.latest and same_work(arrival, title=article.title, text=article.latest.text):
                return article
        return None

    def _same(self, arrival: Arrival, article: Article) -> Snapshot | None:
        """A version that says the same: the newest, or the one that held when this was captured."""
        latest = article.latest
        if latest is None or self._says_the_same(arrival, latest):
            return latest
        if arrival.captured_at >= latest.captured_at:
            return None
        earlier = article.snapshots.filter(captured_at__lte=arrival.captured_at).defer("blocks")
        held = earlier.in_time().last()
        return held if held and self._says_the_same(arrival, held) else None

    def _says_the_same(self, arrival: Arrival, latest: Snapshot) -> bool:
        """Same bytes, or the same text under the same headline (advertisements change daily)."""
        if latest.raw_sha256 == arrival.raw_sha256:
            return True
        titles = self.titles.get(latest.pk, set())
        same_title = not arrival.title or arrival.title in titles
        return same_title and latest.text_sha256 == arrival.text_sha256

    def _by_key(self, arrivals: Iterable[Arrival]) -> dict[str, Article]:
        keys = {key for one in arrivals for key in [*address_keys(one), stated_key(one)] if key}
        return {a.address_key: a for a in self._fetched(address_key__in=keys)} if keys else {}

    def _by_name(self, arrivals: Iterable[Arrival]) -> dict[str, list[Article]]:
        names = {one.input_name for one in arrivals if one.input_name and not address_keys(one)}
        found = defaultdict(list)
        for article in self._fetched(input_name__in=names) if names else []:
            found[article.input_name].append(article)
        return found

    def _by_bytes(self, arrivals: Iterable[Arrival]) -> dict[str, Snapshot]:
        hashes = {one.raw_sha256 for one in arrivals if not address_keys(one)}
        twins = (
            Snapshot.objects.filter(raw_sha256__in=hashes, article__in=self.articles)
            .select_related("article__outlet")
            .without_text()
            .order_by("-id")
        )
        return {twin.raw_sha256: twin for twin in twins} if hashes else {}

    def _fetched(self, **where: Any) -> QuerySet[Article]:
        numbers = Snapshot.objects.filter(article=OuterRef("pk")).order_by().values("article")
        return (
            self.articles.filter(**where)
            .annotate(highest=Subquery(numbers.values(highest=Max("number"))))
            .select_related("latest", "outlet")
            .defer("latest__blocks")
            .select_for_update(of=("self",))
            .order_by("-id")
        )


def _titles(articles: Iterable[Article]) -> dict[int, set[str]]:
    """Snapshot id -> the titles that were read in it."""
    found = defaultdict(set)
    latest = [article.latest_id for article in articles]
    if latest:
        facts = Fact.objects.filter(snapshot__in=latest, field=Fact.Field.TITLE)
        for snapshot, value in facts.values_list("snapshot", "value"):
            found[snapshot].add(value)
    return found
