"""What people say about themselves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts import services
from provenance.audit.models import AuditEvent


def test_a_new_name_is_kept_and_recorded(cast):
    services.edit_profile(cast.ann, name="Ann Ash", by=cast.ann)
    cast.ann.refresh_from_db()
    assert str(cast.ann) == "Ann Ash"
    assert AuditEvent.objects.get().detail == {"before": "Ann", "after": "Ann Ash"}


def test_the_same_name_is_no_change(cast):
    services.edit_profile(cast.ann, name="Ann", by=cast.ann)
    assert not AuditEvent.objects.exists()


def test_nobody_names_someone_else(cast):
    with pytest.raises(PermissionDenied):
        services.edit_profile(cast.ann, name="Nan", by=cast.max)


def test_a_name_that_is_too_long_is_told(cast):
    with pytest.raises(ValidationError) as refused:
        services.edit_profile(cast.ann, name="x" * 151, by=cast.ann)
    assert list(refused.value.message_dict) == ["name"]
