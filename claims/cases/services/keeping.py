"""Opening, wording, showing and deleting cases."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.rules import starting_visibility
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import ArticleInCase, Case, ClaimInCase

MAY_NOT_EDIT = "You may not change this case. Students change only their own."
LONGEST = 5_000  # Characters of a summary.


class Changes(TypedDict, total=False):
    """What `edit_case` changes; what is left out stays as it is."""

    title: str
    summary: str
    language: str


@transaction.atomic
def open_case(
    workspace: Workspace,
    title: str,
    *,
    summary: str = "",
    language: str = "en",
    visibility: str | None = None,
    by: User,
) -> Case:
    """Open a case with nothing in it yet. Raises ValidationError naming the field."""
    require(rules.may_record(by, workspace.pk), "Readers do not open cases here.")
    case = Case(
        workspace=workspace,
        title=title,
        summary=summary,
        language=language,
        visibility=visibility or starting_visibility(by, workspace.pk),
        created_by=by,
    )
    _check(case)
    if case.visibility == Visibility.PUBLIC:
        require(rules.may_show(by, case, case.visibility), "Editors show a case to everyone.")
    case.save()
    record("case.opened", case, by=by, title=case.title)
    return case


@transaction.atomic
def edit_case(
    case: Case, *, version: int | None = None, by: User, **changes: Unpack[Changes]
) -> Case:
    """Change the title, the summary or the language."""
    case = Case.objects.locked(case.pk, version)
    require(rules.may_edit(by, case), MAY_NOT_EDIT)
    before = {name: getattr(case, name) for name in changes}
    for name, value in changes.items():
        setattr(case, name, value)
    _check(case)
    after = {name: getattr(case, name) for name in changes}
    changed = sorted(name for name in changes if before[name] != after[name])
    if changed:
        case.touch()
        old, new = ({name: side[name] for name in changed} for side in (before, after))
        record("case.edited", case, by=by, before=old, after=new)
    return case


@transaction.atomic
def show_case(case: Case, visibility: str, *, version: int | None = None, by: User) -> Case:
    """Say who sees a case. What is in it is seen by those who see it anyway, and by no one else."""
    case = Case.objects.locked(case.pk, version)
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    require(rules.may_show(by, case, visibility), "You may not decide who sees this case.")
    if visibility == case.visibility:
        return case
    if visibility == Visibility.ME and _others_filled(case):
        raise NotNow("Others have put something into this case; it would vanish for them.")
    before, case.visibility = case.visibility, visibility
    case.touch()
    record("case.shown", case, by=by, before=before, after=visibility)
    return case


@transaction.atomic
def delete_case(case: Case, *, version: int | None = None, by: User) -> Case:
    """Take a case out of sight. Nothing that is in it is touched, and it can be restored."""
    case = Case.objects.locked(case.pk, version)
    require(rules.may_edit(by, case), MAY_NOT_EDIT)
    case.deleted_at = timezone.now()
    case.touch()
    record("case.deleted", case, by=by)
    return case


@transaction.atomic
def restore_case(case: Case, *, by: User) -> Case:
    """Bring a deleted case back with all that was in it."""
    case = Case.objects.locked(case.pk)
    require(rules.may_restore(by, case), MAY_NOT_EDIT)
    if case.deleted_at is None:
        return case
    case.deleted_at = None
    case.touch()
    record("case.restored", case, by=by)
    return case


def _others_filled(case: Case) -> bool:
    rows: list[Any] = [ArticleInCase.objects, ClaimInCase.objects]
    placed = (one.filter(case=case, deleted_at=None) for one in rows)
    return any(some.exclude(created_by=case.created_by_id).exists() for some in placed)


def _check(case: Case) -> None:
    """Tidy and check a case's own fields; asks the database nothing."""
    case.title = " ".join(case.title.split())
    case.summary = case.summary.strip()
    if len(case.summary) > LONGEST:
        raise ValidationError({"summary": f"Say it in at most {LONGEST} characters."})
    case.clean_fields(exclude={"workspace", "created_by"})
