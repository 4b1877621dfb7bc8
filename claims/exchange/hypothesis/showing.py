"""Notes, claims and evidence read for one person, ready to become rows of the Hypothesis API."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from claims.annotations import rules
from claims.annotations.models import Annotation, Flag
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.reviews.models import Verdict
from provenance.accounts.rules import is_member, may_see
from provenance.sources.models import Article, Passage, Snapshot

from .finding import Key
from .grounds import surely_in
from .rows import PUBLIC, Shown, name_of, row
from .selectors import Span, described, quote_of
from .site import Site

KIND: dict[type[Any], str] = {
    Annotation: "note",
    Appearance: "appearance",
    Evidence: "evidence",
}
LONG = ("text", "blocks", "regions", "warnings")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, on which site; `text` is the snapshot on whose own page, if on one.

    `followed` says where passages of other versions stand in that text: id -> span.
    """

    user: Any
    site: Site
    text: Snapshot | None = None
    followed: Mapping[int, Span] = field(default_factory=dict)

    @property
    def username(self) -> str:
        """The user name; empty for somebody who is not logged in."""
        return getattr(self.user, "username", "") or ""

    def group(self, workspace: Any) -> str:
        """The group of a row: its workspace to members, what everyone sees to all others."""
        return workspace.slug if is_member(self.user, workspace.pk) else PUBLIC

    def page(self, passage: Passage | None, article: Article | None) -> str:
        """The page whose words a row is about: ours where the article has none on the web."""
        if self.text is not None:
            return self.site.text_page(self.text.pk)
        known = article and (article.canonical_address or article.final_address or article.address)
        if known and known.startswith(("http://", "https://")):
            return known
        snapshot = passage.snapshot_id if passage else article and article.latest_id
        return self.site.text_page(snapshot) if snapshot else self.site.root

    def in_context(self, passage: Passage, name: str) -> str:
        """The page of a passage's text, opened by the client at one annotation."""
        return f"{self.site.text_page(passage.snapshot_id)}#annotations:{name}"

    def selectors(self, passage: Passage | None) -> Sequence[Mapping[str, Any]]:
        """Where the words are. Positions are those of our own page, and given there alone."""
        if passage is None:
            return []
        if self.text is None:
            return [quote_of(passage)]
        if passage.snapshot_id != self.text.pk:
            span = self.followed.get(passage.pk)
            return described(self.text.text, *span) if span else []
        return described(self.text.text, passage.start, passage.end)


def reader_of(user: Any, site: Site, uris: Iterable[str] = ()) -> Reader:
    """Whoever reads what stands at these addresses; on our page of one snapshot, with its text."""
    texts = {pk for kind, pk in filter(None, map(site.thing_at, uris)) if kind == "text"}
    rows = Snapshot.objects.visible_to(user).filter(pk__in=texts)
    text = rows.first() if len(texts) == 1 else None
    if text is None:
        return Reader(user, site)
    followed = {one.passage_id: one.span for one in surely_in([text.pk]) if one.span}
    return Reader(user, site, text, followed)


def rows_of(keys: Sequence[Key], reader: Reader, standing: Mapping[int, int] = {}) -> list[Json]:
    """The rows of these keys in their order, in a constant number of queries."""
    ids: dict[str, list[int]] = {"note": [], "appearance": [], "evidence": []}
    for kind, pk in keys:
        ids[kind].append(pk)
    shown: dict[Key, Shown] = {}
    for kind, read in READ.items():
        if ids[kind]:
            shown |= {(one.kind, one.pk): one for one in read(ids[kind], reader, standing)}
    return [row(shown[key], reader.site, reader.username) for key in keys if key in shown]


def _notes(ids: Sequence[int], reader: Reader, standing: Mapping[int, int]) -> Iterable[Shown]:
    rows = list(Annotation.objects.visible_to(reader.user).with_ground().filter(pk__in=ids))
    flags = Flag.objects.filter(annotation__in=ids)
    mine = set(flags.filter(created_by=reader.user.pk).values_list("annotation", flat=True))
    counts = flags.open().values("annotation").annotate(count=Count("pk"))
    open_flags = dict(counts.values_list("annotation", "count"))
    first = {one.claim_id: one.claim.first_appearance_id for one in rows if one.claim}
    for note in rows:
        moderates = rules.may_judge(reader.user, note)
        own = note.created_by_id == reader.user.pk
        below = standing.get(note.claim_id) or first.get(note.claim_id)
        yield Shown(
            kind="note",
            pk=note.pk,
            text=note.body,
            tags=note.tags,
            state=note.state,
            own=own,
            flagged=note.pk in mine,
            flags=None if own or not moderates else open_flags.get(note.pk, 0),
            references=_references(note, below),
            page=_note_page(note, reader),
            may=_may(reader.user, note, moderates=moderates),
            extra={"metadata": {"motivation": note.motivation}},
            **_common(note, note.workspace, note.visibility, reader),
            **_place(note, note.passage, _article(note), reader),
        )


def _article(note: Annotation) -> Article | None:
    article: Article | None = note.passage.snapshot.article if note.passage else note.article
    return article


