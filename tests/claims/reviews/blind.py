"""Claims that two people checked blind, for tests of what is made of their answers."""

from typing import Any

from claims.records.models import Claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating, Review
from provenance.accounts.models import User
from tests.claims.scene import Scene

SCALE = "truth"


def rating(slug: str, scale: str = SCALE) -> Rating:
    """A rating of a usual scale."""
    return Rating.objects.get(scale__workspace=None, scale__slug=scale, slug=slug)


def check_blind(
    scene: Scene,
    one: str,
    other: str | None,
    *,
    statement: str = "The pier closed on 3 May.",
    first: User | None = None,
    second: User | None = None,
    scales: tuple[str, str] = (SCALE, SCALE),
) -> Claim:
    """A claim rated by two; the second answer is not in where `other` is None."""
    scene.cast.desk.seconds_blind = True
    scene.cast.desk.save(update_fields=["seconds_blind"])
    first, second = first or scene.cast.ann, second or scene.cast.bea
    claim = scene.claim(scene.cast.ann, statement)
    claim.workspace.refresh_from_db()
    review: Review = reviews.open_review(claim, by=first)
    mine, theirs = rating(one, scales[0]), other and rating(other, scales[1])
    review = reviews.submit(review, rating=mine, summary="The log says so.", by=first)
    if theirs:
        reviews.second(review, rating=theirs, summary="I read the log.", by=second)
    return claim


def check_often(scene: Scene, pairs: str, **given: Any) -> list[Claim]:
    """A claim for each pair of letters: t(rue), m(ixed), f(alse), u(nproven)."""
    slugs = {"t": "true", "m": "mixed", "f": "false", "u": "unproven"}
    return [
        check_blind(
            scene, slugs[two[0]], slugs[two[1]], statement=f"The pier closed, {at}.", **given
        )
        for at, two in enumerate(pairs.split())
    ]
