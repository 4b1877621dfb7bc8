"""Makes the dossier of a claim, as much of it as one person may see.

Strangers get what is public: the claim, its chains, the evidence and verdicts that are out, and the
texts that everyone may read. Whoever sees more gets more: the bytes of pages go to members alone
(decision 3), the history to those who may read it. Reviews that were never published, other
people's notes and whatever else lies unpublished on a desk are never packed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from provenance.accounts.rules import is_member
from provenance.capture.wacz import Capture, to_wacz
from provenance.sources.models import Snapshot, SnapshotFile

from .. import claimreview, mediareview, web_rows
from ..prov_story import Story, story_of_claim
from ..published import dated, read
from ..web_annotation import dump
from .package import Packer, as_json
from .proof import history_of
from .telling import groundwork, texts_of, verdict, whole

LOOK = "exchange/dossier.css"
PAGE = "exchange/dossier.html"
HEADINGS = {"supports": "For it", "contradicts": "Against it", "context": "Context"}
SEEN = {
    True: "what its maker may see as a member of the workspace",
    False: "what everyone may see",
}


@dataclass(frozen=True)
class _Made:
    """What one dossier is made of."""

    claim: Claim
    user: Any
    site: str
    at: datetime
    story: Story

    @property
    def address(self) -> str:
        """The public page of the claim."""
        return f"{self.site}{reverse('public-claim', args=[self.claim.pk])}"


def write_dossier(claim: Claim, out: IO[bytes], *, user: Any, site: str) -> dict[str, int]:
    """Write the dossier of a claim that `user` sees into a file that can be sought in.

    `site` is scheme and host, without a slash. Gives how many there are of each kind. The number of
    queries does not depend on how much hangs on the claim.
    """
    claim = Claim.objects.select_related("workspace", "created_by").get(pk=claim.pk)
    made = _Made(claim, user, site, timezone.now(), story_of_claim(claim, user))
    packer = Packer(out)
    held: dict[int, dict[str, Any]] = {}
    _pack_texts(packer, made, held)
    _pack_captures(packer, made, held)
    told = whole(made.story, held, address=made.address)
    verdicts = [verdict(row) for row in made.story.verdicts]
    packer.add("claim.json", as_json(told), "the claim, where it stands, its chains and evidence")
    packer.add("verdicts.json", as_json(verdicts), "every verdict that was published, oldest first")
    for path, content, says in _formats(made):
        packer.add(path, content, says)
    packer.add("history.json", as_json(history_of(claim, user)), "the history with its seals")
    _pack_page(packer, made, held)
    packer.close(
        claim=claim.pk,
        statement=claim.statement,
        address=made.address,
        made_at=made.at.isoformat(timespec="seconds"),
        holds=SEEN[is_member(user, claim.workspace_id)],
    )
    counts = {name: len(told[name]) for name in ("appearances", "evidence", "snapshots")}
    return counts | {"verdicts": len(verdicts), "files": len(packer.files)}


def as_everyone() -> AnonymousUser:
    """For whom the dossier is made that may be handed to anyone."""
    return AnonymousUser()


def _pack_texts(packer: Packer, made: _Made, held: dict[int, dict[str, Any]]) -> None:
    rows = Snapshot.objects.visible_to(made.user).filter(pk__in=texts_of(made.story))
    texts = rows.order_by("pk").values_list("pk", "text")
    for pk, text in texts.iterator(chunk_size=1):
        path = f"texts/snapshot-{pk}.txt"
        packer.add(path, text.encode(), f"the text of snapshot {pk}")
        held.setdefault(pk, {})["text"] = path


def _pack_captures(packer: Packer, made: _Made, held: dict[int, dict[str, Any]]) -> None:
    files = SnapshotFile.objects.readable_by(made.user).filter(snapshot__in=texts_of(made.story))
    rows = files.select_related("snapshot__article").defer(
        "snapshot__text", "snapshot__blocks", "snapshot__regions"
    )
    for file in rows.order_by("pk").iterator(chunk_size=1):
        path, title = f"captures/snapshot-{file.pk}.wacz", str(file.snapshot.article)
        capture = Capture(bytes(file.warc), title)
        packed = to_wacz([capture], title=title, created=file.snapshot.captured_at)
        packer.add(path, packed, f"the bytes of snapshot {file.pk} as they came, to be replayed")
        held.setdefault(file.pk, {}).update(capture=path, warc_sha256=file.sha256)


def _formats(made: _Made) -> Iterator[tuple[str, bytes, str]]:
    """The same claim in the formats of other people's programs."""
    # Only whoever asks for a dossier waits for these to load.
    from ..prov import document  # noqa: PLC0415
    from ..prov_formats import written  # noqa: PLC0415

    published = read(made.claim)
    if published is not None and not published.is_withdrawn:
        review = claimreview.dump(published, address=made.address)
        yield "claimreview.json", as_json(review), "the newest verdict as schema.org ClaimReview"
        if media := mediareview.dump_each(published, address=made.address):
            yield "mediareviews.json", as_json(media), "what it is about as schema.org MediaReview"
    work = groundwork(made.claim, made.user)
    yield "groundwork.json", as_json(work), "what was searched, not found and asked"
    yield "annotations.json", as_json(_annotations(made)), "words and evidence as W3C annotations"
    graph = document(made.story, site=made.site)
    yield "provenance.json", written(graph, "json"), "who had it from whom, as W3C PROV (JSON)"
    yield "provenance.ttl", written(graph, "ttl"), "the same as W3C PROV (Turtle)"


