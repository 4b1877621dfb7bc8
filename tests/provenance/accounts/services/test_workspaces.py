"""Opening a workspace and changing how it is called."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts import rules, services
from provenance.accounts.models import Workspace
from provenance.audit.models import AuditEvent


def test_whoever_opens_a_workspace_owns_it(cast):
    school = services.open_workspace(slug="school", name="Hill School", kind="school", by=cast.ron)
    assert rules.may_manage(cast.ron, school.pk)
    event = AuditEvent.objects.get()
    assert (event.action, event.chain) == ("workspace.opened", school.pk)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("slug", {"slug": "desk"}),
        ("slug", {"slug": "no spaces"}),
        ("name", {"name": ""}),
        ("kind", {"kind": "club"}),
    ],
)
def test_bad_input_names_its_field(cast, field, given):
    with pytest.raises(ValidationError) as refused:
        services.open_workspace(
            **{"slug": "new", "name": "New", "kind": "school"} | given, by=cast.ann
        )
    assert list(refused.value.message_dict) == [field]
    assert not AuditEvent.objects.exists()


def test_a_change_keeps_what_is_not_named_and_counts_up(cast):
    changed = services.edit_workspace(cast.desk, name="Eastbank News", by=cast.max)
    assert (changed.name, changed.kind, changed.version) == ("Eastbank News", "newsroom", 2)
    assert AuditEvent.objects.get().detail == {
        "before": {"name": "Eastbank Desk"},
        "after": {"name": "Eastbank News"},
    }


def test_no_change_is_no_event(cast):
    services.edit_workspace(cast.desk, name="Eastbank Desk", by=cast.max)
    assert not AuditEvent.objects.exists()
    assert Workspace.objects.get(pk=cast.desk.pk).version == 1


def test_a_stale_change_is_refused(cast):
    services.edit_workspace(cast.desk, name="Eastbank News", version=1, by=cast.max)
    with pytest.raises(rules.Stale):
        services.edit_workspace(cast.desk, name="Eastbank Times", version=1, by=cast.max)


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "olga"])
def test_only_an_owner_changes_it(cast, name):
    with pytest.raises(PermissionDenied):
        services.edit_workspace(cast.desk, name="Mine", by=getattr(cast, name))
