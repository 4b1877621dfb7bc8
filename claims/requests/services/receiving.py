"""Taking in what someone without an account sends: bounded, counted, and never trusted.

The audit tells that something came in, and nothing of what it says: an event cannot be erased,
what a reader wrote and left as an address can.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow
from provenance.accounts.secrets import digest, new_invitation
from provenance.audit.services import record
from provenance.sources.addresses import AddressError, parse

from .. import senders
from ..grouping import count_again
from ..likeness import same_as
from ..models import Asked, DaySalt, ErrorReport, Letterbox, ReaderRequest, Reported
from ..ranking import place_of

SHORTEST, LONGEST = 10, 2_000  # Characters.
AN_HOUR, A_DAY = 5, 20  # That one sender may send.
ALL_AN_HOUR = 300  # That all together may send to one workspace.
KEEPS_CONTACT_DAYS = 90
SHUT = "Requests are not taken here at the moment."


class TooOften(Exception):  # noqa: N818 - It reads as what is said to a person.
    """One sender, or all together, send more than anyone can read (429)."""


@dataclass(frozen=True)
class Received:
    """What was kept, and the secret by which its sender finds it again: told once."""

    row: Any
    secret: str


@transaction.atomic
def send_request(
    workspace: Workspace,
    text: str,
    *,
    seen_at: str = "",
    seen_where: str = "",
    contact: str = "",
    network: str = "",
    trapped: bool = False,
    by: User | None = None,
) -> Received:
    """Keep a request to check something, beside those that ask the same.

    `network` is the sender's address; only a digest of it is kept. `trapped` where the form says
    that a program filled it in: kept apart as spam, so that nothing a person wrote is lost.
    Raises ValidationError naming the field, TooOften, and NotNow where the letterbox is shut.
    """
    box = Letterbox.objects.filter(workspace=workspace, is_open=True).first()
    if box is None:
        raise NotNow(SHUT)
    row = ReaderRequest(
        workspace=workspace,
        text=text,
        seen_at=seen_at.strip(),
        seen_where=" ".join(seen_where.split()),
        state=Asked.SPAM if trapped else Asked.WAITING,
    )
    _check_places(row)
    secret = _receive(row, contact, network, box.keeps_contact_days)
    row.place = place_of(row.seen_at, row.seen_where)
    if not trapped:
        row.same_as_id = _same(row)
    row.places = 1  # It says where it was seen.
    row.save()
    if row.same_as_id:
        count_again(row.same_as_id)
    record("request.sent", row, by=by, same_as=row.same_as_id)
    return Received(row, secret)


@transaction.atomic
def report_error(
    claim: Claim,
    text: str,
    *,
    source: str = "",
    contact: str = "",
    network: str = "",
    trapped: bool = False,
    by: User | None = None,
) -> Received:
    """Keep that a reader finds an error in what we published. Raises as `send_request`."""
    verdicts = Verdict.objects.visible_to(AnonymousUser()).filter(claim=claim)
    verdict = verdicts.order_by("-number").first()
    if verdict is None:
        raise NotNow("Nothing is published about this claim.")
    source = source.strip()
    if len(source) > LONGEST:
        raise ValidationError({"source": f"Say it in at most {LONGEST} characters."})
    row = ErrorReport(
        workspace_id=claim.workspace_id,
        claim=claim,
        verdict=verdict,
        text=text,
        source=source,
        state=Reported.SPAM if trapped else Reported.WAITING,
    )
    box = Letterbox.objects.filter(workspace=claim.workspace_id).first()
    days = box.keeps_contact_days if box else KEEPS_CONTACT_DAYS
    secret = _receive(row, contact, network, days)
    row.save()
    record("report.sent", row, by=by, claim=claim.pk, verdict=verdict.pk)
    return Received(row, secret)


def _receive(row: Any, contact: str, network: str, days: int) -> str:
    """Check what both have in common, count the sender, and give the secret."""
    row.text, row.contact = row.text.replace("\0", "").strip(), contact.strip()
    if len(row.text) < SHORTEST:
        raise ValidationError({"text": "Say it in a sentence, so that we know what is meant."})
    if len(row.text) > LONGEST:
        raise ValidationError({"text": f"Say it in at most {LONGEST} characters."})
    _clean(row, "contact")
    today = timezone.localdate()
    row.contact_until = today + timedelta(days=days) if row.contact else None
    row.sender = senders.digest(network, _salt_of(today))
    _count(row.sender, row.workspace_id)
    secret = new_invitation()
    row.secret = digest(secret)
    return secret


def _check_places(row: ReaderRequest) -> None:
    """An address of the web, or words; one of them must be there."""
    if row.seen_at:
        try:
            parse(row.seen_at)
        except AddressError as error:
            raise ValidationError({"seen_at": error.message}) from error
    _clean(row, "seen_at")
    _clean(row, "seen_where")
    if not row.seen_at and not row.seen_where:
        raise ValidationError({"seen_at": "Say where you saw it: an address, or words below."})


def _clean(row: Any, name: str) -> None:
    """Check one field as the model declares it. Raises ValidationError naming it."""
    field = row._meta.get_field(name)
    if getattr(row, name):
        try:
            field.clean(getattr(row, name), row)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error


def _salt_of(today: date) -> bytes:
    """The salt of the day. Its row stays locked, so that senders are counted one by one."""
    DaySalt.objects.bulk_create(
        [DaySalt(day=today, salt=secrets.token_bytes(32))], ignore_conflicts=True
    )
    return bytes(DaySalt.objects.select_for_update().get(day=today).salt)


def _count(sender: str, workspace_id: int) -> None:
    """Raises TooOften where this sender, or everyone together, sent enough for now."""
    now = timezone.now()
    hour, day = now - timedelta(hours=1), now - timedelta(days=1)
    kinds: tuple[Any, ...] = (ReaderRequest.objects, ErrorReport.objects)
    if sender:
        mine = [rows.filter(sender=sender) for rows in kinds]
        if sum(rows.filter(created_at__gt=hour).count() for rows in mine) >= AN_HOUR:
            raise TooOften("You have sent several things already. Come back in an hour.")
        if sum(rows.filter(created_at__gt=day).count() for rows in mine) >= A_DAY:
            raise TooOften("You have sent many things today. Come back tomorrow.")
    everyone = (rows.filter(workspace=workspace_id, created_at__gt=hour) for rows in kinds)
    if sum(rows.count() for rows in everyone) >= ALL_AN_HOUR:
        raise TooOften("More is coming in than we can read. Come back in an hour.")


def _same(row: ReaderRequest) -> int | None:
    """The waiting request that asks the same, if there is one."""
    heads = ReaderRequest.objects.heads().waiting().filter(workspace=row.workspace_id)
    near = {one.pk: one.text for one in heads.spelled_like(row.text)}
    return same_as(row.text, near)
