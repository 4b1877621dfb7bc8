"""Writing policies: who may, versions that stay, two at once."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from claims.exchange.policies import BY_SLUG, POLICIES, holding, organisation
from claims.exchange.policy.models import PolicyText
from claims.exchange.policy.reading import policies_now, versions_of
from claims.exchange.policy.services import LONGEST, write_policy
from provenance.accounts.rules import Stale
from provenance.audit.models import AuditEvent
from tests.people import Cast

pytestmark = pytest.mark.django_db


def written(cast: Cast, text: str = "We check what many people meet.", **given: Any) -> Any:
    usual: dict[str, Any] = {"kind": "choosing", "by": cast.max} | given
    return write_policy(cast.desk, usual.pop("kind"), text, **usual)


def test_every_kind_has_a_usual_text_or_none_and_a_name_at_schema_org() -> None:
    assert {one.slug for one in POLICIES} == set(PolicyText.Kind.values)
    assert [one.slug for one in POLICIES if not one.paragraphs] == ["ownership"]
    assert len({one.field for one in POLICIES}) == len(POLICIES)


def test_a_version_takes_the_place_of_the_one_before(cast: Cast) -> None:
    one = written(cast)
    two = written(cast, " We check\r\nwhat matters. \0 ")
    assert (one.number, two.number, two.text) == (1, 2, "We check\nwhat matters.")
    now = next(told for told in policies_now(cast.desk) if told.policy.slug == "choosing")
    assert (now.text, now.number, now.is_own) == (two.text, 2, True)
    assert [told.number for told in versions_of(cast.desk, BY_SLUG["choosing"])] == [2, 1]
    events = AuditEvent.objects.filter(action="policy.written").order_by("id")
    assert [event.detail["number"] for event in events] == [1, 2]
    assert next(t for t in policies_now(cast.elsewhere) if t.policy.slug == "choosing").number == 0


def test_the_same_text_is_no_new_version_and_an_empty_one_is_the_usual(cast: Cast) -> None:
    assert written(cast, "") is None
    written(cast)
    assert written(cast) is None
    written(cast, "")
    now = next(told for told in policies_now(cast.desk) if told.policy.slug == "choosing")
    assert (now.number, now.is_own, now.text) == (2, False, BY_SLUG["choosing"].usual)


def test_who_writes(cast: Cast) -> None:
    for name, user in cast.everyone().items():
        if name == "max":
            continue
        with pytest.raises(PermissionDenied):
            written(cast, by=user)
    assert not PolicyText.objects.exists()


def test_what_is_wrong_is_named_and_the_later_of_two_is_told(cast: Cast) -> None:
    for given, field in (({"kind": "weather"}, "kind"), ({"text": "x" * (LONGEST + 1)}, "text")):
        with pytest.raises(ValidationError) as wrong:
            written(cast, **given)
        assert field in wrong.value.message_dict
    written(cast, version=0)
    with pytest.raises(Stale):
        written(cast, "Another.", version=0)


def test_a_version_is_never_changed(cast: Cast) -> None:
    row = written(cast)
    for change in (
        lambda: PolicyText.objects.filter(pk=row.pk).update(text="Other."),
        lambda: PolicyText.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            change()


def test_who_reads_before_something_is_published(cast: Cast) -> None:
    written(cast)
    members = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
    for name, user in cast.everyone().items():
        assert PolicyText.objects.visible_to(user).exists() == (name in members), name


def test_schema_org_is_told_only_of_what_is_said() -> None:
    def fields(**given: Any) -> set[str]:
        told = organisation("Desk", "newsroom", given.pop("homepage", ""), "https://d/", **given)
        return {name for name, at in told.items() if "#" in str(at)} - {"@id"}

    bare = fields()
    assert "ownershipFundingInfo" not in bare
    assert "actionableFeedbackPolicy" not in bare
    both = fields(own=["ownership", "feedback"])
    assert both - bare == {"ownershipFundingInfo", "actionableFeedbackPolicy"}
    assert [one.slug for one in holding("https://home.example")][-1] == "feedback"
