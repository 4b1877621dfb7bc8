"""Notes through the Hypothesis API: written, answered, reworded, flagged, judged, deleted."""

import pytest

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.services import add_evidence
from claims.records.models import Claim
from provenance.accounts.services import make_token
from tests.claims.scene import Scene, snapshot_of

from .conftest import SITE, Api, note_on, text_page

WORDS = "Nobody was hurt"
ALL = "/hypothesis/api/annotations"
NEVER_SEEN = "https://news.example/pier"


def written(scene: Scene, **given):
    place = scene.at(WORDS)
    by = given.pop("by", scene.cast.bea)
    return services.write_note("Really?", place=place, workspace=scene.cast.desk, by=by, **given)


def one(note, more=""):
    return f"{ALL}/note-{note.pk}{more}"


def test_a_note_stands_on_the_words_that_were_marked(scene: Scene, api: Api):
    sent = note_on(scene.snapshot, WORDS, tags=["doubt"])
    answer = api(scene.cast.ann).post(ALL, sent, format="json")
    assert answer.status_code == 200, answer.content
    note = Annotation.objects.get()
    assert answer.data["id"] == f"note-{note.pk}"
    assert note.passage
    assert note.passage.quote == WORDS
    assert (note.body, note.tags, note.visibility) == ("Who says so?", ["doubt"], "workspace")
    assert note.created_by == scene.cast.ann


def test_what_the_client_gets_back_names_author_group_and_rights(scene: Scene, api: Api):
    row = api(scene.cast.ann).post(ALL, note_on(scene.snapshot, WORDS), format="json").data
    assert row["user"] == "acct:ann@testserver"
    assert row["user_info"] == {"display_name": "Ann"}
    assert row["group"] == "desk"
    assert row["uri"] == text_page(scene.snapshot)
    assert row["permissions"]["read"] == ["group:desk"]
    assert row["permissions"]["update"] == row["permissions"]["delete"] == [row["user"]]
    assert row["document"]["title"] == ["Harbour Post: the pier"]


def test_a_row_leads_to_our_page_and_to_its_place_in_the_client(scene: Scene, api: Api):
    note = written(scene)
    links = api(scene.cast.ann).get(one(note)).data["links"]
    assert links == {
        "html": SITE.at(f"/snapshots/{scene.snapshot.pk}/"),
        "incontext": f"{text_page(scene.snapshot)}#annotations:note-{note.pk}",
    }
    claim = scene.claim(scene.cast.eve)
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    closed = api(scene.cast.nobody).get(f"{ALL}/appearance-{claim.first_appearance_id}").data
    assert closed["links"] == {}


def test_positions_are_utf16_units_both_ways(scene: Scene, api: Api):
    text = "💧👩‍👧 Boats left. 𝔸 port, twice: hurt, then hurt again."
    snapshot = snapshot_of(scene.cast.desk, text)
    second = text.rindex("hurt")
    units = len(text[:second].encode("utf-16-le")) // 2
    sent = note_on(snapshot, "hurt")
    sent["target"][0]["selector"] = [
        {"type": "TextPositionSelector", "start": units, "end": units + 4},
        {"type": "TextQuoteSelector", "exact": "hurt"},
    ]
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    passage = Annotation.objects.get().passage
    assert passage
    assert (passage.start, passage.end) == (second, second + 4)
    position = row["target"][0]["selector"][1]
    assert (position["start"], position["end"]) == (units, units + 4)


def test_a_private_note_is_private(scene: Scene, api: Api):
    mine = {"read": ["acct:ann@testserver"]}
    row = api(scene.cast.ann).post(
        ALL, note_on(scene.snapshot, WORDS, permissions=mine), format="json"
    )
    assert Annotation.objects.get().visibility == "me"
    assert row.data["permissions"]["read"] == ["acct:ann@testserver"]
    assert api(scene.cast.eve).get(f"{ALL}/{row.data['id']}").status_code == 404


def test_nothing_said_about_readers_means_the_usual(scene: Scene, api: Api):
    sent = note_on(scene.snapshot, WORDS)
    del sent["permissions"]
    api(scene.cast.sam).post(ALL, sent, format="json")
    assert Annotation.objects.get().visibility == "me"  # A student's notes begin as their own.


def test_a_highlight_needs_no_words(scene: Scene, api: Api):
    sent = note_on(scene.snapshot, WORDS, text="", permissions={"read": ["acct:ann@testserver"]})
    assert api(scene.cast.ann).post(ALL, sent, format="json").status_code == 200
    assert Annotation.objects.get().motivation == "highlighting"


