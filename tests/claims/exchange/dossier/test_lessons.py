"""A class works on the claim of a dossier that another desk handed over."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.classroom import services
from claims.classroom.lessons import ready_lesson
from claims.classroom.models import Assignment, Course
from claims.exchange.setting import set_from_dossier
from claims.records.models import Claim
from provenance.accounts.services import open_workspace
from provenance.sources.models import Article
from tests.people import Cast

from .packing import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast: Cast) -> Course:
    """A class in a workspace of its own, which has neither the claim nor the texts."""
    olga = cast.olga
    school = open_workspace(slug="far-school", name="Far School", kind="school", by=olga)
    return services.open_course(school, "Media class", by=olga)


def whole(busy: Claim, cast: Cast) -> BytesIO:
    return BytesIO(made(busy, cast.ann))


def sift() -> Any:
    return ready_lesson("sift")


def test_its_texts_are_kept_word_for_word_and_what_was_found_is_the_key(
    busy: Claim, course: Course, cast: Cast
) -> None:
    claims = Claim.objects.count()
    row = set_from_dossier(course, whole(busy, cast), lesson=sift(), by=cast.olga)
    assert row.stage == "draft"
    assert row.statement == busy.statement
    text = row.materials.get().snapshot  # Two texts of the same words are one.
    assert busy.first_appearance
    assert row.scale
    first = busy.first_appearance.passage
    assert text.text == first.snapshot.text
    assert text.article.workspace == course.workspace
    key = row.key.body
    mark = key["marks"][0]["at"]
    assert text.text[mark["start"] : mark["end"]] == first.quote
    assert key["verdict"]["slug"] in {one.slug for one in row.scale.ratings.all()}
    assert key["evidence"]
    assert key["chains"]
    assert Claim.objects.count() == claims
    services.give_assignment(row, by=cast.olga)
    services.reveal_assignment(row, by=cast.olga)
    client = Client()
    client.force_login(cast.olga)
    page = client.get(reverse("compare", args=[row.pk])).content.decode()
    assert key["verdict"]["label"] in page


def test_a_changed_byte_is_refused_and_nothing_kept(
    busy: Claim, course: Course, cast: Cast
) -> None:
    articles = Article.objects.count()
    changed = bytearray(whole(busy, cast).getvalue())
    changed[len(changed) // 2] ^= 1
    for file in (BytesIO(changed), BytesIO(b"no zip"), BytesIO(b"")):
        with pytest.raises(ValidationError) as refused:
            set_from_dossier(course, file, lesson=sift(), by=cast.olga)
        assert "is not as it was written" in str(refused.value.message_dict["file"])
    assert Article.objects.count() == articles
    assert not Assignment.objects.filter(course=course).exists()


def test_one_without_texts_says_so(busy: Claim, course: Course, cast: Cast) -> None:
    public = BytesIO(made(busy, AnonymousUser()))
    with pytest.raises(ValidationError) as refused:
        set_from_dossier(course, public, lesson=sift(), by=cast.olga)
    assert "holds no texts" in str(refused.value)


@pytest.mark.parametrize("name", ["ann", "tom", "max"])
def test_only_its_teachers_set_it(busy: Claim, course: Course, cast: Cast, name: str) -> None:
    by = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        set_from_dossier(course, whole(busy, cast), lesson=sift(), by=by)
    client = Client()
    client.force_login(by)
    assert client.get(reverse("set-from-dossier", args=[course.pk])).status_code == 404


def test_the_page_and_the_api_take_the_file(busy: Claim, course: Course, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.olga)
    page = reverse("set-from-dossier", args=[course.pk])

    def file(content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("claim.zip", content, "application/zip")

    refused = client.post(page, {"file": file(b"no"), "lesson": "sift", "title": ""})
    assert refused.status_code == 400
    assert "not as it was written" in refused.content.decode()
    sent = {"file": file(whole(busy, cast).getvalue()), "lesson": "sift", "title": "From afar"}
    assert client.post(page, sent).status_code == 302
    assert Assignment.objects.get(course=course).title == "From afar"
    sent["file"] = file(whole(busy, cast).getvalue())
    told = client.post(f"/api/v1/courses/{course.pk}/dossier/", sent)
    assert (told.status_code, told.json()["stage"]) == (201, "draft")
    sent["file"] = file(b"no")
    told = client.post(f"/api/v1/courses/{course.pk}/dossier/", sent)
    assert "file" in told.json()["error"]["fields"]