def _annotations(made: _Made) -> list[dict[str, Any]]:
    site, user = made.site, made.user
    places, items = Appearance.objects.visible_to(user), Evidence.objects.visible_to(user)
    told = [
        web_rows.of_appearance(one, site, user) for one in _read(places, made.story.appearances)
    ]
    told += [web_rows.of_evidence(one, site, user) for one in _read(items, made.story.evidence)]
    return [dump(one) for one in told]


def _read(rows: Any, those: Sequence[Any]) -> Any:
    """Rows of a story, with what an annotation says of them."""
    asked = rows.filter(pk__in=[one.pk for one in those]).order_by("pk")
    return asked.select_related(
        "claim__workspace", "created_by", "passage__snapshot__article"
    ).defer("passage__snapshot__text", "passage__snapshot__blocks", "passage__snapshot__regions")


def _pack_page(packer: Packer, made: _Made, held: dict[int, dict[str, Any]]) -> None:
    """The same for people, without scripts; written last, so that it can name the files."""
    story = made.story
    shown = {
        "claim": made.claim,
        "address": made.address,
        "verdict": story.verdicts[-1] if story.verdicts else None,
        "verdicts": story.verdicts[::-1],
        "places": [_placed(row, held) for row in story.appearances],
        "sides": _sides([_placed(row, held) for row in story.evidence]),
        "files": packer.files,
        "made_at": made.at,
        "holds": SEEN[is_member(made.user, made.claim.workspace_id)],
    }
    packer.add("look.css", render_to_string(LOOK).encode(), "how the page looks")
    packer.add("index.html", render_to_string(PAGE, shown).encode(), "the dossier, to be read")


def _placed(row: Any, held: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A row with where it stands, and the file of that text if it is in here."""
    article = row.passage.snapshot.article if row.passage else None
    address = getattr(row, "address", "")
    if article is not None:
        address = article.canonical_address or article.final_address or article.address
    linked = address.startswith(("http://", "https://"))
    return {
        "row": row,
        "article": article,
        "text": held.get(row.passage.snapshot_id, {}).get("text") if row.passage else None,
        "published": dated(article) if article else "",
        "address": address,
        "link": address if linked else "",
    }


def _sides(placed: list[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Evidence by stance: the stance, the heading, and what there is."""
    return [
        (stance, heading, [one for one in placed if one["row"].stance == stance])
        for stance, heading in HEADINGS.items()
    ]
