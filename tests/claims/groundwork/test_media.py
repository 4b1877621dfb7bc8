"""Pictures, films and sounds that a claim is about: kept, judged, sent out; by whom."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.exchange.listed import published
from claims.exchange.mediareview import dump_each
from claims.exchange.published import read, read_each
from claims.groundwork import rules, services
from claims.groundwork.models import Media
from claims.records.models import Claim
from claims.records.services import merge_claims
from claims.reviews.grounds import changes, grounds_of
from provenance.accounts.rules import Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db
ADDRESS = "https://talk.example/posts/9/pier.jpg"
PAGE = "https://desk.example/claims/9/"
RECORDS = {"ann", "bea", "eve", "tom", "sam", "sue", "max"}
MEMBERS = {*RECORDS, "ron"}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def media_on(scene: Scene, claim: Claim, **given: Any) -> Media:
    usual: dict[str, Any] = {"medium": "image", "address": ADDRESS, "shows": "A burning pier"}
    return services.add_media(claim, **(usual | {"by": scene.cast.ann} | given))


def judged(scene: Scene, claim: Claim, **given: Any) -> Media:
    found = {"category": "DecontextualizedContent", "finding": "It burnt in 1998."}
    return media_on(scene, claim, **(found | given))


def told(claim: Claim) -> list[dict[str, Any]]:
    out = read(Claim.objects.get(pk=claim.pk))
    return dump_each(out, address=PAGE) if out else []


def seeing(scene: Scene, row: Media) -> set[str]:
    rows = Media.objects.filter(pk=row.pk)
    return {n for n, user in scene.cast.everyone().items() if rows.visible_to(user).exists()}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("medium", {"medium": ""}),
        ("medium", {"medium": "hologram"}),
        ("address", {"address": ""}),
        ("address", {"address": "javascript:alert(1)"}),
        ("archived_at", {"archived_at": "nowhere"}),
        ("original_address", {"original_address": "file:///etc/passwd"}),
        ("shows", {"shows": "  "}),
        ("category", {"category": "Fake", "finding": "So."}),
        ("finding", {"category": "StagedContent"}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        media_on(scene, claim, **given)
    assert list(refused.value.message_dict) == [field]
    assert not Media.objects.exists()


def test_the_database_refuses_a_judgement_without_a_reason(scene: Scene, claim: Claim) -> None:
    row = media_on(scene, claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Media.objects.filter(pk=row.pk).update(category="StagedContent")


@pytest.mark.parametrize("name", [*sorted(MEMBERS), "olga", "nobody"])
def test_who_adds_and_changes(scene: Scene, claim: Claim, name: str) -> None:
    by = getattr(scene.cast, name)
    if name in {"sam", "sue"}:
        row = media_on(scene, scene.claim(by, "Another."), by=by)
        assert services.edit_media(row, shows="A pier", by=by).shows == "A pier"
        row = media_on(scene, claim)
    elif name in RECORDS:
        row = media_on(scene, claim, by=by)
    else:
        with pytest.raises(PermissionDenied):
            media_on(scene, claim, by=by)
        row = media_on(scene, claim)
    if rules.may_change(by, row):
        assert services.edit_media(row, shows="A pier", by=by).shows == "A pier"
        assert name in RECORDS
    else:
        with pytest.raises(PermissionDenied):
            services.edit_media(row, shows="A pier", by=by)


def test_it_is_seen_by_members_and_by_all_once_it_is_out(scene: Scene, claim: Claim) -> None:
    row = judged(scene, claim)
    assert seeing(scene, row) == MEMBERS
    hidden = media_on(scene, claim, goes_out=False)
    decide(claim, scene)
    assert seeing(scene, row) == set(scene.cast.everyone())
    assert seeing(scene, hidden) == MEMBERS


def test_a_mediareview_says_what_is_kept(scene: Scene, claim: Claim) -> None:
    row = judged(
        scene,
        claim,
        archived_at="https://keep.example/9",
        words_in_it="PIER 1",
        original_address="https://archive.example/1998",
    )
    assert told(claim) == []
    decide(claim, scene)
    (review,) = told(claim)
    assert review == {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "@id": f"{PAGE}#media-{row.pk}",
        "url": PAGE,
        "author": {"@type": "Organization", "name": "Eastbank Desk"},
        "datePublished": review["datePublished"],
        "mediaAuthenticityCategory": "DecontextualizedContent",
        "originalMediaContextDescription": "It burnt in 1998.",
        "originalMediaLink": "https://archive.example/1998",
        "itemReviewed": {
            "@type": "MediaReviewItem",
            "description": "A burning pier",
            "mediaItemAppearance": [
                {
                    "@type": "ImageObject",
                    "contentUrl": ADDRESS,
                    "archivedAt": "https://keep.example/9",
                    "description": "A burning pier",
                    "embeddedTextCaption": "PIER 1",
                }
            ],
        },
    }


@pytest.mark.parametrize(
    ("medium", "address", "kind", "key"),
    [
        ("video", "https://talk.example/posts/9/", "VideoObject", "url"),
        ("audio", "https://talk.example/a.MP3?x=1", "AudioObject", "contentUrl"),
        ("image", "https://talk.example/png", "ImageObject", "url"),
    ],
)
def test_each_medium_has_its_type(
    scene: Scene, claim: Claim, medium: str, address: str, kind: str, key: str
) -> None:
    judged(scene, claim, medium=medium, address=address)
    decide(claim, scene)
    (place,) = told(claim)[0]["itemReviewed"]["mediaItemAppearance"]
    assert (place["@type"], place[key]) == (kind, address)


def test_what_was_not_judged_kept_back_or_withdrawn_is_not_told(scene: Scene, claim: Claim) -> None:
    media_on(scene, claim)
    judged(scene, claim, goes_out=False)
    gone = services.withdraw_groundwork(judged(scene, claim), by=scene.cast.ann)
    decide(claim, scene)
    assert told(claim) == []
    services.restore_groundwork(gone, by=scene.cast.eve)
    assert told(claim) == []


def test_many_are_read_as_one_is_merged_ones_too(
    scene: Scene, claim: Claim, django_assert_num_queries: Any
) -> None:
    other = scene.claim(scene.cast.ann, "The pier was shut.")
    judged(scene, other)
    judged(scene, claim)
    merge_claims(claim, other, "The same.", by=scene.cast.ann)
    decide(claim, scene)
    rows = list(published())
    with django_assert_num_queries(6):
        (many,) = read_each(rows)
    assert many == read(Claim.objects.get(pk=claim.pk))
    assert len(many.media) == 2


def test_a_stale_write_is_refused_and_a_change_recorded(scene: Scene, claim: Claim) -> None:
    row = media_on(scene, claim)
    services.edit_media(row, shows="A pier on fire", by=scene.cast.bea)
    with pytest.raises(Stale):
        services.edit_media(row, shows="Late", version=1, by=scene.cast.ann)
    event = AuditEvent.objects.get(action="media.edited")
    assert (event.detail["before"]["shows"], event.detail["after"]["shows"]) == (
        "A burning pier",
        "A pier on fire",
    )


def test_what_is_out_is_changed_by_those_who_publish(scene: Scene, claim: Claim) -> None:
    row = judged(scene, claim)
    decide(claim, scene)
    with pytest.raises(PermissionDenied):
        services.edit_media(row, finding="It burnt in 1997.", by=scene.cast.ann)
    services.edit_media(row, finding="It burnt in 1997.", by=scene.cast.eve)


def test_whoever_publishes_is_told_that_it_changed(scene: Scene, claim: Claim) -> None:
    row = judged(scene, claim)
    seen = grounds_of(claim.pk)
    services.edit_media(row, shows="A pier", by=scene.cast.ann)
    assert changes(seen, grounds_of(claim.pk)) == ["a picture, film or sound was changed"]