def test_a_page_note_stands_on_the_article(scene: Scene, api: Api):
    sent = note_on(scene.snapshot, WORDS)
    sent["target"] = [{"source": sent["uri"]}]
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    assert Annotation.objects.get().article == scene.snapshot.article
    assert "selector" not in row["target"][0]


def test_an_answer_stands_below_what_it_answers(scene: Scene, api: Api):
    note = written(scene)
    sent = note_on(scene.snapshot, WORDS, references=[f"note-{note.pk}"], text="Yes.")
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    answer = Annotation.objects.get(parent=note)
    assert row["references"] == [f"note-{note.pk}"]
    again = note_on(scene.snapshot, WORDS, references=[*row["references"], row["id"]], text="No.")
    deeper = api(scene.cast.bea).post(ALL, again, format="json").data
    assert deeper["references"] == [f"note-{note.pk}", f"note-{answer.pk}"]


def test_an_answer_is_seen_by_no_more_people_than_what_it_answers(scene: Scene, api: Api):
    note = written(scene, by=scene.cast.ann, visibility="me")
    sent = note_on(scene.snapshot, WORDS, references=[f"note-{note.pk}"])
    api(scene.cast.ann).post(ALL, sent, format="json")
    assert Annotation.objects.get(parent=note).visibility == "me"


def test_a_claim_is_answered_by_a_note_on_it(scene: Scene, api: Api):
    claim = scene.claim(scene.cast.bea)
    standing = f"appearance-{claim.first_appearance_id}"
    sent = note_on(scene.snapshot, WORDS, references=[standing])
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    assert Annotation.objects.get().claim == claim
    assert row["references"] == [standing]


def test_rewording_keeps_what_stood_there(scene: Scene, api: Api):
    note = written(scene, by=scene.cast.ann)
    row = api(scene.cast.ann).patch(one(note), {"text": "Surely not."}, format="json").data
    assert row["text"] == "Surely not."
    assert [was.body for was in note.revisions.all()] == ["Really?"]


def test_rewording_does_not_hide_what_everyone_sees(scene: Scene, api: Api):
    scene.snapshot.article.visibility = "public"
    scene.snapshot.article.save()
    note = written(scene, by=scene.cast.eve, visibility="public")
    changed = {"text": "Reworded.", "permissions": {"read": ["group:desk"]}}
    row = api(scene.cast.eve).patch(one(note), changed, format="json").data
    assert row["permissions"]["read"] == ["group:__world__"]


def test_an_author_takes_a_note_back_to_themselves(scene: Scene, api: Api):
    note = written(scene, by=scene.cast.ann)
    mine = {"permissions": {"read": ["acct:ann@testserver"]}}
    assert api(scene.cast.ann).patch(one(note), mine, format="json").status_code == 200
    note.refresh_from_db()
    assert note.visibility == "me"


def test_the_last_change_counts_unless_a_program_names_what_it_read(scene: Scene, api: Api):
    note, ann = written(scene, by=scene.cast.ann), api(scene.cast.ann)
    read = ann.get(one(note)).headers["ETag"]
    changed = ann.patch(one(note), {"text": "One."}, format="json")
    assert changed.headers["ETag"] != read
    stale = ann.patch(one(note), {"text": "Two."}, format="json", HTTP_IF_MATCH=read)
    assert (stale.status_code, stale.data["status"]) == (412, "failure")
    assert ann.delete(one(note), HTTP_IF_MATCH=read).status_code == 412
    fresh = changed.headers["ETag"]
    good = ann.patch(one(note), {"text": "Two."}, format="json", HTTP_IF_MATCH=fresh)
    assert good.status_code == 200
    assert [was.body for was in note.revisions.all()] == ["Really?", "One."]


def test_nobody_rewords_the_notes_of_others(scene: Scene, api: Api):
    answer = api(scene.cast.eve).patch(one(written(scene)), {"text": "x"}, format="json")
    assert answer.status_code == 403
    assert answer.data["status"] == "failure"


@pytest.mark.parametrize(
    ("who", "status"), [("bea", 200), ("eve", 200), ("ann", 403), ("olga", 404)]
)
def test_its_author_and_editors_delete_a_note(scene: Scene, api: Api, who: str, status: int):
    note = written(scene)
    answer = api(getattr(scene.cast, who)).delete(one(note))
    assert answer.status_code == status
    note.refresh_from_db()
    assert (note.deleted_at is not None) == (status == 200)


def test_flagging_is_told_to_the_moderators_alone(scene: Scene, api: Api):
    note = written(scene)
    assert api(scene.cast.ann).put(one(note, "/flag")).status_code == 204
    assert note.flags.get().created_by == scene.cast.ann
    assert api(scene.cast.ann).get(one(note)).data["flagged"] is True
    assert "moderation" not in api(scene.cast.ann).get(one(note)).data
    assert api(scene.cast.eve).get(one(note)).data["moderation"] == {"flagCount": 1}
    assert "moderation" not in api(scene.cast.bea).get(one(note)).data  # Its author.


