"""Opening and shutting the letterbox of a workspace."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import Stale, require
from provenance.audit.services import record

from .. import rules
from ..models import Letterbox

LONGEST_WORDS = 2_000
MOST_DAYS = 365


@transaction.atomic
def set_letterbox(
    workspace: Workspace,
    *,
    is_open: bool,
    words: str = "",
    keeps_contact_days: int = 90,
    version: int | None = None,
    by: User,
) -> Letterbox:
    """Say whether requests are taken from everyone, what is checked here, and how long an e-mail
    address is kept. An open letterbox names the workspace in public.
    """
    require(
        rules.may_open_letterbox(by, workspace.pk),
        "Editors and owners say whether requests are taken.",
    )
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    box = Letterbox.objects.filter(workspace=workspace).first() or Letterbox(
        workspace=workspace, version=0
    )
    if version is not None and version != box.version:
        raise Stale("Someone changed this in the meantime. Look at it again.")
    before = _told(box)
    box.is_open, box.words, box.keeps_contact_days = is_open, words.strip(), keeps_contact_days
    if len(box.words) > LONGEST_WORDS:
        raise ValidationError({"words": f"Say it in at most {LONGEST_WORDS} characters."})
    if not 1 <= keeps_contact_days <= MOST_DAYS:
        raise ValidationError({"keeps_contact_days": f"Choose 1 to {MOST_DAYS} days."})
    if box.pk and before == _told(box):
        return box
    box.version += 1
    box.save()
    record("letterbox.set", box, by=by, before=before, after=_told(box))
    return box


def _told(box: Letterbox) -> dict[str, object]:
    names = ("is_open", "words", "keeps_contact_days")
    return {name: getattr(box, name) for name in names}
