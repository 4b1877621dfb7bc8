"""Reads what ties articles together, in four queries however many articles there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from provenance.sources.addresses import AddressError, key
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Fact, Outlet, Person
from provenance.sources.names import fold, tidy
from provenance.sources.reading import authorships_of
from provenance.written import written_once

from .graph import Origins, independent_origins
from .ties import Item, Key, Named, rules_without
from .tying import LIKELY, Tie, ties_of

Spans = dict[str, list[Tie]]


@dataclass(frozen=True)
class Cited:
    """What an article cites, or shares, by all its keys, and on which words if that is known."""

    keys: frozenset[Key]
    snapshot: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class ArticleOrigin:
    """Where one article comes from, in the terms of `ties.Item`."""

    article: int
    address: str = ""
    copies_of: frozenset[Key] = frozenset()
    texts: frozenset[Key] = frozenset()
    parts: tuple[Cited, ...] = ()
    agencies: frozenset[Key] = frozenset()
    authors: frozenset[Key] = frozenset()
    voices: frozenset[Key] = frozenset()
    outlet: Key | None = None
    owners: frozenset[Key] = frozenset()
    cited: tuple[Cited, ...] = ()


def origins_of(article_ids: Iterable[int]) -> dict[int, ArticleOrigin]:
    """Article id -> where it comes from. Four queries; none for no articles."""
    ids = sorted(set(article_ids))
    if not ids:
        return {}
    rows = _articles(ids)
    signed = _authors(ids)
    ties = ties_of(ids)
    called = _called(rows, ties)
    return {row.pk: _origin(row, signed[row.pk], ties[row.pk], called) for row in rows}


def item(
    id: int,
    origin: ArticleOrigin | None,
    *,
    is_own_voice: bool = True,
    at: tuple[int, int, int] | None = None,
    authors: Iterable[Key] = (),
    cites: Iterable[Key] = (),
    **further: Any,
) -> Item:
    """What `graph` compares: where an article comes from, and what else is known.

    `is_own_voice` is false where the article only tells what somebody else said. `at` is the span
    (snapshot, start, end) that is compared; `authors` speak besides those who sign, and `cites` are
    sources known besides the citations of the article.
    """
    if origin is None:
        return Item(id=id, authors=frozenset(authors), cites=frozenset(cites), **further)
    return Item(
        id=id,
        article=origin.article,
        copies_of=origin.copies_of,
        texts=origin.texts | (_cited(origin.parts, at) if at else frozenset()),
        agencies=origin.agencies,
        authors=origin.authors | frozenset(authors),
        voices=origin.voices if is_own_voice else frozenset(),
        outlet=origin.outlet,
        owners=origin.owners,
        cites=frozenset(cites) | (_cited(origin.cited, at) if at else frozenset()),
        leans_on=_cited(origin.cited, None) if at else frozenset(),
        **({"address": origin.address} | further),
    )


def identity(person: Person) -> frozenset[Key]:
    """Everything a person is found under: the row that counts, the names, the aliases."""
    return frozenset([Named(("person", person.kept_id), person.told_name), *_names_of(person)])


def independent_articles(
    articles: Sequence[Article], user: Any, without: Collection[str] = ()
) -> Origins:
    """How many voices these articles carry, as far as `user` may see them. Five queries at most.

    Articles are compared as wholes: that one cites another somewhere does not make them one voice.
    """
    ids = [one.pk for one in articles]
    seen = set(Article.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    origins = origins_of(seen)
    items = [item(pk, origins.get(pk)) for pk in sorted(seen)]
    return independent_origins(items, rules_without(without))


@written_once
def _articles(ids: list[int]) -> Any:
    columns = ["id", "workspace_id", "address_key", "republished_from"]
    for outlet in ("outlet", "outlet__merged_into"):
        columns += [
            f"{outlet}__{one}" for one in ("name", "key", "alias_keys", "kind", "visibility")
        ]
    return Article.objects.filter(pk__in=ids).select_related("outlet__merged_into").only(*columns)


def _authors(ids: list[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    for one in authorships_of(ids):
        found[one.article_id].append(one.person)
    return found


def _origin(
    row: Article, signed: Sequence[Person], ties: Sequence[Tie], called: dict[str, frozenset[Key]]
) -> ArticleOrigin:
    """Put together what was read of one article."""
    of: Spans = defaultdict(list)
    for one in ties:
        of[one.kind].append(one)
    own_names = {"", *(names_of(row.outlet) if row.outlet else ())}
    taken = [*of["copy"], *of[Fact.Field.REPUBLISHED_FROM]]
    agencies = _agencies(row, taken, called)
    is_agency = row.outlet is not None and row.outlet.kept.kind == Outlet.Kind.AGENCY
    own = frozenset(_names_of(row.outlet)) if row.outlet else frozenset()
    # A dateline may credit the very outlet in which the article stands.
    is_reprint = fold(row.republished_from) not in own_names or any(
        one.target or one.address or fold(one.name) not in own_names for one in taken
    )
    stands_for_itself = row.outlet is not None and not is_reprint
    return ArticleOrigin(
        article=row.pk,
        address=row.address_key,
        copies_of=frozenset(key for one in of["copy"] for key in _target(one)),
        texts=frozenset(_shared(one) for one in of["text"]),
        parts=tuple(
            Cited(frozenset([_shared(one)]), one.snapshot, one.start, one.end) for one in of["part"]
        ),
        agencies=agencies | (own if is_agency else frozenset()),
        authors=frozenset().union(*map(identity, signed), *_said_to_sign(of[Fact.Field.AUTHOR])),
        voices=own.union(*map(_names_of, signed)),
        outlet=_outlet(row) if stands_for_itself else None,
        owners=_owners(of["owner"]) if stands_for_itself else frozenset(),
        cited=tuple(_cites(one, called) for one in of["cites"]),
    )


def _outlet(row: Article) -> Key | None:
    """A platform publishes whatever anybody posts, so it is nobody's voice."""
    if row.outlet is None or row.outlet.kept.kind == Outlet.Kind.PLATFORM:
        return None
    return Named(("outlet", row.outlet.kept_id), row.outlet.told_name)


