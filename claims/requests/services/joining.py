"""Which requests hang together, and how many people and places stand behind them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..grouping import count_again, hang, head_of, locked_group, take_out
from ..models import Asked, ReaderRequest

MAY_NOT = "Those who check here decide about requests."


@transaction.atomic
def group_requests(row: ReaderRequest, other: ReaderRequest, *, by: User) -> ReaderRequest:
    """Say that two requests ask the same; those on which either stands go together.

    The older one counts; it is given back. Raises ValidationError for one of another workspace,
    NotNow for one that is decided.
    """
    if row.workspace_id != other.workspace_id:
        raise ValidationError({"other": "Choose a request of the same workspace."})
    first, second = sorted((head_of(row), head_of(other)))
    if first == second:
        raise ValidationError({"other": "These two hang together already."})
    rows = locked_group(first) + locked_group(second)
    require(rules.may_step(by, rows[0], "join"), MAY_NOT)
    if any(one.state != Asked.WAITING for one in rows):
        raise NotNow("One of the two is decided already. Reopen it first.")
    for one in rows:
        if one.pk != first and one.same_as_id != first:
            hang(one, first)
    head = count_again(first)
    record("request.grouped", head, by=by, other=second)
    return head


@transaction.atomic
def ungroup_request(row: ReaderRequest, *, by: User) -> ReaderRequest:
    """Say that a request asks something else than those it hangs together with."""
    rows = locked_group(row.same_as_id or row.pk)
    fresh = next(one for one in rows if one.pk == row.pk)
    require(rules.may_step(by, fresh, "join"), MAY_NOT)
    if fresh.state != Asked.WAITING:
        raise NotNow("This request is decided already. Reopen it first.")
    if len(rows) == 1:
        return fresh
    take_out(fresh, rows)
    record("request.ungrouped", fresh, by=by, of=rows[0].pk)
    return fresh
