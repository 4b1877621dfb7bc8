"""A claim on the desk of the cast, as far along as a test wants it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence
from claims.records.models import Claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating, Review, Verdict
from tests.claims.scene import Scene

DESK = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
EVERYONE = [*sorted(DESK), "olga", "nobody"]


@dataclass(frozen=True)
class Desk:
    """The scene with ways to bring a claim further."""

    scene: Scene

    @property
    def cast(self) -> Any:
        return self.scene.cast

    def browser(self, name: str) -> Client:
        """A browser in which this person is signed in; `nobody` is not."""
        client = Client()
        if name != "nobody":
            client.force_login(getattr(self.cast, name))
        return client

    def claim(self, name: str = "ann", statement: str = "The pier closed on 3 May.") -> Claim:
        return self.scene.claim(getattr(self.cast, name), statement)

    def evidence(self, claim: Claim, name: str = "bea", **given: Any) -> Evidence:
        given = {"stance": "supports", "warrant": "The port says so itself."} | given
        given.setdefault("place", self.scene.at("Forty boats had to leave"))
        return add_evidence(claim, by=getattr(self.cast, name), **given)

    def rating(self, slug: str = "false") -> Rating:
        return Rating.objects.get(scale__slug="truth", scale__workspace=None, slug=slug)

    def draft(self, claim: Claim, **given: Any) -> Review:
        """Ann's draft, with rating and reason."""
        review = reviews.open_review(claim, by=self.cast.ann)
        usual: dict[str, Any] = {"rating": self.rating(), "summary": "The log begins in June."}
        return reviews.save_draft(review, **(usual | given), by=self.cast.ann)

    def submitted(self, claim: Claim) -> Review:
        return reviews.submit(self.draft(claim), by=self.cast.ann)

    def seconded(self, claim: Claim) -> Review:
        return reviews.second(self.submitted(claim), agree=True, by=self.cast.bea)

    def published(self, claim: Claim) -> Verdict:
        return reviews.publish(self.seconded(claim), by=self.cast.eve)


@pytest.fixture
def desk(scene: Scene) -> Desk:
    """The desk, with one text on it."""
    article = scene.snapshot.article
    article.latest = scene.snapshot
    article.save(update_fields=["latest"])
    return Desk(scene)


def queries(desk: Desk, name: str, path: str) -> int:
    """How many queries a page takes."""
    browser = desk.browser(name)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)
