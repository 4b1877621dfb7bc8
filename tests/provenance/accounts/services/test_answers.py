"""Answers kept for creations sent twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from provenance.accounts import services
from provenance.accounts.models import IdempotentRequest


def test_the_first_reserves_and_the_second_finds_the_answer(cast):
    with transaction.atomic():
        kept, ours = services.reserve_answer("k", "f", by=cast.ann)
        services.keep_answer(kept, status=201, headers={"ETag": '"a"'}, body='{"id":1}')
    assert ours
    with transaction.atomic():
        again, ours = services.reserve_answer("k", "other", by=cast.ann)
    assert not ours
    assert (again.status, again.body, again.fingerprint) == (201, '{"id":1}', "f")


def test_outside_a_transaction_no_key_can_be_reserved(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        services.reserve_answer("k", "f", by=None)


def test_old_answers_are_forgotten(cast):
    for key in ("old", "new"):
        services.reserve_answer(key, "f", by=cast.ann)
    yesterday = timezone.now() - timedelta(days=1)
    IdempotentRequest.objects.filter(key="old").update(created_at=yesterday)
    assert services.forget_answers(before=timezone.now() - timedelta(hours=1)) == 1
    assert IdempotentRequest.objects.get().key == "new"
