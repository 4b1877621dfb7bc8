"""The import command: one line an input, in the shape other programs rely on."""

import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from provenance.accounts.models import Workspace
from provenance.audit.services import verify
from provenance.capture import after
from provenance.sources.models import Article, Snapshot
from tests.provenance.capture.loopback import STORY, page
from tests.provenance.capture.test_archives import record, zipped

pytestmark = pytest.mark.django_db
KEYS = {
    *("input", "status", "article", "snapshot", "title", "authors", "outlet", "republished_from"),
    *("published", "published_precision", "language", "sha256", "characters", "regions"),
    *("warnings", "error"),
}


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    options = {"workspace": "desk", "json": True, "jobs": 1, **options}
    call_command("import_articles", *map(str, args), stdout=out, stderr=err, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def folder(cast, tmp_path):
    """A folder as people keep them: saved pages with their pictures, texts, a WARC."""
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "wells.html").write_bytes(page())
    (tmp_path / "2024" / "wells_files").mkdir()
    (tmp_path / "2024" / "wells_files" / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "2024" / "wells_files" / "site.css").write_bytes(b"p {}")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.html").write_bytes(page())
    (tmp_path / "pier.txt").write_text("The pier is closed.\n\n" + "It will open in May. " * 30)
    (tmp_path / "packed.html.gz").write_bytes(gzip.compress(page(STORY + "<p>It was packed.</p>")))
    body = page(STORY + "<p>From the archive.</p>")
    (tmp_path / "crawl.warc.gz").write_bytes(record("https://echo.example/a", body))
    return tmp_path


def test_a_folder_is_read_with_all_that_is_a_text_in_it(folder):
    lines = run(folder)
    assert [(line["input"].removeprefix(f"{folder}/"), line["status"]) for line in lines] == [
        ("2024/wells.html", "imported"),
        ("crawl.warc.gz: https://echo.example/a", "imported"),
        ("packed.html.gz", "imported"),
        ("pier.txt", "imported"),
    ]
    assert all(set(line) == KEYS for line in lines)
    article = Article.objects.get(address_key="echo.example/a")
    assert article.latest.captured_at.year == 2018


def test_what_comes_again_is_unchanged_or_revised(folder):
    run(folder)
    (folder / "pier.txt").write_text("The pier is closed.\n\n" + "It will open in June. " * 30)
    assert [line["status"] for line in run(folder)] == ["unchanged"] * 3 + ["revised"]
    assert (Article.objects.count(), Snapshot.objects.count()) == (4, 5)
    assert verify(Workspace.objects.get(slug="desk").pk).ok


def test_a_wacz_gives_its_pages(cast, tmp_path):
    file = tmp_path / "a.wacz"
    crawl = record("https://harbour.example/a", page())
    file.write_bytes(zipped({"archive/data.warc.gz": crawl}))
    (line,) = run(file)
    assert line["input"].endswith("a.wacz: https://harbour.example/a")


def test_an_address_is_fetched(cast, site):
    (line,) = run(site.put("/wells", page(head="<meta name='author' content='Ida Roy'>")))
    assert (line["status"], line["authors"]) == ("imported", ["Ida Roy"])


def test_the_person_named_brings_it_in(folder, cast):
    run(folder, user="bea")
    assert set(Article.objects.values_list("created_by", flat=True)) == {cast.bea.pk}


def test_rooms_above_are_told_once_at_the_end_and_cannot_spoil_it(folder, monkeypatch):
    told = []

    def broken(snapshots, by):
        told.append([snapshot.raw_sha256 for snapshot in snapshots])
        raise RuntimeError("the case file is damaged")

    monkeypatch.setattr(after, "_listeners", [broken])
    lines = run(folder)
    assert told == [[line["sha256"] for line in lines]]


def test_in_words_for_people(folder, capsys):
    call_command("import_articles", str(folder / "pier.txt"), workspace="desk", jobs=1)
    assert capsys.readouterr().out.startswith("imported   ")


def test_without_a_name_the_demo_or_the_only_workspace_is_meant(folder, cast):
    with pytest.raises(CommandError, match="--workspace"):
        run(folder, workspace=None)
    demo = Workspace.objects.create(slug="demo", name="Demo")
    run(folder, workspace=None)
    assert set(Article.objects.values_list("workspace", flat=True)) == {demo.pk}


def test_an_unknown_workspace_or_person_is_an_error(folder, capsys):
    with pytest.raises(CommandError):
        call_command("import_articles", str(folder), workspace="nowhere", json=True)
    line = json.loads(capsys.readouterr().out)
    assert (line["status"], line["error"]) == ("failed", "There is no workspace called nowhere.")
    with pytest.raises(CommandError, match="no workspace called nowhere"):
        run(folder, workspace="nowhere")
    with pytest.raises(CommandError, match="nobody called eva"):
        run(folder, user="eva")


def test_two_processes_share_a_large_import(transactional_db, cast, tmp_path):
    """More files than fit into one batch; the same name and bytes meet across processes."""
    for number in range(230):
        words = f"Well {number} was tested on Monday, and its water is clear. " * 8
        (tmp_path / f"{number:03}.txt").write_text(f"Well {number} tested\n\nBy Ida Roy\n\n{words}")
    lines = run(tmp_path, jobs=2)
    assert len(lines) == 230
    assert {line["status"] for line in lines} == {"imported"}
    assert [line["input"] for line in lines] == sorted(line["input"] for line in lines)
    assert {line["status"] for line in run(tmp_path, jobs=2)} == {"unchanged"}
    assert verify(cast.desk.pk).ok


def test_an_item_of_an_agency_is_brought_in_and_revised(cast, tmp_path):
    file, other = tmp_path / "item.json", tmp_path / "package.json"
    item = {
        "uri": "https://wire.example/items/9",
        "headlines": [{"value": "The dam holds"}],
        "bodies": [{"value": "<p>" + "The dam at Harrow holds. " * 20 + "</p>"}],
        "firstCreated": "2026-05-03T09:00:00Z",
        "by": "Ida Roy",
    }
    file.write_text(json.dumps(item))
    other.write_text('{"name": "no item"}')
    (line,) = run(tmp_path)
    assert (line["status"], line["title"], line["authors"]) == (
        "imported",
        "The dam holds",
        ["Ida Roy"],
    )
    assert line["published"] == "2026-05-03"
    assert Snapshot.objects.get().media_type == "application/json"
    file.write_text(json.dumps(item | {"headlines": [{"value": "The dam holds firm"}]}))
    assert run(file)[0]["status"] == "revised"
    with pytest.raises(SystemExit):
        run(other)
