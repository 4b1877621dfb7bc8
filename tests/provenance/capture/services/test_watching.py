"""Who may have an article visited by the clock, and what they may say about it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.capture import rules
from provenance.capture.models import Host, Watch
from provenance.capture.services import (
    confirm_move,
    pace,
    refuse_move,
    unwatch,
    visit_now,
    watch,
)
from provenance.sources.models import Article
from provenance.sources.services import delete_article, keep_snapshot, show_article
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
PAGE = "https://echo.example/wells"
NEW = "https://echo.example/2031/wells"


@pytest.fixture
def article(cast):
    arrived = arrival(title="Well closed", address=PAGE, final_address=PAGE)
    return keep_snapshot(arrived, workspace=cast.desk, by=cast.ann).article


@pytest.fixture
def row(article, cast):
    return watch(article, by=cast.ann)


def moved(row, address=NEW):
    Watch.objects.filter(pk=row.pk).update(moved_to=address, moved_at=timezone.now())
    return Watch.objects.get(pk=row.pk)


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_watched_article_is_due_within_minutes_and_the_deed_is_recorded(row, cast):
    assert (row.every, row.host, row.address) == ("day", "echo.example", PAGE)
    assert 0 <= (row.due_at - timezone.now()).total_seconds() + 5 < 130
    assert Host.objects.get().name == "echo.example"
    assert actions()[-1] == "watch.begun"
    assert AuditEvent.objects.order_by("-id")[0].detail["every"] == "day"


def test_watching_again_only_changes_how_often(row, article, cast):
    again = watch(article, every="week", by=cast.bea)
    assert (again.pk, again.every, again.created_by) == (row.pk, "week", cast.ann)
    assert actions()[-1] == "watch.paced"


def test_ending_keeps_what_was_found_and_watching_begins_anew(row, article, cast):
    Watch.objects.filter(pk=row.pk).update(visits=7)
    ended = unwatch(row, by=cast.ann)
    assert ended.ended_at is not None
    assert unwatch(ended, by=cast.ann).version == ended.version
    with pytest.raises(NotNow):
        visit_now(ended, by=cast.ann)
    with pytest.raises(NotNow):
        pace(ended, "hour", by=cast.ann)
    again = watch(article, by=cast.bea)
    assert (again.pk, again.visits, again.created_by, again.ended_at) == (
        row.pk, 7, cast.bea, None,
    )  # fmt: skip


def test_a_mere_file_has_nothing_to_visit(cast):
    kept = keep_snapshot(arrival(RUMOUR), workspace=cast.desk, by=cast.ann)
    with pytest.raises(NotNow, match="nothing to visit"):
        watch(kept.article, by=cast.ann)


def test_how_often_is_one_of_a_few(article, row, cast):
    for attempt in (lambda: watch(article, every="minute", by=cast.ann),
                    lambda: pace(row, "never", by=cast.ann)):  # fmt: skip
        with pytest.raises(ValidationError) as refusal:
            attempt()
        assert set(refusal.value.message_dict) == {"every"}


def test_a_stale_change_is_refused(row, cast):
    pace(row, "hour", by=cast.ann)
    with pytest.raises(Stale):
        unwatch(row, by=cast.ann, version=row.version)


def test_a_visit_is_sent_at_once_where_the_host_is_free_and_not_twice(row, cast):
    sent = visit_now(row, by=cast.bea)
    assert sent.sent_at is not None
    assert actions()[-1] == "watch.visit_asked"
    with pytest.raises(NotNow, match="under way"):
        visit_now(row, by=cast.ann)


def test_a_host_that_is_busy_is_not_asked_by_two(row, cast):
    other = arrival("Another text. " * 9, address=NEW, final_address=NEW)
    second = watch(keep_snapshot(other, workspace=cast.desk, by=cast.ann).article, by=cast.ann)
    visit_now(row, by=cast.ann)
    waiting = visit_now(second, by=cast.ann)
    assert waiting.sent_at is None
    assert waiting.due_at <= timezone.now()


def test_a_confirmed_move_gives_the_article_its_new_address(row, article, cast):
    done = confirm_move(moved(row, "https://new.example/wells"), by=cast.ann)
    article = Article.objects.get()
    assert (article.final_address, article.address_key) == (
        "https://new.example/wells",
        "new.example/wells",
    )
    assert article.address == PAGE
    assert (done.host, done.moved_to, done.address) == (
        "new.example", "", "https://new.example/wells",
    )  # fmt: skip
    assert actions()[-2:] == ["article.moved", "watch.move_confirmed"]


def test_a_move_to_where_another_article_stands_merges_nothing(row, cast):
    other = arrival("Another text. " * 9, title="The other", address=NEW, final_address=NEW)
    keep_snapshot(other, workspace=cast.desk, by=cast.ann)
    with pytest.raises(NotNow, match=r"The other.*Nothing was merged"):
        confirm_move(moved(row), by=cast.ann)
    assert Watch.objects.get().moved_to == NEW


def test_a_refused_move_is_remembered(row, cast):
    done = refuse_move(moved(row), by=cast.bea)
    assert (done.moved_to, done.moved_refused) == ("", NEW)
    with pytest.raises(NotNow):
        refuse_move(done, by=cast.bea)
    with pytest.raises(NotNow):
        confirm_move(done, by=cast.bea)


MEMBERS = {"ann", "bea", "eve", "tom", "max"}
RECORDS = MEMBERS | {"sam", "sue"}
ACTIONS = {
    "watch": (RECORDS, lambda row, by: watch(row.article, every="day", by=by)),
    "visit": (RECORDS, lambda row, by: visit_now(row, by=by)),
    "pace": (MEMBERS, lambda row, by: pace(row, "week", by=by)),
    "end": (MEMBERS, lambda row, by: unwatch(row, by=by)),
    "confirm": (MEMBERS, lambda row, by: confirm_move(moved(row), by=by)),
    "refuse": (MEMBERS, lambda row, by: refuse_move(moved(row), by=by)),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_what(action, row, cast):
    allowed, do = ACTIONS[action]
    if action == "watch":  # Whoever may, may begin; changing another's pace is another matter.
        unwatch(row, by=cast.ann)
    for name, person in cast.everyone().items():
        Watch.objects.update(sent_at=None, ended_at=timezone.now() if action == "watch" else None)
        row = Watch.objects.select_related("article").get()
        Article.objects.update(final_address=PAGE, address_key="echo.example/wells")
        if name in allowed:
            do(row, person)
        else:
            with pytest.raises(PermissionDenied):
                do(row, person)


def test_a_student_ends_only_what_they_watch_themselves(article, cast):
    own = watch(article, by=cast.sam)
    with pytest.raises(PermissionDenied):
        pace(own, "week", by=cast.sue)
    assert pace(own, "week", by=cast.sam).every == "week"


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_the_list_agrees_with_the_rule_for_the_whole_cast(article, row, cast, level):
    if level != "workspace":
        show_article(article, level, by=cast.ann if level == "me" else cast.eve)
    row = Watch.objects.select_related("article").get()
    seen = {n for n, p in cast.everyone().items() if Watch.objects.visible_to(p).exists()}
    assert seen == {n for n, p in cast.everyone().items() if rules.may_see_watch(p, row)}
    assert seen == ({"ann"} if level == "me" else {*RECORDS, "ron"})
    delete_article(Article.objects.get(), by=cast.ann)
    assert not Watch.objects.visible_to(cast.ann).exists()
