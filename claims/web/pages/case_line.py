"""The time line of a case: when its texts came out, and of which times its claims speak."""

from collections.abc import Sequence
from typing import Any

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.lineage import timeline_drawing
from provenance.lineage.timeline import Mark, Moment, TimeLine, time_line
from provenance.sources.models import Article

from ..links import in_the_reader, on_the_web
from .found import claim_url

SPOKEN_OF = "What they speak of"
OF_A_YEAR = "The same, year only"  # Else a bar of a year would lie over every day in it.
MOST_SPOKEN_OF = 300  # Claims on one line.
MOST_VERDICTS = 12


def line_of(articles: Sequence[Article], claims: Sequence[int], user: Any) -> TimeLine:
    """A row for each outlet, and for the dates the claims (ids) speak of. Two queries."""
    reads = in_the_reader(user)
    dated = [one for one in articles if one.published]
    first = min(dated, key=lambda one: str(one.published), default=None)
    texts = [
        Mark(
            one.outlet.name if one.outlet else str(one),
            str(one),
            one.published,
            one.published_precision,
            reads(one) or ("" if isinstance(user, User) else on_the_web(one)),
            one is first,
        )
        for one in articles
    ]
    spoken = Claim.objects.filter(pk__in=claims, about__isnull=False).order_by("about", "pk")[
        :MOST_SPOKEN_OF
    ]
    about = [_spoken(one, user) for one in spoken.only(*SHOWN)]
    decided = Verdict.objects.current().filter(claim__in=claims)
    newest = list(decided.order_by("-published_at")[:MOST_VERDICTS])
    moments = [
        Moment(one.as_of, f"Verdict on claim {one.claim_id}: {one.rating_label}")
        for one in reversed(newest)
    ]
    return time_line([*texts, *about], moments)


SHOWN = ["statement", "sensitive", "about", "about_precision", "workspace"]


def _spoken(one: Claim, user: Any) -> Mark:
    row = OF_A_YEAR if one.about_precision == "year" else SPOKEN_OF
    return Mark(row, one.called, one.about, one.about_precision, claim_url(one, user))


def drawn(line: TimeLine, title: str, address: str = "") -> str:
    """The drawn time line; with an `address` it stands for itself, as a file."""
    return timeline_drawing.drawn(
        line,
        title=title,
        about="When it was written, and of when it speaks",
        address=address,
        headed=bool(address),
    )
