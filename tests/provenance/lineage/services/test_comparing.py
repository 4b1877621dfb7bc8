"""New texts are compared with those that were there; pairs are kept and proposed once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.audit.services import verify
from provenance.capture import after as captured
from provenance.lineage.errands import compare_soon
from provenance.lineage.models import Fingerprint, SharedText
from provenance.lineage.services import comparing
from provenance.lineage.services.comparing import compare_left_out, compare_snapshots
from provenance.sources.models import Article, Citation, Snapshot
from provenance.sources.services import choose_fact, delete_article, reject_citation
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose

AGENCY = prose(600, 1)


def compare(*snapshots: Snapshot) -> int:
    return compare_snapshots([one.pk for one in snapshots], by=None)


def within(text: str, seed: int) -> str:
    """Three paragraphs of a text inside a longer piece."""
    parts = prose(400, seed).split("\n\n")
    return "\n\n".join([*parts[:3], *text.split("\n\n")[1:4], *parts[3:]])


def test_a_copy_is_found_and_proposed(cast: Cast) -> None:
    first = keep(cast, AGENCY, title="The wells", published="2024-05-01", outlet="Wire")
    copy = keep(cast, AGENCY[:-300], title="Wells", published="2024-05-03", outlet="Post")
    assert compare(first, copy) == 2
    row = SharedText.objects.get()
    assert (row.one, row.other) == (first.article, copy.article)
    assert (row.kind, row.direction, row.earlier) == ("copy", "one", first.article)
    assert {reason["rule"] for reason in row.reasons} == {"earlier", "cut"}
    for passage in row.passages:
        ours, theirs = passage["one"], passage["other"]
        assert first.text[slice(*ours)] == copy.text[slice(*theirs)]
    cited = Citation.objects.get()
    assert (cited.source, cited.target, cited.kind) == (copy.article, first.article, "republishes")
    assert cited.state == "proposed"
    assert cited.uncredited
    assert cited.passage
    assert cited.target_passage
    assert cited.passage.snapshot == copy
    assert cited.passage.quote == cited.target_passage.quote
    assert "words stand in both" in cited.why
    assert {one["rule"] for one in cited.reasons} >= {"shared_copy", "earlier"}
    assert verify(cast.desk.pk).ok


def test_a_part_within_a_longer_piece_is_found(cast: Cast) -> None:
    agency, piece = keep(cast, AGENCY), keep(cast, within(AGENCY, 5))
    compare(agency, piece)
    row = SharedText.objects.get()
    assert (row.kind, row.words, row.direction) == ("partial", 180, "")
    assert not Citation.objects.exists(), "Undecided, so nothing is proposed in either direction."


def test_the_same_quotation_is_no_copy(cast: Cast) -> None:
    speech = " ".join(prose(60, 9).split())
    one = keep(cast, f"{prose(200, 1)}\n\n“{speech}”", published="2024-05-01")
    other = keep(cast, f"“{speech}”\n\n{prose(300, 2)}", published="2024-05-04")
    compare(one, other)
    assert SharedText.objects.get().kind == "quotation"
    cited = Citation.objects.get()
    assert (cited.kind, cited.source) == ("quotes", other.article)


def test_one_text_under_two_names(cast: Cast) -> None:
    one = keep(cast, AGENCY, author="Ann Lee", published="2024-05-01")
    other = keep(cast, AGENCY + " More.", author="Bea Kim", published="2024-05-04")
    compare(one, other)
    assert SharedText.objects.get().kind == "names"


def test_a_copy_dated_before_its_source_is_a_conflict_that_shows(cast: Cast) -> None:
    source = keep(cast, AGENCY, outlet="Eastbank Wire", published="2024-05-05")
    copy = keep(
        cast, AGENCY, outlet="Post", republished_from="Eastbank Wire", published="2024-05-01"
    )
    compare(source, copy)
    row = SharedText.objects.get()
    assert row.earlier == source.article
    rules = {reason["rule"]: reason["weight"] for reason in row.reasons}
    assert rules["credit"] > 0 > rules["earlier"]
    assert rules["dates_conflict"] == 0


def test_other_texts_make_no_pair(cast: Cast) -> None:
    assert compare(keep(cast, prose(400, 1)), keep(cast, prose(400, 2))) == 0
    assert not SharedText.objects.exists()


def test_comparing_again_changes_nothing(cast: Cast) -> None:
    both = keep(cast, AGENCY, published="2024-05-01"), keep(cast, AGENCY, published="2024-05-02")
    compare(*both)
    before = list(SharedText.objects.values())
    compare(*both)
    assert list(SharedText.objects.values()) == before
    assert Citation.objects.count() == 1


def test_comments_and_boilerplate_do_not_count(cast: Cast) -> None:
    def piece(seed: int) -> Snapshot:
        body, said = prose(200, seed), prose(200, 99)
        text = f"{body}\n\n{said}"
        regions = [
            {"kind": "body", "start": 0, "end": len(body)},
            {"kind": "comment", "start": len(body), "end": len(text)},
        ]
        return keep(cast, text, regions=regions)

    assert compare(piece(1), piece(2)) == 0


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("", 0), ("Three small words.", 0), ("The pier is closed. " * 2000, 1)],
)
def test_bad_texts(cast: Cast, text: str, pairs: int) -> None:
    one, other = keep(cast, text or " ", title="One"), keep(cast, f"{text} ", title="Two")
    compare(one, other)
    assert SharedText.objects.count() == pairs


@pytest.mark.parametrize(
    "text",
    [
        "水道局は月曜日に三つの井戸のうち一つを閉鎖した。検査の結果はまだ公表されていない。",
        "אגף המים סגר ביום שני אחת משלוש הבארות לאחר בדיקה שגרתית כך אמרה דוברת העירייה "
        "והתושבים ביקשו מעבדה עצמאית שתבדוק את המים בכל השכונות של העיר המזרחית ובפרבריה",
    ],
)
def test_scripts_without_spaces_and_from_right_to_left(cast: Cast, text: str) -> None:
    compare(keep(cast, text, title="One"), keep(cast, f"{text} ", title="Two"))
    assert SharedText.objects.get().kind == "copy"


def test_many_identical_copies_make_a_star(cast: Cast) -> None:
    copies = [keep(cast, AGENCY + " " * n, published=f"2024-05-{30 - n}") for n in range(12)]
    compare(*copies)
    assert SharedText.objects.count() < 2 * len(copies)
    touched = {row.one_id for row in SharedText.objects.all()} | {
        row.other_id for row in SharedText.objects.all()
    }
    assert len(touched) == len(copies)


def test_of_very_many_pairs_those_that_share_most_are_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_PAIRS", 3)
    for seed in range(2, 8):
        compare(keep(cast, within(AGENCY, seed)))
    near = keep(cast, AGENCY + prose(20, 50))
    compare(near)
    last = keep(cast, AGENCY)
    compare(last)
    pairs = SharedText.objects.of_article(last.article_id)
    assert pairs.count() == 3
    assert pairs.of_article(near.article_id).exists()


# --- newest versions ------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_old_one(cast: Cast) -> None:
    other = keep(cast, AGENCY, title="Copy", published="2024-05-09")
    old = keep(cast, AGENCY, final_address="https://post.example/wells", published="2024-05-01")
    compare(other, old)
    new = keep(cast, prose(300, 8), final_address="https://post.example/wells")
    compare(old, new)
    row = SharedText.objects.get()
    assert new in (row.one_snapshot, row.other_snapshot)
    assert (row.kind, row.words) == ("coincidence", 0)
    assert not SharedText.objects.telling().exists()


def test_what_a_deleted_article_shares_is_not_looked_for(cast: Cast) -> None:
    gone = keep(cast, AGENCY)
    compare(gone)
    delete_article(gone.article, by=cast.ann)
    assert compare(keep(cast, AGENCY + " More.")) == 0


def test_new_dates_are_compared_again(cast: Cast) -> None:
    one, other = keep(cast, AGENCY, title="One"), keep(cast, AGENCY, title="Two")
    compare(one, other)
    assert SharedText.objects.get().direction == ""
    for snapshot, day in ((one, "2024-05-09"), (other, "2024-05-01")):
        choose_fact(snapshot.article, "published", day, by=cast.ann)
    jobs = ProcrastinateJob.objects.filter(task_name="provenance.lineage.compare")
    assert [one.pk] in [job.args["snapshots"] for job in jobs]
    compare(one)
    assert SharedText.objects.get().direction == "other"


# --- who sees what --------------------------------------------------------------------------


def seen_by(user: Any) -> int:
    return SharedText.objects.visible_to(user).count()


def test_a_private_article_is_compared_for_its_owner_only(cast: Cast) -> None:
    shared = keep(cast, AGENCY, published="2024-05-02")
    mine = keep(cast, AGENCY, who="bea", visibility="me", published="2024-05-01")
    anns = keep(cast, AGENCY, who="ann", visibility="me", published="2024-05-03")
    compare(shared, mine, anns)
    pairs = {(row.one_id, row.other_id) for row in SharedText.objects.all()}
    assert (mine.article_id, anns.article_id) not in pairs
    assert {name for name, user in cast.everyone().items() if seen_by(user)} == {"ann", "bea"}
    assert (seen_by(cast.ann), seen_by(cast.bea)) == (1, 1)
    # What is proposed is seen by its owner, or made only where all may know of it.
    for citation in Citation.objects.all():
        assert citation.source.visibility == "me" == citation.visibility


def test_workspaces_are_not_compared(cast: Cast) -> None:
    ours = keep(cast, AGENCY)
    theirs = keep(cast, AGENCY, who="olga", workspace=cast.elsewhere)
    assert compare(ours, theirs) == 0


# --- when -----------------------------------------------------------------------------------


def test_what_was_brought_in_is_compared_in_one_job(cast: Cast) -> None:
    assert compare_soon in captured._listeners
    ids = [keep(cast, prose(60, seed)) for seed in range(3)]
    captured.tell(ids, by=cast.ann)
    jobs = ProcrastinateJob.objects.filter(task_name="provenance.lineage.compare")
    assert [job.args for job in jobs] == [{"snapshots": [one.pk for one in ids]}]


def test_what_a_lost_task_left_out_is_caught_up_with(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(cast, AGENCY), keep(cast, AGENCY)
    assert compare_left_out(by=None) == 0, "It may still be on its way."
    monkeypatch.setattr(comparing, "PATIENCE", timedelta(seconds=-60))
    assert compare_left_out(by=None) == 2
    assert SharedText.objects.count() == 1
    assert compare_left_out(by=None) == 0


def test_a_text_that_fails_keeps_no_other_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = keep(cast, prose(50, 1)), keep(cast, AGENCY)
    plainly = comparing.compare_snapshot

    def fails(snapshot: int, *, by: Any) -> Any:
        if snapshot == bad.pk:
            raise ValueError("This text is cursed.")
        return plainly(snapshot, by=by)

    monkeypatch.setattr(comparing, "compare_snapshot", fails)
    compare(bad, good)
    compared = Fingerprint.objects.exclude(compared_at=None)
    assert [one.pk for one in compared] == [good.pk]


def test_a_rejected_proposal_is_never_made_again(cast: Cast) -> None:
    one = keep(cast, AGENCY, published="2024-05-01")
    other = keep(cast, AGENCY, published="2024-05-04")
    compare(one, other)
    reject_citation(Citation.objects.get(), reason="Both are the agency's.", by=cast.ann)
    for snapshot, day in ((one, "2024-05-09"), (other, "2024-05-01")):
        choose_fact(snapshot.article, "published", day, by=cast.ann)
    compare(one, other)
    assert SharedText.objects.get().direction == "other"
    assert [cited.state for cited in Citation.objects.all()] == ["rejected"]


def test_the_number_of_queries_does_not_depend_on_how_many_pairs(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for seed in range(2, 5):
        compare(keep(cast, within(AGENCY, seed)))
    few = _queries(keep(cast, AGENCY + " One."))
    for seed in range(5, 12):
        compare(keep(cast, within(AGENCY, seed)))
    many = _queries(keep(cast, AGENCY + " Two."))
    assert many <= few + 1
    assert Article.objects.count() == 12


def _queries(snapshot: Snapshot) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        compare(snapshot)
    assert timezone.now()
    return len(asked)
