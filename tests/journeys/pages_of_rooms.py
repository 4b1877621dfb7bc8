"""The pages that are listed in files of their own, room by room: one line each."""

from collections.abc import Iterator

from .pages_of_agreement import of_agreement
from .pages_of_asides import of_asides
from .pages_of_attention import of_attention
from .pages_of_cases import of_cases
from .pages_of_checks import of_checks
from .pages_of_class import of_class
from .pages_of_covers import of_covers
from .pages_of_grading import of_grading
from .pages_of_incoming import of_incoming
from .pages_of_letters import of_letters
from .pages_of_lti import EXCUSED_OF_LTI, of_lti
from .pages_of_policies import of_policies
from .pages_of_topics import of_topics
from .pages_of_verdicts import of_verdicts
from .pages_of_webhooks import of_webhooks

FILES = ["gradebook-csv", "gradebook-xlsx", "student-data", "class-data", "compare-csv"]
# Addresses of rooms that are no pages, and why.
EXCUSED_OF_ROOMS = EXCUSED_OF_LTI | dict.fromkeys(FILES, "a file")


def of_rooms() -> Iterator[tuple[str, str, str, int]]:
    """Name, address, who looks, how it answers."""
    yield from of_cases()
    yield from of_checks()
    yield from of_class()
    yield from of_grading()
    yield from of_attention()
    yield from of_incoming()
    yield from of_letters()
    yield from of_topics()
    yield from of_policies()
    yield from of_webhooks()
    yield from of_lti()
    yield from of_verdicts()
    yield from of_covers()
    yield from of_asides()
    yield from of_agreement()
