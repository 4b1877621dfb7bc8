"""Our rows as W3C Web Annotations: notes, appearances of claims, and evidence."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Appearance
from provenance.accounts.models import Workspace
from provenance.accounts.rules import is_member
from provenance.sources.models import Article, Passage

from .web_annotation import Target, WebAnnotation
from .web_terms import is_uri, to_uri


def of_note(note: Annotation, site: str, user: Any) -> WebAnnotation:
    """A note with its target, read by `with_ground`, as `user` may read it.

    `site` is our own address, without a slash at its end.
    What an outside program sent beside our own fields goes out again as it came.
    """
    kept: Mapping[str, Any] = note.outside.get("w3c", {})
    extra = dict(kept.get("extra", {}))
    if is_uri(note.via):
        extra.setdefault("via", note.via)
    return WebAnnotation(
        id=iri(site, "w3c-note", note.pk),
        target=_target_of(note, site, kept),
        text=note.body,
        tags=tuple(note.tags),
        motivations=_motivations(note, kept),
        **_creator(note, note.workspace, user),
        created=note.created_at,
        modified=note.updated_at,
        bodies=tuple(kept.get("bodies", ())),
        text_extra=kept.get("text", {}),
        extra=extra,
    )


def further_bodies(note: Annotation) -> list[str]:
    """What a note says beside its own words, to be read: other texts, and addresses of things."""
    bodies = note.outside.get("w3c", {}).get("bodies", ())
    return [body if isinstance(body, str) else _read_as(body) for body in bodies]


def of_appearance(appearance: Appearance, site: str, user: Any) -> WebAnnotation:
    """The claim at the words where it stands. Claim and passage are read with it."""
    claim = appearance.claim
    named = {"type": "SpecificResource", "source": iri(site, "public-claim", claim.pk)}
    return WebAnnotation(
        id=iri(site, "w3c-appearance", appearance.pk),
        target=_words(appearance.passage, site),
        text=claim.statement,
        motivations=("identifying",),
        **_creator(appearance, claim.workspace, user),
        created=appearance.created_at,
        bodies=({**named, "purpose": "identifying"},),
        text_extra={"purpose": "describing", "language": claim.language},
    )


def of_evidence(evidence: Evidence, site: str, user: Any) -> WebAnnotation:
    """What supports or contradicts a claim: the reason, the claim, and the stance as a class."""
    named = {"type": "SpecificResource", "source": iri(site, "public-claim", evidence.claim_id)}
    stance = {"type": "TextualBody", "value": evidence.stance, "purpose": "classifying"}
    passage = evidence.passage
    return WebAnnotation(
        id=iri(site, "w3c-evidence-row", evidence.pk),
        target=Target(to_uri(evidence.address)) if passage is None else _words(passage, site),
        text=evidence.warrant,
        motivations=("linking",),
        **_creator(evidence, evidence.claim.workspace, user),
        created=evidence.created_at,
        modified=evidence.updated_at,
        bodies=({**named, "purpose": "linking"}, stance),
    )


def iri(site: str, name: str, pk: int) -> str:
    """The IRI of a row on this site."""
    return f"{site}{reverse(name, args=[pk])}"


def address_of(article: Article) -> str:
    """The address of an article on the web, as a URI; empty for a mere file."""
    given = article.final_address or article.address or article.canonical_address
    return to_uri(given) if given.startswith(("http://", "https://")) else ""


def _read_as(body: Mapping[str, Any]) -> str:
    named = (body.get(name) for name in ("value", "source", "id"))
    return next((one for one in named if isinstance(one, str)), "")


def _creator(row: Any, workspace: Workspace, user: Any) -> dict[str, Any]:
    """Who made a row. Outsiders read what was found, not who works here."""
    if not is_member(user, workspace.pk):
        return {"creator": workspace.name, "creator_kind": "Organization"}
    return {"creator": str(row.created_by or "")}


def _target_of(note: Annotation, site: str, kept: Mapping[str, Any]) -> Target:
    if note.parent_id is not None:
        return Target(iri(site, "w3c-note", note.parent_id))
    if note.claim_id is not None:
        return Target(iri(site, "public-claim", note.claim_id))
    if note.article is not None:
        return Target(address_of(note.article) or iri(site, "article", note.article.pk))
    assert note.passage is not None
    return _words(note.passage, site, kept)


def _words(passage: Passage, site: str, kept: Mapping[str, Any] | None = None) -> Target:
    kept = kept or {}
    snapshot = passage.snapshot
    copy = iri(site, "snapshot", snapshot.pk)
    quote = {
        "type": "TextQuoteSelector",
        "exact": passage.quote,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }
    position = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
    return Target(
        source=address_of(snapshot.article) or copy,
        selectors=(quote, position, *kept.get("selectors", ())),
        source_date=snapshot.captured_at,
        cached=copy,
        extra=kept.get("target", {}),
    )


def _motivations(note: Annotation, kept: Mapping[str, Any]) -> tuple[str, ...]:
    """All those sent with a note, unless it was given another since."""
    sent = kept.get("motivations", ())
    return tuple(sent) if note.motivation in sent else (note.motivation,)
