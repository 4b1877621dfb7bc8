"""The one way in which bringing something in fails."""

from django.conf import settings

# What may be gone in a minute; everything else is as it is.
TRANSIENT = {
    "timeout", "unreachable", "unknown_host", "server_error", "too_many_requests", "garbled",
    "not_kept",
}  # fmt: skip


class CaptureFailed(Exception):  # noqa: N818 - it names what happened
    """Nothing can be kept. `code` is for programs, `message` for people.

    `transient` says that trying again later may help.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def transient(self) -> bool:
        """Whether trying again later may help."""
        return self.code in TRANSIENT


def too_large() -> CaptureFailed:
    """The failure of anything over the limit."""
    limit = settings.CAPTURE_MAX_BYTES // 2**20
    return CaptureFailed("too_large", f"It is larger than {limit} MB.")


def broken() -> CaptureFailed:
    """The failure of what breaks the program; the log knows more."""
    return CaptureFailed("broken", "Something in it broke our reader. It is noted in the log.")
