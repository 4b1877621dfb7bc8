"""Searching notes, claims and evidence together, as the Hypothesis API does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Appearance
from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility

from .grounds import Grounds, grounds_of, standing_in
from .rows import PUBLIC, named
from .site import Site
from .wanted import Wanted

Key = tuple[str, int]
# What each parameter looks into, by kind of row; a kind that is not named is left out.
WORDS = {
    "note": ("body", "passage__quote"),
    "appearance": ("claim__statement", "passage__quote"),
    "evidence": ("warrant", "passage__quote"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search: the keys of its rows in order, and how many rows there are in all.

    `standing` maps claims to their appearances on the pages asked for.
    """

    total: int
    keys: list[Key]
    grounds: Grounds | None
    standing: dict[int, int]


def find(wanted: Wanted, *, site: Site, user: Any) -> Found:
    """What `user` may see of what is wanted, in a constant number of queries for each address."""
    grounds = grounds_of(wanted.uris, site) if wanted.uris else None
    standing = standing_in(grounds, user) if grounds else {}
    parts = {
        "note": _notes(wanted, grounds, standing, user),
        "appearance": _standing_on_words(Appearance, wanted, grounds, user),
        "evidence": _standing_on_words(Evidence, wanted, grounds, user),
    }
    theirs = {kind: _by_accounts(rows, kind, wanted, site, user) for kind, rows in parts.items()}
    timed = [_timed(_narrowed(rows, kind, wanted), kind, wanted) for kind, rows in theirs.items()]
    total = sum(rows.count() for rows in timed)
    return Found(total, _page(timed, wanted), grounds, standing)


def _notes(
    wanted: Wanted, grounds: Grounds | None, standing: dict[int, int], user: Any
) -> QuerySet[Any]:
    rows: QuerySet[Any] = Annotation.objects.visible_to(user)
    if grounds is not None:
        rows = rows.filter(grounds.notes(standing))
    if wanted.references:
        rows = rows.filter(_answers(wanted))
    return rows.filter(_of_groups(wanted, ""))


def _standing_on_words(
    model: type[Any], wanted: Wanted, grounds: Grounds | None, user: Any
) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(user).filter(
        passage__isnull=False, claim__deleted_at=None
    )
    if grounds is not None:
        rows = rows.filter(grounds.on_passage | Q(claim__in=grounds.claims))
    if wanted.references:
        return rows.none()
    return rows.filter(_of_groups(wanted, "claim__"))


def _answers(wanted: Wanted) -> Q:
    """Notes below those named; below an appearance stand the notes on its claim."""
    keys = [key for name in wanted.references if (key := named(name))]
    notes = [pk for kind, pk in keys if kind == "note"]
    standing = [pk for kind, pk in keys if kind == "appearance"]
    claims = Appearance.objects.filter(pk__in=standing).values("claim")
    return Q(root__in=notes) | Q(parent__in=notes) | Q(claim__in=claims)


def _of_groups(wanted: Wanted, prefix: str) -> Q:
    if not wanted.groups:
        return Q()
    of_all = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    mine = Q(**{f"{prefix}workspace__slug__in": wanted.groups})
    return mine | of_all if PUBLIC in wanted.groups else mine


def _by_accounts(
    rows: QuerySet[Any], kind: str, wanted: Wanted, site: Site, user: Any
) -> QuerySet[Any]:
    """Who wrote what is told inside their workspace alone, as `showing` does."""
    if not wanted.accounts:
        return rows
    names = [site.username(one) or one for one in wanted.accounts]
    workspace = "workspace" if kind == "note" else "claim__workspace"
    mine = {f"{workspace}__in": Workspace.objects.visible_to(user)}
    return rows.filter(created_by__username__in=names, **mine)


def _narrowed(rows: QuerySet[Any], kind: str, wanted: Wanted) -> QuerySet[Any]:
    for tag in wanted.tags:
        rows = rows.filter(_tagged(kind, tag))
    body, quote = WORDS[kind]
    for words in wanted.words:
        either = Q(**{f"{body}__icontains": words}) | Q(**{f"{quote}__icontains": words})
        rows = rows.filter(either | Q(tags__contains=[words]) if kind == "note" else either)
    for words in wanted.texts:
        rows = rows.filter(**{f"{body}__icontains": words})
    for words in wanted.quotes:
        rows = rows.filter(**{f"{quote}__icontains": words})
    return rows


def _tagged(kind: str, tag: str) -> Q:
    """Rows with this tag; see `showing` for those of claims and evidence."""
    if kind == "note":
        return Q(tags__contains=[tag])
    if kind == "evidence":
        return Q() if tag == "evidence" else Q(stance=tag)
    return Q() if tag == "claim" else Q(pk__in=[])


def _timed(rows: QuerySet[Any], kind: str, wanted: Wanted) -> QuerySet[Any]:
    """Kind, id and moment of each row. An appearance knows only when it was entered."""
    column = "created_at" if kind == "appearance" else f"{wanted.sort}_at"
    named = rows.annotate(kind=Value(kind, output_field=CharField()), moment=F(column))
    timed: QuerySet[Any] = named.order_by().values_list("kind", "id", "moment")
    return timed


def _page(parts: Sequence[QuerySet[Any]], wanted: Wanted) -> list[Key]:
    """The keys of one page. It never ends between two rows of the same moment, since the client
    asks for what comes after the moment of the last row it has."""
    if wanted.after:
        way = "moment__gt" if wanted.order == "asc" else "moment__lt"
        parts = [rows.filter(**{way: wanted.after}) for rows in parts]
    ends = wanted.offset + wanted.limit
    found = list(_merged(parts, wanted.order)[wanted.offset : ends])
    keys = [(kind, pk) for kind, pk, _ in found]
    if wanted.limit and len(keys) == wanted.limit:
        last = [rows.filter(moment=found[-1][2]) for rows in parts]
        ties = [(kind, pk) for kind, pk, _ in _merged(last, wanted.order)]
        keys += ties[ties.index(keys[-1]) + 1 :]
    return keys


def _merged(parts: Sequence[QuerySet[Any]], order: str) -> QuerySet[Any]:
    first, *others = parts
    sign = "" if order == "asc" else "-"
    columns = [f"{sign}{name}" for name in ("moment", "kind", "id")]
    return first.union(*others, all=True).order_by(*columns)
