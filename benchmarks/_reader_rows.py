"""The rows that the reader benchmark measures on. Imported once Django is set up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from benchmarks._snapshots import snapshot_of
from claims.records.services import Hop, record_claim
from provenance.accounts.models import User, Workspace
from provenance.accounts.services import open_workspace
from provenance.sources.models import Article, Outlet, Snapshot

SPEAKERS = ("Mira Tal", "Noa Brand", "the port", "a port official", "Tomas Reel")


def fill(text: str, places: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """One article with `text`, and a claim with one hop at each place."""
    owner = User.objects.create_user("owner", email="owner@desk.example", name="Owner")
    desk = open_workspace(slug="reader", name="Reader Desk", kind="newsroom", by=owner)
    snapshot = _snapshot(text, desk, owner)
    for number, (start, end) in enumerate(places):
        record_claim(
            desk,
            text[start:end],
            appearance=(snapshot, start, end),
            attributions=[Hop(SPEAKERS[number % len(SPEAKERS)])],
            by=owner,
        )
    connection.cursor().execute("ANALYZE")
    return {"session": _session(owner), "page": reverse("article", args=[snapshot.article_id])}


def _snapshot(text: str, desk: Workspace, owner: User) -> Snapshot:
    outlet = Outlet.objects.create(workspace=desk, name="Harbour Post", key="harbour post")
    article = Article.objects.create(
        workspace=desk, title="A long report", outlet=outlet, language="en", created_by=owner
    )
    snapshot = snapshot_of(article, text)
    snapshot.save()
    Article.objects.filter(pk=article.pk).update(latest=snapshot)
    return snapshot


def _session(person: User) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
