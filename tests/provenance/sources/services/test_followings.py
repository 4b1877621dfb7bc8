"""Passages are followed into every later version, in the background, once each."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.sources import after
from provenance.sources.folding import same_words
from provenance.sources.models import Article, Following, Passage, Revision, Snapshot
from provenance.sources.passages import passage_at
from provenance.sources.services import keep_snapshot
from provenance.sources.services.followings import follow_left_out, follow_passages
from tests.people import Cast
from tests.provenance.sources.arriving import arrival

ADDRESS = "https://post.example/wells"
FIRST = (
    "The wells of Eastbank were tested on Monday.\n\n"
    "The water works closed 3 of its wells.\n\n"
    "Nobody was told before Friday, the spokeswoman said.\n\n"
    "The mayor was not there.\n\n"
    "A petition collected two hundred names within a day."
)
SECOND = (
    "The wells of Eastbank were tested on Monday.\n\n"
    "A petition collected two hundred names within a day.\n\n"
    "The water works closed 2 of its wells.\n\n"
    "Nobody was told before Friday, the spokeswoman said."
)
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def keep(cast: Cast, text: str, hours: int = 0) -> Snapshot:
    """A version of the article at one address, captured so many hours after noon."""
    came = arrival(
        text, title="The wells", final_address=ADDRESS, captured_at=NOON + timedelta(hours=hours)
    )
    return keep_snapshot(came, workspace=cast.desk, by=cast.ann).snapshot


def mark(snapshot: Snapshot, words: str) -> Passage:
    start = snapshot.text.index(words)
    return passage_at(snapshot, start, start + len(words))


def jobs() -> list[list[int]]:
    """Which articles the worker was asked to follow, job by job."""
    rows = ProcrastinateJob.objects.filter(task_name="provenance.sources.follow").order_by("id")
    return [row.args["articles"] for row in rows]


def test_each_passage_gets_its_status(cast: Cast) -> None:
    first = keep(cast, FIRST)
    same = mark(first, "The wells of Eastbank were tested on Monday.")
    moved = mark(first, "A petition collected two hundred names within a day.")
    changed = mark(first, "The water works closed 3 of its wells.")
    gone = mark(first, "The mayor was not there.")
    second = keep(cast, SECOND, 1)
    assert follow_passages([first.article_id], by=None) == 4
    found = {row.passage_id: row for row in Following.objects.filter(snapshot=second)}
    assert [found[one.pk].status for one in (same, moved, changed, gone)] == [
        "exact",
        "moved",
        "changed",
        "gone",
    ]
    assert found[changed.pk].words == "The water works closed 2 of its wells."
    assert {"op": "replace", "old": "3 ", "new": "2 "} in found[changed.pk].diff
    assert found[gone.pk].start is None
    assert found[moved.pk].start == SECOND.index("A petition")


def test_an_ambiguous_passage_names_its_candidates(cast: Cast) -> None:
    first = keep(cast, "Before. The pier is closed. After.")
    passage = mark(first, "The pier is closed.")
    keep(cast, "The pier is closed.\n\nSomething else entirely.\n\nThe pier is closed.", 1)
    follow_passages([first.article_id], by=None)
    row = Following.objects.get(passage=passage)
    assert row.status == "ambiguous"
    assert [one["words"] for one in row.candidates] == ["The pier is closed."] * 2


def test_doing_it_again_changes_nothing(cast: Cast) -> None:
    first = keep(cast, FIRST)
    mark(first, "The mayor was not there.")
    keep(cast, SECOND, 1)
    follow_passages([first.article_id], by=None)
    before = list(Following.objects.values_list("pk", "status"))
    assert follow_passages([first.article_id], by=None) == 0
    assert list(Following.objects.values_list("pk", "status")) == before
    assert Revision.objects.count() == 1


def test_a_new_version_asks_the_worker(cast: Cast) -> None:
    first = keep(cast, FIRST)
    assert jobs() == []
    keep(cast, SECOND, 1)
    assert jobs() == [[first.article_id]]


def test_a_passage_marked_on_an_older_version_is_followed_too(cast: Cast) -> None:
    first = keep(cast, FIRST)
    second = keep(cast, SECOND, 1)
    asked = len(jobs())
    mark(second, "The water works closed 2 of its wells.")
    assert len(jobs()) == asked
    late = mark(first, "The mayor was not there.")
    assert len(jobs()) == asked + 1
    follow_passages([first.article_id], by=None)
    assert Following.objects.get(passage=late).status == "gone"


def test_passages_are_followed_forward_in_time_only(cast: Cast) -> None:
    """An old capture imported late: passages of newer versions are not looked for in it."""
    newer = keep(cast, SECOND, 5)
    on_newer = mark(newer, "The water works closed 2 of its wells.")
    older = keep(cast, FIRST, 1)
    assert older.number == 2
    on_older = mark(older, "The water works closed 3 of its wells.")
    follow_passages([newer.article_id], by=None)
    assert not Following.objects.filter(passage=on_newer).exists()
    assert Following.objects.get(passage=on_older).snapshot == newer
    assert Following.objects.newest().get().passage == on_older


def test_an_older_capture_does_not_become_what_the_article_shows(cast: Cast) -> None:
    newer = keep(cast, SECOND, 5)
    keep(cast, FIRST, 1)
    newer.article.refresh_from_db()
    assert newer.article.latest == newer
    newest = keep(cast, FIRST + "\n\nMore.", 9)
    newest.article.refresh_from_db()
    assert (newest.number, newest.article.latest) == (3, newest)


def test_an_archive_imported_twice_changes_nothing(cast: Cast) -> None:
    for hours, text in [(1, FIRST), (5, SECOND), (1, FIRST), (5, SECOND)]:
        article = keep(cast, text, hours).article
    assert article.snapshots.count() == 2


def test_a_version_captured_in_between_is_compared_with_its_neighbours(cast: Cast) -> None:
    first = keep(cast, FIRST, 1)
    last = keep(cast, SECOND, 9)
    follow_passages([first.article_id], by=None)
    between = keep(cast, FIRST + "\n\nCorrection: an earlier version of this said more.", 5)
    follow_passages([first.article_id], by=None)
    pairs = set(Revision.objects.values_list("before", "after"))
    assert pairs >= {(first.pk, between.pk), (between.pk, last.pk)}
    assert Revision.objects.get(after=between).kind == "announced"
    assert Revision.objects.get(before=between).kind == "silent"


def test_a_thousand_passages_take_few_queries(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    text = "\n\n".join(f"Sentence number {n} of a long list of sentences." for n in range(1000))
    first = keep(cast, text)
    Passage.objects.bulk_create(
        Passage(snapshot=first, start=at, end=at + 9, quote=text[at : at + 9], sha256="0" * 64)
        for at in range(0, 50_000, 50)
    )
    marked = Passage.objects.count()
    keep(cast, text.replace("number 500 ", "number 5000 "), 1)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert follow_passages([first.article_id], by=None) == marked
    assert marked == 1000


def test_the_rooms_above_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[int]] = []
    monkeypatch.setattr(after, "_followers", [])

    def listen(articles: object, *, by: object) -> None:
        told.append(list(articles))  # type: ignore[call-overload]

    after.passages_followed(listen)
    first = keep(cast, FIRST)
    follow_passages([first.article_id], by=None)
    assert told == [[first.article_id]]


def test_what_a_lost_task_left_out_is_followed_later(cast: Cast) -> None:
    first = keep(cast, FIRST)
    mark(first, "The mayor was not there.")
    keep(cast, SECOND, 1)
    assert follow_left_out(by=None) == 1
    assert follow_left_out(by=None) == 0


def test_white_space_alone_is_followed_nowhere(cast: Cast) -> None:
    first = keep(cast, FIRST)
    start = FIRST.index("\n\n")
    blank = passage_at(first, start, start + 2)
    keep(cast, SECOND, 1)
    follow_passages([first.article_id], by=None)
    assert Following.objects.get(passage=blank).status == "gone"


def test_what_is_followed_is_seen_by_those_who_see_the_passage(cast: Cast) -> None:
    first = keep(cast, FIRST)
    mark(first, "The mayor was not there.").marked_by.add(cast.sam)
    keep(cast, SECOND, 1)
    follow_passages([first.article_id], by=None)
    for visibility in ("workspace", "public"):
        Article.objects.update(visibility=visibility)
        rows = Following.objects.all()
        seeing = {n for n, u in cast.everyone().items() if rows.visible_to(u).exists()}
        assert seeing == {"sam"}


PIECES = "The pier was not closed on 3 may 2024 by Mira Tal . , “ ”"
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n\n"]), min_size=5, max_size=40).map(" ".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(old=WORDS, new=WORDS, cuts=st.tuples(st.integers(0, 400), st.integers(1, 80)))
def test_what_is_said_to_stand_reads_the_same_there(
    cast: Cast, old: str, new: str, cuts: tuple[int, int]
) -> None:
    first = keep(cast, f"{old}", 1)
    start = cuts[0] % len(first.text)
    end = min(len(first.text), start + cuts[1])
    passage_at(first, start, end)
    keep(cast, f"{new}", 2)
    follow_passages([first.article_id], by=None)
    for row in Following.objects.select_related("passage", "snapshot"):
        there = row.snapshot.text[row.start : row.end] if row.start is not None else ""
        assert row.words == there
        if row.status in ("exact", "moved"):
            assert same_words(row.passage.quote.strip(), there.strip())
