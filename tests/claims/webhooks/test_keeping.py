"""Webhooks are kept by editors and owners, and their secrets by nobody."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model

from claims.webhooks import services
from claims.webhooks.models import Webhook
from claims.webhooks.rules import may_see
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.webhooks.receiving import hook_to

MAY = {"eve", "max"}


@pytest.fixture
def hook(site, scene, settings):
    return hook_to(site, scene, settings)[0]


def add(scene, by, **given):
    usual = {"name": "Partner", "address": "https://partner.example/in"}
    given = {**usual, "events": ["verdict.published"], **given}
    return services.add_webhook(scene.cast.desk, **given, by=by)


STEPS = {
    "edit": lambda hook, by: services.edit_webhook(hook, name="Other", by=by),
    "renew": lambda hook, by: services.renew_secret(hook, by=by),
    "off": lambda hook, by: services.switch_off(hook, by=by),
    "test": lambda hook, by: services.send_test(hook, by=by),
    "delete": lambda hook, by: services.delete_webhook(hook, by=by),
}
CAST = ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga"]


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("step", STEPS)
def test_who_may_do_what(hook, scene, step, name):
    by = getattr(scene.cast, name)
    if name in MAY:
        STEPS[step](hook, by)
    else:
        with pytest.raises(PermissionDenied):
            STEPS[step](hook, by)


@pytest.mark.parametrize("name", CAST)
def test_who_may_add(scene, name):
    if name in MAY:
        assert add(scene, getattr(scene.cast, name))[0].pk
    else:
        with pytest.raises(PermissionDenied):
            add(scene, getattr(scene.cast, name))


def test_the_list_agrees_with_the_rule(hook, scene):
    for user in scene.cast.everyone().values():
        assert Webhook.objects.visible_to(user).exists() == may_see(user, hook)


def test_the_secret_is_nowhere(scene):
    hook, secret = add(scene, scene.cast.eve)
    _, other = services.renew_secret(hook, by=scene.cast.eve)
    assert secret.startswith("whsec_")
    assert secret != other
    kept = Webhook.objects.values().get()
    told = json.dumps(list(AuditEvent.objects.values_list("detail", flat=True)))
    for one in (secret, other, secret[6:], other[6:]):
        assert one not in str(kept)
        assert one not in told
    for grain in (kept["grain"], kept["old_grain"]):
        assert grain
        assert grain not in told
    assert isinstance(hook, Model)
    assert secret not in f"{hook!r} {hook}"


def test_a_key_is_exchanged_over_a_day(hook, scene):
    before = hook.grain
    row, _ = services.renew_secret(hook, by=scene.cast.eve)
    assert row.grains_at(row.old_grain_until.replace(year=2000)) == [row.grain, before]
    assert row.grains_at(row.old_grain_until) == [row.grain]


@pytest.mark.parametrize(
    "address",
    [
        "http://partner.example/in",
        "https://partner.example:8443/in",
        "https://ann:secret@partner.example/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://localhost/",
        "ftp://partner.example/",
        "partner",
        "",
        "https://partner.example/" + "x" * 500,
    ],
)
def test_where_nothing_is_sent_is_said_at_once(scene, address):
    with pytest.raises(ValidationError) as refusal:
        add(scene, scene.cast.eve, address=address)
    assert set(refusal.value.message_dict) == {"address"}


@pytest.mark.parametrize("events", [[], ["nothing.known"]])
def test_a_webhook_is_told_something(scene, events):
    with pytest.raises(ValidationError) as refusal:
        add(scene, scene.cast.eve, events=events)
    assert "events" in refusal.value.message_dict


def test_a_name_is_needed(scene):
    with pytest.raises(ValidationError) as refusal:
        add(scene, scene.cast.eve, name="  ")
    assert "name" in refusal.value.message_dict


def test_what_changed_is_remembered_and_a_stale_write_refused(hook, scene):
    row = services.edit_webhook(hook, events=["verdict.changed"], by=scene.cast.eve)
    event = AuditEvent.objects.get(action="webhook.edited")
    assert event.detail["after"]["events"] == ["verdict.changed"]
    with pytest.raises(Stale):
        services.edit_webhook(row, name="Late", version=1, by=scene.cast.eve)
    assert services.edit_webhook(row, name=row.name, by=scene.cast.eve).version == row.version


def test_steps_that_come_too_late_are_refused(hook, scene):
    with pytest.raises(NotNow):
        services.switch_on(hook, by=scene.cast.eve)
    services.switch_off(hook, by=scene.cast.eve)
    with pytest.raises(NotNow):
        services.switch_off(hook, by=scene.cast.eve)
    services.delete_webhook(hook, by=scene.cast.eve)
    with pytest.raises(NotNow):
        services.edit_webhook(hook, name="Gone", by=scene.cast.eve)
    assert not Webhook.objects.visible_to(scene.cast.eve).exists()
    back = services.restore_webhook(hook, by=scene.cast.eve)
    assert back.deleted_at is None
    with pytest.raises(NotNow):
        services.restore_webhook(hook, by=scene.cast.eve)


def test_there_is_an_end_to_how_many(scene):
    for number in range(20):
        add(scene, scene.cast.eve, name=f"Partner {number}")
    with pytest.raises(NotNow):
        add(scene, scene.cast.eve)
