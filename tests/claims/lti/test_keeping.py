"""Registering platforms: who may, what is refused, and what nobody is shown."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from claims.lti import rules
from claims.lti.keypairs import Unreadable, new_pair, opened
from claims.lti.models import Platform
from claims.lti.services import (
    add_platform,
    delete_platform,
    edit_platform,
    renew_key,
    restore_platform,
)
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
KNOWN = {
    "name": "Moodle",
    "issuer": "https://moodle.example",
    "client_id": "tool-1",
    "deployments": "1\n 2 \n\n1",
    "key_set_url": "https://moodle.example/certs",
    "auth_url": "https://moodle.example/auth",
    "token_url": "https://moodle.example/token",
}
DO = {
    "add": lambda row, by: add_platform(row.workspace, **KNOWN | {"client_id": "2"}, by=by),
    "edit": lambda row, by: edit_platform(row, name="Other", by=by),
    "key": lambda row, by: renew_key(row, by=by),
    "delete": lambda row, by: delete_platform(row, by=by),
}


@pytest.fixture
def row(cast):
    return add_platform(cast.desk, **KNOWN, by=cast.max)


@pytest.mark.parametrize("verb", DO)
def test_only_owners_keep_platforms(cast, row, verb):
    for name, by in cast.everyone().items():
        if name in {"max", "nobody"}:
            continue
        with pytest.raises(PermissionDenied):
            DO[verb](row, by)
    DO[verb](row, cast.max)


def test_the_list_agrees_with_the_rule(cast, row):
    for by in cast.everyone().values():
        seen = Platform.objects.visible_to(by).filter(pk=row.pk).exists()
        assert seen == rules.may_see(by, row)


def test_every_change_is_remembered_without_a_key(cast, row):
    edit_platform(row, name="Other", by=cast.max)
    renew_key(row, by=cast.max)
    delete_platform(row, by=cast.max)
    restore_platform(row, by=cast.max)
    events = AuditEvent.objects.filter(action__startswith="platform.").order_by("number")
    assert [event.action for event in events] == [
        "platform.added",
        "platform.edited",
        "platform.key_renewed",
        "platform.deleted",
        "platform.restored",
    ]
    assert not any("KEY" in str(event.detail) for event in events)


def test_deployments_are_read_from_lines(row):
    assert row.deployments == ["1", "2"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key_set_url", "http://moodle.example/certs"),
        ("key_set_url", "https://127.0.0.1/certs"),
        ("key_set_url", "https://localhost/certs"),
        ("key_set_url", "https://10.0.0.3/certs"),
        ("auth_url", "javascript:alert(1)"),
        ("auth_url", "http://moodle.example"),
        ("token_url", "ftp://moodle.example"),
        ("issuer", " "),
        ("issuer", "x" * 256),
        ("name", ""),
        ("deployments", "\n".join(str(n) for n in range(51))),
    ],
)
def test_what_cannot_be_is_refused(cast, field, value):
    with pytest.raises(ValidationError) as error:
        add_platform(cast.desk, **KNOWN | {field: value}, by=cast.max)
    assert field in error.value.message_dict


def test_one_client_belongs_to_one_workspace(cast, row):
    with pytest.raises(ValidationError, match="registered already"):
        add_platform(cast.elsewhere, **KNOWN, by=cast.olga)
    delete_platform(row, by=cast.max)
    add_platform(cast.elsewhere, **KNOWN, by=cast.olga)
    with pytest.raises(ValidationError, match="registered already"):
        restore_platform(row, by=cast.max)


def test_a_stale_change_is_refused(cast, row):
    edit_platform(row, name="Other", by=cast.max)
    with pytest.raises(Stale):
        edit_platform(row, version=1, name="Third", by=cast.max)


def test_what_is_deleted_is_not_changed(cast, row):
    delete_platform(row, by=cast.max)
    with pytest.raises(NotNow):
        edit_platform(row, name="Other", by=cast.max)
    restore_platform(row, by=cast.max)
    with pytest.raises(NotNow):
        restore_platform(row, by=cast.max)


def test_a_key_opens_with_our_secret_alone(settings):
    sealed, public = new_pair()
    assert "ENCRYPTED" in sealed
    assert "PRIVATE" not in public
    assert opened(sealed).startswith("-----BEGIN PRIVATE KEY-----")
    settings.SECRET_KEY = "another"
    with pytest.raises(Unreadable):
        opened(sealed)


# --- pages ---------------------------------------------------------------------------------


def test_owners_alone_have_the_pages(cast, row):
    pages = [
        reverse("settings-platforms"),
        reverse("platform", args=[row.pk]),
        reverse("edit-platform", args=[row.pk]),
    ]
    for name in ("ann", "eve", "tom", "sam", "ron", "olga"):
        client = Client()
        client.force_login(getattr(cast, name))
        for page in pages[1:]:
            assert client.get(page).status_code == 404, (name, page)
        if name != "olga":
            assert client.get(pages[0]).status_code == 403, name
    client = Client()
    client.force_login(cast.max)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert b"PRIVATE KEY" not in answer.content, page
    assert Client().get(pages[0]).status_code == 302


def test_a_platform_is_registered_changed_deleted_and_brought_back_by_hand(cast):
    client = Client()
    client.force_login(cast.max)
    page = reverse("settings-platforms")
    assert client.post(page, KNOWN | {"client_id": ""}).status_code == 400
    answer = client.post(page, KNOWN, follow=True)
    row = Platform.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("platform", args=[row.pk])
    edit = reverse("edit-platform", args=[row.pk])
    assert client.post(edit, KNOWN | {"version": 7}).status_code == 412
    client.post(edit, KNOWN | {"version": 1, "name": "Our Moodle"})
    assert Platform.objects.get().name == "Our Moodle"
    answer = client.post(reverse("delete-platform", args=[row.pk]), follow=True)
    assert b"is deleted" in answer.content
    client.post(reverse("restore-platform", args=[row.pk]))
    client.post(reverse("renew-platform-key", args=[row.pk]))
    assert Platform.objects.get().deleted_at is None


def test_pages_ask_a_constant_number_of_questions(cast, row, django_assert_max_num_queries):
    client = Client()
    client.force_login(cast.max)
    for number in range(5):
        add_platform(cast.desk, **KNOWN | {"client_id": f"more-{number}"}, by=cast.max)
    with django_assert_max_num_queries(8):
        client.get(reverse("settings-platforms"))
    with django_assert_max_num_queries(9):
        client.get(reverse("platform", args=[row.pk]))
