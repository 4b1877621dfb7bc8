"""Keys of texts are kept once, and taken anew when the method changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provenance.lineage import shingles
from provenance.lineage.lookup import COMMON, FIRST, texts_sharing
from provenance.lineage.models import Fingerprint, Key
from provenance.lineage.services import fingerprints as module
from provenance.lineage.services.fingerprints import fingerprint_snapshots, forget_fingerprints
from provenance.lineage.shingles import keys_of
from provenance.lineage.words import word_hashes
from tests.people import Cast
from tests.provenance.lineage.writing import keep, prose


def keys(text: str, cast: Cast) -> tuple[int, ...]:
    return keys_of(word_hashes(text), cast.desk.pk).keys


def test_a_text_is_read_once(cast: Cast) -> None:
    snapshot = keep(cast, prose(300))
    assert fingerprint_snapshots([snapshot.pk], by=None) == 1
    assert fingerprint_snapshots([snapshot.pk], by=None) == 0
    kept = Fingerprint.objects.get()
    assert (kept.words, kept.keeper_id) == (300, snapshot.pk)
    assert set(Key.objects.values_list("key", flat=True)) == set(keys(prose(300), cast))


def test_texts_of_the_same_words_share_their_keys(cast: Cast) -> None:
    one, other = keep(cast, prose(300)), keep(cast, prose(300).replace("\n\n", "\n"))
    later = keep(cast, prose(300).upper())
    fingerprint_snapshots([one.pk, other.pk], by=None)
    fingerprint_snapshots([later.pk], by=None)
    assert set(Fingerprint.objects.values_list("keeper", flat=True)) == {one.pk}
    assert Key.objects.count() == len(keys(prose(300), cast))


def test_short_and_empty_texts_have_no_keys(cast: Cast) -> None:
    short = keep(cast, "Three small words.")
    none = keep(cast, "Nobody is here.", regions=[{"kind": "comment", "start": 0, "end": 15}])
    fingerprint_snapshots([short.pk, none.pk], by=None)
    assert list(Fingerprint.objects.order_by("pk").values_list("words", "keeper")) == [
        (3, None),
        (0, None),
    ]
    assert not Key.objects.exists()


def test_workspaces_share_nothing(cast: Cast) -> None:
    ours = keep(cast, prose(300))
    theirs = keep(cast, prose(300), who="olga", workspace=cast.elsewhere)
    fingerprint_snapshots([ours.pk, theirs.pk], by=None)
    assert [hit.keeper for hit in texts_sharing(keys(prose(300), cast))] == [ours.pk]


def test_the_number_of_queries_does_not_depend_on_how_many_texts(cast: Cast) -> None:
    counts = []
    for seeds in (range(1, 2), range(2, 12)):
        ids = [keep(cast, prose(60, seed)).pk for seed in seeds]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            fingerprint_snapshots(ids, by=None)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_method_makes_them_stale(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [keep(cast, prose(300)).pk, keep(cast, prose(300) + ".").pk]
    fingerprint_snapshots(ids, by=None)
    assert forget_fingerprints(by=None) == 0
    monkeypatch.setattr(module, "METHOD", shingles.METHOD + 1)
    assert forget_fingerprints(by=None) == 2
    assert not Key.objects.exists()
    assert fingerprint_snapshots(ids, by=None) == 2
    assert set(Fingerprint.objects.values_list("method", flat=True)) == {shingles.METHOD + 1}


def test_all_of_them_can_be_taken_anew(cast: Cast) -> None:
    fingerprint_snapshots([keep(cast, prose(300)).pk], by=None)
    assert forget_fingerprints(all_of_them=True, by=None) == 1
    assert not Fingerprint.objects.exists()


# --- looking up -----------------------------------------------------------------------------


def stand_in(count: int, keys: list[int], cast: Cast) -> list[int]:
    """So many texts that have these keys, without the trouble of writing them."""
    snapshots = [keep(cast, f"Number {n}.").pk for n in range(count)]
    Fingerprint.objects.bulk_create(
        Fingerprint(snapshot_id=pk, workspace=cast.desk, method=shingles.METHOD, words=0, digest=0)
        for pk in snapshots
    )
    rows = [Key(key=key, fingerprint_id=pk) for pk in snapshots for key in keys]
    Key.objects.bulk_create(rows)
    return snapshots


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Have a key be common in a handful of texts."""
    from provenance.lineage import lookup  # noqa: PLC0415

    monkeypatch.setattr(lookup, "COMMON", 5)
    monkeypatch.setattr(lookup, "FIRST", 2)
    assert (COMMON, FIRST) == (200, 20)
    return 5


def test_those_that_share_most_come_first(cast: Cast) -> None:
    (some,) = stand_in(1, [1, 2], cast)
    (most,) = stand_in(1, [1, 2, 3], cast)
    hits = texts_sharing([1, 2, 3, 4])
    assert [(hit.keeper, hit.rare, hit.common) for hit in hits] == [(most, 3, 0), (some, 2, 0)]
    assert [hit.keeper for hit in texts_sharing([1, 2, 3], own=most)] == [some]
    assert len(texts_sharing([1, 2, 3], most=1)) == 1


def test_without_keys_nothing_is_asked(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert texts_sharing([]) == []


def test_boilerplate_does_not_count(cast: Cast, few: int) -> None:
    stand_in(few + 1, [7], cast)
    assert texts_sharing([7, 8, 9]) == []
    (rare,) = stand_in(1, [7, 8], cast)
    assert [hit.keeper for hit in texts_sharing([7, 8, 9])] == [rare]


def test_of_a_text_that_stands_everywhere_the_first_are_found(cast: Cast, few: int) -> None:
    everywhere = stand_in(few + 3, [1, 2, 3], cast)
    hits = texts_sharing([1, 2, 3, 4])
    assert [hit.keeper for hit in hits] == everywhere[:2]
