"""Where a claim stands, and which place is the first."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.records import services
from claims.records.models import Appearance, Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.records.services import Hop
from provenance.accounts.rules import NotNow
from provenance.sources.services import choose_fact
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db
WORDS = "the eastern pier was closed"


def stands(scene: Scene, claim: Claim, **given: Any) -> Appearance:
    """The claim in one more article, dated as given."""
    snapshot = snapshot_of(scene.cast.desk, **given)
    return services.add_appearance(claim, (snapshot, 0, 30), by=scene.cast.ann)


def first_of(claim: Claim) -> Appearance | None:
    claim.refresh_from_db()
    return claim.first_appearance


class TestFirst:
    def test_an_earlier_article_becomes_the_first(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        late = stands(scene, claim, published=date(2024, 5, 9))
        assert first_of(claim) != late
        early = stands(scene, claim, published=date(2024, 5, 1))
        assert first_of(claim) == early

    @pytest.mark.parametrize(
        ("published", "precision", "comes_first"),
        [
            (date(2024, 5, 1), "month", False),  # Some day in May: not surely before the 4th.
            (date(2024, 4, 1), "month", True),
            (date(2024, 1, 1), "year", False),
            (date(2023, 1, 1), "year", True),
            (None, "day", False),  # Known only to be out by its capture, on 1 June.
        ],
    )
    def test_a_vague_date_is_first_only_where_it_surely_is(
        self, scene: Scene, published: date | None, precision: str, comes_first: bool
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        other = stands(scene, claim, published=published, precision=precision)
        assert (first_of(claim) == other) == comes_first

    def test_what_was_captured_was_out_by_then(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        captured = datetime(2024, 5, 2, 8, tzinfo=UTC)
        undated = stands(scene, claim, published=None, captured=captured)
        assert first_of(claim) == undated

    def test_a_withdrawn_first_gives_way_and_comes_back(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        original = first_of(claim)
        early = stands(scene, claim, published=date(2024, 5, 1))
        services.withdraw_appearance(early, by=scene.cast.ann)
        assert first_of(claim) == original
        services.restore_appearance(early, by=scene.cast.ann)
        assert first_of(claim) == early

    def test_a_date_that_a_person_corrects_moves_the_first(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        original = first_of(claim)
        late = stands(scene, claim, published=date(2024, 5, 9))
        article = late.passage.snapshot.article
        choose_fact(article, "published", "2024-05-01", by=scene.cast.ann)
        assert first_of(claim) == late
        choose_fact(article, "published", "2024-05", by=scene.cast.ann)
        assert first_of(claim) == original

    def test_a_claim_it_does_not_concern_is_left_as_it_is(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        version = claim.version
        choose_fact(scene.snapshot.article, "published", "2024-05-01", by=scene.cast.ann)
        choose_fact(scene.snapshot.article, "title", "Pier", by=scene.cast.ann)
        claim.refresh_from_db()
        assert claim.version == version

    def test_the_kept_claim_follows_the_dates_of_what_was_merged_into_it(
        self, scene: Scene
    ) -> None:
        kept = scene.claim(scene.cast.ann)
        other = snapshot_of(scene.cast.desk, published=date(2024, 5, 9))
        merged = scene.claim(scene.cast.ann, "Another.", appearance=(other, 0, 9))
        services.merge_claims(kept, merged, "The same.", by=scene.cast.ann)
        choose_fact(other.article, "published", "2024-05-01", by=scene.cast.ann)
        assert first_of(kept) == merged.appearances.get()

    def test_a_claim_without_appearances_has_no_first(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        services.withdraw_appearance(claim.appearances.get(), by=scene.cast.ann)
        assert first_of(claim) is None

    @settings(
        max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        dates=st.lists(
            st.tuples(
                st.dates(date(2023, 11, 1), date(2024, 6, 30)),
                st.sampled_from(["day", "month", "year"]),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_no_article_surely_older_is_passed_over(
        self, scene: Scene, dates: list[tuple[date, str]]
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        for published, precision in dates:
            stands(scene, claim, published=published, precision=precision)
        first = first_of(claim)
        assert first is not None
        latest = _latest(first)
        for other in claim.appearances.all():
            assert latest <= _latest(other)


def _latest(appearance: Appearance) -> date:
    """The last day on which the article can have come out, reckoned another way."""
    article = appearance.passage.snapshot.article
    assert article.published is not None
    shown = article.published.isoformat()[
        : {"year": 4, "month": 7}.get(article.published_precision, 10)
    ]
    ends = {4: shown + "-12-31", 7: shown + "-31", 10: shown}[len(shown)]
    captured = appearance.passage.snapshot.captured_at.date()
    year, month, day = map(int, ends.split("-"))
    while True:
        try:
            return min(date(year, month, day), captured)
        except ValueError:
            day -= 1


class TestAdding:
    def test_a_second_place_has_its_own_chain_and_counts_the_claim_up(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        added = services.add_appearance(
            claim,
            scene.at("Nobody was hurt"),
            attributions=[Hop("Mira Tal")],
            note="Repeated below.",
            by=scene.cast.bea,
        )
        assert (added.attributions.count(), added.note) == (1, "Repeated below.")
        claim.refresh_from_db()
        assert claim.version == 2

    def test_the_same_words_are_not_added_twice(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        with pytest.raises(ValidationError) as refused:
            services.add_appearance(claim, scene.at("We closed it on 3 May"), by=scene.cast.ann)
        assert list(refused.value.message_dict) == ["appearance"]

    def test_words_of_another_workspace_are_refused(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        with pytest.raises(ValidationError):
            services.add_appearance(claim, (scene.foreign, 0, 6), by=scene.cast.ann)

    def test_a_published_claim_keeps_its_last_place(self, scene: Scene) -> None:
        claim = services.publish_claim(scene.claim(scene.cast.ann), by=scene.cast.eve)
        with pytest.raises(NotNow):
            services.withdraw_appearance(claim.appearances.get(), by=scene.cast.eve)

    def test_a_place_taken_again_in_the_meantime_is_not_restored_twice(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        old = services.withdraw_appearance(claim.appearances.get(), by=scene.cast.ann)
        services.add_appearance(claim, scene.at("We closed it on 3 May"), by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.restore_appearance(old, by=scene.cast.ann)

    def test_note_and_chain_change_together_as_one_version(self, scene: Scene) -> None:
        appearance = scene.claim(scene.cast.ann).appearances.get()
        edited = services.edit_appearance(
            appearance, note="Seen twice.", attributions=[Hop("Mira Tal")], by=scene.cast.ann
        )
        assert (edited.note, edited.attributions.count(), edited.version) == ("Seen twice.", 1, 2)

    @pytest.mark.parametrize("name", ["sam", "ron", "olga", "nobody"])
    def test_who_may_not_change_the_claim_changes_no_place(self, scene: Scene, name: str) -> None:
        claim, user = scene.claim(scene.cast.ann), scene.cast.everyone()[name]
        appearance = claim.appearances.get()
        for change in (
            lambda: services.add_appearance(claim, scene.at("Nobody was hurt"), by=user),
            lambda: services.edit_appearance(appearance, note="x", by=user),
            lambda: services.withdraw_appearance(appearance, by=user),
            lambda: services.restore_appearance(appearance, by=user),
        ):
            with pytest.raises(PermissionDenied):
                change()


class TestReading:
    def test_an_unnamed_source_quoted_twice_is_counted_once(self, scene: Scene) -> None:
        chain = [Hop("a port official", "indirect", anonymous=True)]
        claim = scene.claim(scene.cast.ann, attributions=chain)
        other = snapshot_of(scene.cast.desk, outlet="Ferry News")
        services.add_appearance(claim, (other, 0, 30), attributions=chain, by=scene.cast.ann)
        found = independent_appearances(appearances_of(claim, scene.cast.ann))
        assert (found.raw, found.independent) == (2, 1)
        assert [reason.rule for reason in found.groups[0].reasons] == ["unnamed"]

    def test_the_article_speaking_for_itself_is_no_common_source(self, scene: Scene) -> None:
        chain = [Hop(directness="own_voice")]
        claim = scene.claim(scene.cast.ann, attributions=chain)
        other = snapshot_of(scene.cast.desk, outlet="Ferry News")
        services.add_appearance(claim, (other, 0, 30), attributions=chain, by=scene.cast.ann)
        assert independent_appearances(appearances_of(claim, scene.cast.ann)).independent == 2

    def test_one_who_speaks_in_the_own_voice_of_two_articles_is_their_author(
        self, scene: Scene
    ) -> None:
        chain = [Hop("Noa Brand", "own_voice")]
        claim = scene.claim(scene.cast.ann, attributions=chain)
        other = snapshot_of(scene.cast.desk, outlet="Ferry News")
        services.add_appearance(claim, (other, 0, 30), attributions=chain, by=scene.cast.ann)
        found = independent_appearances(appearances_of(claim, scene.cast.ann))
        assert found.independent == 1
        assert [reason.rule for reason in found.groups[0].reasons] == ["author"]

    def test_many_places_cost_no_more_queries_than_one(
        self, scene: Scene, django_assert_num_queries: Any
    ) -> None:
        claim = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal")])
        for number in range(4):
            stands(scene, claim, outlet=f"Paper {number}")
            with django_assert_num_queries(7):
                independent_appearances(appearances_of(claim, scene.cast.ann))
