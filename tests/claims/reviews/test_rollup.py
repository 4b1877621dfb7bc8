"""What follows for a whole from its parts, by each rule; pure, then with rows."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given as hypothetically
from hypothesis import strategies as st

from claims.records.models import Claim
from claims.records.services import split_claim
from claims.records.services.splitting import Part as NewPart
from claims.reviews import services
from claims.reviews.grounds import GroundsChanged, grounds_of
from claims.reviews.models import Rating, RollUp, Verdict
from claims.reviews.rolling import as_published, parts_since, rolled_up
from claims.reviews.rollup import WORST_FIRST, Part, Rule, roll_up
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, decide, decide_again

CHECKERS = {"ann", "bea", "eve", "tom", "max"}


def follows(rule: str, *found: str) -> str:
    return roll_up(rule, [Part(n, neutral) for n, neutral in enumerate(found)]).neutral


# parts -> what follows as the worst part, what follows if all must hold.
TABLE = [
    (("true", "true"), "true", "true"),
    (("true", "false"), "false", "false"),
    (("true", "mixed"), "mixed", "false"),
    (("true", "unproven"), "unproven", "unproven"),
    (("true", "outdated"), "outdated", "outdated"),
    (("outdated", "unproven"), "unproven", "unproven"),
    (("mixed", "unproven"), "mixed", "false"),
    (("true", ""), "", ""),
    (("false", ""), "false", "false"),
    (("mixed", ""), "", "false"),
    (("", ""), "", ""),
    (("true", "satire"), "true", "true"),
    (("opinion", "satire"), "", ""),
    ((), "", ""),
]


@pytest.mark.parametrize(("parts", "worst", "every"), TABLE)
def test_what_follows(parts: tuple[str, ...], worst: str, every: str) -> None:
    assert follows(Rule.WORST, *parts) == worst
    assert follows(Rule.ALL, *parts) == every


NEUTRAL = st.lists(st.sampled_from(["", *WORST_FIRST, "satire", "opinion"]), max_size=8)


@hypothetically(NEUTRAL, st.sampled_from([Rule.WORST, Rule.ALL]))
def test_the_order_of_parts_makes_no_difference(parts: list[str], rule: str) -> None:
    assert follows(rule, *parts) == follows(rule, *reversed(parts))


@hypothetically(NEUTRAL, st.sampled_from([Rule.WORST, Rule.ALL]), st.sampled_from(WORST_FIRST))
def test_nothing_that_is_still_to_come_turns_an_outcome_round(
    parts: list[str], rule: str, late: str
) -> None:
    """What follows while a part is open follows whatever is found on it."""
    before = follows(rule, *parts, "")
    assert not before or follows(rule, *parts, late) == before


@hypothetically(NEUTRAL, st.sampled_from(list(Rule)))
def test_a_sentence_says_how_many_there_are(parts: list[str], rule: str) -> None:
    said = roll_up(rule, [Part(n, one) for n, one in enumerate(parts)], "mixed").says
    assert said.endswith(".")
    assert (f"Of {len(parts)} part" in said) == (rule != Rule.HAND)


def test_sentences_read_well() -> None:
    parts = [Part(1, "true"), Part(2, "true"), Part(3, "false"), Part(4, "")]
    assert roll_up(Rule.WORST, parts).says == (
        "The whole is as its worst part. Of 4 parts: 1 false, 2 true, 1 without a verdict. "
        "So it is false."
    )
    assert roll_up(Rule.ALL, parts[:1]).says == (
        "All parts must hold. Of 1 part: 1 true. So it is true."
    )
    assert roll_up(Rule.HAND, parts, "mixed").says == "Decided by hand: mixed."


# --- with rows ------------------------------------------------------------------------------


@pytest.fixture
def whole(scene: Scene) -> Claim:
    claim = scene.claim(scene.cast.ann)
    split_claim(claim, [NewPart("The pier closed."), NewPart("It was in May.")], by=scene.cast.ann)
    return claim


def parts(whole: Claim) -> list[Claim]:
    return list(Claim.objects.filter(parent=whole).order_by("pk"))


def mixed() -> Rating:
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="mixed")


def says(whole: Claim, scene: Scene) -> str:
    outcome = rolled_up(whole, scene.cast.ann).outcome
    assert outcome is not None
    return outcome.says


def test_a_rule_says_what_follows_as_parts_are_decided(scene: Scene, whole: Claim) -> None:
    assert rolled_up(whole, scene.cast.ann).outcome is None
    services.choose_roll_up(whole, rule="worst", by=scene.cast.ann)
    assert "2 without a verdict. Nothing follows yet." in says(whole, scene)
    decide(parts(whole)[0], scene)
    assert "1 false, 1 without a verdict. So it is false." in says(whole, scene)
    assert not Verdict.objects.filter(claim=whole).exists()
    event = AuditEvent.objects.filter(action="rollup.chosen").get()
    assert event.detail["rule"] == "worst"


def test_a_withdrawn_verdict_on_a_part_counts_as_none(scene: Scene, whole: Claim) -> None:
    services.choose_roll_up(whole, rule="all", by=scene.cast.ann)
    part = parts(whole)[0]
    decide(part, scene)
    current = Verdict.objects.current().get(claim=part)
    services.withdraw_verdict(current, reason="It was wrong.", by=scene.cast.eve)
    assert "2 without a verdict" in says(whole, scene)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "vote"}, "rule"),
        ({"rule": ""}, "rule"),
        ({"rule": "hand", "reason": "So."}, "rating"),
        ({"rule": "hand", "reason": " \n", "rating": "mixed"}, "reason"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    scene: Scene, whole: Claim, wrong: dict[str, Any], field: str
) -> None:
    if "rating" in wrong:
        wrong = wrong | {"rating": mixed()}
    with pytest.raises(ValidationError) as refused:
        services.choose_roll_up(whole, **wrong, by=scene.cast.ann)
    assert set(refused.value.message_dict) == {field}


def test_only_a_claim_with_parts_is_rolled_up(scene: Scene) -> None:
    with pytest.raises(NotNow, match="Split it first"):
        services.choose_roll_up(scene.claim(scene.cast.ann), rule="all", by=scene.cast.ann)


def test_by_hand_keeps_rating_and_reason_and_no_other_rule_does(scene: Scene, whole: Claim) -> None:
    given = {"rating": mixed(), "reason": "One part hardly matters."}
    row = services.choose_roll_up(whole, rule="hand", **given, by=scene.cast.ann)  # type: ignore[arg-type]
    assert says(whole, scene) == "Decided by hand: mixed."
    changed = services.choose_roll_up(whole, rule="all", **given, by=scene.cast.bea)  # type: ignore[arg-type]
    assert (changed.pk, changed.rating, changed.version) == (row.pk, None, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollUp.objects.filter(pk=row.pk).update(rule="hand")


def test_two_do_not_choose_over_each_other(scene: Scene, whole: Claim) -> None:
    services.choose_roll_up(whole, rule="all", version=0, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.choose_roll_up(whole, rule="worst", version=0, by=scene.cast.bea)


def test_a_dropped_rule_comes_back_unless_another_was_chosen(scene: Scene, whole: Claim) -> None:
    row = services.choose_roll_up(whole, rule="all", by=scene.cast.ann)
    services.drop_roll_up(row, by=scene.cast.ann)
    assert rolled_up(whole, scene.cast.ann).outcome is None
    services.restore_roll_up(row, by=scene.cast.ann)
    assert says(whole, scene).startswith("All parts must hold.")
    services.drop_roll_up(row, by=scene.cast.ann)
    services.choose_roll_up(whole, rule="worst", by=scene.cast.ann)
    with pytest.raises(NotNow, match="Another rule"):
        services.restore_roll_up(row, by=scene.cast.ann)


def test_who_chooses_a_rule(scene: Scene, whole: Claim) -> None:
    row = services.choose_roll_up(whole, rule="all", by=scene.cast.ann)
    for name, user in scene.cast.everyone().items():
        if name in CHECKERS:
            services.choose_roll_up(whole, rule="worst", by=user)
            continue
        for do in (
            lambda user=user: services.choose_roll_up(whole, rule="all", by=user),
            lambda user=user: services.drop_roll_up(row, by=user),
            lambda user=user: services.restore_roll_up(row, by=user),
        ):
            with pytest.raises(PermissionDenied):
                do()


def test_only_members_are_told_of_a_rule_at_work(scene: Scene, whole: Claim) -> None:
    services.choose_roll_up(whole, rule="all", by=scene.cast.ann)
    decide(parts(whole)[0], scene)
    decide(parts(whole)[1], scene)
    for name, user in scene.cast.everyone().items():
        seen = RollUp.objects.visible_to(user).exists()
        assert seen == (name not in {"olga", "nobody"}), name


def test_what_goes_out_is_the_rule_and_the_public_parts(scene: Scene, whole: Claim) -> None:
    services.choose_roll_up(whole, rule="all", reason="Both matter.", by=scene.cast.ann)
    first, second = parts(whole)
    decide(first, scene)
    decide(whole, scene)
    verdict = Verdict.objects.current().get(claim=whole)
    assert verdict.rolled is not None
    assert [one["claim"] for one in verdict.rolled["parts"]] == [first.pk]
    assert second.statement not in str(verdict.rolled)
    assert "Of 1 part: 1 false" in verdict.rolled["says"]
    assert verdict.rolled["reason"] == "Both matter."
    assert parts_since(verdict)[0]["now"] is None
    decide_again(first, scene)
    now = parts_since(verdict)[0]["now"]
    assert now is not None
    assert now.rating_label == "True"


def test_without_a_rule_nothing_of_the_parts_goes_out(scene: Scene, whole: Claim) -> None:
    decide(parts(whole)[0], scene)
    assert as_published(whole) is None


def test_a_verdict_on_a_part_that_comes_meanwhile_stops_the_publishing(
    scene: Scene, whole: Claim
) -> None:
    cast = scene.cast
    review = services.open_review(whole, by=cast.ann)
    review = services.submit(review, rating=mixed(), summary="So.", by=cast.ann)
    review = services.second(review, agree=True, by=cast.bea)
    seen = grounds_of(whole.pk)
    services.choose_roll_up(whole, rule="all", by=cast.ann)
    with pytest.raises(GroundsChanged, match="the rule for its parts was added"):
        services.publish(review, seen=seen, by=cast.eve)
    seen = grounds_of(whole.pk)
    decide(parts(whole)[0], scene)
    with pytest.raises(GroundsChanged, match="a verdict on a part was added"):
        services.publish(review, seen=seen, by=cast.eve)