def test_nobody_flags_their_own_note(scene: Scene, api: Api):
    assert api(scene.cast.bea).put(one(written(scene), "/flag")).status_code == 403


def test_a_moderator_hides_a_note_and_shows_it_again(scene: Scene, api: Api):
    note = written(scene)
    tom = api(scene.cast.tom)
    assert tom.get(one(note)).data["actions"] == ["moderate"]
    assert tom.put(one(note, "/hide")).status_code == 204
    assert api(scene.cast.ann).get(one(note)).status_code == 404
    assert tom.get(one(note)).data["hidden"] is True
    assert api(scene.cast.bea).get(one(note)).data["hidden"] is False  # Its author reads it.
    assert tom.delete(one(note, "/hide")).status_code == 204
    assert api(scene.cast.ann).get(one(note)).status_code == 200


def test_a_moderator_decides_as_the_client_asks(scene: Scene, api: Api):
    note = written(scene)
    decided = {"moderation_status": "SPAM", "annotation_updated": "2026-01-01T00:00:00Z"}
    row = api(scene.cast.eve).patch(one(note, "/moderation"), decided, format="json").data
    assert row["moderation_status"] == "SPAM"
    refused = api(scene.cast.ann).patch(one(note, "/moderation"), decided, format="json")
    assert refused.status_code == 404  # Spam is out of sight.


def test_checkers_do_not_moderate(scene: Scene, api: Api):
    assert api(scene.cast.ann).put(one(written(scene), "/hide")).status_code == 403


@pytest.mark.parametrize("verb", ["patch", "delete"])
def test_claims_and_evidence_are_changed_on_their_own_page(scene: Scene, api: Api, verb: str):
    claim = scene.claim(scene.cast.ann)
    address = f"{ALL}/appearance-{claim.first_appearance_id}"
    answer = getattr(api(scene.cast.ann), verb)(address, {}, format="json")
    assert answer.status_code == 403
    assert f"/desk/claims/{claim.pk}/" in answer.data["reason"]


def test_claims_and_evidence_are_rows_that_nobody_changes(scene: Scene, api: Api):
    claim = scene.claim(scene.cast.ann)
    evidence = add_evidence(
        claim, stance="supports", warrant="The log.", place=scene.at(WORDS), by=scene.cast.ann
    )
    row = api(scene.cast.bea).get(f"{ALL}/evidence-{evidence.pk}").data
    assert row["tags"] == ["evidence", "supports"]
    assert "The log." in row["text"]
    assert row["permissions"]["update"] == row["permissions"]["delete"] == []


@pytest.mark.parametrize(
    "name",
    ["note-0", "note-x", "nonsense", "note-1%00", "%00", "claim-1", "appearance-99", "note-"],
)
def test_what_is_not_there_is_not_found(scene: Scene, api: Api, name: str):
    assert api(scene.cast.ann).get(f"{ALL}/{name}").status_code == 404


# --- who may ask ---------------------------------------------------------------------------


def test_who_is_not_logged_in_changes_nothing(scene: Scene, api: Api):
    note, nobody = written(scene), api(scene.cast.nobody)
    calls = [
        nobody.post(ALL, note_on(scene.snapshot, WORDS), format="json"),
        nobody.patch(one(note), {"text": "x"}, format="json"),
        nobody.delete(one(note)),
        nobody.put(one(note, "/flag")),
        nobody.put(one(note, "/hide")),
        nobody.patch(one(note, "/moderation"), {}, format="json"),
    ]
    assert {answer.status_code for answer in calls} == {401}
    assert all(answer.data["status"] == "failure" for answer in calls)


def test_the_same_note_sent_twice_with_a_key_is_kept_once(scene: Scene, api: Api):
    ann = api(scene.cast.ann)
    sent = note_on(scene.snapshot, WORDS)
    first, again = (
        ann.post(ALL, sent, format="json", HTTP_IDEMPOTENCY_KEY="k1").json() for _ in range(2)
    )
    assert first == again
    assert Annotation.objects.count() == 1


def test_a_token_of_the_api_is_good_here_too_and_one_for_reading_only_reads(scene: Scene, api: Api):
    client = api(scene.cast.nobody)
    for scope, status in [("write", 200), ("read", 403)]:
        _, secret = make_token(name="script", scope=scope, by=scene.cast.ann)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        sent = note_on(scene.snapshot, WORDS)
        assert client.post(ALL, sent, format="json").status_code == status
        assert client.get("/hypothesis/api/profile").data["userid"] == "acct:ann@testserver"
