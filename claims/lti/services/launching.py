"""A launch: begun for one browser, and received once from the platform."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from django.utils import timezone
from pylti1p3.exception import LtiException

from provenance.accounts.secrets import digest

from .. import library, refusing
from ..keysets import key_set_of
from ..message import Message, read
from ..models import Launch, Platform
from ..refusing import Refused

GOOD_FOR = timedelta(minutes=10)
GOES_ON_FOR = timedelta(hours=2)
KEPT_FOR = timedelta(days=1)
MOST_ASKED = 2_000  # Characters of what a platform begins with, kept to begin again.


def begin_launch(params: Mapping[str, str], *, back: str, browser: str) -> str:
    """The address of the platform to go to; `back` is where it sends its message.

    `browser` is the secret that this browser keeps. Raises Refused.
    """
    platform = _named(params.get("iss", ""), params.get("client_id", ""))
    if not params.get("login_hint"):
        raise Refused("The platform does not say for whom it asks.")
    try:
        onward, state, nonce = library.begin(platform, params, back)
    except LtiException as error:
        raise refusing.why(error) from None
    Launch.objects.create(
        platform=platform,
        state=state,
        nonce=nonce,
        browser=digest(browser),
        asked={name: value[:MOST_ASKED] for name, value in params.items()},
    )
    return onward


def receive_launch(params: Mapping[str, str], *, browser: str) -> Launch:
    """The launch that a platform's message belongs to, checked in every way, and used up.

    Raises Refused, or NotNow where the platform's keys do not come.
    """
    launch = _waiting(params.get("state", ""), browser)
    if "error" in params:
        said = params.get("error_description") or params["error"]
        raise Refused(f"{refusing.SAYS_NO}{said[:200]}")
    platform = launch.platform
    key_set = partial(key_set_of, platform)
    try:
        body = library.verified(
            platform, params, state=launch.state, nonce=launch.nonce, key_set=key_set
        )
    except LtiException as error:
        raise refusing.why(error) from None
    message = read(body)
    _refuse_unfit(message)
    used = Launch.objects.filter(pk=launch.pk, used_at=None)
    # Two at once: the database lets one of them change the row.
    if not used.update(used_at=timezone.now(), said=message.kept()):
        raise Refused(refusing.USED)
    launch.refresh_from_db()
    return launch


def going_on(pk: int, browser: str) -> tuple[Launch, Message] | None:
    """A launch of this browser that was received, for the pages that follow; None for others."""
    rows = Launch.objects.exclude(used_at=None).filter(browser=digest(browser))
    rows = rows.filter(used_at__gt=timezone.now() - GOES_ON_FOR, platform__deleted_at=None)
    found: Launch | None = rows.select_related("platform__workspace").filter(pk=pk).first()
    return (found, Message.of(found.said)) if found is not None and found.said else None


def forget_old_launches() -> int:
    """Drop those of yesterday, with the names that they bring; how many."""
    return Launch.objects.filter(begun_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _named(issuer: str, client_id: str) -> Platform:
    rows = list(Platform.objects.called(issuer, client_id)[:2])
    if len(rows) > 1:
        raise Refused("Several schools use this platform: it has to name its client id.")
    if not rows:
        raise Refused(refusing.UNKNOWN_PLATFORM)
    found: Platform = rows[0]
    return found


def _waiting(state: str, browser: str) -> Launch:
    launch = Launch.objects.select_related("platform__workspace").filter(state=state).first()
    if launch is None or launch.platform.deleted_at is not None:
        raise Refused(refusing.UNKNOWN_STATE)
    if not browser or launch.browser != digest(browser):
        raise Refused(refusing.OTHER_BROWSER)
    if launch.used_at is not None:
        raise Refused(refusing.USED)
    if launch.begun_at < timezone.now() - GOOD_FOR:
        raise Refused(refusing.UNKNOWN_STATE)
    return launch


def _refuse_unfit(message: Message) -> None:
    if not message.context:
        raise Refused("It does not say from which course it comes. Open it from inside a course.")
    if message.chooses and not message.return_url:
        raise Refused("It does not say where the choice is to go.")
    if not (message.teaches or message.studies):
        raise Refused("You are neither a teacher nor a student of this course on the platform.")
    if message.chooses and not message.teaches:
        raise Refused("Only teachers choose what a course links to.")
