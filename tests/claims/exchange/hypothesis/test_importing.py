"""Annotations made elsewhere come in, and go out again as they were."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.annotations.models import Annotation
from claims.annotations.services import delete_note, edit_note, write_note
from claims.exchange.hypothesis.files import FileError, parents_first, read_rows
from claims.exchange.hypothesis.importing import export_rows, import_rows
from claims.exchange.hypothesis.site import Site
from claims.exchange.hypothesis.writing import settle
from provenance.capture.models import CaptureRequest
from provenance.sources.models import Article
from tests.claims.scene import Scene, snapshot_of
from tests.people import Cast

SITE = Site("https://desk.example/")
PAGE = "https://post.example/pier"
ZOE = "acct:zoe@hypothes.is"


def a_row(name: str = "aK3x", **more: object) -> dict[str, Any]:
    """One annotation as the public service writes it."""
    exact = {"type": "TextQuoteSelector", "exact": "Nobody was hurt", "prefix": "Harbour Post. "}
    told: dict[str, Any] = {
        "id": name,
        "user": ZOE,
        "created": "2024-05-05T10:00:00.123456+00:00",
        "updated": "2024-05-06T10:00:00.123456+00:00",
        "uri": PAGE,
        "text": "Is that so? 💧",
        "tags": ["doubt"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"], "update": [ZOE], "delete": [ZOE]},
        "target": [{"source": PAGE, "selector": [exact]}],
        "document": {"title": ["The pier"]},
    }
    return told | more


def bring_in(cast: Cast, *rows: object, by: str = "ann"):
    return list(import_rows(rows, workspace=cast.desk, site=SITE, by=getattr(cast, by)))


def given_back(cast: Cast, by: str = "ann") -> list[dict[str, Any]]:
    text = export_rows(workspace=cast.desk, site=SITE, by=getattr(cast, by))
    rows: list[dict[str, Any]] = json.loads(text)["annotations"]
    return rows


@pytest.fixture
def known(scene: Scene) -> Scene:
    """The page is known here."""
    where = {"address": PAGE, "address_key": "post.example/pier", "latest": scene.snapshot}
    Article.objects.filter(pk=scene.snapshot.article_id).update(**where)
    return scene


def test_an_annotation_becomes_a_note_on_its_words(known: Scene):
    [line] = bring_in(known.cast, a_row())
    note = Annotation.objects.get()
    assert (line.status, line.annotation, line.id) == ("imported", note.pk, "aK3x")
    assert note.passage
    assert note.passage.quote == "Nobody was hurt"
    assert (note.body, note.tags, note.visibility) == ("Is that so? 💧", ["doubt"], "workspace")
    assert note.via == "https://hypothes.is/a/aK3x"
    assert note.created_by == known.cast.ann


@pytest.mark.parametrize(
    "permissions", [{"read": [ZOE]}, {"read": []}, {}, None, {"read": ["acct:group:x@y"]}]
)
def test_what_was_private_stays_private(known: Scene, permissions: object):
    bring_in(known.cast, a_row(permissions=permissions))
    assert Annotation.objects.get().visibility == "me"


def test_who_may_read_is_said_by_permissions_alone(known: Scene):
    row = a_row(group="desk", permissions={"read": [ZOE]})
    bring_in(known.cast, row)
    assert Annotation.objects.get().visibility == "me"


def test_the_same_file_again_changes_nothing(known: Scene):
    first = bring_in(known.cast, a_row(), a_row("bL4y"))
    again = bring_in(known.cast, a_row(text="Changed since."), a_row("bL4y"))
    assert [line.status for line in again] == ["unchanged", "unchanged"]
    assert [line.annotation for line in again] == [line.annotation for line in first]
    assert Annotation.objects.count() == 2


def test_what_was_deleted_here_does_not_come_back(known: Scene):
    bring_in(known.cast, a_row())
    delete_note(Annotation.objects.get(), by=known.cast.ann)
    assert bring_in(known.cast, a_row())[0].status == "unchanged"


def test_one_persons_private_note_is_not_in_anothers_way(known: Scene):
    private = a_row(permissions={"read": [ZOE]})
    bring_in(known.cast, private)
    assert bring_in(known.cast, private, by="bea")[0].status == "imported"
    assert bring_in(known.cast, private, by="bea")[0].status == "unchanged"


def test_answers_find_what_they_answer_in_any_order(known: Scene):
    answer = a_row("r2", references=["aK3x"], text="Yes.")
    deeper = a_row("r3", references=["aK3x", "r2"], text="No.")
    lines = bring_in(known.cast, deeper, answer, a_row())
    assert [line.status for line in lines] == ["imported"] * 3
    bottom = Annotation.objects.get(body="No.")
    assert bottom.parent
    assert bottom.parent.body == "Yes."
    assert bottom.root
    assert bottom.root.body == "Is that so? 💧"


def test_an_answer_to_nothing_fails_by_itself(known: Scene):
    lines = bring_in(known.cast, a_row("r2", references=["gone"]), a_row())
    assert {line.id: line.status for line in lines} == {"aK3x": "imported", "r2": "failed"}
    assert "neither in the file nor here" in lines[1].error


def test_a_page_nobody_brought_in_waits_and_its_notes_settle(cast: Cast):
    [line] = bring_in(cast, a_row())
    note = Annotation.objects.get()
    assert line.status == "waiting"
    assert note.article
    assert CaptureRequest.objects.get().address == PAGE
    settle([_moved_to(snapshot_of(cast.desk), note.article)], cast.ann)
    note.refresh_from_db()
    assert note.article is None
    assert note.passage
    assert note.passage.quote == "Nobody was hurt"


def test_a_note_whose_words_do_not_come_stays_with_the_article(cast: Cast):
    bring_in(cast, a_row())
    note = Annotation.objects.get()
    assert note.article
    settle([_moved_to(snapshot_of(cast.desk, "Somebody was hurt."), note.article)], cast.ann)
    note.refresh_from_db()
    assert note.article is not None


def test_notes_of_somebody_who_left_are_in_nobodys_way(cast: Cast):
    bring_in(cast, a_row(), by="bea")
    bring_in(cast, a_row("b"), by="ann")
    cast.bea.memberships.all().delete()
    article = Article.objects.get()
    settle([_moved_to(snapshot_of(cast.desk), article)], cast.ann)
    standing = Annotation.objects.filter(passage__isnull=False)
    assert [note.created_by for note in standing] == [cast.ann]


BAD = {
    "no object": "words",
    "no id": {"user": ZOE},
    "no user": {"id": "x"},
    "a strange id": a_row("../x"),
    "no address": a_row(uri="urn:x-pdf:1"),
    "text is a number": a_row(text=5),
    "very long": a_row(text="x" * 30_000),
    "a megabyte quote": a_row(
        target=[{"selector": [{"type": "TextQuoteSelector", "exact": "x" * 2**20}]}]
    ),
    "says nothing": a_row(text="", tags=[], target=[]),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_row_fails_with_its_reason_and_the_others_come_in(known: Scene, bad: object):
    lines = bring_in(known.cast, bad, a_row("good"))
    assert [line.status for line in lines] == ["failed", "imported"]
    assert lines[0].error
    assert Annotation.objects.count() == 1


# --- there and back -------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40).map(
    lambda words: " ".join(words.split())
)
ROWS = st.builds(
    a_row,
    st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True),
    text=TEXTS,
    tags=st.lists(TEXTS.filter(bool), unique=True, max_size=3),
    permissions=st.sampled_from([{"read": [ZOE]}, {"read": ["group:__world__"]}]),
    uri=st.sampled_from([PAGE, f"{PAGE}?utm_source=x", "https://new.example/a"]),
)
SAME = ["id", "user", "created", "updated", "uri", "text", "tags", "group"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: row["id"]))
def test_what_comes_in_goes_out_as_it_was(known: Scene, rows: list[dict[str, Any]]):
    Annotation.objects.all().delete()
    lines = bring_in(known.cast, *rows)
    assert {line.status for line in lines} <= {"imported", "waiting"}
    back = {row["id"]: row for row in given_back(known.cast)}
    for row in rows:
        mine = back.pop(row["id"])
        assert {key: mine[key] for key in SAME} == {key: row[key] for key in SAME}
        assert mine["permissions"]["read"] == row["permissions"]["read"]
        assert mine["target"][0]["selector"] == row["target"][0]["selector"]
        assert mine["document"] == row["document"]
    assert not back


def test_threads_go_out_as_they_came_in(known: Scene):
    bring_in(known.cast, a_row(), a_row("r2", references=["aK3x"]))
    back = {row["id"]: row for row in given_back(known.cast)}
    assert back["r2"]["references"] == ["aK3x"]


def test_an_export_of_ours_comes_in_elsewhere(known: Scene):
    write_note("Ours.", place=known.at("Forty boats"), workspace=known.cast.desk, by=known.cast.bea)
    rows = given_back(known.cast)
    lines = list(import_rows(rows, workspace=known.cast.elsewhere, site=SITE, by=known.cast.olga))
    assert [line.status for line in lines] == ["waiting"]
    assert Annotation.objects.filter(workspace=known.cast.elsewhere).get().body == "Ours."


def test_what_was_reworded_here_goes_out_reworded(known: Scene):
    bring_in(known.cast, a_row())
    edit_note(Annotation.objects.get(), body="Reworded.", by=known.cast.ann)
    [row] = given_back(known.cast)
    assert row["text"] == "Reworded."
    assert row["updated"] > str(a_row()["updated"])


def test_nobody_exports_the_private_notes_of_others(known: Scene):
    bring_in(known.cast, a_row(permissions={"read": [ZOE]}))
    assert given_back(known.cast, by="eve") == []


# --- files and commands ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([a_row(), a_row("b")]),
        json.dumps({"annotations": [a_row(), a_row("b")], "export_date": "2024"}),
        json.dumps({"total": 2, "rows": [a_row(), a_row("b")]}),
        f"{json.dumps(a_row())}\n\n{json.dumps(a_row('b'))}\n",
    ],
)
def test_all_shapes_of_files_are_read(text: str):
    assert [row["id"] for row in read_rows(text)] == ["aK3x", "b"]


@pytest.mark.parametrize("text", ["", "words", "5", '{"a": 1}', '{"rows": 5}', "[" * 100_000])
def test_what_is_no_export_is_said_to_be_none(text: str):
    if text:
        with pytest.raises(FileError):
            read_rows(text)
    else:
        assert read_rows(text) == []


def test_parents_come_first_whatever_stands_in_the_file():
    rows = [{"references": ["a"]}, "x", {"references": 5}, {"references": ["a", "b"]}, {}]
    assert [rows.index(one) for one in parents_first(rows)] == [1, 2, 4, 0, 3]


def run(name: str, *given: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command(name, *given, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_commands_bring_in_and_give_back(known: Scene, tmp_path: Path):
    there, back = tmp_path / "in.json", tmp_path / "out.json"
    there.write_text(json.dumps({"annotations": [a_row()]}))
    assert run("import_hypothesis", str(there), "--user", "ann") == [
        {
            "input": str(there),
            "id": "aK3x",
            "status": "imported",
            "annotation": Annotation.objects.get().pk,
            "error": "",
        }
    ]
    told = run("export_hypothesis", str(back), "--user", "ann")
    assert told == [{"file": str(back), "workspace": "desk", "annotations": 1}]
    assert read_rows(back.read_text())[0]["id"] == "aK3x"


def test_a_failed_row_ends_the_command_with_1(known: Scene, tmp_path: Path):
    there = tmp_path / "in.json"
    there.write_text(json.dumps([a_row(text=5), a_row("b")]))
    with pytest.raises(SystemExit) as end:
        run("import_hypothesis", str(there), str(tmp_path / "missing.json"), "--user", "ann")
    assert end.value.code == 1
    assert Annotation.objects.count() == 1


@pytest.mark.parametrize(
    "given", [("--user", "zoe"), ("--user", "ann", "--workspace", "elsewhere")]
)
def test_nobody_and_nowhere_are_refused(cast: Cast, given: tuple[str, ...]):
    with pytest.raises(CommandError):
        run("import_hypothesis", "x.json", *given)


def _moved_to(snapshot, article):
    """The text as the first snapshot of an article that waited for it."""
    return type(snapshot).objects.create(
        **{
            field.attname: getattr(snapshot, field.attname)
            for field in snapshot._meta.concrete_fields
            if field.attname not in ("id", "article_id", "created_at")
        },
        article=article,
    )
