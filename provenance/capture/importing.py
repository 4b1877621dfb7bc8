"""Importing many things for the command: in batches, in several processes, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from provenance.accounts.models import User, Workspace
from provenance.sources.models import Snapshot

from . import after, pipeline, processes
from .failures import CaptureFailed
from .inputs import Input, Source, opened, sources_of, together
from .material import Material
from .models import CaptureRequest
from .pipeline import bring_in_many
from .results import Line, lines_for, with_doubts
from .services import Given, keep_failures, prove

AT_ONCE = 200  # texts kept in one transaction
TOLD_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Work:
    """Some sources to bring in, for a workspace and a person given by their ids."""

    sources: Sequence[Source]
    workspace: int
    user: int | None = None
    in_browser: bool = False


def import_all(
    named: Iterable[str], *, workspace: Workspace, by: Any, jobs: int, in_browser: bool = False
) -> Iterator[Line]:
    """Bring in everything behind paths and addresses; a line each, in order, as they are done.

    `jobs` processes share the work where there is enough of it. `in_browser` has addresses opened
    in a browser.
    """
    sources = chain.from_iterable(map(sources_of, named))
    batches = iter(lambda: list(islice(sources, AT_ONCE)), [])
    first = next(batches, [])
    whose = (workspace.pk, getattr(by, "pk", None), in_browser)
    work = (Work(batch, *whose) for batch in chain([first], batches))
    if jobs < 2 or len(first) < AT_ONCE:
        for one in work:
            yield from import_batch(one)
        return
    with processes.pool(jobs) as pool:
        for lines in pool.map(import_batch, work):
            yield from lines


def import_batch(work: Work) -> list[Line]:
    """Bring in some sources."""
    workspace = Workspace.objects.get(pk=work.workspace)
    by = User.objects.get(pk=work.user) if work.user else None
    lines: list[Line] = []
    for inputs in together(chain.from_iterable(map(opened, work.sources)), AT_ONCE):
        given = [_seen(one) if work.in_browser else one.given for one in inputs]
        outcomes = bring_in_many(given, workspace=workspace, by=by)
        done = list(zip(inputs, outcomes, strict=True))
        failed = [(_given(one, work), out.failure) for one, out in done if out.failure]
        keep_failures(failed, workspace=workspace, by=by)
        proofs = prove([out.kept for out in outcomes if out.kept], by=by)
        told = lines_for([(one.label, outcome) for one, outcome in done])
        lines += with_doubts(told, {proof.snapshot_id: proof.reason for proof in proofs})
    return lines


def tell_of(snapshots: Sequence[int], *, by: Any) -> list[str]:
    """Tell the rooms above of what was imported (ids); give their complaints."""
    complaints = []
    for place in range(0, len(snapshots), TOLD_AT_ONCE):
        ids = snapshots[place : place + TOLD_AT_ONCE]
        rows = Snapshot.objects.filter(pk__in=ids).select_related("article").without_text()
        complaints += after.tell(list(rows.order_by("id")), by=by)
    return complaints


def _seen(one: Input) -> str | Material | CaptureFailed:
    """An address as a browser shows it; anything else as it is."""
    try:
        return pipeline.opened(one.given) if isinstance(one.given, str) else one.given
    except CaptureFailed as failure:
        return failure


def _given(one: Input, work: Work) -> Given:
    """A failed input as a request that can be tried again."""
    origin = CaptureRequest.Origin
    if isinstance(one.given, str):
        return Given(origin.ADDRESS, address=one.given[:2000], in_browser=work.in_browser)
    if isinstance(one.given, CaptureFailed):
        return Given(origin.FILE, name=one.label)
    material = one.given
    return Given(
        origin.FILE,
        name=material.name or one.label,
        address=material.final_address[:2000],
        media_type=material.media_type or "",
        payload=material.raw,
    )
