"""Keeping what the client writes: notes on the words they were written for, through the services.

A note may come from our own page of a snapshot, where its words are known exactly, or from any
page of the web. There the words are looked for in the latest text we have of that page. Where they
are not surely in it, the note is kept on the article as a whole, with the client's own selectors,
and the page is captured; once a text arrives in which the words stand, the note is put on them.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404

from claims.annotations import services as notes
from claims.annotations.models import Annotation, Motivation
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.records.rules import starting_visibility
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.roles import wider
from provenance.accounts.rules import NotNow, require
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given, request_capture
from provenance.sources.addresses import trusts_canonical
from provenance.sources.models import Article, Snapshot
from provenance.sources.selectors import SelectorError
from provenance.sources.services import expect_article

from .rows import PUBLIC, named
from .selectors import Span, span_elsewhere, span_here, worth_keeping
from .sent import Sent
from .site import Site

OUTSIDE = "hypothesis"
UNDER_WAY = [CaptureRequest.State.QUEUED, CaptureRequest.State.RUNNING]


@transaction.atomic
def write(sent: Sent, *, site: Site, by: User, **further: Any) -> Annotation:
    """Keep a new note or an answer. `further` goes to the services of notes (`via`, `outside`)."""
    further |= {"body": sent.text or "", "tags": sent.tags or ()}
    if sent.references:
        return _answer(sent, by=by, **further)
    workspace = _workspace(sent.group, by)
    further["visibility"] = _level(sent) or starting_visibility(by, workspace.pk)
    if sent.selectors and not further["body"].strip() and not sent.tags:
        further["motivation"] = Motivation.HIGHLIGHTING
    kind, pk = site.thing_at(sent.uri or "") or ("", 0)
    if kind == "claim":
        return notes.write_note(claim=_of_workspace(Claim, pk, workspace, by), by=by, **further)
    if kind:
        snapshot = _snapshot(kind, pk, workspace, by)
        return _on_snapshot(sent, snapshot, here=kind == "text", by=by, **further)
    return _on_the_web(sent, workspace, by=by, **further)


@transaction.atomic
def change(note: Annotation, sent: Sent, *, version: int | None = None, by: User) -> Annotation:
    """Reword a note and say who sees it, as far as that was sent; where it stands stays.

    The client knows only notes for oneself and notes for the group, so that one which everyone
    sees stays so. Raises Stale where `version` is given and the note has another.
    """
    if sent.text is not None or sent.tags is not None:
        tags = None if sent.tags is None else list(sent.tags)
        note = notes.edit_note(note, body=sent.text, tags=tags, version=version, by=by)
        version = None
    private = note.visibility == Visibility.ME
    if sent.readers is not None and sent.is_private != private:
        level = Visibility.ME if sent.is_private else Visibility.WORKSPACE
        note = notes.show_note(note, level, version=version, by=by)
    return note


def settle(snapshots: Sequence[Snapshot], _by: Any) -> None:
    """Put notes that wait for their words on them, in texts that have just come.

    Each is moved in the name of its author, who marked these words. One query where none waits,
    for this is asked of every text that comes.
    """
    arrived = {snapshot.article_id: snapshot for snapshot in snapshots}
    waiting = Annotation.objects.alive().filter(
        article__in=list(arrived), parent=None, outside__has_key=OUTSIDE
    )
    for note in waiting.select_related("created_by"):
        snapshot = arrived[note.article_id]
        span = span_elsewhere(snapshot.text, note.outside[OUTSIDE].get("selectors") or [])
        # Whoever has left the workspace since writes nothing there any more.
        with suppress(PermissionDenied, ValidationError, NotNow):
            if span and note.created_by:
                notes.settle_note(note, (snapshot, *span), by=note.created_by)


def _answer(sent: Sent, *, by: User, **further: Any) -> Annotation:
    kind, pk = named(sent.references[-1]) or ("", 0)
    if kind == "note":
        above = get_object_or_404(Annotation.objects.visible_to(by).with_ground(), pk=pk)
        level = _level(sent)
        if level and wider(level, above.visibility):
            level = above.visibility
        return notes.reply(above, visibility=level, by=by, **further)
    model: Any = {"appearance": Appearance, "evidence": Evidence}.get(kind)
    if model is None:
        raise ValidationError({"references": "There is no such annotation to answer."})
    standing = get_object_or_404(model.objects.visible_to(by).select_related("claim"), pk=pk)
    return notes.write_note(claim=standing.claim, visibility=_level(sent), by=by, **further)


def _level(sent: Sent) -> str | None:
    """Who sees the note; None where nothing was said, so that the usual holds."""
    if sent.readers is None:
        return None
    return Visibility.ME if sent.is_private else Visibility.WORKSPACE


def _workspace(group: str | None, by: User) -> Workspace:
    mine = Workspace.objects.visible_to(by)
    require(
        group != PUBLIC,
        "What everyone sees is read here, not written. Choose your workspace as the group; "
        "an editor can show the note to everyone.",
    )
    belongs = list(mine) if group is None else list(mine.filter(slug=group))
    if len(belongs) != 1:
        raise ValidationError({"group": f"You belong to no group “{group or ''}”."})
    found: Workspace = belongs[0]
    return found


def _snapshot(kind: str, pk: int, workspace: Workspace, by: User) -> Snapshot:
    if kind == "article":
        article = _of_workspace(Article, pk, workspace, by)
        latest: Snapshot | None = article.latest
        if latest is None:
            raise ValidationError({"uri": "The text of this article has not come yet."})
        return latest
    rows = Snapshot.objects.visible_to(by).filter(article__workspace=workspace)
    snapshot: Snapshot | None = rows.select_related("article").filter(pk=pk).first()
    return snapshot or _not_here()


def _of_workspace(model: Any, pk: int, workspace: Workspace, by: User) -> Any:
    return model.objects.visible_to(by).filter(workspace=workspace, pk=pk).first() or _not_here()


def _not_here() -> Any:
    raise ValidationError({"group": "This page belongs to another group, or is gone."})


def _on_snapshot(
    sent: Sent, snapshot: Snapshot, *, here: bool, by: User, **further: Any
) -> Annotation:
    """On one of our own pages nothing is guessed: the words are there, or it is refused."""
    if not sent.selectors:
        return notes.write_note(article=snapshot.article, by=by, **further)
    try:
        find = span_here if here else span_elsewhere
        span = find(snapshot.text, sent.selectors)
    except SelectorError as error:
        raise ValidationError({"target": error.message}) from None
    if span is None:
        raise ValidationError({"target": "These words are not surely found in the text."})
    place, workspace = (snapshot, *span), snapshot.article.workspace
    return notes.write_note(place=place, workspace=workspace, by=by, **further)


def _on_the_web(sent: Sent, workspace: Workspace, *, by: User, **further: Any) -> Annotation:
    if sent.uri not in sent.addresses:
        raise ValidationError(
            {"uri": "Only pages with a web address can be annotated. Bring the file in instead."}
        )
    article = _article(sent, workspace, further["visibility"], by)
    if not sent.selectors:
        return notes.write_note(article=article, by=by, **further)
    span, selectors = _found(article.latest, sent), worth_keeping(sent.selectors)
    ours = {"selectors": selectors, **further.pop("outside", {}).get(OUTSIDE, {})}
    if article.latest is not None and span is not None:
        further["place"], further["workspace"] = (article.latest, *span), workspace
    elif selectors:
        further["article"] = article
        _ask_for(article, by)
    else:
        raise ValidationError({"target": "So many words cannot be kept until the page is here."})
    return notes.write_note(by=by, outside={OUTSIDE: ours}, **further)


def _found(latest: Snapshot | None, sent: Sent) -> Span | None:
    """Where the marked words surely stand in the latest text; nonsense is refused in any case."""
    try:
        return span_elsewhere(latest.text if latest else "", sent.selectors)
    except SelectorError as error:
        raise ValidationError({"target": error.message}) from None


def _article(sent: Sent, workspace: Workspace, visibility: str, by: User) -> Article:
    """The article at the page's address, or at one that the page says it has; else one to come.

    A page may say anything of itself. So another address of its own counts only where it may be
    believed, and where the marked words surely stand in the text known by it. What a group reads
    is kept on no article that its author alone sees.
    """
    rows = Article.objects.visible_to(by).in_workspace(workspace).select_related("latest")
    if visibility != Visibility.ME:
        rows = rows.exclude(visibility=Visibility.ME)
    own, *others = sent.addresses
    said = (_known(rows, one) for one in others if trusts_canonical(own, one))
    standing = (one for one in said if one and sent.selectors and _found(one.latest, sent))
    known = _known(rows, own) or next(standing, None)
    if known is not None:
        return known
    article = expect_article(own, workspace=workspace, visibility=visibility, by=by)
    _ask_for(article, by)
    return article


def _known(rows: Any, address: str) -> Article | None:
    found: Article | None = rows.at_address(address).order_by("visibility", "pk").first()
    return found


def _ask_for(article: Article, by: User) -> None:
    """Have the page captured, unless that is under way."""
    open_ones = CaptureRequest.objects.filter(
        workspace=article.workspace_id,
        address=article.address,
        visibility=article.visibility,
        state__in=UNDER_WAY,
    )
    if article.address and not open_ones.exists():
        request_capture(
            Given(CaptureRequest.Origin.ADDRESS, address=article.address),
            workspace=article.workspace,
            visibility=article.visibility,
            by=by,
        )
