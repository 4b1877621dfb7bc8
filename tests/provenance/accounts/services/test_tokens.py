"""Keys for programs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from provenance.accounts import services
from provenance.accounts.models import ApiToken
from provenance.accounts.rules import NotNow
from provenance.accounts.secrets import TOKEN_PREFIX, digest
from provenance.audit.models import AuditEvent


def test_the_secret_is_shown_once_and_its_digest_kept(cast):
    token, secret = services.make_token(name="script", by=cast.ann)
    assert secret.startswith(TOKEN_PREFIX)
    kept = ApiToken.objects.get()
    assert kept.digest == digest(secret)
    assert secret not in str(vars(kept))
    assert kept.beginning == secret[:8]
    assert token == kept


def test_the_secret_does_not_stand_in_the_history(cast):
    _, secret = services.make_token(name="script", by=cast.ann)
    event = AuditEvent.objects.get()
    assert event.detail == {"name": "script", "scope": "write"}
    assert digest(secret) not in str(vars(event))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "x" * 81}),
        ("scope", {"name": "x", "scope": "everything"}),
        ("expires_at", {"name": "x", "expires_at": timezone.now() - timedelta(days=1)}),
    ],
)
def test_bad_input_names_its_field(cast, field, given):
    with pytest.raises(ValidationError) as refused:
        services.make_token(**given, by=cast.ann)
    assert list(refused.value.message_dict) == [field]


def test_only_its_owner_revokes_a_token_and_only_once(cast):
    token, _ = services.make_token(name="script", by=cast.ann)
    with pytest.raises(PermissionDenied):
        services.revoke_token(token, by=cast.max)
    services.revoke_token(token, by=cast.ann)
    with pytest.raises(NotNow):
        services.revoke_token(token, by=cast.ann)
    assert AuditEvent.objects.filter(action="token.revoked").count() == 1


def test_usable_leaves_out_what_no_longer_works(cast):
    names = ["good", "later", "revoked", "expired", "of someone shut out"]
    made = {name: services.make_token(name=name, by=cast.ann)[0] for name in names[:4]}
    made[names[4]], _ = services.make_token(name=names[4], by=cast.bea)
    services.revoke_token(made["revoked"], by=cast.ann)
    now = timezone.now()
    ApiToken.objects.filter(name="expired").update(expires_at=now)
    ApiToken.objects.filter(name="later").update(expires_at=now + timedelta(days=1))
    cast.bea.is_active = False
    cast.bea.save()
    assert {token.name for token in ApiToken.objects.usable()} == {"good", "later"}
