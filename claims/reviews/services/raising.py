"""Raising the question: what rests on words that are no longer what they were.

Called by the worker once it is known where passages stand in the newest versions. Called again it
changes nothing: nobody is asked twice about the same words.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution
from provenance.audit.services import Happening, label, record_many
from provenance.sources.folding import same_words
from provenance.sources.models import Article, Following

from ..models import Recheck, Verdict
from ..trusted import newest

State = Recheck.State


class Thing(NamedTuple):
    """What rests on a passage. `kind` is the column of `Recheck` that holds its id.

    What stands in a claim that was merged is a question about the one that was kept.
    """

    kind: str
    pk: int
    passage: int
    claim: int
    workspace: int


@transaction.atomic
def raise_rechecks(articles: Sequence[int], *, by: Any) -> list[Recheck]:
    """Ask again about whatever rests on lost words of these articles (ids); those newly asked.

    An open question follows the words into a still newer version, and settles itself where they
    are back. What a person answered is asked again only when the words changed further. A capture
    that is not the article raises nothing: the version before it counts. Eight queries, and two
    for each open question that changes.
    """
    # Two workers on one article must not ask the same thing twice.
    list(Article.objects.filter(pk__in=articles).order_by("pk").select_for_update(no_key=True))
    things = list(_things(articles))
    now = {
        row.passage_id: row for row in newest().filter(passage__in={one.passage for one in things})
    }
    last = _last_asked(things)
    happened: dict[int, list[Happening]] = defaultdict(list)
    raised = []
    for one in things:
        row, words = last.get(one[:2]), now.get(one.passage)
        if row is not None and row.state == State.OPEN:
            happened[one.workspace] += _followed(row, words)
        elif words is not None and words.is_lost and not _answered(row, words):
            raised.append((one, words))
    new = _create(raised)
    for row in new:
        happened[row.workspace_id].append(_raised(row))
    for workspace, news in sorted(happened.items()):
        if news:
            record_many(workspace, news, by=by)
    return new


def _things(articles: Sequence[int]) -> Iterator[Thing]:
    """What rests on the passages of these articles and still stands."""
    where = "snapshot__article__in"
    alive: dict[str, Any] = {"deleted_at": None, "claim__deleted_at": None}
    kept = Coalesce("claim__merged_into", "claim")
    for kind, model in (("appearance", Appearance), ("evidence", Evidence)):
        rows = model.objects.filter(**{f"passage__{where}": articles}, **alive).order_by("pk")
        for values in rows.values_list("pk", "passage", kept, "claim__workspace"):
            yield Thing(kind, *values)
    hops = Attribution.objects.filter(
        **{f"cue__{where}": articles},
        appearance__deleted_at=None,
        appearance__claim__deleted_at=None,
    ).order_by("pk")
    kept = Coalesce("appearance__claim__merged_into", "appearance__claim")
    for values in hops.values_list("pk", "cue", kept, "appearance__claim__workspace"):
        yield Thing("hop", *values)


def _last_asked(things: Sequence[Thing]) -> dict[tuple[str, int], Recheck]:
    """The last question about each of these things."""
    found: dict[tuple[str, int], Recheck] = {}
    for kind in ("appearance", "evidence", "hop"):
        ids = [one.pk for one in things if one.kind == kind]
        rows = Recheck.objects.filter(**{f"{kind}__in": ids}).select_related("following")
        for row in rows.order_by("pk").select_for_update(of=("self",)) if ids else []:
            found[kind, getattr(row, f"{kind}_id")] = row
    return found


def _answered(row: Recheck | None, words: Following) -> bool:
    """Whether a person has answered for these very words already.

    What rests on other words by now was never asked about, even where both are gone.
    """
    if row is None or row.state == State.SETTLED:
        return False
    before = row.following
    if before.passage_id != words.passage_id:
        return False
    return before.status == words.status and same_words(before.words, words.words)


def _followed(row: Recheck, words: Following | None) -> list[Happening]:
    """Have an open question keep up with the newest version."""
    if words is None or words.pk == row.following_id:
        return []
    row.following = words
    if not words.is_lost:
        row.state, row.answered_at = State.SETTLED, timezone.now()
    row.touch()
    verb = "followed" if words.is_lost else "settled"
    return [Happening(f"recheck.{verb}", label(row), _detail(row))]


def _create(raised: Sequence[tuple[Thing, Following]]) -> list[Recheck]:
    claims = {one.claim for one, _ in raised}
    out = {row.claim_id: row for row in Verdict.objects.current().filter(claim__in=claims)}
    return Recheck.objects.bulk_create(
        Recheck(
            workspace_id=one.workspace,
            claim_id=one.claim,
            following=words,
            verdict=out.get(one.claim),
            **{f"{one.kind}_id": one.pk},
        )
        for one, words in raised
    )


def _raised(row: Recheck) -> Happening:
    return Happening("recheck.raised", label(row), _detail(row))


def _detail(row: Recheck) -> dict[str, Any]:
    return {
        "claim": row.claim_id,
        "rests": row.rests,
        "passage": row.following.passage_id,
        "status": row.following.status,
    }
