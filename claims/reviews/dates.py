"""Whether the day of a verdict and the day of its claim can both be right."""

from datetime import date

from claims.records.models import Claim

EARLIER = "The claim was first published on {made}, later than this day: is the year right?"


def warning_about(as_of: date, claim: Claim) -> str:
    """What is odd about a verdict that holds as of that day; empty where nothing is.

    It is no error: what a claim speaks of may have been settled before anyone made the claim.
    """
    made = _made(claim)
    if made is None or as_of >= made:
        return ""
    return EARLIER.format(made=f"{made:%-d %B %Y}")


def _made(claim: Claim) -> date | None:
    """The first day on which it may have been published, if anything is known of it."""
    first = claim.first_appearance
    return first.passage.snapshot.article.published if first else None
