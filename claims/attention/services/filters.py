"""Filters that are saved by name."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..models import SavedFilter
from ..queries import tidy_query

TAKEN = "You have a filter of this name already."
MAY_NOT = "Only its author, and for a shared one an editor or owner, changes a filter."
MAY_NOT_SHARE = "Readers save filters for themselves."


@transaction.atomic
def save_filter(
    workspace: Workspace,
    name: str,
    *,
    page: str,
    query: str,
    visibility: str = Visibility.ME,
    by: User,
) -> SavedFilter:
    """Keep what a list is narrowed to, under a name, for oneself or the desk."""
    require(rules.may_save_filter(by, workspace.pk, visibility), MAY_NOT_SHARE)
    saved = SavedFilter(
        workspace=workspace, name=name, page=page, query=query, visibility=visibility, created_by=by
    )
    _check(saved)
    _store(saved)
    record("filter.saved", saved, by=by, name=saved.name, page=page, visibility=visibility)
    return saved


@transaction.atomic
def edit_filter(
    saved: SavedFilter,
    *,
    name: str | None = None,
    query: str | None = None,
    visibility: str | None = None,
    version: int | None = None,
    by: User,
) -> SavedFilter:
    """Rename it, narrow it otherwise, share it or take it back; None leaves a part as it is."""
    saved = SavedFilter.objects.locked(saved.pk, version)
    require(rules.may_change_filter(by, saved), MAY_NOT)
    if visibility not in {None, saved.visibility}:
        require(saved.created_by_id == by.pk, "Only its author says who sees a filter.")
        require(rules.may_save_filter(by, saved.workspace_id, str(visibility)), MAY_NOT_SHARE)
    wanted = {"name": name, "query": query, "visibility": visibility}
    given = {key: value for key, value in wanted.items() if value is not None}
    before = {key: getattr(saved, key) for key in given}
    for key, value in given.items():
        setattr(saved, key, value)
    _check(saved)
    after = {key: getattr(saved, key) for key in given}
    if before != after:
        _store(saved)
        record("filter.edited", saved, by=by, before=before, after=after)
    return saved


@transaction.atomic
def delete_filter(saved: SavedFilter, *, version: int | None = None, by: User) -> SavedFilter:
    """Take a filter off the list; its author can bring it back."""
    saved = SavedFilter.objects.locked(saved.pk, version)
    require(rules.may_change_filter(by, saved), MAY_NOT)
    saved.deleted_at = timezone.now()
    saved.touch()
    record("filter.deleted", saved, by=by)
    return saved


@transaction.atomic
def restore_filter(saved: SavedFilter, *, by: User) -> SavedFilter:
    """Put a filter back on the list."""
    saved = SavedFilter.objects.locked(saved.pk)
    require(saved.created_by_id == by.pk, MAY_NOT)
    if saved.deleted_at is not None:
        saved.deleted_at = None
        _store(saved)
        record("filter.restored", saved, by=by)
    return saved


def _check(saved: SavedFilter) -> None:
    saved.name = " ".join(saved.name.split())
    saved.query = tidy_query(saved.query)
    if not saved.name:
        raise ValidationError({"name": "Give the filter a name."})
    if saved.visibility not in {Visibility.ME, Visibility.WORKSPACE}:
        raise ValidationError({"visibility": "A filter is yours alone or the desk's."})
    saved.clean_fields(exclude={"workspace", "created_by"})


def _store(saved: SavedFilter) -> None:
    try:
        with transaction.atomic():
            if saved.pk:
                saved.touch()
            else:
                saved.save()
    except IntegrityError as error:
        raise ValidationError({"name": TAKEN}) from error
