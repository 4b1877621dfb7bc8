"""What a notification says, in plain words, made when it is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator

from claims.records.models import Claim
from provenance.accounts.models import User

from .happenings import words_of
from .models import Notification, Subscription, Why
from .rules import may_follow

LONGEST = 140


@dataclass(frozen=True)
class Told:
    """One line: why one is told, who did what, to what, when, and where it stands.

    `about` are others' words: the statement of a claim, the title of an article. `followed` names
    what one follows, where that is something else.
    """

    pk: int
    why: str
    said: str
    about: str
    language: str
    url: str
    at: datetime
    is_read: bool
    followed: str = ""


def told(row: Notification, user: User) -> Told:
    """One notification as a line for its receiver, from a row read `with_things`."""
    who = str(row.event.actor) if row.event.actor else "The program"
    what = words_of(row.event.action, row.event.detail)
    about, language = _about(row)
    return Told(
        pk=row.pk,
        why=Why(row.why).label.capitalize(),
        said=f"{who} {what}",
        about=about,
        language=language,
        url=_address(row),
        at=row.event.at,
        is_read=row.read_at is not None,
        followed=_followed(row, user),
    )


def name_of(subscription: Subscription) -> str:
    """What is followed, as it is called now."""
    thing = subscription.thing
    return Truncator(thing.called if isinstance(thing, Claim) else str(thing)).chars(LONGEST)


def _about(row: Notification) -> tuple[str, str]:
    if row.claim is not None:
        return row.claim.called, row.claim.language
    if row.article is not None:
        return str(row.article), row.article.language
    return (Truncator(row.note.body).chars(LONGEST) if row.note else ""), ""


def _address(row: Notification) -> str:
    if row.note is not None and row.why in {Why.MENTIONED, Why.ANSWERED}:
        show = "mentions" if row.why == Why.MENTIONED else "all"
        return f"{reverse('notes')}?show={show}#note-{row.note.pk}"
    if row.claim_id is not None:
        return reverse("claim", args=[row.claim_id])
    if row.article_id is not None:
        return reverse("article", args=[row.article_id])
    return reverse("notes")


def _followed(row: Notification, user: User) -> str:
    """What one follows, where it is not what the line is about anyway."""
    one = row.subscription
    if one is None or not may_follow(user, one.thing):
        return ""
    itself = {"claim": row.claim_id, "article": row.article_id}.get(one.kind)
    return "" if itself == getattr(one, f"{one.kind}_id") else name_of(one)
