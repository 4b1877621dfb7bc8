"""Lists of notes: those that name someone, those that wait for a moderator, one's own, all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import QueryDict

from claims.annotations.models import Annotation, Flag
from claims.evidence.reading import made_of
from claims.records.models import Claim
from claims.reviews.trusted import newest
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_moderate
from provenance.sources.models import Following

from .fates import Fate, fates_of
from .noted import page_of
from .paging import Slice, slice_of

MOST_CLAIMS = 40
ON_A_PAGE = 30
SHOWN = {
    "mentions": "Naming me",
    "waiting": "For a moderator",
    "mine": "My own",
    "lost": "Lost their words",
    "all": "All",
}


@dataclass(frozen=True)
class Noted:
    """One note of a list: where it stands, and for moderators the flags on it.

    `fate` is what became of its words, in the list of those that lost them.
    """

    note: Annotation
    where: str
    url: str
    flags: list[Flag]
    fate: Fate | None = None


@dataclass(frozen=True)
class Notes:
    """One page of a list. `kinds` are the lists this person has."""

    show: str
    kinds: Mapping[str, str]
    rows: list[Noted]
    page: Slice


def lists_for(user: User, workspace: Workspace) -> dict[str, str]:
    """The lists this person has: the queue is for moderators."""
    moderates = may_moderate(user, workspace.pk)
    return {name: words for name, words in SHOWN.items() if moderates or name != "waiting"}


def listed(show: str, user: User, workspace_id: int) -> Any:
    """The rows of a list; those that wait come oldest first, all others newest first."""
    rows = Annotation.objects.visible_to(user)
    if show == "waiting":
        return rows.awaiting(user).filter(workspace=workspace_id).order_by("pk")
    if show == "mentions":
        rows = rows.mentioning(user)
    if show in ("mine", "lost"):
        rows = rows.filter(created_by=user)
    if show == "lost":
        lost = newest().filter(passage=OuterRef("passage"), status__in=Following.LOST)
        rows = rows.filter(Exists(lost))
    return rows.filter(workspace=workspace_id).order_by("-pk")


def notes_page(user: User, workspace: Workspace, asked: QueryDict) -> Notes:
    """The page of a list that was asked for, in a constant number of queries."""
    kinds = lists_for(user, workspace)
    show = asked.get("show", "")
    show = show if show in kinds else "mentions"
    flags = Flag.objects.visible_to(user).open().select_related("created_by")
    rows = (
        listed(show, user, workspace.pk)
        .with_names()
        .prefetch_related(
            "decisions", made_of(user), Prefetch("flags", flags, to_attr="open_flags")
        )
    )
    page = slice_of(rows, asked, ON_A_PAGE)
    fates = fates_of([one.passage_id for one in page.rows], user) if show == "lost" else {}
    noted = [
        Noted(one, where(one), page_of(one), one.open_flags, fates.get(one.passage_id))
        for one in page.rows
    ]
    return Notes(show, kinds, noted, page)


def where(note: Annotation) -> str:
    """What a note stands on, in a few words."""
    if note.claim is not None:
        return note.claim.called
    if note.article is not None:
        return str(note.article)
    assert note.passage is not None
    return f"“{note.passage.quote}” in {note.passage.snapshot.article}"


def claims_near(note: Annotation, user: User) -> list[tuple[int, str]]:
    """Claims a note may be evidence on: those that stand in the same article, then the newest."""
    mine = Claim.objects.visible_to(user).standing().filter(workspace=note.workspace_id)
    here: list[Claim] = []
    if note.passage is not None:
        article = note.passage.snapshot.article_id
        inside = mine.filter(appearances__passage__snapshot__article=article)
        here = list(inside.distinct().order_by("-pk")[:MOST_CLAIMS])
    newest = [one for one in mine.order_by("-pk")[:MOST_CLAIMS] if one not in here]
    return [(one.pk, one.called) for one in [*here, *newest]]
