"""What requests say about workspaces and rows, read once for both wings."""

import pytest
from rest_framework.exceptions import ValidationError

from provenance.api.inputs import workspace_named
from tests.people import Cast


def test_a_workspace_is_named_by_slug_or_id(cast: Cast) -> None:
    assert workspace_named("desk", cast.ann) == cast.desk
    assert workspace_named(str(cast.desk.pk), cast.ann) == cast.desk


@pytest.mark.parametrize("name", ["elsewhere", "nowhere", "", "9" * 40, "٣", "-1"])
def test_any_other_name_is_refused_beside_its_field(cast: Cast, name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        workspace_named(name, cast.ann)
    assert isinstance(refusal.value.detail, dict)
    assert list(refusal.value.detail) == ["workspace"]
