"""A small scene for tests of this wing: one article, its text, and ways to record on it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from claims.records.models import Claim
from claims.records.services import record_claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating
from provenance.accounts.models import User, Visibility, Workspace
from provenance.sources.models import Article, Outlet, Passage, Snapshot
from provenance.sources.names import fold
from provenance.sources.passages import passage_at
from provenance.sources.services import mark_passage
from tests.people import Cast

TEXT = (
    "A port official said on Monday that the eastern pier was closed.\n\n"
    "“We closed it on 3 May,” Mira Tal told the Harbour Post. Nobody was hurt.\n\n"
    "Forty boats had to leave, according to the port."
)


def snapshot_of(
    workspace: Workspace,
    text: str = TEXT,
    *,
    by: User | None = None,
    visibility: str = Visibility.WORKSPACE,
    outlet: str = "Harbour Post",
    published: date | None = date(2024, 5, 4),
    precision: str = "day",
    captured: datetime = datetime(2024, 6, 1, 12, tzinfo=UTC),
) -> Snapshot:
    """An article of an invented paper with one snapshot."""
    paper, _ = Outlet.objects.get_or_create(
        workspace=workspace, key=fold(outlet), defaults={"name": outlet}
    )
    article = Article.objects.create(
        workspace=workspace,
        title=f"{outlet}: the pier",
        byline="Noa Brand",
        outlet=paper,
        published=published,
        published_precision=precision if published else "",
        visibility=visibility,
        created_by=by,
    )
    return Snapshot.objects.create(
        article=article,
        number=1,
        captured_at=captured,
        media_type="text/plain",
        raw_sha256=sha256(text.encode()).hexdigest(),
        raw_bytes=len(text.encode()),
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        characters=len(text),
        extractor="plain",
        extractor_version="1",
    )


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where `words` stand, in code points."""
    start = text.index(words)
    return start, start + len(words)


@dataclass(frozen=True)
class Scene:
    """The cast with one snapshot on their desk, and one elsewhere."""

    cast: Cast
    snapshot: Snapshot
    foreign: Snapshot

    def at(self, words: str) -> tuple[Snapshot, int, int]:
        """The place of these words."""
        return (self.snapshot, *span(words, self.snapshot.text))

    def passage(self, words: str) -> Passage:
        """The passage of these words, kept."""
        return passage_at(self.snapshot, *span(words, self.snapshot.text))

    def marked(self, words: str, by: User) -> Passage:
        """The passage of these words, marked by someone for its own sake."""
        start, end = span(words, self.snapshot.text)
        return mark_passage(self.snapshot, start=start, end=end, by=by)

    def claim(
        self, by: User, statement: str = "The pier closed on 3 May.", **given: object
    ) -> Claim:
        """A claim recorded on the quotation, unless told otherwise."""
        given.setdefault("appearance", self.at("We closed it on 3 May"))
        return record_claim(self.cast.desk, statement, by=by, **given)  # type: ignore[arg-type]


def decide(claim: Claim, scene: Scene) -> None:
    """Publish a verdict on a claim: false."""
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="false")
    review = reviews.open_review(claim, by=scene.cast.ann)
    review = reviews.submit(review, rating=rating, summary="The log is empty.", by=scene.cast.ann)
    review = reviews.second(review, agree=True, by=scene.cast.bea)
    reviews.publish(review, by=scene.cast.eve)


def decide_again(claim: Claim, scene: Scene) -> None:
    """Reopen the review of a claim and publish another verdict: true."""
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="true")
    review = reviews.reopen(
        claim.reviews.order_by("-pk")[0], reason="A log was found.", by=scene.cast.eve
    )
    review = reviews.submit(review, rating=rating, summary="It was.", by=scene.cast.ann)
    review = reviews.second(review, agree=True, by=scene.cast.bea)
    reviews.publish(review, reason_for_change="A log was found.", by=scene.cast.eve)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Everyone, and something to read."""
    return Scene(cast, snapshot_of(cast.desk), snapshot_of(cast.elsewhere))
