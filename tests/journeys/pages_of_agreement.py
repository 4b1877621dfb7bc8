"""The page of agreement, for the list of all pages: with figures, with too few, and with none."""

from collections.abc import Iterator

from django.urls import reverse

from claims.records.models import Claim
from claims.records.services import record_claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating
from provenance.accounts.models import User, Workspace
from provenance.sources.models import Snapshot

OWNER, BEGINNER = "max", "ines"
PAIRS = (("true", "true"), ("false", "false"), ("mixed", "false"), ("mixed", "mixed"))


def of_agreement() -> Iterator[tuple[str, str, str, int]]:
    """Twelve claims that two people checked blind, three in four of them alike."""
    desk = Workspace.objects.get(slug="demo")
    was, desk.seconds_blind = desk.seconds_blind, True
    desk.save(update_fields=["seconds_blind"])
    for number in range(12):
        _check(desk, number, *PAIRS[number % len(PAIRS)])
    desk.seconds_blind = was
    desk.save(update_fields=["seconds_blind"])
    here = reverse("agreement")
    yield "agreement", here, OWNER, 200
    yield "agreement-of-no-day", f"{here}?since=2001-01-01&until=2001-01-02", OWNER, 200
    yield "agreement-wrong", f"{here}?since=soon", OWNER, 200
    yield "agreement-none", here, BEGINNER, 200


def _check(desk: Workspace, number: int, one: str, other: str) -> Claim:
    first, second = (User.objects.get(username=name) for name in ("ann", "bea"))
    text = Snapshot.objects.filter(article__workspace=desk).order_by("pk")[0]
    statement = f"The pump was switched off {number + 2} times."
    claim = record_claim(desk, statement, appearance=(text, 0, 20 + number), by=first)
    mine, theirs = (
        Rating.objects.get(scale__slug="truth", scale__workspace=None, slug=slug)
        for slug in (one, other)
    )
    review = reviews.open_review(claim, by=first)
    review = reviews.submit(review, rating=mine, summary="The log says so.", by=first)
    reviews.second(review, rating=theirs, summary="I read the log too.", by=second)
    return claim
