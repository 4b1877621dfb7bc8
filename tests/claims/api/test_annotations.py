"""Notes over REST: motivations, mentions, page notes, flags, moderation, promotion."""

from typing import Any

import pytest
from django.test import Client

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Claim
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db
API = "/api/v1/annotations/"


@pytest.fixture
def note(scene: Scene) -> Annotation:
    """Ann's note on words, which names Bea."""
    return services.write_note(
        "Ask @bea.", place=scene.at("Forty boats"), workspace=scene.cast.desk, by=scene.cast.ann
    )


def call(scene: Scene, name: str, method: str, path: str, data: Any = None, **headers: str) -> Any:
    client = Client()
    if name != "nobody":
        client.force_login(scene.cast.everyone()[name])
    how = getattr(client, method)
    if method == "get":
        return how(f"{API}{path}", data, headers=headers)
    return how(f"{API}{path}", data or {}, "application/json", headers=headers)


def test_a_note_says_what_it_is_and_whom_it_names(scene: Scene, note: Annotation) -> None:
    said = call(scene, "eve", "get", f"{note.pk}/").json()
    assert said["mentions"] == [{"id": scene.cast.bea.pk, "name": "Bea"}]
    assert (said["motivation"], said["state"]) == ("commenting", "approved")
    assert (said["article"], said["promoted_claim"]) == (None, None)


