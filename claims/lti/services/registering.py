"""Letting a platform register itself: a link that an owner makes, and what happens behind it."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.accounts.secrets import digest, new_invitation
from provenance.audit.services import record
from provenance.capture.fetch import FetchError
from provenance.capture.lent import LentSession

from .. import rules
from ..models import Opening, Platform
from ..registration import read_answer, read_configuration, request_for
from .keeping import MAY_NOT, add_platform

GOOD_FOR = timedelta(days=1)
NOT_GOOD = "This link was used, or is too old. An owner makes another one."


@transaction.atomic
def make_opening(workspace: Workspace, *, by: User) -> tuple[Opening, str]:
    """A link by which one platform may register itself within a day; its secret, this once."""
    require(rules.may_keep(by, workspace.pk), MAY_NOT)
    secret = new_invitation()
    row = Opening.objects.create(
        workspace=workspace,
        digest=digest(secret),
        created_by=by,
        expires_at=timezone.now() + GOOD_FOR,
    )
    record("platform.opening_made", workspace, by=by)
    return row, secret


def register_itself(secret: str, *, address: str, token: str, ours: Mapping[str, str]) -> Platform:
    """Register the platform that tells of itself at `address`; `ours` are our addresses.

    It is asked outside of any transaction. Raises NotNow, ValidationError.
    """
    opening = _good(secret)
    try:
        known = read_configuration(_said(LentSession().get(address)), address)
        session, headers = LentSession(), {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = json.dumps(request_for(ours))
        there = known.pop("registration_endpoint")
        answer = read_answer(_said(session.post(there, data=body, headers=headers)))
    except FetchError as error:
        raise ValidationError(f"The platform could not be asked: {error.message}") from None
    with transaction.atomic():
        row = Opening.objects.select_for_update().get(pk=opening.pk)
        if not row.is_good:
            raise NotNow(NOT_GOOD)
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        return add_platform(row.workspace, **known | answer, by=row.created_by)


def _good(secret: str) -> Opening:
    opening = Opening.objects.filter(digest=digest(secret)).first()
    if opening is None or not opening.is_good:
        raise NotNow(NOT_GOOD)
    return opening


def _said(answer: Any) -> Any:
    if not answer.ok:
        raise ValidationError(f"The platform answered {answer.status_code}.")
    try:
        return answer.json()
    except ValueError:
        raise ValidationError("The platform's answer was garbled.") from None
