"""A workspace goes out, into an empty database, and out again: the same."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from claims.annotations.services import write_note
from claims.exchange.newsroom import Newsroom
from claims.exchange.whole.checking import ImportRefused
from claims.exchange.whole.services import import_workspace, write_workspace
from claims.records.models import Claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating, Review, Verdict
from provenance.accounts.models import User, Workspace
from provenance.audit.earlier import moves, verify_earlier
from provenance.audit.models import AuditEvent, EarlierEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, decide
from tests.people import Cast

from .emptying import changed, empty_the_database, entries, lines

pytestmark = pytest.mark.django_db
OF_THE_MOMENT = {"manifest.json", "history.jsonl", "data/audit.EarlierEvent.jsonl"}


def written(workspace: Workspace, by: User | None = None) -> bytes:
    out = io.BytesIO()
    write_workspace(workspace, out, by=by)
    return out.getvalue()


def taken_in(data: bytes, **more: Any) -> Workspace:
    return import_workspace(io.BytesIO(data), **more)[0]


def same(one: bytes, other: bytes) -> None:
    """But for the history, which goes on, nothing differs."""
    first, second = entries(one), entries(other)
    assert first.keys() | OF_THE_MOMENT == second.keys() | OF_THE_MOMENT
    for path in first.keys() - OF_THE_MOMENT:
        assert first[path] == second[path], path


@pytest.fixture
def town(db: None) -> Workspace:
    """The demo, with all that is in it."""
    Newsroom(settings.BASE_DIR / "fixtures" / "demo" / "newsroom.json").load()
    return Workspace.objects.get(slug="demo")


@pytest.mark.timeout(600)  # The demo is loaded first.
def test_the_demo_comes_back_as_it_was(town: Workspace):
    before = written(town)
    verdicts = list(Verdict.objects.filter(workspace=town).values_list("pk", "published_at"))
    texts = len(lines(before, "data/sources.Snapshot.jsonl"))
    assert verdicts
    assert texts
    empty_the_database()
    again = taken_in(before)
    assert list(Verdict.objects.values_list("pk", "published_at")) == verdicts
    same(before, written(again))
    # The history came along word for word, and a new one goes on from its end.
    report = verify(again.pk)
    assert report.ok
    first = AuditEvent.objects.get(chain=again.pk, number=1)
    assert first.action == "workspace.imported"
    assert first.detail["hash"] == json.loads(entries(before)["manifest.json"])["history"]["hash"]
    assert moves() == [(again.pk, 1)]
    assert verify_earlier(again.pk, 1).ok


def test_it_moves_twice(scene: Scene):
    decide(scene.claim(scene.cast.ann), scene)
    data = written(scene.cast.desk)
    for _ in range(2):
        empty_the_database()
        data = written(taken_in(data))
    desk = Workspace.objects.get()
    assert [verify_earlier(desk.pk, move).ok for move in (1, 2)] == [True, True]


def test_a_changed_event_of_before_is_found(scene: Scene):
    scene.claim(scene.cast.ann)
    data = written(scene.cast.desk)
    empty_the_database()
    data = changed(
        data,
        "history.jsonl",
        lambda text: text.replace(b'"page"', b'"api"').replace(b'"shell"', b'"api"'),
    )
    desk = taken_in(data)
    report = verify_earlier(desk.pk, 1)
    assert (report.ok, report.first_broken) == (False, 1)


def test_secrets_and_passwords_stay(scene: Scene):
    cast = scene.cast
    scene.claim(cast.ann)
    whole = b"".join(entries(written(cast.desk)).values())
    for user in (cast.ann, cast.max):
        assert user.password.encode() not in whole
        assert user.email.encode() not in whole
    assert {one["username"] for one in lines(written(cast.desk), "people.jsonl")} == {
        "ann", "bea", "eve", "tom", "sam", "sue", "ron", "max",
    }  # fmt: skip


def test_nothing_of_another_workspace_goes_along(scene: Scene):
    data = written(scene.cast.desk)
    assert b"Westhill" not in b"".join(entries(data).values())
    assert [one["id"] for one in lines(data, "data/sources.Snapshot.jsonl")] == [scene.snapshot.pk]


def test_accounts_come_without_a_password_and_are_joined_only_when_told(scene: Scene):
    scene.claim(scene.cast.ann)
    data = written(scene.cast.desk)
    empty_the_database()
    User.objects.create_user("filler")
    mine = User.objects.create_user("ann", password="another-ann")
    with pytest.raises(ImportRefused, match=r"people.jsonl, line \d+: .*ann"):
        taken_in(data)
    taken_in(data, joins_accounts=True)
    claim = Claim.objects.get()
    assert claim.created_by == mine
    assert not User.objects.get(username="bea").has_usable_password()


def test_a_database_with_a_workspace_is_refused(scene: Scene):
    data = written(scene.cast.desk)
    with pytest.raises(ImportRefused, match="holds a workspace already"):
        taken_in(data)


def test_new_rows_are_numbered_after_those_that_came(scene: Scene):
    claim = scene.claim(scene.cast.ann)
    data = written(scene.cast.desk)
    empty_the_database()
    desk = taken_in(data)
    new = Claim.objects.create(workspace=desk, statement="Something else.")
    assert new.pk > claim.pk


CLAIMS = "data/claims.Claim.jsonl"
WRONG = [
    (CLAIMS, lambda text: text[:-9], "no JSON", 1),
    (CLAIMS, lambda text: text.replace(b'"kind"', b'"king"'), "other columns", 1),
    (CLAIMS, lambda text: text.replace(b'"workspace_id":', b'"workspace_id":"x",\n"y":'), ".", 1),
    (CLAIMS, lambda text: text + b"[]\n", "no JSON object", 2),
    (CLAIMS, lambda text: text + b"[" * 100_000 + b"\n", "no JSON", 2),
    (CLAIMS, lambda text: text.replace(b'"statement":"', b'"statement":7,"x":"'), ".", 1),
    (CLAIMS, lambda text: text + text, "does not fit together", None),
    (CLAIMS, lambda text: b"", "does not fit together", None),
    ("data/accounts.Workspace.jsonl", lambda text: b"", ".", None),
    ("people.jsonl", lambda text: b"{}\n", "other columns", 1),
    ("history.jsonl", lambda text: b"{}\n", "other columns", 1),
    ("shared.jsonl", lambda text: b'{"table":"x","pk":1,"key":[]}\n', "no table", 1),
    ("manifest.json", lambda text: b"{", "no JSON", None),
    ("manifest.json", lambda text: b"[]", "not that of a workspace", None),
    ("manifest.json", lambda text: text.replace(b'"version": 1', b'"version": 9'), "version", None),
    ("manifest.json", lambda text: text.replace(b'"claims": "0', b'"claims": "9'), "another", None),
]


@pytest.mark.parametrize(("path", "change", "said", "line"), WRONG)
def test_a_wrong_file_is_refused_by_entry_and_line(
    scene: Scene, path: str, change: Any, said: str, line: int | None
):
    decide(scene.claim(scene.cast.ann), scene)
    data = written(scene.cast.desk)
    empty_the_database()
    with pytest.raises(ImportRefused, match=said) as refusal:
        taken_in(changed(data, path, change))
    if line:
        assert (refusal.value.entry, refusal.value.line) == (path, line)
    assert not Workspace.objects.exists()
    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()


def test_every_damaged_byte_of_an_entry_is_found(scene: Scene):
    scene.claim(scene.cast.ann)
    data = written(scene.cast.desk)
    empty_the_database()
    for path in entries(data):
        if path == "manifest.json" or not entries(data)[path]:
            continue
        bad = changed(data, path, lambda text: text[:-1] + b" ", sums=False)
        with pytest.raises(ImportRefused, match=path):
            taken_in(bad)
    assert not EarlierEvent.objects.exists()


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 1000, b"{}"])
def test_what_is_no_file_of_a_workspace_is_refused(db: None, data: bytes):
    with pytest.raises(ImportRefused, match="no file of a workspace"):
        taken_in(data)


def test_the_file_of_an_owner_holds_what_they_may_see(scene: Scene):
    cast = scene.cast
    shared = scene.claim(cast.ann, "Seen by all.")
    private = scene.claim(cast.ann, "Seen by Ann alone.", visibility="me")
    write_note("A secret thought.", claim=shared, visibility="me", by=cast.ann)
    write_note("Said to all.", claim=shared, visibility="workspace", by=cast.ann)
    data = written(cast.desk, by=cast.max)
    text = b"".join(entries(data).values())
    assert b"Seen by all." in text
    assert b"Said to all." in text
    for hidden in (b"Seen by Ann alone.", b"A secret thought."):
        assert hidden not in text
    claims = {one["id"] for one in lines(data, CLAIMS)}
    assert private.pk not in claims
    assert {one["claim_id"] for one in lines(data, "data/claims.Appearance.jsonl")} <= claims
    assert "history.jsonl" not in entries(data)
    # It fits together all the same.
    empty_the_database()
    desk = taken_in(data)
    assert verify(desk.pk).ok


def test_the_file_of_an_owner_betrays_no_sealed_answer(scene: Scene):
    cast = scene.cast
    Workspace.objects.filter(pk=cast.desk.pk).update(seconds_blind=True)
    claim = scene.claim(cast.ann)
    claim.workspace.refresh_from_db()
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="false")
    review = reviews.open_review(claim, by=cast.ann)
    reviews.submit(review, rating=rating, summary="zephyrine", by=cast.ann)
    before = entries(written(cast.desk, by=cast.max))
    other = Rating.objects.get(scale__workspace=None, scale__slug="evidence", slug="refuted")
    Review.objects.filter(pk=review.pk).update(rating=other, summary="quixotide")
    after = entries(written(cast.desk, by=cast.max))
    assert b"zephyrine" not in b"".join(before.values())
    assert before.keys() == after.keys()
    assert not [path for path in before if before[path] != after[path] and path != "manifest.json"]
    # The operator moves it as it is.
    assert b"quixotide" in entries(written(cast.desk))["data/reviews.Review.jsonl"]


@pytest.mark.parametrize("name", ["eve", "ann", "tom", "sam", "ron", "olga"])
def test_only_owners_take_it_along(cast: Cast, name: str):
    with pytest.raises(PermissionDenied):
        written(cast.desk, by=getattr(cast, name))


def commanded(capsys: Any, *arguments: object) -> tuple[dict[str, Any], int]:
    status = 0
    try:
        call_command(*map(str, arguments), "--json")
    except SystemExit as ended:
        status = int(str(ended.code))
    return json.loads(capsys.readouterr().out), status


def test_the_commands(scene: Scene, tmp_path: Path, capsys: Any):
    scene.claim(scene.cast.ann)
    file = tmp_path / "desk.zip"
    told, status = commanded(capsys, "export_workspace", "desk", file)
    assert (told["counts"]["claim"], told["error"], status) == (1, None, 0)
    assert file.stat().st_mode & 0o077 == 0
    told, status = commanded(capsys, "export_workspace", "desk", file)
    assert (bool(told["error"]), status) == (True, 1)
    told, status = commanded(capsys, "export_workspace", "nowhere", tmp_path / "none.zip")
    assert (told["error"], status) == ("There is no such workspace.", 1)
    assert not (tmp_path / "none.zip").exists()
    told, status = commanded(capsys, "import_workspace", file)
    assert ("holds a workspace already" in told["error"], status) == (True, 1)
    empty_the_database()
    told, status = commanded(capsys, "import_workspace", file)
    assert (told["workspace"], told["counts"]["claim"], status) == ("desk", 1, 0)
