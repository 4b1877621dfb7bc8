"""The time line of an article's versions, and the comparison of any two."""

import pytest

from provenance.sources.models import Article, Snapshot
from tests.claims.changing import changed, newer
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

pytestmark = pytest.mark.django_db

REWORDED = ("We closed it on 3 May", "We closed it on 4 May")
NOTICE = ("Nobody was hurt.", "Nobody was hurt. Correction: an earlier version said otherwise.")


@pytest.fixture
def versions(desk: Desk) -> list[Snapshot]:
    """First a silent edit, then one with a notice."""
    desk.claim()
    first = desk.scene.snapshot
    return [first, changed(first, REWORDED), changed(first, REWORDED, NOTICE)]


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def line(versions: list[Snapshot]) -> str:
    return f"/articles/{versions[0].article_id}/versions/"


# --- the time line --------------------------------------------------------------------------


def test_silent_edits_are_told_from_announced_ones(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, line(versions))
    assert (
        page.index("announced edit") < page.index("silent edit") < page.index("the first we have")
    )
    assert "1 word gone and 1 new word, in 1 place" in page
    assert "read by plain 1" in page
    assert f"/snapshots/{versions[2].pk}/changes/?from=2" in page
    assert "1 waiting for an answer" in page


def test_a_single_version_has_nothing_to_compare(desk: Desk) -> None:
    page = shown(desk, f"/articles/{desk.scene.snapshot.article_id}/versions/")
    assert "Nothing to compare yet" in page
    assert "compare-from" not in page


def test_a_version_not_yet_compared_says_so(desk: Desk) -> None:
    newer(desk.scene.snapshot, REWORDED)
    assert "not compared yet" in shown(
        desk, f"/articles/{desk.scene.snapshot.article_id}/versions/"
    )


def test_an_older_capture_brought_in_late_stands_in_its_place(
    desk: Desk, versions: list[Snapshot]
) -> None:
    late = newer(desk.scene.snapshot, minutes=30, text="It was written otherwise at first.")
    page = shown(desk, line(versions))
    assert "after newer ones" in page
    places = [page.index(f">Version {number}</a>") for number in (3, 2, late.number, 1)]
    assert places == sorted(places)


@pytest.mark.parametrize("name", EVERYONE)
def test_who_sees_the_time_line(desk: Desk, versions: list[Snapshot], name: str) -> None:
    status = desk.browser(name).get(line(versions)).status_code
    assert status == (200 if name in DESK else {"olga": 404, "nobody": 302}[name])
    Article.objects.update(visibility="public")
    assert desk.browser(name).get(line(versions)).status_code == 200
    assert ("waiting for an answer" in shown(desk, line(versions), name)) == (name in DESK)


def test_more_versions_take_as_many_queries(desk: Desk, versions: list[Snapshot]) -> None:
    few = queries(desk, "ann", line(versions))
    for number in range(4):
        changed(desk.scene.snapshot, ("Nobody", f"{number} people"))
    assert queries(desk, "ann", line(versions)) == few


# --- the comparison -------------------------------------------------------------------------


def test_any_two_versions_can_be_compared(desk: Desk, versions: list[Snapshot]) -> None:
    first, _, third = versions
    page = shown(desk, f"/snapshots/{third.pk}/changes/?from=1")
    assert "announced edit" in page
    assert "[gone: </span>3 <" in page
    back = shown(desk, f"/snapshots/{first.pk}/changes/?from=3")
    assert "[gone: </span>4 <" in back
    chosen = shown(desk, f"/snapshots/{third.pk}/changes/?from=1&to=2")
    assert "silent edit" in chosen
    assert "Correction" not in chosen


def test_side_by_side_carries_the_one_text_for_phones(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, f"/snapshots/{versions[1].pk}/changes/?view=side")
    assert 'class="comparison diff beside"' in page
    for part in ("was", "is", "inline"):
        assert f'<p class="{part}"' in page
    inline = shown(desk, f"/snapshots/{versions[1].pk}/changes/")
    assert '<p class="was"' not in inline


def test_changes_can_be_reached_one_by_one(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, f"/snapshots/{versions[2].pk}/changes/?from=1")
    assert 'id="change-1" role="group" aria-label="Change 1 of 1"' in page
    assert 'href="#change-1"' in page


def test_marks_on_words_that_changed_are_listed(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, f"/snapshots/{versions[1].pk}/changes/")
    assert "Recorded on words that changed" in page
    assert "The pier closed on 3 May." in page
    assert "reworded" in page
    untouched = shown(desk, f"/snapshots/{versions[2].pk}/changes/?from=2")
    assert "Recorded on words that changed" not in untouched


def test_marks_are_told_only_to_those_who_see_the_claim(
    desk: Desk, versions: list[Snapshot]
) -> None:
    Article.objects.update(visibility="public")
    path = f"/snapshots/{versions[1].pk}/changes/"
    assert "The pier closed on 3 May." not in shown(desk, path, "nobody")
    assert "The pier closed on 3 May." in shown(desk, path, "ron")


def test_a_version_compared_with_itself_says_so(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, f"/snapshots/{versions[1].pk}/changes/?from=2")
    assert "nothing to compare" in page


@pytest.mark.parametrize("query", ["?from=99", "?to=99", "?from=1&to=77"])
def test_a_version_nobody_has_is_not_there(
    desk: Desk, versions: list[Snapshot], query: str
) -> None:
    path = f"/snapshots/{versions[1].pk}/changes/{query}"
    assert desk.browser("ann").get(path).status_code == 404


def test_a_query_that_makes_no_sense_narrows_nothing(desk: Desk, versions: list[Snapshot]) -> None:
    page = shown(desk, f"/snapshots/{versions[1].pk}/changes/?from=x&to=&view=upside-down")
    assert "silent edit" in page


def test_markup_in_a_text_stays_text(desk: Desk) -> None:
    changed(desk.scene.snapshot, ("Nobody was hurt.", "<script>alert(1)</script> was hurt."))
    latest = Snapshot.objects.get(article=desk.scene.snapshot.article, number=2)
    page = shown(desk, f"/snapshots/{latest.pk}/changes/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
