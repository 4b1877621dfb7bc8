"""The rows that the network benchmark measures on. Imported once Django is set up."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from benchmarks._snapshots import snapshot_of
from claims.records.models import Appearance, Attribution
from claims.records.services import record_claim
from provenance.accounts.models import User, Workspace
from provenance.accounts.services import open_workspace
from provenance.sources.models import Article, Citation, Outlet, Passage, Person, Snapshot

QUOTE = "The harbour has been closed since May"
TEXT = f"{QUOTE}, the port said."
OUTLETS, SPEAKERS = 80, 150
KINDS = ["republishes"] * 4 + ["quotes"] * 3 + ["cites"] * 2 + ["links"]


def fill(articles: int, citations: int, dice: Random) -> dict[str, Any]:
    """One claim that stands in `articles` texts, each leaning on earlier ones."""
    owner = User.objects.create_user("owner", email="owner@desk.example", name="Owner")
    desk = open_workspace(slug="network", name="Network Desk", kind="newsroom", by=owner)
    snapshots = _texts(desk, owner, articles, dice)
    claim = record_claim(desk, f"{QUOTE}.", appearance=(snapshots[0], 0, len(QUOTE)), by=owner)
    _places(claim, snapshots[1:], desk, dice)
    _leanings(desk, owner, [one.article_id for one in snapshots], citations, dice)
    connection.cursor().execute("ANALYZE")
    page = reverse("claim-graph", args=[claim.pk])
    return {"session": _session(owner), "page": page}


def _texts(desk: Workspace, owner: User, number: int, dice: Random) -> list[Snapshot]:
    outlets = Outlet.objects.bulk_create(
        Outlet(workspace=desk, name=f"Outlet {at}", key=f"outlet {at}") for at in range(OUTLETS)
    )
    articles = Article.objects.bulk_create(
        Article(
            workspace=desk,
            title=f"The harbour, report {at}",
            outlet=dice.choice(outlets),
            published=date(2025, 1, 1) + timedelta(days=at // 10),
            published_precision="day",
            created_by=owner,
        )
        for at in range(number)
    )
    return Snapshot.objects.bulk_create(snapshot_of(one, TEXT) for one in articles)


def _places(claim: Any, snapshots: list[Snapshot], desk: Workspace, dice: Random) -> None:
    people = Person.objects.bulk_create(
        Person(workspace=desk, name=f"Speaker {at}", key=f"speaker {at}") for at in range(SPEAKERS)
    )
    digest = sha256(QUOTE.encode()).hexdigest()
    passages = Passage.objects.bulk_create(
        Passage(snapshot=one, start=0, end=len(QUOTE), quote=QUOTE, sha256=digest)
        for one in snapshots
    )
    places = Appearance.objects.bulk_create(
        Appearance(claim=claim, passage=one) for one in passages
    )
    Attribution.objects.bulk_create(
        Attribution(appearance=one, position=0, speaker=dice.choice(people), directness="indirect")
        for one in places
        if dice.random() < 0.3
    )


def _leanings(desk: Workspace, owner: User, articles: list[int], number: int, dice: Random) -> None:
    """Citations of earlier texts, the earliest more often, as agencies are."""
    found: dict[tuple[int, int], str] = {}
    while len(found) < number:
        later = dice.randrange(1, len(articles))
        earlier = int(later * dice.random() ** 2)
        found.setdefault((later, earlier), dice.choice(KINDS))
    Citation.objects.bulk_create(
        Citation(
            workspace=desk,
            source_id=articles[later],
            target_id=articles[earlier],
            kind=kind,
            created_by=owner,
        )
        for (later, earlier), kind in found.items()
    )


def _session(person: User) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