def test_outsiders_read_no_names(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    claim.refresh_from_db()
    public = services.write_note("@bea?", claim=claim, visibility="public", by=scene.cast.eve)
    for name in ("olga", "nobody"):
        said = call(scene, name, "get", f"{public.pk}/").json()
        assert (said["mentions"], said["created_by"]) == ([], None)
        assert call(scene, name, "get", "").json()["results"][0]["mentions"] == []
    assert call(scene, "ron", "get", f"{public.pk}/").json()["created_by"]["name"] == "Eve"


def test_a_note_is_written_on_an_article_as_a_whole(scene: Scene) -> None:
    article = scene.snapshot.article_id
    given = {"article": article, "body": "Old story.", "motivation": "assessing"}
    answer = call(scene, "ann", "post", "", given)
    assert answer.status_code == 201
    assert (answer.json()["article"], answer.json()["motivation"]) == (article, "assessing")
    assert call(scene, "olga", "post", "", given).status_code == 404
    assert call(scene, "nobody", "post", "", given).status_code == 401


def test_a_highlight_has_no_words(scene: Scene, note: Annotation) -> None:
    start, end = scene.at("Nobody")[1:]
    place = {"snapshot": scene.snapshot.pk, "start": start, "end": end}
    given = {"place": place, "workspace": "desk", "body": ""}
    assert call(scene, "ann", "post", "", given).status_code == 400
    marked = call(scene, "ann", "post", "", given | {"motivation": "highlighting"})
    assert marked.status_code == 201
    refused = call(scene, "ann", "post", "", given | {"motivation": "gossiping"})
    assert list(refused.json()["error"]["fields"]) == ["motivation"]


def test_the_list_is_narrowed(scene: Scene, note: Annotation) -> None:
    article = scene.snapshot.article
    other = services.write_note("Eh?", article=article, motivation="questioning", by=scene.cast.ann)
    services.flag_note(other, by=scene.cast.bea)

    def found(name: str, **asked: Any) -> set[int]:
        return {row["id"] for row in call(scene, name, "get", "", asked).json()["results"]}

    assert found("bea", mentioning="me") == {note.pk}
    assert found("eve", mentioning="me") == set()
    assert found("eve", awaiting="me") == {other.pk}
    assert found("bea", awaiting="me") == set()
    assert found("bea", motivation="questioning") == {other.pk}
    assert found("bea", article=article.pk) == {other.pk}
    assert found("bea", state="approved") == {note.pk, other.pk}
    assert call(scene, "nobody", "get", "", {"mentioning": "me"}).status_code == 401
    assert call(scene, "bea", "get", "", {"mentioning": "eve"}).status_code == 400


def test_the_number_of_queries_does_not_grow(
    scene: Scene, note: Annotation, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(scene.cast.eve)
    for _ in range(2):
        services.reply(note, "@tom and @eve, see.", by=scene.cast.bea)
        with django_assert_num_queries(6):
            client.get(API)


@pytest.mark.parametrize(
    ("name", "status"),
    [("bea", 200), ("ron", 200), ("ann", 403), ("olga", 404), ("nobody", 404)],
)
def test_flagging(scene: Scene, note: Annotation, name: str, status: int) -> None:
    answer = call(scene, name, "post", f"{note.pk}/flag/", {"reason": "Unkind."})
    assert answer.status_code == status
    assert note.flags.exists() == (status == 200)


def test_who_flagged_is_for_moderators(scene: Scene, note: Annotation) -> None:
    call(scene, "bea", "post", f"{note.pk}/flag/", {"reason": "Unkind."})
    rows = {
        name: call(scene, name, "get", f"{note.pk}/flags/").json() for name in ("eve", "ann", "bea")
    }
    assert [one["created_by"]["name"] for one in rows["eve"]] == ["Bea"]
    assert (rows["ann"], rows["bea"]) == ([], [])


def test_moderating(scene: Scene, note: Annotation) -> None:
    path = f"{note.pk}/moderate/"
    denied = {"state": "denied", "reason": "Unkind."}
    assert call(scene, "bea", "post", path, denied).status_code == 403
    assert call(scene, "olga", "post", path, denied).status_code == 404
    assert call(scene, "eve", "post", path, {"state": "denied"}).status_code == 400
    assert call(scene, "eve", "post", path, {"state": "lovely"}).status_code == 400
    tag = call(scene, "eve", "get", f"{note.pk}/")["ETag"]
    answer = call(scene, "eve", "post", path, denied, **{"If-Match": tag})
    assert answer.json()["state"] == "denied"
    assert call(scene, "eve", "post", path, denied, **{"If-Match": tag}).status_code == 412
    assert call(scene, "bea", "get", f"{note.pk}/").status_code == 404
    assert call(scene, "ann", "get", f"{note.pk}/").json()["state"] == "denied"
    log = call(scene, "ann", "get", f"{note.pk}/decisions/").json()
    assert [(one["after"], one["reason"]) for one in log] == [("denied", "Unkind.")]
    assert call(scene, "bea", "get", f"{note.pk}/decisions/").status_code == 404


def test_decisions_are_not_for_everyone(scene: Scene, note: Annotation) -> None:
    assert call(scene, "bea", "get", f"{note.pk}/decisions/").status_code == 403


def test_promoting_to_a_claim(scene: Scene, note: Annotation) -> None:
    path = f"{note.pk}/promote-to-claim/"
    given = {"statement": "Forty boats left."}
    assert call(scene, "ron", "post", path, given).status_code == 403
    key = {"Idempotency-Key": "once"}
    made = [call(scene, "bea", "post", path, given, **key) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    claim = Claim.objects.get()
    assert made[0].json()["id"] == made[1].json()["id"] == claim.pk
    assert call(scene, "bea", "post", path, given).status_code == 409
    assert call(scene, "eve", "get", f"{note.pk}/").json()["promoted_claim"] == claim.pk


def test_a_claim_one_does_not_see_is_not_named(scene: Scene, note: Annotation) -> None:
    given = {"statement": "Forty boats left.", "visibility": "me"}
    assert call(scene, "bea", "post", f"{note.pk}/promote-to-claim/", given).status_code == 201
    assert call(scene, "eve", "get", f"{note.pk}/").json()["promoted_claim"] is None
    assert call(scene, "bea", "get", f"{note.pk}/").json()["promoted_claim"]


def test_promoting_to_evidence(scene: Scene, note: Annotation) -> None:
    claim, path = scene.claim(scene.cast.ann), f"{note.pk}/promote-to-evidence/"
    given = {"claim": claim.pk, "stance": "supports"}
    answer = call(scene, "bea", "post", path, given)
    assert (answer.status_code, answer.json()["warrant"]) == (201, "Ask @bea.")
    assert Evidence.objects.get().note == note
    said = call(scene, "eve", "get", f"{note.pk}/").json()
    assert said["promoted_evidence"] == [answer.json()["id"]]
    assert call(scene, "bea", "post", path, given).status_code == 409
    assert call(scene, "bea", "post", path, given | {"claim": 999_999}).status_code == 404
    assert call(scene, "sam", "post", path, given).status_code == 403, "not a claim of theirs"


def test_moving(scene: Scene, note: Annotation) -> None:
    start, end = scene.at("Nobody")[1:]
    place = {"snapshot": scene.snapshot.pk, "start": start, "end": end}
    answer = call(scene, "ann", "post", f"{note.pk}/move/", {"place": place})
    assert answer.json()["passage"]["quote"] == "Nobody"
    assert call(scene, "eve", "post", f"{note.pk}/move/", {"place": place}).status_code == 403
    log = call(scene, "ann", "get", f"{note.pk}/revisions/").json()
    assert [one["passage"] for one in log] == [note.passage_id]


def test_tags_and_reasons_are_changed(scene: Scene, note: Annotation) -> None:
    given = {"motivation": "questioning", "tags": ["boats"]}
    said = call(scene, "ann", "patch", f"{note.pk}/", given).json()
    assert (said["motivation"], said["tags"], said["body"]) == (
        "questioning", ["boats"], "Ask @bea.",
    )  # fmt: skip
