"""Who calls whom what across the texts in which a claim stands, or those of a case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from claims.records.models import Appearance, Naming
from claims.records.naming_table import Called, NamingTable, naming_table, occurrences
from claims.records.network import places_of_all
from provenance.accounts.rules import may_edit
from provenance.sources.models import Article, Person, Snapshot
from provenance.sources.revising import own_words

from ..links import named
from .network import Subject

MOST_TEXTS = 40  # Texts in which names are looked for; a table with more columns is read by nobody.
IN_TEXT, IN_CHAIN, BY_HAND = "found in the text", "in the chain", "entered by a person"


@dataclass(frozen=True)
class Entered:
    """A naming that somebody entered, and whether this person may take it back."""

    naming: Naming
    outlet: str
    url: str
    editable: bool


@dataclass(frozen=True)
class NamingPage:
    """Everything the template shows."""

    of: Subject
    table: NamingTable
    entered: list[Entered]
    texts: int
    left_out: int
    public: bool


def naming_page(of: Subject, user: Any, *, public: bool) -> NamingPage:
    """The table as `user` sees it, or as everyone does, in a constant number of queries.

    Texts that the person may not read are not looked into: there the chain alone says who speaks.
    """
    viewer = AnonymousUser() if public else user
    places = places_of_all(of.claims, viewer)
    where = {row.pk: _outlet(row) for row in _articles(of, viewer)}
    where |= {row.pk: _outlet(row) for one in places for row in [one.passage.snapshot.article]}
    namings = list(Naming.objects.visible_to(viewer).in_articles(where))
    people = _people(places, namings)
    texts = _texts(list(where)[:MOST_TEXTS], viewer)
    called = [
        *_entered(namings, where),
        *_in_texts(texts, people, where),
        *_in_chains(places, where),
    ]
    return NamingPage(
        of=of,
        table=naming_table(called, list(dict.fromkeys(where.values()))),
        entered=[
            Entered(
                one,
                where[one.passage.snapshot.article_id],
                named("article", one.passage.snapshot.article_id),
                may_edit(viewer, one),
            )
            for one in namings
        ],
        texts=len(where),
        left_out=max(len(where) - MOST_TEXTS, 0),
        public=public,
    )


def _articles(of: Subject, user: Any) -> list[Article]:
    """The articles that belong to it besides those in which its claims stand."""
    rows = Article.objects.visible_to(user).filter(pk__in=of.articles)
    return list(rows.select_related("outlet").order_by("pk")) if of.articles else []


def _outlet(article: Article) -> str:
    return article.outlet.name if article.outlet else str(article)


def _people(places: Iterable[Appearance], namings: Iterable[Naming]) -> list[Person]:
    """Everyone named in the chains or entered, once; whoever is unnamed has no name to look for."""
    speakers = [hop.speaker for one in places for hop in one.attributions.all() if hop.speaker]
    meant = [one.person for one in namings if one.person]
    kept = {person.kept_id: person.kept for person in [*speakers, *meant]}
    return [one for one in kept.values() if one.kind != Person.Kind.UNNAMED]


def _texts(article_ids: list[int], user: Any) -> list[Snapshot]:
    """The newest version of each, as far as the person may read it. One query."""
    rows = Snapshot.objects.visible_to(user).select_related("article")
    newest = rows.filter(article__in=article_ids, article__latest=F("pk"))
    return list(newest.defer("blocks").order_by("article"))


def _entered(namings: Iterable[Naming], where: Mapping[int, str]) -> Iterator[Called]:
    for one in namings:
        article = one.passage.snapshot.article_id
        yield Called(
            one.meant, where[article], one.passage.quote, BY_HAND, 1, named("article", article)
        )


def _in_texts(
    texts: Iterable[Snapshot], people: Iterable[Person], where: Mapping[int, str]
) -> Iterator[Called]:
    wanted = list(people)
    for snapshot in texts:
        words = own_words(snapshot.text, snapshot.regions) if snapshot.regions else snapshot.text
        url = named("article", snapshot.article_id)
        for person in wanted:
            for spelling, number in occurrences(words, [person.name, *person.aliases]):
                outlet = where[snapshot.article_id]
                yield Called(person.name, outlet, spelling, IN_TEXT, number, url)


def _in_chains(places: Iterable[Appearance], where: Mapping[int, str]) -> Iterator[Called]:
    """Speakers without a name: how the text calls them is all that is known of them."""
    for place in places:
        article = place.passage.snapshot.article
        for hop in place.attributions.all():
            if hop.speaker and hop.speaker.kind == Person.Kind.UNNAMED:
                who = hop.speaker.kept
                words = who.name
                yield Called(f"{words} (unnamed)", where[article.pk], words, IN_CHAIN)
