"""From the addresses the client asks about to the texts and claims that they are of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from claims.records.models import Appearance
from provenance.sources.models import Article, Following, Snapshot

from .site import Site


@dataclass(slots=True)
class Grounds:
    """Row ids. `texts` are snapshots asked for by the page on which their words are marked."""

    articles: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)

    @property
    def on_passage(self) -> Q:
        """Rows on words here. On the page of a snapshot, those of other versions too as far as
        their words surely stand in it.
        """
        words = Q(passage__snapshot__article__in=self.articles)
        if self.texts:
            followed = surely_in(self.texts).values("passage")
            words |= Q(passage__snapshot__in=self.texts) | Q(passage__in=followed)
        return words

    def notes(self, standing: Iterable[int]) -> Q:
        """Notes on these texts and claims; `standing` are claims that appear in the texts."""
        of_texts = Snapshot.objects.filter(pk__in=self.texts).values("article")
        whole = Q(article__in=self.articles) | Q(article__in=of_texts)
        return self.on_passage | whole | Q(claim__in=self.claims | set(standing))


def surely_in(texts: Iterable[int]) -> QuerySet[Following]:
    """Where passages of other versions stand in these snapshots, whole and without a doubt."""
    sure = [Following.Status.EXACT, Following.Status.MOVED]
    return Following.objects.filter(snapshot__in=texts, status__in=sure)


def grounds_of(uris: Iterable[str], site: Site) -> Grounds:
    """What stands at these addresses, whoever may see it."""
    found = Grounds()
    for uri in uris:
        kind, pk = site.thing_at(uri) or ("", 0)
        if kind == "text":
            found.texts.add(pk)
        elif kind == "claim":
            found.claims.add(pk)
        elif kind == "article":
            found.articles.add(pk)
        elif kind == "snapshot":
            found.articles |= _ids(Article.objects.filter(snapshots=pk))
        else:
            found.articles |= _ids(Article.objects.alive().at_address(uri))
    return found


def standing_in(grounds: Grounds, user: Any) -> dict[int, int]:
    """Claim -> the first of its appearances in these texts that `user` may see."""
    rows = Appearance.objects.visible_to(user).filter(grounds.on_passage).order_by("-pk")
    return {claim: pk for pk, claim in rows.values_list("pk", "claim")}


def _ids(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))
