"""Writing policies. A version is never changed; what is written later takes its place."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import Stale, may_manage, require
from provenance.audit.services import record

from .models import PolicyText

LONGEST = 20_000


@transaction.atomic
def write_policy(
    workspace: Workspace, kind: str, text: str, *, version: int | None = None, by: User
) -> PolicyText | None:
    """Write a new version, which holds from now on; None where the text is the one there is.

    An empty text says that the usual one holds again. `version` is the number that the person had
    read, 0 where there was none; Stale is raised when somebody was quicker.
    """
    require(may_manage(by, workspace.pk), "Only an owner says how a publisher works.")
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    if kind not in PolicyText.Kind.values:
        raise ValidationError({"kind": f"Choose one of {', '.join(PolicyText.Kind.values)}."})
    text = _tidy(text)
    rows = PolicyText.objects.filter(workspace=workspace, kind=kind)
    last = rows.order_by("-number").first()
    number = last.number if last else 0
    if version is not None and version != number:
        raise Stale("Somebody wrote another version of this text in the meantime.")
    if text == (last.text if last else ""):
        return None
    row = PolicyText.objects.create(
        workspace=workspace, kind=kind, number=number + 1, text=text, created_by=by
    )
    record("policy.written", row, by=by, kind=kind, number=row.number, usual=not text)
    return row


def _tidy(text: str) -> str:
    """Lines without what stands behind them. Raises ValidationError."""
    text = "\n".join(line.rstrip() for line in text.replace("\0", "").splitlines()).strip()
    if len(text) > LONGEST:
        raise ValidationError({"text": f"Say it in at most {LONGEST} characters."})
    return text
