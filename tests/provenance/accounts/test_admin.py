"""The operators' pages: every list opens, and no change goes unrecorded."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.urls import reverse

from provenance.accounts import services
from provenance.accounts.models import Membership, Workspace
from provenance.audit.admin import LookOnly, Recorded
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify

WINGS = ("provenance.", "claims.")
OURS = [model for model in admin.site._registry if model.__module__.startswith(WINGS)]
OURS.append(EmailAddress)


@pytest.fixture
def operator(client, cast):
    cast.max.is_staff = cast.max.is_superuser = True
    cast.max.save()
    client.force_login(cast.max)
    return client


def page(model, what="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def last_event():
    event = AuditEvent.objects.latest("id")
    return event.action, event.target, event.actor.username, event.detail


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_list_opens(operator, model):
    assert operator.get(page(model)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_table_is_only_looked_at_or_recorded(model):
    assert isinstance(admin.site._registry[model], LookOnly | Recorded)


def test_others_are_sent_to_log_in(client, cast):
    client.force_login(cast.ann)
    assert client.get("/admin/").status_code in {302, 403}
    client.logout()
    answer = client.get("/admin/login/")
    assert answer["Location"].startswith("/account/login/")


def test_events_can_be_read_and_nothing_else(operator, cast):
    services.edit_workspace(cast.desk, name="News", by=cast.max)
    event = AuditEvent.objects.get()
    assert operator.get(page(AuditEvent, "change", event.pk)).status_code == 200
    assert operator.post(page(AuditEvent, "change", event.pk), {}).status_code == 403
    assert operator.post(page(AuditEvent, "delete", event.pk), {}).status_code == 403
    assert operator.get(page(AuditEvent, "add")).status_code == 403


def test_a_digest_is_never_shown(operator, cast):
    token, _ = services.make_token(name="script", by=cast.ann)
    shown = operator.get(page(type(token), "change", token.pk)).content.decode()
    assert token.digest not in shown


def test_a_person_made_inactive_is_an_event(operator, cast):
    given = {"username": "ann", "name": "Ann", "email": "ann@example.org"}
    answer = operator.post(page(type(cast.ann), "change", cast.ann.pk), given)
    assert answer.status_code == 302
    cast.ann.refresh_from_db()
    assert not cast.ann.is_active
    action, target, actor, detail = last_event()
    assert (action, actor) == ("user.changed_by_operator", "max")
    assert target == f"accounts.user:{cast.ann.pk}"
    assert detail == {"fields": ["Active"]}


def test_a_new_password_is_an_event_that_does_not_hold_it(operator, cast):
    new = {"password1": "a long new phrase", "password2": "a long new phrase"}
    new["usable_password"] = "true"
    operator.post(f"/admin/accounts/user/{cast.ann.pk}/password/", new)
    cast.ann.refresh_from_db()
    assert cast.ann.check_password("a long new phrase")
    assert last_event()[0] == "user.changed_by_operator"
    assert "phrase" not in str(last_event())


def test_a_new_person_is_an_event(operator):
    given = {"username": "nia", "password1": "a long new phrase", "password2": "a long new phrase"}
    given["usable_password"] = "true"
    operator.post(page(type(Membership._meta.get_field("user").related_model()), "add"), given)
    assert last_event()[0] == "user.added_by_operator"


def test_people_are_not_deleted(operator, cast):
    assert (
        operator.post(page(type(cast.ann), "delete", cast.ann.pk), {"post": "yes"}).status_code
        == 403
    )


def test_an_operator_opens_a_workspace_and_owns_it(operator, cast):
    given = {"slug": "school", "name": "Hill School", "kind": "school", "homepage": ""}
    assert operator.post(page(Workspace, "add"), given).status_code == 302
    school = Workspace.objects.get(slug="school")
    assert school.memberships.get().user == cast.max
    actions = AuditEvent.objects.filter(chain=school.pk).values_list("action", flat=True)
    assert set(actions) == {"workspace.opened", "workspace.added_by_operator"}
    assert verify(school.pk).ok


def test_a_changed_workspace_counts_up(operator, cast):
    given = {"name": "News", "kind": "newsroom", "homepage": ""}
    operator.post(page(Workspace, "change", cast.desk.pk), given)
    cast.desk.refresh_from_db()
    assert (cast.desk.name, cast.desk.slug, cast.desk.version) == ("News", "desk", 2)
    assert last_event()[0] == "workspace.changed_by_operator"


def test_a_changed_role_is_an_event_of_the_workspace(operator, cast):
    ron = Membership.objects.get(user=cast.ron)
    operator.post(page(Membership, "change", ron.pk), {"role": "checker"})
    assert Membership.objects.get(pk=ron.pk).role == "checker"
    assert AuditEvent.objects.get().chain == cast.desk.pk


def test_the_last_owner_stays(operator, cast):
    last = Membership.objects.get(user=cast.max)
    operator.post(page(Membership, "change", last.pk), {"role": "reader"})
    assert Membership.objects.get(pk=last.pk).role == "owner"
    assert operator.post(page(Membership, "delete", last.pk), {"post": "yes"}).status_code == 403


def test_a_membership_that_ends_is_an_event(operator, cast):
    ron = Membership.objects.get(user=cast.ron)
    operator.post(page(Membership, "delete", ron.pk), {"post": "yes"})
    assert not Membership.objects.filter(pk=ron.pk).exists()
    assert last_event()[0] == "membership.removed_by_operator"
