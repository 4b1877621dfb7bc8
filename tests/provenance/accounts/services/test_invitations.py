"""Links that let one person join."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from provenance.accounts import services
from provenance.accounts.invitations import with_secret
from provenance.accounts.models import Invitation
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent


@pytest.fixture
def made(cast):
    return services.invite(cast.desk, role="checker", by=cast.max)


def actions():
    return list(AuditEvent.objects.order_by("number").values_list("action", flat=True))


def test_the_link_leads_back_to_the_invitation_but_is_not_kept(made):
    invitation, secret = made
    assert with_secret(secret) == invitation
    assert secret not in str(vars(Invitation.objects.get()))
    assert with_secret("made up") is None


def test_an_invitation_lasts_a_fortnight(made):
    left = made[0].expires_at - timezone.now()
    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)


def test_accepting_gives_the_role_once(cast, made):
    services.accept_invitation(made[0], by=cast.olga)
    assert cast.olga.roles[cast.desk.pk] == "checker"
    with pytest.raises(NotNow, match="used already"):
        services.accept_invitation(made[0], by=cast.ann)
    assert actions() == ["invitation.made", "invitation.accepted"]


def test_a_member_keeps_the_link_for_someone_else(cast, made):
    with pytest.raises(NotNow, match="already belong"):
        services.accept_invitation(made[0], by=cast.ron)
    assert cast.ron.roles[cast.desk.pk] == "reader"
    services.accept_invitation(made[0], by=cast.olga)


def test_an_expired_link_is_worthless(cast, made):
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(NotNow, match="expired"):
        services.accept_invitation(made[0], by=cast.olga)


def test_a_withdrawn_link_is_worthless(cast, made):
    services.revoke_invitation(made[0], by=cast.max)
    with pytest.raises(NotNow, match="withdrawn"):
        services.accept_invitation(made[0], by=cast.olga)
    with pytest.raises(NotNow, match="withdrawn"):
        services.revoke_invitation(made[0], by=cast.max)
    assert actions() == ["invitation.made", "invitation.revoked"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_link_at_once_one_joins(cast, made):
    cast.desk.memberships.filter(user__in=[cast.ron, cast.sue]).delete()
    start = threading.Barrier(2)
    refused = []

    def accept(user):
        start.wait()
        try:
            services.accept_invitation(made[0], by=user)
        except NotNow as because:
            refused.append(str(because))
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[user]) for user in (cast.ron, cast.sue)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert cast.desk.memberships.filter(user__in=[cast.ron, cast.sue]).count() == 1


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "olga"])
def test_only_an_owner_invites_and_withdraws(cast, made, name):
    by = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        services.invite(cast.desk, role="reader", by=by)
    with pytest.raises(PermissionDenied):
        services.revoke_invitation(made[0], by=by)
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [("role", {"role": "boss"}), ("email", {"role": "reader", "email": "nowhere"})],
)
def test_bad_input_names_its_field(cast, field, given):
    with pytest.raises(ValidationError) as refused:
        services.invite(cast.desk, **given, by=cast.max)
    assert list(refused.value.message_dict) == [field]
    assert not AuditEvent.objects.exists()


def test_with_an_address_the_link_is_sent_after_the_commit(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        _, secret = services.invite(
            cast.desk,
            role="student",
            email="new@example.org",
            address=lambda secret: f"https://desk.example/invitation/{secret}/",
            by=cast.max,
        )
        assert not mail.outbox
    letter = mail.outbox[0]
    assert letter.to == ["new@example.org"]
    assert letter.subject == "Max invites you to Eastbank Desk"
    assert f"https://desk.example/invitation/{secret}/" in letter.body
    assert "as student" in letter.body


def test_without_an_address_nothing_is_sent(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.invite(cast.desk, role="student", by=cast.max)
    assert not mail.outbox


def test_a_letter_that_cannot_be_sent_does_not_undo_the_invitation(
    cast, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with django_capture_on_commit_callbacks(execute=True):
        services.invite(
            cast.desk, role="student", email="new@example.org", address=str, by=cast.max
        )
    assert Invitation.objects.open().count() == 1
