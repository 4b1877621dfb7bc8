"""The right of reply: asking those a claim is about, and keeping what they answer."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.audit.services import record

from ..keeping import check, claim_for, locked, not_in_future, set_all, told
from ..models import Reply

MISSING = {
    "party": "Say who was asked.",
    "question": "Say what they were asked.",
    "asked_on": "Say on which day they were asked.",
    "answer_by": "Say by when they were to answer.",
}


class ReplyChanges(TypedDict, total=False):
    """What is kept of a question; what is left out stays as it is."""

    party: str
    question: str
    asked_on: date
    answer_by: date
    answered_on: date | None
    answer: str
    goes_out: bool


@transaction.atomic
def ask_for_reply(claim: Claim, *, by: User, **given: Unpack[ReplyChanges]) -> Reply:
    """Keep that someone was asked, with the answer if there is one. Nothing is sent to anyone."""
    claim = claim_for(claim, by=by)
    reply = Reply(claim=claim, created_by=by, goes_out=True)
    set_all(reply, dict(given))
    _check(reply)
    reply.save()
    record("reply.asked", reply, by=by, **told(reply))
    return reply


@transaction.atomic
def record_answer(
    reply: Reply, *, answered_on: date, answer: str, version: int | None = None, by: User
) -> Reply:
    """Keep what was answered. Raises NotNow where an answer is kept already."""
    reply = locked(reply, version, by=by)
    if reply.answered_on is not None:
        raise NotNow("An answer is kept already. Change it, if it is wrong.")
    set_all(reply, {"answered_on": answered_on, "answer": answer})
    if not reply.answer:
        raise ValidationError({"answer": "Give their answer, or say what they said instead."})
    _check(reply)
    reply.touch()
    record("reply.answered", reply, by=by, answered_on=answered_on, answer=reply.answer)
    return reply


@transaction.atomic
def edit_reply(
    reply: Reply, *, version: int | None = None, by: User, **changes: Unpack[ReplyChanges]
) -> Reply:
    """Correct what is kept."""
    reply = locked(reply, version, by=by)
    before = told(reply)
    set_all(reply, dict(changes))
    _check(reply)
    after = told(reply)
    if before != after:
        reply.touch()
        record("reply.edited", reply, by=by, before=before, after=after)
    return reply


def _check(reply: Reply) -> None:
    check(reply, MISSING)
    not_in_future("asked_on", reply.asked_on)
    not_in_future("answered_on", reply.answered_on)
    if reply.answer_by < reply.asked_on:
        raise ValidationError({"answer_by": "This day lies before the day they were asked."})
    if reply.answered_on is None:
        if reply.answer:
            raise ValidationError({"answered_on": "Say on which day they answered."})
        return
    if reply.answered_on < reply.asked_on:
        raise ValidationError({"answered_on": "This day lies before the day they were asked."})
    if not reply.answer:
        raise ValidationError({"answer": "Give their answer, or say what they said instead."})