def _owners(ties: Iterable[Tie]) -> frozenset[Key]:
    return frozenset(Named(("outlet", one.target), one.name) for one in ties)


def _agencies(
    row: Article, taken: Iterable[Tie], called: dict[str, frozenset[Key]]
) -> frozenset[Key]:
    """Whom it was taken from, by all their names."""
    found = set(called.get(fold(row.republished_from), ()))
    for one in taken:
        for key_ in called.get(fold(one.name), ()):
            found.add(_doubted(key_, one))
    return frozenset(found)


def _said_to_sign(ties: Iterable[Tie]) -> list[frozenset[Key]]:
    """Authors that nobody chose: known from outside or inferred, where the article names none."""
    return [frozenset([_doubted(Named(("name", fold(one.name)), one.name), one)]) for one in ties]


def _shared(tie: Tie) -> Key:
    """A pair of articles with words in common, which a person may have decided about."""
    return Named(("text", tie.target), doubt="found by comparing" if tie.known == "open" else "")


def _doubted(key_: Key, tie: Tie) -> Key:
    known = Known(tie.known).label if tie.known else ""
    return Named(key_.key, key_.name, known) if known and isinstance(key_, Named) else key_


def _target(tie: Tie) -> list[Key]:
    """An article by its number, or one we don't have by its address."""
    found: list[Key] = [tie.target] if tie.target else []
    try:
        return [*found, key(tie.address)] if tie.address else found
    except AddressError:
        return [*found, tie.address]


def _cites(tie: Tie, called: dict[str, frozenset[Key]]) -> Cited:
    names = called.get(fold(tie.name), frozenset())
    return Cited(names | frozenset(_target(tie)), tie.snapshot, tie.start, tie.end)


def _cited(cited: Iterable[Cited], at: tuple[int, int, int] | None) -> frozenset[Key]:
    """What is cited on these words; without words, what is cited nobody knows where."""
    fitting = (one.keys for one in cited if _is_about(one, at))
    return frozenset[Key]().union(*fitting)


def _is_about(cited: Cited, at: tuple[int, int, int] | None) -> bool:
    if at is None or cited.snapshot is None:
        return at is None and cited.snapshot is None
    snapshot, start, end = at
    return cited.snapshot == snapshot and cited.start < end and cited.end > start


def names_of(row: Outlet | Person) -> list[str]:
    """Its own names, folded, and those of the row it was merged into."""
    both = [row.key, *row.alias_keys, row.kept.key, *row.kept.alias_keys]
    return list(dict.fromkeys(both))


def _names_of(row: Outlet | Person) -> list[Key]:
    return [Named(("name", name), row.told_name) for name in names_of(row)]


NAMES = """
SELECT ARRAY[one.key, kept.key] || one.alias_keys || kept.alias_keys,
       CASE WHEN kept.visibility = 'public' THEN kept.name ELSE one.name END
FROM {table} AS one JOIN {table} AS kept ON kept.id = coalesce(one.merged_into_id, one.id)
WHERE one.workspace_id = ANY(%(workspaces)s) AND kept.visibility <> 'me'
  AND one.visibility <> 'me' AND one.deleted_at IS NULL AND {kind}
  AND (one.key = ANY(%(names)s) OR one.alias_keys && %(names)s::varchar[])
"""
OUTLETS = NAMES.format(table="sources_outlet", kind="true")
ORGANISATIONS = NAMES.format(table="sources_person", kind="one.kind = 'organisation'")


def _called(rows: Iterable[Article], ties: dict[int, list[Tie]]) -> dict[str, frozenset[Key]]:
    """Folded name -> the keys of everything known to be called so. One query."""
    plain = {row.republished_from for row in rows}
    plain |= {one.name for found in ties.values() for one in found if one.kind in LIKELY}
    names = {fold(name): tidy(name) for name in sorted(plain) if name}
    found = {name: {name: shown} for name, shown in names.items()}
    workspaces = sorted({row.workspace_id for row in rows})
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"names": list(names), "workspaces": workspaces}
        cursor.execute(f"{OUTLETS} UNION ALL {ORGANISATIONS}", asked)
        for known, shown in cursor.fetchall():
            every = dict.fromkeys(known, shown)
            for name in every.keys() & found.keys():
                found[name] |= every
    return {
        name: frozenset(Named(("name", key_), shown) for key_, shown in keys.items())
        for name, keys in found.items()
    }
