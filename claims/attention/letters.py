"""What a letter says, and the link in it that ends them without a login."""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from provenance.accounts.links import absolute
from provenance.accounts.models import User

from .models import Letters, Notification
from .telling import told

SALT = "claims.attention.letters"


def secret_of(person: User) -> str:
    """What stands in the link of somebody's letters. Nobody can make one without our key."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(secret: str) -> User | None:
    """Whose letters a link is about; None for one that we never wrote."""
    try:
        pk = signing.loads(secret, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


def letter_about(
    person: User, rows: Sequence[Notification], count: int, every: str
) -> EmailMessage:
    """A letter about some of `count` notifications that this person may see, not yet sent."""
    stop = absolute(reverse("stop-letters", args=[secret_of(person)]))
    lines = [(one, absolute(one.url)) for one in (told(row, person) for row in rows)]
    said = {
        "person": person,
        "lines": lines,
        "more": count - len(lines),
        "every": Letters.Every(every).label,
        "page": absolute(reverse("notifications")),
        "stop": stop,
    }
    # Without the site's address there is nothing that a mail program could ask.
    headers = {}
    if settings.SITE_URL:
        headers = {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(
        subject=f"{count} {'thing' if count == 1 else 'things'} new for you",
        body=render_to_string("attention/letter.txt", said),
        to=[person.email],
        headers=headers,
    )
