"""Who a token belongs to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from provenance.accounts import services
from provenance.accounts.models import ApiToken
from provenance.accounts.tokens import usable_token


@pytest.fixture
def made(cast):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    return services.make_token(name="script", by=cast.ann)


def test_it_brings_the_person_and_their_roles_in_one_query(cast, made, django_assert_num_queries):
    with django_assert_num_queries(1):
        token = usable_token(made[1])
        assert token.user.roles == {cast.desk.pk: "checker", cast.elsewhere.pk: "reader"}
    assert token == made[0]
    assert token.user == cast.ann
    for field in ApiToken._meta.concrete_fields:
        assert getattr(token, field.attname) == getattr(made[0], field.attname)
    for field in cast.ann._meta.concrete_fields:
        assert getattr(token.user, field.attname) == getattr(cast.ann, field.attname)


def test_someone_who_belongs_nowhere_has_no_roles(cast):
    cast.elsewhere.memberships.all().delete()
    _, secret = services.make_token(name="script", by=cast.olga)
    assert usable_token(secret).user.roles == {}


@pytest.mark.parametrize("secret", ["", "cpt_made_up", "ü", "' OR true --"])
def test_a_made_up_secret_finds_nothing(made, secret):
    assert usable_token(secret) is None


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("revoked", [True, False])
@pytest.mark.parametrize("days_left", [None, -1, 1])
def test_the_quick_question_agrees_with_the_plain_one(cast, made, active, revoked, days_left):
    _, secret = made
    now = timezone.now()
    ApiToken.objects.update(
        revoked_at=now if revoked else None,
        expires_at=now + timedelta(days=days_left) if days_left else None,
    )
    type(cast.ann).objects.filter(pk=cast.ann.pk).update(is_active=active)
    assert (usable_token(secret) is not None) == ApiToken.objects.usable().exists()
