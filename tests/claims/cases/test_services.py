"""Opening, filling, showing and deleting cases; who may; what follows for what is in them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases import rules, services
from claims.cases.models import Case, ClaimInCase
from claims.cases.reading import articles_in, cases_with, claims_in, with_numbers
from claims.records.services import delete_claim, merge_claims, restore_claim, unmerge_claim
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow, Stale, may_see
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db

CHECKS = {"ann", "bea", "eve", "tom", "max"}
STUDENTS = {"sam", "sue"}
EDITORS = {"eve", "max"}


def opened(scene: Scene, who: str = "ann", title: str = "The pier", **given: Any) -> Case:
    by = getattr(scene.cast, who)
    return services.open_case(scene.cast.desk, title, **given, by=by)


def allowed(do: Any) -> bool:
    try:
        do()
    except PermissionDenied:
        return False
    return True


# --- the case itself ------------------------------------------------------------------------


def test_it_is_opened_tidied_and_told(scene: Scene) -> None:
    case = opened(scene, title="  The <b>pier</b> \n of May ", summary=" So. ")
    assert (case.title, case.summary, case.visibility) == (
        "The <b>pier</b> of May",
        "So.",
        "workspace",
    )
    event = AuditEvent.objects.get(action="case.opened")
    assert (event.target, event.actor) == (f"cases.case:{case.pk}", scene.cast.ann)
    assert verify(scene.cast.desk.pk).ok


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"summary": "x" * 5001}, "summary"),
        ({"language": "x" * 9}, "language"),
        ({"visibility": "friends"}, "visibility"),
    ],
)
def test_what_is_wrong_is_named(scene: Scene, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        opened(scene, **given)
    assert field in wrong.value.message_dict


def test_who_opens_cases(scene: Scene) -> None:
    for name, user in scene.cast.everyone().items():
        may = allowed(lambda user=user: services.open_case(scene.cast.desk, "A", by=user))
        assert may == (name in CHECKS | STUDENTS), name


def test_who_changes_fills_and_deletes_a_case_of_the_workspace(scene: Scene) -> None:
    case, claim = opened(scene), scene.claim(scene.cast.ann)
    for name, user in scene.cast.everyone().items():
        tries = [
            lambda user=user: services.edit_case(case, title="B", by=user),
            lambda user=user: services.add_to_case(case, claims=[claim.pk], by=user),
            lambda user=user: services.take_from_case(case, claims=[claim.pk], by=user),
            lambda user=user: services.put_back_in_case(case, claims=[claim.pk], by=user),
        ]
        assert {allowed(one) for one in tries} == {name in CHECKS}, name
        assert rules.may_edit(user, case) == (name in CHECKS)
        assert Case.objects.editable_by(user).filter(pk=case.pk).exists() == (name in CHECKS)


def test_students_work_on_their_own(scene: Scene) -> None:
    case = opened(scene, "sam")
    assert case.visibility == Visibility.ME
    for name, user in scene.cast.everyone().items():
        assert rules.may_edit(user, case) == (name == "sam"), name
        assert Case.objects.editable_by(user).exists() == (name == "sam"), name
        assert Case.objects.visible_to(user).exists() == may_see(user, case) == (name == "sam")


def test_only_editors_show_it_to_everyone_and_take_it_back(scene: Scene) -> None:
    for name, user in scene.cast.everyone().items():
        case = opened(scene)
        shown = allowed(lambda case=case, user=user: services.show_case(case, "public", by=user))
        assert shown == (name in EDITORS), name
        services.show_case(case, "public", by=scene.cast.eve)
        back = allowed(lambda case=case, user=user: services.show_case(case, "workspace", by=user))
        assert back == (name in EDITORS), name


def test_nobody_takes_for_themselves_what_others_filled(scene: Scene) -> None:
    case, claim = opened(scene), scene.claim(scene.cast.ann)
    with pytest.raises(PermissionDenied):
        services.show_case(case, "me", by=scene.cast.eve)
    services.add_to_case(case, claims=[claim.pk], by=scene.cast.bea)
    with pytest.raises(NotNow):
        services.show_case(case, "me", by=scene.cast.ann)
    services.take_from_case(case, claims=[claim.pk], by=scene.cast.bea)
    assert services.show_case(case, "me", by=scene.cast.ann).visibility == "me"


def test_of_two_editors_at_once_the_second_is_told(scene: Scene) -> None:
    case = opened(scene)
    services.edit_case(case, title="First", version=1, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.edit_case(case, title="Second", version=1, by=scene.cast.bea)
    claim = scene.claim(scene.cast.ann)
    services.add_to_case(case, claims=[claim.pk], by=scene.cast.bea)
    case.refresh_from_db()
    assert (case.title, case.version) == ("First", 2)


def test_deleted_and_restored(scene: Scene) -> None:
    case, claim = opened(scene), scene.claim(scene.cast.ann)
    services.add_to_case(case, claims=[claim.pk], by=scene.cast.ann)
    services.delete_case(case, by=scene.cast.bea)
    assert not Case.objects.visible_to(scene.cast.ann).exists()
    assert cases_with(scene.cast.ann, claim=claim.pk) == []
    case.refresh_from_db()
    for name, user in scene.cast.everyone().items():
        may = name in CHECKS
        assert rules.may_restore(user, case) == may, name
        assert Case.objects.restorable_by(user).exists() == may, name
    services.restore_case(case, by=scene.cast.bea)
    assert list(claims_in(case, scene.cast.ann)) == [claim]


# --- what is in it --------------------------------------------------------------------------


def test_what_is_put_in_twice_is_in_it_once(scene: Scene) -> None:
    case, claim, article = opened(scene), scene.claim(scene.cast.ann), scene.snapshot.article
    given: dict[str, Any] = {"articles": [article.pk], "claims": [claim.pk, claim.pk]}
    first = services.add_to_case(case, **given, why="  It  shut. ", by=scene.cast.ann)
    again = services.add_to_case(case, **given, by=scene.cast.bea)
    assert (first.articles, first.claims, len(again)) == ([article.pk], [claim.pk], 0)
    row = ClaimInCase.objects.get()
    assert (row.created_by, row.why) == (scene.cast.ann, "It shut.")
    assert AuditEvent.objects.filter(action="case.filled").count() == 1


def test_taken_out_and_put_back_as_it_was(scene: Scene) -> None:
    case, claim = opened(scene), scene.claim(scene.cast.ann)
    services.add_to_case(case, claims=[claim.pk], why="It shut.", by=scene.cast.ann)
    assert services.take_from_case(case, claims=[claim.pk], by=scene.cast.bea).claims == [claim.pk]
    assert not claims_in(case, scene.cast.ann).exists()
    assert len(services.take_from_case(case, claims=[claim.pk], by=scene.cast.bea)) == 0
    services.put_back_in_case(case, claims=[claim.pk], by=scene.cast.bea)
    assert len(services.put_back_in_case(case, claims=[claim.pk], by=scene.cast.bea)) == 0
    row = ClaimInCase.objects.get()
    assert (row.created_by, row.why, row.deleted_at) == (scene.cast.ann, "It shut.", None)


def test_rows_of_another_workspace_and_unseen_ones_are_refused_alike(scene: Scene) -> None:
    case = opened(scene)
    secret = snapshot_of(scene.cast.desk, by=scene.cast.bea, visibility="me", outlet="Secret")
    said = set()
    for pk in (scene.foreign.article_id, secret.article_id, 999_999):
        with pytest.raises(ValidationError) as wrong:
            services.add_to_case(case, articles=[pk], by=scene.cast.ann)
        said.add(str(wrong.value.message_dict))
    assert said == {"{'articles': ['Choose articles of this workspace that you see.']}"}


def test_a_private_article_in_a_shared_case_is_neither_seen_nor_counted(scene: Scene) -> None:
    case, cast = opened(scene), scene.cast
    secret = snapshot_of(cast.desk, by=cast.ann, visibility="me", outlet="Secret").article
    mine = scene.claim(cast.ann, visibility="me")
    services.add_to_case(case, articles=[secret.pk], claims=[mine.pk], by=cast.ann)
    services.show_case(case, "public", by=cast.eve)
    for name, user in cast.everyone().items():
        seen = int(name == "ann")
        assert articles_in(case, user).count() == seen, name
        assert with_numbers([case], user) == [(case, seen, seen)], name
        assert len(cases_with(user, article=secret.pk)) == seen, name
        assert len(cases_with(user, claim=mine.pk)) == seen, name
    # Nor does trying to take it out tell of it.
    assert len(services.take_from_case(case, articles=[secret.pk], by=cast.bea)) == 0


def test_a_deleted_claim_leaves_and_comes_back(scene: Scene) -> None:
    case, claim = opened(scene), scene.claim(scene.cast.ann)
    services.add_to_case(case, claims=[claim.pk], by=scene.cast.ann)
    delete_claim(claim, by=scene.cast.ann)
    assert with_numbers([case], scene.cast.ann) == [(case, 0, 0)]
    restore_claim(claim, by=scene.cast.ann)
    assert list(claims_in(case, scene.cast.ann)) == [claim]


def test_of_claims_that_are_merged_the_kept_one_is_in_the_case_once(scene: Scene) -> None:
    case, ann = opened(scene), scene.cast.ann
    kept, other = scene.claim(ann), scene.claim(ann, "The pier was shut.")
    services.add_to_case(case, claims=[kept.pk, other.pk], by=ann)
    merge_claims(kept, other, "The same.", by=ann)
    assert list(claims_in(case, ann)) == [kept]
    assert with_numbers([case], ann) == [(case, 0, 1)]
    assert cases_with(ann, claim=kept.pk) == [case]
    assert len(services.add_to_case(case, claims=[other.pk], by=ann)) == 0
    services.take_from_case(case, claims=[kept.pk], by=ann)
    assert not claims_in(case, ann).exists()
    services.put_back_in_case(case, claims=[kept.pk], by=ann)
    other.refresh_from_db()
    unmerge_claim(other, by=ann)
    assert set(claims_in(case, ann)) == {kept, other}


def test_a_claim_merged_into_one_outside_brings_that_one_in(scene: Scene) -> None:
    case, ann = opened(scene), scene.cast.ann
    kept, other = scene.claim(ann), scene.claim(ann, "The pier was shut.")
    services.add_to_case(case, claims=[other.pk], by=ann)
    merge_claims(kept, other, "The same.", by=ann)
    assert list(claims_in(case, ann)) == [kept]
    delete_claim(kept, by=ann)
    assert not claims_in(case, ann).exists()
