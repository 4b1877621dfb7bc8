"""What came back from the network, and the ways of coming back with nothing. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from provenance.capture.inflate import megabytes

from .asking import Hops

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fetched:
    """A page as it came. `body` is unpacked; `headers` are as sent, names in lower case.

    `redirects` holds (status, address it led to) for each hop; `resolved_ip` is the network
    address the last connection was made to.
    """

    address: str
    final_address: str
    redirects: Hops
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime
    resolved_ip: str

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or an empty string."""
        return header(self.headers, name)


class FetchError(Exception):
    """No page. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class FetchRefused(FetchError):  # noqa: N818
    """We will not go there."""


class FetchFailed(FetchError):  # noqa: N818
    """We went and came back without the page. `retry_after` is in seconds, if we were told."""

    def __init__(
        self, code: str, message: str, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.retry_after = retry_after


def decoded(headers: list[tuple[bytes, bytes]]) -> Headers:
    """Headers as they came, names in lower case."""
    return tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in headers)


def header(headers: Headers, name: str) -> str:
    """The first header of that name (lower case), or an empty string."""
    return next((value for key, value in headers if key == name), "")


STATUS_CODES = {
    401: ("login", "The page is only shown after logging in."),
    402: ("login", "The page is only shown to subscribers."),
    403: ("forbidden", "The server will not show us this page."),
    404: ("not_found", "There is no page at this address."),
    410: ("gone", "The page has been taken down."),
    429: ("too_many_requests", "The server asks us to come back later."),
    451: ("legal", "The page is withheld for legal reasons."),
}


def refusal(status: int, headers: Headers) -> FetchFailed:
    """Why an answer of that status is none."""
    usual = ("server_error", "The server failed.") if status >= 500 else ("status", "No page came.")
    code, message = STATUS_CODES.get(status, usual)
    wait = _seconds(header(headers, "retry-after"))
    return FetchFailed(code, f"{message} (HTTP {status})", status, wait)


def _seconds(retry_after: str) -> float | None:
    """Retry-After comes as seconds or as a date."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def too_large(limit: int) -> FetchFailed:
    """More came than we take."""
    return FetchFailed("too_large", f"The page is larger than {megabytes(limit)}.")


def too_slow(seconds: float) -> FetchFailed:
    """The time was over."""
    return FetchFailed("timeout", f"The page did not come within {seconds:g} seconds.")
