"""Everything that changes outlets and people."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.models import AuditEvent
from provenance.audit.services import Happening, label, record, record_many
from provenance.written import written_once

from ..identities import domain, domains, web_addresses, wikidata_id
from ..models import Outlet, Ownership, Person
from ..names import fold, given
from ..rules import may_add, may_change, may_show
from .merging import refuse_merged
from .ownership import note_owner, replace_owner

Row = TypeVar("Row", Outlet, Person)
Fields = Mapping[str, Any]
IDENTITIES = {"homepage", "wikidata", "same_as", "aliases"}
OUTLET_FIELDS = {"name", "kind", "domain", "other_domains", *IDENTITIES}
PERSON_FIELDS = {"name", "kind", "description", *IDENTITIES}


def outlet_named(
    name: str, *, workspace: Workspace, by: Any, domain: str = "", kind: str = ""
) -> Outlet:
    """The outlet of that name or alias, made if nobody knew it. Raises ValidationError."""
    fields = {name: value for name, value in (("domain", domain), ("kind", kind)) if value}
    return _named(Outlet, name, fields, workspace=workspace, by=by)


def person_named(
    name: str, *, workspace: Workspace, by: Any, kind: str = Person.Kind.PERSON
) -> Person:
    """The person or organisation of that name or alias, made if nobody knew it.

    The kind `unnamed` keeps apart those whom a text calls "a senior official" and the like.
    Raises ValidationError.
    """
    if kind not in Person.Kind.values:
        raise ValidationError({"kind": f"Choose one of {', '.join(Person.Kind.values)}."})
    return _named(Person, name, {"kind": kind}, workspace=workspace, by=by)


@transaction.atomic
def describe_outlet(
    outlet: Outlet, *, by: Any, version: int | None = None, **changes: Any
) -> Outlet:
    """Change what we know of an outlet; fields that are not given stay as they are."""
    row: Outlet = Outlet.objects.locked(outlet.pk, version)
    if "owner" in changes:
        require(may_change(by, row), "You may not change this outlet.")
        replace_owner(row, changes.pop("owner"), by=by)
        row.refresh_from_db()
    return _describe(row, changes, OUTLET_FIELDS, by=by) if changes else row


@transaction.atomic
def describe_person(
    person: Person, *, by: Any, version: int | None = None, **changes: Any
) -> Person:
    """Change what we know of a person; fields that are not given stay as they are."""
    row: Person = Person.objects.locked(person.pk, version)
    return _describe(row, changes, PERSON_FIELDS, by=by)


@transaction.atomic
def note_owner_named(outlet: Outlet, name: str, *, by: Any, **given: Any) -> Ownership:
    """Say by name who owns an outlet; whoever was not known yet is added as a company."""
    kind = Outlet.Kind.COMPANY
    owner = outlet_named(name, workspace=outlet.workspace, by=by, kind=kind)
    return note_owner(outlet, owner.kept, by=by, **given)


@transaction.atomic
def undo_description(row: Row, *, by: Any) -> Row:
    """Put back what the last change replaced, where nothing changed since."""
    row = type(row).objects.locked(row.pk)
    action = f"{_kind(row)}.described"
    last = AuditEvent.objects.filter(target=label(row), action=action).order_by("-id").first()
    if last is None or last.detail.get("version") != row.version:
        raise NotNow(f"{row.name} was changed again since.")
    allowed = OUTLET_FIELDS if isinstance(row, Outlet) else PERSON_FIELDS
    return _describe(row, last.detail["before"], allowed, by=by)


@transaction.atomic
def show_in_catalogue(row: Row, visibility: str, *, by: Any, version: int | None = None) -> Row:
    """Say who sees an outlet or a person: the workspace or everyone."""
    row = type(row).objects.locked(row.pk, version)
    if visibility not in (Visibility.WORKSPACE, Visibility.PUBLIC):
        raise ValidationError(
            {"visibility": "The catalogue is shared: choose the workspace or everyone."}
        )
    require(may_show(by, row, visibility), "Only an editor shows things to everyone.")
    refuse_merged(row)
    if visibility == Visibility.PUBLIC:
        _refuse_unnamed(row, "visibility")
    before, row.visibility = row.visibility, visibility
    row.touch()
    # A merged row is seen by whoever sees the one it is counted with.
    type(row).objects.filter(merged_into=row).update(visibility=visibility)
    record(f"{_kind(row)}.shown", row, by=by, before=before, after=visibility)
    return row


def find_or_make(
    model: type[Row], wanted: Mapping[str, Fields], *, workspace: Workspace, by: Any
) -> tuple[dict[str, Row], list[Happening]]:
    """Rows by folded name, and what happened to get them; the caller records that.

    `wanted` maps each key to the fields of a new row (`name` at least). Keys are taken in order,
    so that two who need the same new names never wait for each other in a circle.
    """
    found = _known(model, wanted, workspace)
    happened = []
    for key in sorted(set(wanted) - set(found)):
        fields = {"created_by": by, **wanted[key]}
        identity: dict[str, Any] = {"workspace": workspace, "key": key}
        if model is Person:
            identity["kind"] = fields.pop("kind", Person.Kind.PERSON)
        row, made = model.objects.get_or_create(**identity, defaults=fields)
        found[key] = row
        if made:
            happened.append(Happening(f"{_kind(row)}.added", label(row), {"name": row.name}))
    return found, happened


@transaction.atomic
def _named(model: type[Row], name: str, fields: Fields, *, workspace: Workspace, by: Any) -> Row:
    require(may_add(by, workspace.pk), "Only members who record add to the catalogue.")
    shown, key = given(name), fold(name)
    if not key:
        raise ValidationError({"name": "Give a name."})
    wanted = {key: {"name": shown, **fields}}
    found, happened = find_or_make(model, wanted, workspace=workspace, by=by)
    if happened:
        record_many(workspace.pk, happened, by=by)
    return found[key]


def _known(model: type[Row], wanted: Mapping[str, Fields], workspace: Workspace) -> dict[str, Row]:
    unnamed = any(f.get("kind") == Person.Kind.UNNAMED for f in wanted.values())
    by_key: dict[str, Row] = {}
    found: list[Row] = _called(model, workspace.pk, list(wanted), unnamed)
    for row in found:
        by_key.setdefault(row.key, row)
    for row in found:
        for alias in row.alias_keys:
            by_key.setdefault(alias, row)
    return {key: by_key[key] for key in wanted if key in by_key}


@written_once
def _called(model: type[Row], workspace_id: int, keys: list[str], unnamed: bool) -> Any:
    rows = model.objects.filter(workspace=workspace_id).named(*keys).order_by("id")
    if model is not Person:
        return rows
    # Nobody named "a diplomat" is ever taken for a person of that name, or the reverse.
    of_their_kind = Q(kind=Person.Kind.UNNAMED)
    return rows.filter(of_their_kind if unnamed else ~of_their_kind)


def _describe(row: Row, changes: Fields, allowed: set[str], *, by: Any) -> Row:
    require(may_change(by, row), f"You may not change this {row._meta.verbose_name}.")
    refuse_merged(row)
    unknown = set(changes) - allowed
    if unknown:
        raise ValidationError(dict.fromkeys(sorted(unknown), "There is no such field."))
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    _tidy(row)
    row.full_clean(exclude=["key"], validate_constraints=False)
    _refuse_taken_name(row)
    if row.visibility == Visibility.PUBLIC:
        _refuse_unnamed(row, "kind")
    row.touch()
    after = {name: getattr(row, name) for name in changes}
    record(f"{_kind(row)}.described", row, by=by, before=before, after=after, version=row.version)
    return row


def _tidy(row: Outlet | Person) -> None:
    """Everything in one spelling, so that it is found again. Raises ValidationError."""
    row.name, row.key = given(row.name), fold(row.name)
    if not row.key:
        raise ValidationError({"name": "Give a name."})
    row.aliases = _tidy_aliases(row.aliases, besides=row.key)
    row.alias_keys = [fold(alias) for alias in row.aliases]
    row.wikidata, row.same_as = wikidata_id(row.wikidata), web_addresses(row.same_as)
    if isinstance(row, Outlet):
        row.domain = domain(row.domain)
        row.other_domains = domains(row.other_domains, besides=row.domain)


def _tidy_aliases(aliases: Iterable[str], *, besides: str) -> list[str]:
    kept: dict[str, str] = {}
    for alias in aliases:
        key = fold(alias)
        if key and key != besides:
            kept.setdefault(key, given(alias, "aliases"))
    return list(kept.values())


def _refuse_taken_name(row: Row) -> None:
    others = type(row).objects.filter(workspace=row.workspace_id).exclude(pk=row.pk)
    if isinstance(row, Person):
        others = others.filter(kind=row.kind)
    taken: Any = others.named(row.key, *row.alias_keys).first()
    if taken is not None:
        field = "name" if row.key in (taken.key, *taken.alias_keys) else "aliases"
        raise ValidationError({field: f"{taken.name} is already known by that name."})


def _refuse_unnamed(row: Row, field: str) -> None:
    """Whoever a text leaves unnamed is nobody for readers to look up. See decision 0035."""
    if isinstance(row, Person) and row.kind == Person.Kind.UNNAMED:
        raise ValidationError({field: "Whoever stays unnamed is shown to the workspace alone."})


def _kind(row: Outlet | Person) -> str:
    return str(row._meta.model_name)