def _may(user: Any, note: Annotation, *, moderates: bool) -> frozenset[str]:
    asked = {
        "update": rules.may_edit(user, note),
        "delete": rules.may_delete(user, note),
        "moderate": moderates,
    }
    return frozenset(what for what, may in asked.items() if may)


def _references(note: Annotation, below: int | None) -> list[str]:
    """The rows above a note, the topmost first; a claim's notes stand below its appearance."""
    above = [name_of("appearance", below)] if note.claim_id and below else []
    up = dict.fromkeys(pk for pk in (note.root_id, note.parent_id) if pk)
    return above + [name_of("note", pk) for pk in up]


def _appearances(
    ids: Sequence[int], reader: Reader, _standing: Mapping[int, int]
) -> Iterable[Shown]:
    rows = list(_with_sources(Appearance.objects.visible_to(reader.user).filter(pk__in=ids)))
    kept = {one.pk: one.claim.merged_into or one.claim for one in rows}
    verdicts = _verdicts(kept.values())
    for one in rows:
        claim = kept[one.pk]
        verdict = verdicts.get(claim.pk)
        link = _claim_page(claim, verdict, reader)
        said = f"{claim.statement}\n\n{_linked(f'Claim {claim.pk}', link)}"
        yield Shown(
            kind="appearance",
            pk=one.pk,
            text=f"{said}: {verdict.rating_label}" if verdict else said,
            tags=["claim"],
            page=link,
            **_common(one, claim.workspace, claim.visibility, reader),
            **_place(one, one.passage, one.passage.snapshot.article, reader),
        )


def _evidence(ids: Sequence[int], reader: Reader, _standing: Mapping[int, int]) -> Iterable[Shown]:
    rows = list(_with_sources(Evidence.objects.visible_to(reader.user).filter(pk__in=ids)))
    verdicts = _verdicts(one.claim for one in rows)
    for one in rows:
        link = _claim_page(one.claim, verdicts.get(one.claim_id), reader)
        about = _linked(f"claim {one.claim_id}", link)
        yield Shown(
            kind="evidence",
            pk=one.pk,
            text=f"{one.get_stance_display().capitalize()} {about}: {one.claim}\n\n{one.warrant}",
            tags=["evidence", one.stance],
            page=link,
            **_common(one, one.claim.workspace, one.claim.visibility, reader),
            **_place(one, one.passage, one.passage.snapshot.article, reader),
        )


Read = Callable[[Sequence[int], Reader, Mapping[int, int]], Iterable[Shown]]
READ: dict[str, Read] = {"note": _notes, "appearance": _appearances, "evidence": _evidence}


def _with_sources(rows: Any) -> Any:
    return rows.select_related(
        "claim__workspace",
        "claim__merged_into__workspace",
        "passage__snapshot__article",
        "created_by",
    ).defer(*(f"passage__snapshot__{name}" for name in LONG))


def _common(one: Any, workspace: Any, visibility: str, reader: Reader) -> Json:
    """What rows of each kind say. Who works in a workspace is told to its members alone; to all
    others it speaks under its own name.
    """
    by = one.created_by if is_member(reader.user, workspace.pk) else None
    return {
        "created": one.created_at,
        "updated": getattr(one, "updated_at", one.created_at),
        "username": by.username if by else workspace.slug,
        "name": str(by or workspace),
        "group": reader.group(workspace),
        "visibility": visibility,
    }


def _place(one: Any, passage: Passage | None, article: Article | None, reader: Reader) -> Json:
    """Address, title and selectors. Who does not see the article is told neither its title nor a
    page of ours that shows it."""
    selectors = reader.selectors(passage)
    if isinstance(one, Annotation) and reader.text is None:
        selectors = one.outside.get("hypothesis", {}).get("selectors") or selectors
    seen = article is not None and may_see(reader.user, article)
    name = name_of(KIND[type(one)], one.pk)
    return {
        "uri": reader.page(passage, article),
        "title": str(article) if seen else "",
        "context": reader.in_context(passage, name) if seen and passage else "",
        "selectors": selectors,
    }


def _note_page(note: Annotation, reader: Reader) -> str:
    """Where a note is read on our own pages."""
    if note.passage:
        return reader.site.at(f"/snapshots/{note.passage.snapshot_id}/")
    if not is_member(reader.user, note.workspace_id):
        return ""
    if note.claim_id:
        return reader.site.at(f"/desk/claims/{note.claim_id}/")
    return reader.site.at(f"/articles/{note.article_id}/notes/")


def _verdicts(claims: Iterable[Claim]) -> dict[int, Verdict]:
    rows = Verdict.objects.filter(claim__in={one.pk for one in claims}).current()
    return {one.claim_id: one for one in rows}


def _claim_page(claim: Claim, verdict: Verdict | None, reader: Reader) -> str:
    """The working page for members, the public one for all others where there is one."""
    if is_member(reader.user, claim.workspace_id):
        return reader.site.at(f"/desk/claims/{claim.pk}/")
    return reader.site.at(f"/claims/{claim.pk}/") if verdict else ""


def _linked(words: str, link: str) -> str:
    return f"[{words}]({link})" if link else words
