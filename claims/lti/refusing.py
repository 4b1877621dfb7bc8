"""Words for a launch that is refused: what happened, and what someone can do about it. Pure."""

from django.core.exceptions import PermissionDenied
from pylti1p3.exception import LtiException

from provenance.accounts.rules import NotNow

from .keysets import Unreachable
from .library import Expired

AGAIN = "Go back to your course and open the link again."
TELL = "If it stays so, tell whoever looks after the platform what stands here."
UNKNOWN_STATE = f"This browser did not begin this, or it was begun too long ago. {AGAIN}"
USED = f"This was opened once already, and opens only once. {AGAIN}"
OTHER_BROWSER = (
    "Your browser did not bring back what it was given a moment ago. In a frame of another site "
    f"many browsers keep nothing: open it in a window of its own. {AGAIN}"
)
UNKNOWN_PLATFORM = (
    "No workspace here knows this platform under this client id. An owner registers it under "
    "Settings, Platforms."
)
SAYS_NO = "The platform did not let you in: "


class Refused(PermissionDenied):
    """What came is not genuine, not meant for us, or too late (403)."""


def why(error: LtiException) -> Exception:
    """The refusal for what the library, or our own checks, found wrong."""
    if isinstance(error, Unreachable):
        return NotNow(f"{error} {AGAIN} {TELL}")
    if isinstance(error, Expired):
        return Refused(f"This took too long, and is not good any more. {AGAIN}")
    said = FOUND.get(str(error), str(error))
    return Refused(f"What the platform sent is not taken. {_sentence(said)} {TELL}")


FOUND = {
    "Invalid Nonce": "It answers something that we did not ask.",
    '"nonce" is empty': "It does not say which of our questions it answers.",
    "Unable to find deployment": "It comes from a deployment that is not registered here.",
    "Unable to find public key": "It is signed with a key that the platform does not show.",
    "Signature verification failed": "Its signature is not the platform's.",
    "Invalid id_token, JWT must contain 3 parts": "It has no signature.",
}


def _sentence(said: str) -> str:
    return said if said.endswith(".") else f"{said}."
