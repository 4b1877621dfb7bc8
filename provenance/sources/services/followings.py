"""Following the passages of earlier versions into later ones, and measuring what changed.

Forward in time only, by the moment of capture: an old capture that is imported late gets the
passages of still older ones, and passages marked on it are followed into the newer ones; nothing
is looked for in a version older than its own. What is worked out here follows from texts that
never change, so it is no change anyone made and leaves no event in the audit.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from .. import after
from ..anchoring import Anchor, Follower
from ..models import Following, Passage, Revision, Snapshot
from ..revising import measure
from ..selectors import SelectorError

AT_ONCE = 500

NOT_FOLLOWED = """
SELECT own.id, later.id, array_agg(passage.id ORDER BY passage.id)
FROM sources_passage AS passage
JOIN sources_snapshot AS own ON own.id = passage.snapshot_id
JOIN sources_snapshot AS later ON later.article_id = own.article_id
    AND (later.captured_at, later.number) > (own.captured_at, own.number)
WHERE own.article_id = ANY(%s) AND NOT EXISTS (
    SELECT FROM sources_following AS known
    WHERE known.passage_id = passage.id AND known.snapshot_id = later.id
)
GROUP BY own.id, later.id
ORDER BY own.id, later.id
"""

# The versions that should be known of by now: what is being brought in has its own task.
LEFT_OUT = """
SELECT DISTINCT later.article_id
FROM sources_snapshot AS later
JOIN sources_snapshot AS own ON own.article_id = later.article_id
    AND (later.captured_at, later.number) > (own.captured_at, own.number)
JOIN sources_passage AS passage ON passage.snapshot_id = own.id
WHERE NOT EXISTS (
    SELECT FROM sources_following AS known
    WHERE known.passage_id = passage.id AND known.snapshot_id = later.id
)
"""


def follow_passages(articles: Sequence[int], *, by: Any) -> int:
    """Follow every passage of these articles (ids) that was not followed yet; how many.

    Doing it again changes nothing. Five queries for each pair of versions, however many passages.
    The rooms above are told at the end, also where there was nothing to do.
    """
    done = 0
    for before, later, passages in _not_followed(articles):
        done += _follow(before, later, passages)
    _compare(articles)
    with transaction.atomic():
        after.tell_followed(articles, by=by)
    return done


def follow_left_out(*, by: Any) -> int:
    """Follow what a lost task may have left out; how many passages."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT_OUT)
        articles = [pk for (pk,) in cursor.fetchall()]
    return sum(follow_passages([pk], by=by) for pk in articles)


def _not_followed(articles: Sequence[int]) -> list[tuple[int, int, list[int]]]:
    """Version, later version, and the passages of the one that were not looked for in the other."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_FOLLOWED, [list(articles)])
        return list(cursor.fetchall())


def _follow(before: int, later: int, passages: Sequence[int]) -> int:
    texts = dict(Snapshot.objects.filter(pk__in=[before, later]).values_list("pk", "text"))
    follower = Follower(texts[before], texts[later])
    rows = [
        _row(passage, later, _anchor(follower, passage), texts[later])
        for passage in Passage.objects.filter(pk__in=passages).order_by("pk")
    ]
    Following.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


def _anchor(follower: Follower, passage: Passage) -> Anchor:
    place = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
    try:
        return follower.follow([place])
    except SelectorError:  # Nothing but white space: there is nothing to look for.
        return Anchor("gone")


def _row(passage: Passage, later: int, anchor: Anchor, text: str) -> Following:
    return Following(
        passage=passage,
        snapshot_id=later,
        status=anchor.status,
        start=anchor.start,
        end=anchor.end,
        score=anchor.score,
        words="" if anchor.start is None else text[anchor.start : anchor.end],
        diff=[piece._asdict() for piece in anchor.diff],
        candidates=[
            {"start": start, "end": end, "words": text[start:end]}
            for start, end in anchor.candidates
        ],
    )


def _compare(articles: Sequence[int]) -> None:
    """Measure what changed from each version to the next captured after it."""
    known = set(Revision.objects.filter(after__article__in=articles).values_list("before", "after"))
    versions = Snapshot.objects.filter(article__in=articles).order_by(
        "article", "captured_at", "number"
    )
    pairs = [
        (one[0], other[0])
        for one, other in pairwise(versions.values_list("pk", "article"))
        if one[1] == other[1] and (one[0], other[0]) not in known
    ]
    for pair in pairs:
        _revise(*pair)


def _revise(before: int, later: int) -> None:
    rows = Snapshot.objects.only("text", "regions").in_bulk([before, later])
    old, new = rows[before], rows[later]
    found = measure(old.text, old.regions, new.text, new.regions)
    Revision.objects.bulk_create(
        [
            Revision(
                before=old,
                after=new,
                kind=found.kind,
                places=found.places,
                words_gone=found.words_gone,
                words_new=found.words_new,
            )
        ],
        ignore_conflicts=True,
    )
