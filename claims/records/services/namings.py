"""What texts call people and groups: recorded on their words, taken back, put back."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, may_edit, may_record, require
from provenance.audit.services import record
from provenance.sources.models import Person
from provenance.sources.names import fold, given

from ..models import Naming
from ..places import Place, passage_for
from ..rules import starting_visibility

MAY_NOT = "You may not change this naming. Students change only their own."
ALREADY = "These words are recorded for them already."


@transaction.atomic
def record_naming(
    place: Place, *, workspace: Workspace, meant: Person | str, note: str = "", by: User
) -> Naming:
    """Say whom the words at a place mean: a person of the workspace, or someone in free words.

    The name or an alias of one person alone means that person. Raises ValidationError naming the
    field.
    """
    require(may_record(by, workspace.pk), "Readers do not record here.")
    passage = passage_for(place, workspace_id=workspace.pk, by=by)
    person, subject = _meant(meant, workspace, by)
    naming = Naming(
        workspace=workspace,
        person=person,
        subject=subject,
        passage=passage,
        note=note.strip(),
        visibility=starting_visibility(by, workspace.pk),
        created_by=by,
    )
    naming.clean_fields(exclude={"workspace", "person", "passage", "created_by"})
    try:
        with transaction.atomic():
            naming.save()
    except IntegrityError as error:
        raise ValidationError({"meant": ALREADY}) from error
    record("naming.recorded", naming, by=by, meant=naming.meant, passage=passage.pk)
    return naming


@transaction.atomic
def withdraw_naming(naming: Naming, *, version: int | None = None, by: User) -> Naming:
    """Take a naming back; it can be put back."""
    row: Naming = Naming.objects.locked(naming.pk, version)
    require(may_edit(by, row), MAY_NOT)
    row.deleted_at = timezone.now()
    row.touch()
    record("naming.withdrawn", row, by=by)
    return row


@transaction.atomic
def restore_naming(naming: Naming, *, by: User) -> Naming:
    """Put a naming back, for whoever might have taken it back."""
    row: Naming = Naming.objects.locked(naming.pk)
    if row.deleted_at is None:
        require(may_edit(by, row), MAY_NOT)
        return row
    row.deleted_at = None
    require(may_edit(by, row), MAY_NOT)
    try:
        with transaction.atomic():
            row.touch()
    except IntegrityError as error:
        raise NotNow(ALREADY) from error
    record("naming.restored", row, by=by)
    return row


def _meant(meant: Person | str, workspace: Workspace, by: User) -> tuple[Person | None, str]:
    if isinstance(meant, Person):
        if meant.workspace_id != workspace.pk:
            raise ValidationError({"meant": "This workspace knows no such person."})
        return meant.kept, ""
    name = given(meant, "meant")
    if not fold(name):
        raise ValidationError({"meant": "Say who is meant."})
    here = Person.objects.visible_to(by).in_workspace(workspace).named(fold(name))
    found = {row.kept_id: row.kept for row in here.select_related("merged_into")[:3]}
    return (next(iter(found.values())), "") if len(found) == 1 else (None, name)
