"""Received W3C annotations become notes, through the services of notes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.annotations import services
from claims.annotations.models import Annotation
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow

from .web_annotation import Target, WebAnnotation, load
from .web_grounds import Ground, ground_of
from .web_selectors import about_markup
from .web_terms import NotUnderstood, is_uri

EMPTY: Mapping[str, Any] = {}
STAYS = "A note stays on what it was written about. Write another one there."


def read(data: Any) -> WebAnnotation:
    """The annotation in a request. Raises ValidationError naming the field."""
    try:
        return load(data)
    except NotUnderstood as error:
        raise ValidationError({error.field or "body": error.message}) from None


def write(
    sent: WebAnnotation,
    *,
    site: str,
    workspace: Workspace | None,
    visibility: str | None,
    by: User,
) -> Annotation:
    """Keep an annotation as a note. Raises ValidationError naming the field.

    Its own name, if it has one elsewhere, is kept as `via`; creator and dates are ours to say.
    """
    ground = _ground(sent.target, site=site, workspace=workspace, by=by)
    via = _via(sent, site)
    further: dict[str, Any] = {
        "tags": sent.tags,
        "motivation": sent.motivations[0],
        "via": via,
        "outside": {"w3c": kept} if (kept := _kept(sent, via)) else {},
        "visibility": visibility,
        "by": by,
    }
    if ground.parent is not None:
        return services.reply(ground.parent, sent.text, **further)
    if ground.snapshot is not None:
        further["workspace"] = ground.snapshot.article.workspace
        further["place"] = (ground.snapshot, ground.start, ground.end)
    return services.write_note(sent.text, claim=ground.claim, article=ground.article, **further)


@transaction.atomic
def replace(
    note: Annotation, sent: WebAnnotation, *, site: str, version: int | None, by: User
) -> Annotation:
    """Make a note what was sent. What programs leave out of a target stays as we have it.

    Raises NotNow where it would stand on something else than it was written about.
    """
    names = _other_names(note, sent)
    ground = _ground(sent.target, site=site, workspace=note.workspace, by=by, stood_on=note.passage)
    _refuse_other_ground(note, ground)
    kept = _kept(sent, note.via, names)
    if ground.snapshot is not None:
        place = (ground.snapshot, ground.start, ground.end)
        # Moved first, since a move drops selectors: those just sent are about the new words.
        note, version = services.move_note(note, place, version=version, by=by), None
    return services.edit_note(
        note,
        body=sent.text,
        tags=sent.tags,
        motivation=sent.motivations[0],
        outside={"w3c": kept} if kept or "w3c" in note.outside else None,
        version=version,
        by=by,
    )


def _ground(target: Target, *, stood_on: Any = None, **where: Any) -> Ground:
    try:
        return ground_of(target, stood_on=stood_on, **where)
    except NotUnderstood as error:
        raise ValidationError({error.field: error.message}) from None


def _refuse_other_ground(note: Annotation, ground: Ground) -> None:
    """Answers answer, and what stands on words does not come to stand on a whole article."""
    stands_on = (note.parent_id, None if note.parent_id else note.claim_id)
    asked = (ground.parent and ground.parent.pk, ground.claim and ground.claim.pk)
    on_article = note.article_id if note.parent_id is None else None
    if stands_on != asked or on_article != (ground.article and ground.article.pk):
        raise NotNow(STAYS)


def _other_names(note: Annotation, sent: WebAnnotation) -> dict[str, Any]:
    """What an annotation is called elsewhere, said once and then kept (Protocol, 5.3)."""
    kept = note.outside.get("w3c", {}).get("extra", {})
    ours = {"via": note.via} if note.via else {}
    ours |= {name: kept[name] for name in ("canonical", "via") if name in kept}
    for name, value in ours.items():
        if sent.extra.get(name, value) != value:
            raise NotNow(f"The {name} of an annotation does not change.")
    return {name: kept[name] for name in ours if name in kept}


def _via(sent: WebAnnotation, site: str) -> str:
    named = sent.extra.get("via", sent.id)
    first = named[0] if isinstance(named, list) else named
    return first if is_uri(first) and not first.startswith(f"{site}/") and len(first) <= 500 else ""


def _kept(sent: WebAnnotation, via: str, names: Mapping[str, Any] = EMPTY) -> dict[str, Any]:
    """What goes out again as it came, beside what a note has fields for, such as `via`."""
    extra = {**names, **sent.extra}
    if "via" not in names and extra.get("via") == via:
        del extra["via"]
    parts = {
        "motivations": list(sent.motivations) if len(sent.motivations) > 1 else [],
        "bodies": list(sent.bodies),
        "text": dict(sent.text_extra),
        "selectors": about_markup(sent.target.selectors),
        "target": dict(sent.target.extra),
        "extra": extra,
    }
    return {name: part for name, part in parts.items() if part}
