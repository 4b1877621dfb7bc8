"""The rows that the graph benchmark measures on. Imported once Django is set up."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection

from benchmarks._reader_rows import _session
from benchmarks._snapshots import snapshot_of
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution, Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.records.tracing import lineage_of
from provenance.accounts.models import User
from provenance.accounts.services import make_token, open_workspace
from provenance.sources.models import (
    Article,
    Authorship,
    Citation,
    Outlet,
    Passage,
    Person,
    Snapshot,
)

KINDS = ["cites"] * 8 + ["quotes"] * 5 + ["republishes"] * 4 + ["translates", "links", "links"]
BACKWARDS = 0.03  # So many citations lead to a younger article, and so make loops.
STATEMENT = "The eastern pier was closed."
TEXT = f"{STATEMENT} Forty boats had to leave."


def fill(articles: int, citations: int, claims: int) -> dict[str, Any]:
    """Articles that lean on older ones, and claims that stand in 2 to 20 of them each."""
    owner = User.objects.create_user("owner", email="owner@desk.example", name="Owner")
    desk = open_workspace(slug="graph", name="Graph Desk", kind="newsroom", by=owner)
    _, secret = make_token(name="graph", by=owner)
    dice = random.Random(7)
    own: dict[str, Any] = {"workspace": desk, "created_by": owner}
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", key=f"person {n}", **own) for n in range(400)
    )
    made = _articles(articles, _outlets(own, dice), people, own, dice)
    _citations(made, citations, own, dice)
    passages = _passages(made)
    ids = [_claim(passages, people, own, dice) for _ in range(claims)]
    connection.cursor().execute("ANALYZE")
    return {"token": secret, "session": _session(owner), "owner": owner.pk, "claims": ids}


def _outlets(own: dict[str, Any], dice: random.Random) -> list[Outlet]:
    """80 outlets, a tenth of them agencies, a third owned, through up to three others."""
    outlets = Outlet.objects.bulk_create(
        Outlet(
            name=f"Outlet {n}",
            key=f"outlet {n}",
            kind="agency" if n % 10 == 0 else "newspaper",
            aliases=[f"O{n}"],
            alias_keys=[f"o{n}"],
            **own,
        )
        for n in range(80)
    )
    for number, outlet in enumerate(outlets):
        if number and dice.random() < 0.33:
            outlet.owner = outlets[dice.randrange(number)]
    Outlet.objects.bulk_update(outlets, ["owner"])
    return outlets


def _articles(
    number: int,
    outlets: list[Outlet],
    people: list[Person],
    own: dict[str, Any],
    dice: random.Random,
) -> list[Article]:
    """In the order in which they came out."""
    first = date(2016, 1, 1)
    articles = Article.objects.bulk_create(
        Article(
            title=f"Report {n}",
            outlet=dice.choice(outlets),
            address=f"https://paper.example/{n}",
            address_key=f"paper.example/{n}",
            published=first + timedelta(days=n) if n % 9 else None,
            published_precision="day" if n % 9 else "",
            republished_from=f"Outlet {dice.randrange(8) * 10}" if dice.random() < 0.1 else "",
            **own,
        )
        for n in range(number)
    )
    Authorship.objects.bulk_create(
        Authorship(article=article, person=dice.choice(people)) for article in articles
    )
    return articles


def _citations(
    articles: list[Article], number: int, own: dict[str, Any], dice: random.Random
) -> None:
    pairs: set[tuple[int, int, str]] = set()
    while len(pairs) < number:
        older, younger = sorted(dice.sample(range(len(articles)), 2))
        if dice.random() < BACKWARDS:
            older, younger = younger, older
        pairs.add((younger, older, dice.choice(KINDS)))
    Citation.objects.bulk_create(
        Citation(source=articles[source], target=articles[target], kind=kind, **own)
        for source, target, kind in sorted(pairs)
    )


def _passages(articles: list[Article]) -> list[Passage]:
    body = [{"kind": "body", "start": 0, "end": len(TEXT)}]
    snapshots = Snapshot.objects.bulk_create(
        snapshot_of(article, TEXT, regions=body) for article in articles
    )
    for article, snapshot in zip(articles, snapshots, strict=True):
        article.latest = snapshot
    Article.objects.bulk_update(articles, ["latest"])
    words = hashlib.sha256(STATEMENT.encode()).hexdigest()
    return Passage.objects.bulk_create(
        Passage(snapshot=one, start=0, end=len(STATEMENT), quote=STATEMENT, sha256=words)
        for one in snapshots
    )


def _claim(
    passages: list[Passage], people: list[Person], own: dict[str, Any], dice: random.Random
) -> int:
    """One claim with chains of up to three hops, and evidence in six texts."""
    claim = Claim.objects.create(statement=STATEMENT, **own)
    places = dice.sample(passages, dice.randint(2, 20))
    rows = Appearance.objects.bulk_create(
        Appearance(claim=claim, passage=one, created_by=own["created_by"]) for one in places
    )
    Claim.objects.filter(pk=claim.pk).update(first_appearance=rows[0])
    Attribution.objects.bulk_create(
        Attribution(
            appearance=row, position=place, speaker=dice.choice(people), directness="indirect"
        )
        for row in rows
        for place in range(dice.randint(0, 3))
    )
    Evidence.objects.bulk_create(
        Evidence(
            claim=claim,
            stance=dice.choice(["supports", "contradicts"]),
            warrant="It speaks of the same event.",
            passage=one,
            created_by=own["created_by"],
        )
        for one in dice.sample(passages, 6)
    )
    return claim.pk


def measure(owner: int, claims: list[int], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of wall and processor time for each claim, in this process and PostgreSQL."""
    user = User.objects.get(pk=owner)
    assert user.roles

    def origins(pk: int) -> None:
        rows = appearances_of(Claim.objects.get(pk=pk), user)
        independent_appearances(rows)

    def lineage(pk: int) -> None:
        claim = Claim.objects.get(pk=pk)
        rows = appearances_of(claim, user)
        lineage_of(claim, rows, independent_appearances(rows), user)

    for pk in claims[:20]:
        lineage(pk)
    found: dict[str, list[float]] = {}
    for name, work in (("origins", origins), ("lineage", lineage)):
        wall, spent = zip(*_timed(work, claims * rounds), strict=True)
        found |= {name: list(wall), f"{name}_cpu": list(spent)}
    return found


def _timed(work: Callable[[int], None], claims: list[int]) -> Iterator[tuple[float, float]]:
    for pk in claims:
        began, spent = time.perf_counter(), time.process_time()
        work(pk)
        yield 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - spent)
