"""What a publisher's policies say now, and what they said before."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from provenance.accounts.models import Workspace

from ..policies import POLICIES, Policy
from .models import PolicyText
from .plain import to_html


@dataclass(frozen=True)
class Told:
    """One policy as it stands. `number` is 0 where nobody wrote an own text yet.

    `text` is empty where there is none at all, neither an own nor a usual one; `is_own` says
    whose it is.
    """

    policy: Policy
    text: str
    number: int
    since: datetime | None
    is_own: bool

    @property
    def html(self) -> SafeString:
        """The text as it is shown."""
        return to_html(self.text)


def policies_now(workspace: Workspace | None) -> list[Told]:
    """Every policy of a workspace, in their order; the usual ones without one. One query."""
    rows = PolicyText.objects.filter(workspace=workspace).newest() if workspace else ()
    written = {row.kind: row for row in rows}
    return [_told(one, written.get(one.slug)) for one in POLICIES]


def versions_of(workspace: Workspace, policy: Policy) -> list[Told]:
    """Every version of one policy, the newest first. One query."""
    rows = PolicyText.objects.filter(workspace=workspace, kind=policy.slug).order_by("-number")
    return [_told(policy, row) for row in rows]


def _told(policy: Policy, row: PolicyText | None) -> Told:
    if row is None:
        return Told(policy, policy.usual, 0, None, is_own=False)
    return Told(policy, row.text or policy.usual, row.number, row.created_at, bool(row.text))
