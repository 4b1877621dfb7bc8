"""Reads what is known of articles that are compared, in four queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from provenance.sources.addresses import outlet_domain
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Citation, Fact, Outlet, Person
from provenance.sources.names import fold
from provenance.sources.reading import authorships_of

from .direction import Side
from .judging import Text
from .words import Wording

LONGEST_NAME = 60


def texts_of(
    articles: Sequence[Article], read: Mapping[int, Wording] | None = None
) -> dict[int, Text]:
    """Article id -> its newest version as it is compared.

    The articles come with outlet and latest snapshot; `read` has words that were read before.
    """
    ids = [one.pk for one in articles]
    guessed, signed, confirmed = _guessed(ids), _signed(ids), _confirmed(ids)
    found = {}
    for one in articles:
        if one.latest is None:
            continue
        side = _side(one, one.pk in guessed, confirmed[one.pk])
        words = (read or {}).get(one.pk) or Wording(one.latest.text, one.latest.regions)
        found[one.pk] = Text(side, frozenset(signed[one.pk]), words)
    return found


def _side(article: Article, guessed: bool, confirmed: Iterable[int]) -> Side:
    outlet: Outlet | None = article.outlet.kept if article.outlet else None
    return Side(
        called=_called(article, outlet),
        published=article.published,
        precision=article.published_precision,
        guessed=guessed,
        credits=frozenset({fold(article.republished_from)} - {""}),
        names=frozenset(_names(article, outlet) - {""}),
        is_agency=outlet is not None and outlet.kind == Outlet.Kind.AGENCY,
        confirmed=frozenset(confirmed),
        article=article.pk,
    )


def _called(article: Article, outlet: Outlet | None) -> str:
    title = str(article)
    short = title if len(title) <= LONGEST_NAME else f"{title[: LONGEST_NAME - 1].rstrip()}…"
    return f"“{short}” ({outlet.name})" if outlet else f"“{short}”"


def _names(article: Article, outlet: Outlet | None) -> set[str]:
    """All that another text may call this one's outlet: names and sites."""
    found = {outlet.key, *outlet.alias_keys} if outlet else set()
    sites = {outlet_domain(at) for at in (article.address, article.final_address) if at}
    if outlet:
        sites |= {outlet.domain, *outlet.other_domains}
    return found | {fold(site) for site in sites if site}


def _guessed(articles: list[int]) -> set[int]:
    """Those whose date is inferred."""
    field, known = Fact.Field.PUBLISHED, Known.INFERRED
    rows = Fact.objects.filter(article__in=articles, field=field, chosen=True, known=known)
    return set(rows.values_list("article", flat=True))


def _signed(articles: list[int]) -> dict[int, set[str]]:
    """Article id -> the people who sign it, folded; an agency or a desk is no author."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in authorships_of(articles):
        person: Person = one.person.kept
        if person.kind == Person.Kind.PERSON:
            found[one.article_id].add(person.key)
    return found


def _confirmed(articles: list[int]) -> dict[int, set[int]]:
    """Article id -> the articles it comes from, as a person confirmed."""
    kinds = [Citation.Kind.REPUBLISHES, Citation.Kind.QUOTES]
    rows = Citation.objects.alive().filter(
        source__in=articles,
        target__isnull=False,
        kind__in=kinds,
        state=Citation.State.CONFIRMED,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for source, target in rows.values_list("source", "target"):
        found[source].add(target)
    return found
