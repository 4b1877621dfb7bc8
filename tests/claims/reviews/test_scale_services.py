"""Scales: what may change while nobody uses them, their colours, and their words elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError

from claims.records.services import split_claim
from claims.records.services.splitting import Part
from claims.reviews import scale_services, services
from claims.reviews.models import Rating, RatingText, Review, Scale
from claims.reviews.scales import RatingSpec
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene
from tests.people import Cast

pytestmark = pytest.mark.django_db
YES = RatingSpec("yes", 2, "Yes", "It is so.", "true", "link")
NO = RatingSpec("no", 1, "No", "It is not so.", "false")
MAYBE = RatingSpec("maybe", 1, "Maybe", "Who knows?", "unproven")
GERMAN = {"yes": ("Ja", "Es ist so."), "no": ("Nein", "Es ist nicht so.")}
SHAPERS = {"eve", "max"}


@pytest.fixture
def scale(cast: Cast) -> Scale:
    return scale_services.add_scale(cast.desk, name="Yes or no", ratings=[YES, NO], by=cast.eve)


def rated(scene: Scene, scale: Scale, language: str = "en") -> Review:
    """A review that says yes, agreed on by two."""
    cast = scene.cast
    claim = scene.claim(cast.ann, language=language)
    review = services.open_review(claim, by=cast.ann)
    review = services.submit(
        review, rating=scale.ratings.get(slug="yes"), summary="So it is.", by=cast.ann
    )
    return services.second(review, agree=True, by=cast.bea)


def slugs(scale: Scale) -> list[str]:
    return list(scale.ratings.order_by("position").values_list("slug", flat=True))


# What somebody does to a scale that is theirs to shape.
CHANGES: dict[str, Callable[..., Any]] = {
    "change": lambda scale, by: scale_services.change_scale(scale, ratings=[NO, MAYBE, YES], by=by),
    "remove": lambda scale, by: scale_services.remove_rating(scale.ratings.get(slug="no"), by=by),
    "translate": lambda scale, by: scale_services.translate_scale(
        scale, language="de", texts=GERMAN, by=by
    ),
    "retire": lambda scale, by: scale_services.retire_scale(scale, by=by),
    "offer": lambda scale, by: scale_services.offer_again(scale, by=by),
}


@pytest.fixture
def three(cast: Cast) -> Scale:
    return scale_services.add_scale(cast.desk, name="Three", ratings=[YES, MAYBE, NO], by=cast.eve)


@pytest.mark.parametrize("do", CHANGES)
def test_who_changes_a_scale(cast: Cast, three: Scale, do: str) -> None:
    for name, user in cast.everyone().items():
        if name not in SHAPERS:
            with pytest.raises(PermissionDenied):
                CHANGES[do](three, user)
    assert slugs(three) == ["yes", "maybe", "no"]
    CHANGES[do](three, cast.max)


@pytest.mark.parametrize("do", CHANGES)
def test_the_usual_scales_stay_as_they_are(cast: Cast, do: str) -> None:
    usual = Scale.objects.get(workspace=None, slug="truth")
    with pytest.raises((NotNow, Rating.DoesNotExist)):
        CHANGES[do](usual, cast.max)


def test_an_unused_scale_is_changed_as_a_whole(cast: Cast, scale: Scale) -> None:
    kept = scale.ratings.get(slug="yes").pk
    changed = scale_services.change_scale(scale, ratings=[MAYBE, YES], by=cast.eve)
    assert slugs(changed) == ["maybe", "yes"]
    assert changed.ratings.get(slug="yes").pk == kept
    assert changed.version == 2


@pytest.mark.parametrize("do", ["change", "remove"])
@pytest.mark.parametrize("published", [False, True])
def test_a_scale_in_use_is_not_changed_and_says_what_to_do(
    scene: Scene, three: Scale, do: str, published: bool
) -> None:
    review = rated(scene, three)
    if published:
        services.publish(review, by=scene.cast.eve)
    with pytest.raises(NotNow, match="new edition"):
        CHANGES[do](three, scene.cast.eve)
    assert slugs(three) == ["yes", "maybe", "no"]


def test_the_database_too_keeps_a_rating_in_use(scene: Scene, scale: Scale) -> None:
    rated(scene, scale)
    with pytest.raises(ProtectedError):
        scale.ratings.get(slug="yes").delete()


@pytest.mark.parametrize("do", ["change", "remove"])
def test_a_rating_by_which_a_whole_was_decided_stays(scene: Scene, three: Scale, do: str) -> None:
    """A roll-up by hand rests on its rating, after it was dropped as well."""
    ann, whole = scene.cast.ann, scene.claim(scene.cast.ann)
    split_claim(whole, [Part("The pier closed."), Part("It was in May.")], by=ann)
    rating = three.ratings.get(slug="maybe")
    row = services.choose_roll_up(whole, rule="hand", rating=rating, reason="So.", by=ann)
    services.drop_roll_up(row, by=ann)
    with pytest.raises(NotNow, match="decided by hand: 1"):
        CHANGES[do](three, scene.cast.eve)
    assert slugs(three) == ["yes", "maybe", "no"]
    assert Scale.objects.with_use().get(pk=three.pk).in_use


def test_what_was_answered_blind_keeps_its_scale(scene: Scene, three: Scale, scale: Scale) -> None:
    """Agreement is measured on it, whatever its author answers after the seal is off."""
    review = rated(scene, scale)
    maybe = three.ratings.get(slug="maybe")
    Review.objects.filter(pk=review.pk).update(independent_rating=maybe)
    with pytest.raises(NotNow, match="reviews: 1"):
        scale_services.remove_rating(maybe, by=scene.cast.eve)
    assert Scale.objects.with_use().get(pk=three.pk).in_use


def test_a_new_edition_leaves_old_verdicts_theirs(scene: Scene, scale: Scale) -> None:
    verdict = services.publish(rated(scene, scale), by=scene.cast.eve)
    other = RatingSpec("yes", 2, "Yes indeed", "It is so, and more.", "true")
    newer = scale_services.add_scale(
        scene.cast.desk, name="Yes or no", ratings=[other, NO], by=scene.cast.eve
    )
    assert (newer.slug, newer.edition) == (scale.slug, 2)
    verdict.refresh_from_db()
    assert (verdict.rating.scale, verdict.rating_label) == (scale, "Yes")


def test_a_scale_keeps_at_least_two_ratings(cast: Cast, scale: Scale) -> None:
    with pytest.raises(ValidationError, match="at least two"):
        scale_services.remove_rating(scale.ratings.get(slug="no"), by=cast.eve)


def test_a_colour_is_one_of_ours(cast: Cast) -> None:
    for wrong in ("#f00", "red; background: url(x)", "purple"):
        bad = RatingSpec("x", 3, "X", "x", "true", wrong)
        with pytest.raises(ValidationError, match="Unknown colour"):
            scale_services.add_scale(cast.desk, name="X", ratings=[bad, NO], by=cast.eve)


def test_a_verdict_keeps_the_colour_of_the_day(scene: Scene, scale: Scale) -> None:
    verdict = services.publish(rated(scene, scale), by=scene.cast.eve)
    assert (verdict.colour, verdict.shade) == ("link", "link")


def test_two_do_not_write_over_each_other(cast: Cast, scale: Scale) -> None:
    scale_services.change_scale(scale, ratings=[YES, MAYBE], version=1, by=cast.eve)
    with pytest.raises(Stale):
        scale_services.change_scale(scale, ratings=[YES, NO], version=1, by=cast.max)


def test_a_verdict_reads_in_the_language_of_its_claim(scene: Scene, scale: Scale) -> None:
    scale_services.translate_scale(scale, language="DE ", texts=GERMAN, by=scene.cast.eve)
    assert services.publish(rated(scene, scale, "de"), by=scene.cast.eve).rating_label == "Ja"
    assert AuditEvent.objects.filter(action="scale.translated").get().detail["language"] == "de"


@pytest.mark.parametrize(
    ("claim", "label"), [("de", "Ja"), ("de-AT", "Ja"), ("en", "Yes"), ("fr", "Yes"), ("", "Yes")]
)
def test_who_reads_what(cast: Cast, scale: Scale, claim: str, label: str) -> None:
    scale_services.translate_scale(scale, language="de", texts=GERMAN, by=cast.eve)
    assert scale.ratings.get(slug="yes").label_in(claim) == label


def test_words_are_replaced_as_a_whole(cast: Cast, scale: Scale) -> None:
    scale_services.translate_scale(scale, language="de", texts=GERMAN, by=cast.eve)
    less = {"yes": ("Doch", "Es ist doch so."), "no": ("", " ")}
    scale_services.translate_scale(scale, language="de", texts=less, by=cast.eve)
    assert [text.label for text in RatingText.objects.all()] == ["Doch"]


@pytest.mark.parametrize(
    ("language", "texts", "field"),
    [
        ("", GERMAN, "language"),
        ("German", GERMAN, "language"),
        ("de<b>", GERMAN, "language"),
        ("de", {"perhaps": ("Vielleicht", "Mag sein.")}, "texts"),
        ("de", {"yes": ("Ja", "")}, "texts"),
        ("de", {"yes": ("", "Es ist so.")}, "texts"),
        ("de", {"yes": ("J" * 81, "Es ist so.")}, "texts"),
    ],
)
def test_words_that_cannot_be_are_refused(
    cast: Cast, scale: Scale, language: str, texts: Any, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        scale_services.translate_scale(scale, language=language, texts=texts, by=cast.eve)
    assert set(refused.value.message_dict) == {field}


def test_a_usual_scale_is_taken_along_with_its_words(cast: Cast) -> None:
    usual = Scale.objects.get(workspace=None, slug="truth")
    RatingText.objects.create(
        rating=usual.ratings.get(slug="false"), language="de", label="Falsch", meaning="So nicht."
    )
    own = scale_services.adopt_scale(usual, cast.desk, by=cast.eve)
    assert own.ratings.get(slug="false").label_in("de") == "Falsch"
    assert own.languages == ["de"]


def test_a_retired_scale_comes_back(cast: Cast, scale: Scale) -> None:
    scale_services.retire_scale(scale, by=cast.eve)
    assert scale not in Scale.objects.usable_in(cast.desk.pk)
    with pytest.raises(NotNow, match="Offer it again"):
        scale_services.adopt_scale(Scale.objects.get(pk=scale.pk), cast.desk, by=cast.eve)
    scale_services.offer_again(scale, by=cast.eve)
    assert scale in Scale.objects.usable_in(cast.desk.pk)


def test_scales_are_known_to_be_in_use(scene: Scene, scale: Scale) -> None:
    def in_use() -> bool:
        return bool(Scale.objects.with_use().get(pk=scale.pk).in_use)

    assert not in_use()
    rated(scene, scale)
    assert in_use()


def test_satire_and_opinion_come_with_the_usual_scale(cast: Cast) -> None:
    rows = Rating.objects.filter(scale__slug="truth", scale__workspace=None)
    assert set(Rating.Neutral.values) == set(rows.values_list("neutral", flat=True))
