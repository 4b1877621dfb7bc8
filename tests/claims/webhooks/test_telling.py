"""What is published is told once to each who asked for it, and nothing else is."""

import json

import pytest

from claims.records.models import Claim
from claims.reviews.services import withdraw_verdict
from claims.webhooks.models import Delivery
from claims.webhooks.services import (
    add_webhook,
    send_again,
    send_test,
    switch_off,
    switch_on,
    tell_new_events,
)
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from tests.claims.scene import decide_again
from tests.claims.webhooks.receiving import hook_to, published


@pytest.fixture
def hook(site, scene, settings):
    return hook_to(site, scene, settings)[0]


def told():
    tell_new_events()
    return list(Delivery.objects.order_by("pk").values_list("event", flat=True))


def test_a_first_verdict_makes_claim_and_verdict_known(hook, scene):
    claim = published(scene)
    assert told() == ["claim.published", "verdict.published"]
    data = json.loads(Delivery.objects.get(event="verdict.published").body)
    assert data["type"] == "verdict.published"
    assert data["data"]["claim"]["url"] == f"https://desk.example/claims/{claim.pk}/"
    assert data["data"]["verdict"]["rating"] == "False"
    assert data["data"]["previous"] is None
    assert data["data"]["claimreview"]["@type"] == "ClaimReview"


def test_a_later_verdict_is_a_change_and_tells_what_was_said_before(hook, scene):
    claim = published(scene)
    decide_again(claim, scene)
    assert told() == ["claim.published", "verdict.published", "verdict.changed"]
    data = json.loads(Delivery.objects.get(event="verdict.changed").body)["data"]
    assert (data["verdict"]["rating"], data["previous"]["rating"]) == ("True", "False")
    assert data["verdict"]["reason_for_change"] == "A log was found."
    first = json.loads(Delivery.objects.get(event="verdict.published").body)["data"]
    assert first["verdict"]["rating"] == "False"


def test_a_withdrawal_is_told_with_its_reason_and_without_markup(hook, scene):
    claim = published(scene)
    withdraw_verdict(claim.verdicts.get(), reason="It was another pier.", by=scene.cast.eve)
    assert told() == ["claim.published", "verdict.published", "verdict.withdrawn"]
    data = json.loads(Delivery.objects.get(event="verdict.withdrawn").body)["data"]
    assert (data["verdict"]["kind"], data["previous"]["kind"]) == ("withdraw", "first")
    assert data["verdict"]["reason_for_change"] == "It was another pier."
    assert data["claimreview"] is None


def test_each_event_is_told_once(hook, scene):
    published(scene)
    assert len(told()) == 2
    assert len(told()) == 2


def test_only_what_was_asked_for_is_told(site, scene, settings):
    hook_to(site, scene, settings, events=["verdict.changed"])
    claim = published(scene)
    assert told() == []
    decide_again(claim, scene)
    assert told() == ["verdict.changed"]


def test_what_happened_before_is_not_told(site, scene, settings):
    published(scene)
    hook_to(site, scene, settings)
    assert told() == []
    published(scene, "Forty boats had to leave.")
    assert len(told()) == 2


def test_nothing_that_is_not_public_is_told(hook, scene):
    claim = scene.claim(scene.cast.ann, "A secret of the desk.")
    for event in AuditEvent.objects.filter(chain=scene.cast.desk.pk):
        assert event.detail.get("after") != "public"
    assert told() == []
    published(scene)
    Claim.objects.update(visibility="workspace")
    assert told() == []
    assert "secret" not in "".join(Delivery.objects.values_list("body", flat=True))
    assert claim.visibility == "workspace"


def test_no_other_workspace_is_told(site, scene, settings):
    hook_to(site, scene, settings)
    theirs, _ = add_webhook(
        scene.cast.elsewhere,
        name="Theirs",
        address=site.put("/theirs"),
        events=["verdict.published"],
        by=scene.cast.olga,
    )
    published(scene)
    assert len(told()) == 2
    assert not theirs.deliveries.exists()


def test_names_of_members_and_working_papers_are_not_told(hook, scene):
    published(scene)
    told()
    for body in Delivery.objects.values_list("body", flat=True):
        for name in ("Ann", "Bea", "Eve", "review"):
            assert f'"{name}"' not in body


def test_a_webhook_that_is_off_misses_what_happens(hook, scene):
    switch_off(hook, by=scene.cast.eve)
    published(scene)
    assert told() == []
    switch_on(hook, by=scene.cast.eve)
    assert told() == []


def test_a_test_needs_no_event_and_can_be_sent_again(hook, scene):
    one = send_test(hook, by=scene.cast.eve)
    assert json.loads(one.body)["type"] == "test"
    again = send_again(one, by=scene.cast.max)
    assert (again.pk, again.uid, again.state) == (one.pk, one.uid, "waiting")
    switch_off(hook, by=scene.cast.eve)
    with pytest.raises(NotNow):
        send_test(hook, by=scene.cast.eve)
