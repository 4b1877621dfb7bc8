"""The rows that the load benchmark measures on. Imported once Django is set up."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from benchmarks._snapshots import snapshot_of
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution, Claim
from claims.reviews.models import Check, Rating, Review, Verdict
from claims.search.services import index_articles
from provenance.accounts.models import User
from provenance.accounts.services import add_member, make_token, open_workspace
from provenance.sources.models import Article, Authorship, Outlet, Passage, Person, Snapshot

PER_ARTICLE = 40
BATCH = 50  # Articles written at once.


def fill(claims: int, sentences: Sequence[str]) -> dict[str, Any]:
    """Write `claims` claims, 40 to an article, a tenth with evidence, a twentieth published."""
    owner = User.objects.create_user("owner", email="owner@desk.example", name="Owner")
    desk = open_workspace(slug="load", name="Load Desk", kind="newsroom", by=owner)
    checker = User.objects.create_user("checker", email="checker@desk.example", name="Checker")
    add_member(desk, checker, "checker", by=owner)
    _, secret = make_token(name="load", by=checker)
    session = SessionStore()
    session.update(
        {
            "_auth_user_id": str(checker.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": checker.get_session_auth_hash(),
        }
    )
    session.save()
    dice = random.Random(7)
    makers = _Makers(desk, checker, owner, dice)
    for first in range(0, claims, PER_ARTICLE * BATCH):
        makers.batch(_spoken(sentences, first, min(PER_ARTICLE * BATCH, claims - first), dice))
    index_articles()  # Else the worker would do it while we measure.
    connection.cursor().execute("ANALYZE")
    return {"token": secret, "session": session.session_key, **makers.ids()}


def _spoken(sentences: Sequence[str], first: int, count: int, dice: random.Random) -> list[str]:
    """Real sentences, each made unlike its repetitions by a place and a year."""
    places = (
        "Ohio",
        "Leeds",
        "Graz",
        "Porto",
        "Turin",
        "Malmö",
        "Ghent",
        "Perth",
        "Quito",
        "Kyoto",
    )
    made = []
    for number in range(first, first + count):
        sentence = sentences[number % len(sentences)]
        turn = number // len(sentences)
        tail = f" ({dice.choice(places)}, {1960 + dice.randrange(66)})" if turn else ""
        made.append(f"{sentence[:900]}{tail}")
    return made


class _Makers:
    """Writes articles with their claims, batch by batch."""

    def __init__(self, desk: Any, checker: Any, owner: Any, dice: random.Random) -> None:

        self.desk, self.checker, self.owner, self.dice = desk, checker, owner, dice
        own = {"workspace": desk, "created_by": checker}
        self.outlets = Outlet.objects.bulk_create(
            Outlet(name=f"Outlet {n}", key=f"outlet {n}", **own) for n in range(60)
        )
        self.people = Person.objects.bulk_create(
            Person(name=f"Author {n}", key=f"author {n}", **own) for n in range(400)
        )
        self.ratings = list(Rating.objects.filter(scale__slug="truth"))
        self.snapshots: list[tuple[int, int]] = []
        self.claims: list[int] = []
        self.published: list[int] = []

    def ids(self) -> dict[str, list[Any]]:
        """Some ids of each kind, spread over everything; snapshots with their length."""
        return {
            "claims": self.dice.sample(self.claims, min(400, len(self.claims))),
            "published": self.dice.sample(self.published, min(400, len(self.published))),
            "snapshots": self.dice.sample(self.snapshots, min(200, len(self.snapshots))),
        }

    def batch(self, statements: list[str]) -> None:
        """Articles, snapshots, passages, claims, appearances, and work on some of them."""
        parts = [statements[n : n + PER_ARTICLE] for n in range(0, len(statements), PER_ARTICLE)]
        passages = self._passages(self._snapshots(parts), parts)
        self._claims(statements, passages)

    def _snapshots(self, parts: list[list[str]]) -> list[Any]:

        articles = Article.objects.bulk_create(self._article(part) for part in parts)
        Authorship.objects.bulk_create(
            Authorship(article=article, person=self.dice.choice(self.people))
            for article in articles
        )
        made = Snapshot.objects.bulk_create(
            self._snapshot(article, "\n\n".join(part))
            for article, part in zip(articles, parts, strict=True)
        )
        for article, snapshot in zip(articles, made, strict=True):
            article.latest = snapshot
        Article.objects.bulk_update(articles, ["latest"])
        self.snapshots += [(one.pk, one.characters) for one in made]
        return made

    def _article(self, part: list[str]) -> Any:

        outlet = self.dice.choice(self.outlets)
        return Article(
            workspace=self.desk,
            created_by=self.checker,
            title=part[0][:120],
            byline=self.dice.choice(self.people).name,
            outlet=outlet,
            published=date(2010, 1, 1) + timedelta(days=self.dice.randrange(5500)),
            published_precision="day",
            language="en",
        )

    def _snapshot(self, article: Any, text: str) -> Any:
        body = [{"kind": "body", "start": 0, "end": len(text)}]
        return snapshot_of(article, text, created_by=self.checker, regions=body)

    def _passages(self, snapshots: list[Any], parts: list[list[str]]) -> list[Any]:

        return Passage.objects.bulk_create(
            Passage(
                snapshot=snapshot,
                start=start,
                end=start + len(words),
                quote=words,
                prefix=snapshot.text[max(0, start - 32) : start],
                suffix=snapshot.text[start + len(words) : start + len(words) + 32],
                sha256=hashlib.sha256(words.encode()).hexdigest(),
            )
            for snapshot, part in zip(snapshots, parts, strict=True)
            for start, words in _placed(part)
        )

    def _claims(self, statements: list[str], passages: list[Any]) -> None:

        kinds = Claim.Kind.values
        claims = Claim.objects.bulk_create(
            Claim(
                workspace=self.desk,
                created_by=self.checker,
                statement=statement,
                kind=self.dice.choice(kinds),
                checkable="yes",
            )
            for statement in statements
        )
        appearances = Appearance.objects.bulk_create(
            Appearance(claim=claim, passage=passage, created_by=self.checker)
            for claim, passage in zip(claims, passages, strict=True)
        )
        for claim, appearance in zip(claims, appearances, strict=True):
            claim.first_appearance = appearance
        Claim.objects.bulk_update(claims, ["first_appearance"], batch_size=1000)
        Attribution.objects.bulk_create(
            Attribution(
                appearance=appearance,
                position=0,
                speaker=self.dice.choice(self.people),
                directness="indirect",
            )
            for appearance in appearances
        )
        self.claims += [claim.pk for claim in claims]
        self._work_on(claims, passages)

    def _work_on(self, claims: list[Any], passages: list[Any]) -> None:

        Evidence.objects.bulk_create(
            Evidence(
                claim=claim,
                stance=self.dice.choice(["supports", "contradicts", "context"]),
                warrant="It speaks of the same event.",
                passage=self.dice.choice(passages),
                shown_at=None if place % 20 else datetime.now(UTC),  # Out, where published below.
                created_by=self.checker,
            )
            for place, claim in list(enumerate(claims))[::10]
            for _ in range(4)
        )
        chosen = [(claim, self.dice.choice(self.ratings)) for claim in claims[::20]]
        now = datetime.now(UTC)
        checks = Check.objects.bulk_create(
            Check(
                workspace=self.desk,
                claim=claim,
                state="published",
                asked_by=self.checker,
                assignee=self.checker,
                second=self.owner,
                closed_at=now,
            )
            for claim, _ in chosen
        )
        reviews = Review.objects.bulk_create(
            Review(
                workspace=self.desk,
                claim=check.claim,
                round=check,
                reviewer=self.checker,
                rating=rating,
                summary="The documents we found say so.",
                submitted_at=now,
            )
            for check, (_, rating) in zip(checks, chosen, strict=True)
        )
        Verdict.objects.bulk_create(
            Verdict(
                workspace=self.desk,
                claim=review.claim,
                review=review,
                number=1,
                rating=rating,
                rating_label=rating.label,
                neutral=rating.neutral,
                summary=review.summary,
                as_of=date(2026, 1, 1),
                published_by=self.owner,
            )
            for review, (_, rating) in zip(reviews, chosen, strict=True)
        )
        for claim, _ in chosen:
            claim.visibility = "public"
        Claim.objects.bulk_update([claim for claim, _ in chosen], ["visibility"])
        self.published += [claim.pk for claim, _ in chosen]


def _placed(part: list[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for words in part:
        yield start, words
        start += len(words) + 2
