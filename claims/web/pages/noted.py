"""Notes in threads and in lists, each with what this person may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from claims.annotations.models import Annotation, AnnotationRevision
from claims.annotations.rules import may_delete, may_edit, may_reply, may_restore
from claims.annotations.threads import in_threads
from claims.evidence.models import Evidence
from claims.evidence.reading import made_of
from claims.exchange.web_rows import further_bodies
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import is_member, may_moderate, may_record, may_see
from provenance.sources.models import Article
from provenance.written import written_once


@dataclass(frozen=True)
class ShownNote:
    """One note where it is read; `gone` shows only that it was deleted."""

    note: Annotation
    depth: int
    gone: bool
    may_answer: bool
    may_edit: bool
    may_delete: bool
    may_restore: bool


@dataclass(frozen=True)
class Tools:
    """What someone who reads a note may do with it besides answering, and what came of it.

    `author` is who wrote it, for outsiders the workspace; `made` is the claim made of it, if they
    see that, `evidence` that made of it likewise; `reason` is why it is kept from others; `further`
    is what another program said in it beside its words.
    """

    author: str
    flag: bool
    judge: bool
    promote: bool
    made: Claim | None
    evidence: Sequence[Evidence]
    reason: str
    further: Sequence[str]


def notes_on(claim: Claim, user: User) -> list[ShownNote]:
    """Those on a claim and on the claims merged into it, in a constant number of queries."""
    return _in_threads(_on_claim(claim.pk, user), user)


def notes_on_article(article: Article, user: User) -> list[ShownNote]:
    """Those on an article as a whole, in a constant number of queries."""
    return _in_threads(_on_article(article.pk, user), user)


def earlier_for(user: Any) -> "Prefetch[Any]":
    """For `prefetch_related`: the earlier wordings of each note that `user` may read."""
    return Prefetch("revisions", AnnotationRevision.objects.visible_to(user))


def tools_for(user: Any, note: Annotation) -> Tools:
    """For a note that `user` sees, read with `made_of(user)`; asks the database nothing more."""
    inside, on_words = is_member(user, note.workspace_id), note.passage_id is not None
    others = isinstance(user, User) and note.created_by_id != user.pk
    made = note.promoted_claim
    seen = inside and made is not None and may_see(user, made)
    return Tools(
        author=str(note.created_by or "The program") if inside else note.workspace.name,
        flag=others,
        judge=others and note.visibility != "me" and may_moderate(user, note.workspace_id),
        promote=may_record(user, note.workspace_id) and on_words and note.state == "approved",
        made=made if seen else None,
        evidence=getattr(note, "made_evidence", ()) if inside else (),
        reason="" if note.state == "approved" else _reason(note),
        further=further_bodies(note),
    )


def page_of(note: Annotation) -> str:
    """Where a note is read: its claim, its article, or the text it stands on."""
    if note.claim_id is not None:
        return f"{reverse('claim', args=[note.claim_id])}#notes"
    if note.article_id is not None:
        return reverse("article-notes", args=[note.article_id])
    assert note.passage is not None
    return reverse("snapshot", args=[note.passage.snapshot_id])


def _reason(note: Annotation) -> str:
    decisions = list(note.decisions.all())
    return decisions[-1].reason if decisions else ""


@written_once
def _on_claim(claim_id: int, user: User) -> Any:
    rows: Any = Annotation.objects.for_threads(user)
    return _read(rows.filter(claim__in=Claim.objects.family(claim_id)))


@written_once
def _on_article(article_id: int, user: User) -> Any:
    return _read(Annotation.objects.for_threads(user).filter(article=article_id))


def _read(rows: Any) -> Any:
    """With all that the page tells of each note, but for what depends on who reads it."""
    return rows.with_ground().select_related("promoted_claim").prefetch_related("decisions")


def _in_threads(rows: list[Annotation], user: User) -> list[ShownNote]:
    if rows:  # Writing these questions takes far longer than finding nothing with them.
        prefetch_related_objects(rows, made_of(user), earlier_for(user))
    return [
        ShownNote(
            note=line.note,
            depth=line.depth,
            gone=line.gone,
            may_answer=may_reply(user, line.note),
            may_edit=may_edit(user, line.note),
            may_delete=may_delete(user, line.note),
            may_restore=line.gone and may_restore(user, line.note),
        )
        for line in in_threads(rows)
    ]
