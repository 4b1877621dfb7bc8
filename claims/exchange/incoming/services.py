"""Bringing in a file of claims: asked for, looked through, taken in, and taken back."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from claims.records.models import Claim
from claims.records.services import delete_claim
from claims.records.services.claims import others_work_on
from claims.reviews.models import Rating
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.capture.fetch import FetchError, fetch

from . import rules
from .addresses import is_address
from .keeping import is_known, keep
from .looking import MOST_TOLD, Plan, Wrong, look_through, plan_of, told_in
from .models import Incoming, OutsideVerdict, ReportedAppearance
from .sheets import COLUMNS
from .streams import FORMATS, UnreadableError, form_of
from .told import Told

READ = "claims.exchange.read_import"
RUN = "claims.exchange.run_import"
MAY_NOT_CHANGE = "You may not change what others found about this claim."
Each = Callable[[int, str, int | None, str], None]
BETWEEN = 100  # Rows after which the page is told how far it is.
State = Incoming.State


@transaction.atomic
def request_import(
    workspace: Workspace,
    *,
    name: str = "",
    payload: bytes | None = None,
    address: str = "",
    form: str = "",
    columns: Mapping[str, str] | None = None,
    ratings: Mapping[str, str] | None = None,
    by: User,
) -> Incoming:
    """Have a file, or the page at an address, looked through. Nothing of it is taken in yet."""
    require(rules.may_import(by, workspace.pk), rules.MAY_NOT)
    incoming = Incoming(
        workspace=workspace,
        name=(name or address).replace("\0", "")[:500],
        payload=payload,
        address=address.strip(),
        form=form,
        created_by=by,
    )
    _check(incoming)
    _choose(incoming, columns, ratings)
    incoming.save()
    record("import.requested", incoming, by=by, name=incoming.name, form=form)
    app.configure_task(READ).defer(incoming=incoming.pk)
    return incoming


@transaction.atomic
def choose_mapping(
    incoming: Incoming,
    *,
    columns: Mapping[str, str] | None = None,
    ratings: Mapping[str, str] | None = None,
    version: int | None = None,
    by: User,
) -> Incoming:
    """Say which column holds what and what ratings come to; the file is looked through again."""
    incoming = _locked(incoming, version, by=by)
    if incoming.state != State.READY:
        raise NotNow("The file is not waiting to be taken in.")
    _choose(incoming, columns, ratings)
    incoming.state = State.READING
    incoming.touch()
    detail = {"columns": incoming.columns, "ratings": incoming.ratings}
    record("import.mapped", incoming, by=by, **detail)
    app.configure_task(READ).defer(incoming=incoming.pk)
    return incoming


def read_import(incoming: Incoming, *, by: User | None = None) -> Incoming:
    """Look a file through and say what is in it. Called by the worker; again changes nothing."""
    from lxml.etree import LxmlError  # noqa: PLC0415 - Few requests need it.

    if incoming.state != State.READING:
        return incoming
    try:
        payload = incoming.payload if incoming.payload is not None else _fetched(incoming)
        stream = BytesIO(bytes(payload))
        plan = _plan(incoming, stream)
        known = partial(is_known, workspace=incoming.workspace)
        report = look_through(stream, plan, known).as_json()
    except (UnreadableError, FetchError, LxmlError, ValueError) as error:
        return _note(incoming, State.FAILED, by=by, reason=str(error)[:500])
    return _note(incoming, State.READY, by=by, payload=payload, report=report, form=plan.form)


@transaction.atomic
def accept_import(incoming: Incoming, *, version: int | None = None, by: User) -> Incoming:
    """Have what was looked through taken in, by the worker and in the name of `by`."""
    incoming = _locked(incoming, version, by=by)
    if incoming.state != State.READY:
        raise NotNow("The file is not waiting to be taken in.")
    if not incoming.report.get("good"):
        raise NotNow("There is nothing in it that could be taken in.")
    incoming.state, incoming.created_by = State.RUNNING, by
    incoming.touch()
    record("import.accepted", incoming, by=by, rows=incoming.report["good"])
    app.configure_task(RUN).defer(incoming=incoming.pk)
    return incoming


def run_import(incoming: Incoming, *, by: User | None = None) -> Incoming:
    """Take a file in, each row for itself. Called by the worker; again it goes on where it was."""
    if incoming.state != State.RUNNING or incoming.payload is None or incoming.created_by is None:
        return incoming
    stream = BytesIO(bytes(incoming.payload))
    take_in(incoming, stream, _plan(incoming, stream), by=incoming.created_by)
    return _note(incoming, State.DONE, by=by, outcome=incoming.outcome)


def take_in(
    incoming: Incoming, stream: BinaryIO, plan: Plan, *, by: User, each: Each | None = None
) -> Incoming:
    """Take in row by row what stands in a stream; `each` hears of every row. Not one transaction:

    a good row is kept whatever is wrong with the next. What was taken in is recorded by row.
    """
    counts: Counter[str] = Counter()
    wrong: list[dict[str, Any]] = []
    for row, told in told_in(stream, plan):
        status, claim, said = _kept(told, incoming, by)
        counts[status] += 1
        if status == "failed" and len(wrong) < MOST_TOLD:
            wrong.append(Wrong(row.number, _field(told), said).as_json())
        if each:
            each(row.number, status, claim, said)
        if counts.total() % BETWEEN == 0:
            _tell(incoming, counts, wrong)
    _tell(incoming, counts, wrong)
    return incoming


@transaction.atomic
def note_import(
    workspace: Workspace, plan: Plan, *, name: str, outcome: Mapping[str, Any], by: User
) -> Incoming:
    """Keep that a file is taken in from the command line; its bytes stay where they are."""
    require(rules.may_import(by, workspace.pk), rules.MAY_NOT)
    incoming = Incoming.objects.create(
        workspace=workspace,
        name=name[:500],
        form=plan.form,
        columns=dict(plan.columns),
        ratings=dict(plan.ratings),
        state=State.DONE,
        outcome=dict(outcome),
        created_by=by,
    )
    record("import.accepted", incoming, by=by, name=incoming.name, form=plan.form)
    return incoming


@transaction.atomic
def take_back_import(incoming: Incoming, *, version: int | None = None, by: User) -> Incoming:
    """Delete the claims that a file brought, where nobody went on with them; they can be restored.

    What it added to other claims is taken back as well.
    """
    incoming = _locked(incoming, version, by=by)
    if incoming.state != State.DONE:
        raise NotNow("Only what was taken in can be taken back.")
    kept = 0
    for claim in _brought(incoming):
        if claim.visibility == Visibility.PUBLIC or _went_on(claim, incoming):
            kept += 1
            continue
        delete_claim(claim, by=by)
    now = timezone.now()
    for model in (OutsideVerdict, ReportedAppearance):
        rows = model._default_manager.filter(incoming=incoming, deleted_at=None)
        rows.exclude(claim__visibility=Visibility.PUBLIC).update(deleted_at=now)
    incoming.state = State.TAKEN_BACK
    incoming.outcome |= {"left": kept}
    incoming.touch()
    record("import.taken_back", incoming, by=by, left=kept)
    return incoming


@transaction.atomic
def withdraw_outside(row: Any, *, version: int | None = None, by: User) -> Any:
    """Take back what others are said to have found, or where; it can be restored."""
    row = _outside(row, version, by=by)
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        record(f"{_noun(row)}.withdrawn", row, by=by, claim=row.claim_id)
    return row


@transaction.atomic
def restore_outside(row: Any, *, by: User) -> Any:
    """Put it back. Raises NotNow where the same came in again meanwhile."""
    row = _outside(row, None, by=by)
    if row.deleted_at is None:
        return row
    same = OutsideVerdict.objects.filter(workspace=row.workspace_id, deleted_at=None)
    if isinstance(row, OutsideVerdict) and same.filter(identity=row.identity).exists():
        raise NotNow("The same verdict came in again since.")
    row.deleted_at = None
    row.touch()
    record(f"{_noun(row)}.restored", row, by=by, claim=row.claim_id)
    return row


def broken_rows(incoming: Incoming) -> Iterator[tuple[int, Any, str]]:
    """The rows that cannot be taken in, as they stand in the file, and why."""
    if incoming.payload is None:
        return
    stream = BytesIO(bytes(incoming.payload))
    for row, told in told_in(stream, _plan(incoming, stream)):
        if isinstance(told, Wrong):
            yield row.number, row.raw, told.error


def _kept(told: Told | Wrong, incoming: Incoming, by: User) -> tuple[str, int | None, str]:
    """Status, claim and complaint of one row."""
    if isinstance(told, Wrong):
        return "failed", None, told.error
    try:
        kept = keep(told, incoming, by=by)
    except (ValidationError, PermissionDenied, NotNow) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return "failed", None, said[:200]
    return kept.status, kept.claim, ""


def _field(told: Told | Wrong) -> str:
    return told.field if isinstance(told, Wrong) else ""


def _tell(incoming: Incoming, counts: Counter[str], wrong: list[dict[str, Any]]) -> None:
    """Say how far it is, for the page that waits; the end is recorded by the caller."""
    incoming.outcome = {"counts": dict(counts), "wrong": wrong}
    Incoming.objects.filter(pk=incoming.pk).update(outcome=incoming.outcome)


@transaction.atomic
def _note(incoming: Incoming, state: str, *, by: User | None, **values: Any) -> Incoming:
    """Keep what the worker found, and remember it."""
    row: Incoming = Incoming.objects.locked(incoming.pk)
    row.state, row.reason = state, ""
    for name, value in values.items():
        setattr(row, name, value)
    row.touch()
    counts = row.outcome.get("counts", {}) if state == State.DONE else {}
    record(f"import.{_VERBS[state]}", row, by=by, reason=row.reason, **counts)
    return row


_VERBS: Mapping[str, str] = {State.READY: "read", State.FAILED: "failed", State.DONE: "done"}


def _locked(incoming: Incoming, version: int | None, *, by: User) -> Incoming:
    row: Incoming = Incoming.objects.locked(incoming.pk, version)
    require(rules.may_import(by, row.workspace_id), rules.MAY_NOT)
    return row


def _outside(row: Any, version: int | None, *, by: User) -> Any:
    claim = Claim.objects.locked(row.claim_id)
    fresh = type(row).objects.locked(row.pk, version)
    fresh.claim = claim
    require(rules.may_change(by, fresh), MAY_NOT_CHANGE)
    return fresh


def _noun(row: Any) -> str:
    return "outside_verdict" if isinstance(row, OutsideVerdict) else "reported_appearance"


def _check(incoming: Incoming) -> None:
    if incoming.form and incoming.form not in FORMATS:
        raise ValidationError({"form": f"Choose one of {', '.join(FORMATS)}."})
    if incoming.payload is None and not is_address(incoming.address):
        raise ValidationError({"address": "Send a file, or an address of the web."})
    if len(incoming.payload or b"") > settings.CAPTURE_MAX_BYTES:
        most = settings.CAPTURE_MAX_BYTES // 2**20
        raise ValidationError({"file": f"Files of up to {most} MB come in here; use the command."})


def _choose(
    incoming: Incoming, columns: Mapping[str, str] | None, ratings: Mapping[str, str] | None
) -> None:
    if columns is not None:
        if unknown := set(columns) - set(COLUMNS):
            raise ValidationError({"columns": f"There is no field {sorted(unknown)[0]}."})
        incoming.columns = {name: str(heading)[:500] for name, heading in columns.items()}
    if ratings is not None:
        if unknown := set(ratings.values()) - set(Rating.Neutral.values):
            raise ValidationError({"ratings": f"There is no rating {sorted(unknown)[0]}."})
        incoming.ratings = {str(label)[:300]: neutral for label, neutral in ratings.items()}


def _fetched(incoming: Incoming) -> bytes:
    return fetch(incoming.address, allow=settings.FETCH_ALLOW).body


def _plan(incoming: Incoming, stream: BinaryIO) -> Plan:
    form = incoming.form or form_of(stream, incoming.name)
    return plan_of(stream, form, incoming.columns, incoming.ratings)


def _brought(incoming: Incoming) -> Iterator[Claim]:
    """The claims that this file brought, not those that it added to."""
    told = Claim.objects.alive().filter(created_at__gte=incoming.created_at)
    mine = told.filter(outsideverdicts__incoming=incoming) | told.filter(
        reportedappearances__incoming=incoming
    )
    yield from mine.distinct().order_by("pk")


def _went_on(claim: Claim, incoming: Incoming) -> bool:
    """Whether anyone else worked on it, or another file told of it as well."""
    rows = (claim.outsideverdicts, claim.reportedappearances)
    told = any(one.exclude(incoming=incoming).filter(deleted_at=None).exists() for one in rows)
    return told or others_work_on(claim)
