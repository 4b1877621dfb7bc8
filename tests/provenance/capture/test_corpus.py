"""The first real input: what must be known of the five pieces after importing them.

Nothing of their texts stands here, only facts about them.
"""

import hashlib
import io
import itertools
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from provenance.sources.models import Article, Citation, Fact, Snapshot

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "articles"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not ARTICLES.is_dir(), reason="../shared/corpus/articles is missing: corpus not tested"
    ),
]


def run(*args):
    out = io.StringIO()
    call_command("import_articles", *args, "--json", "--workspace", "desk", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def lines(cast):
    """File number -> the line the command prints for it."""
    return {Path(line["input"]).name[:3]: line for line in run(str(ARTICLES))}


def test_all_five_are_imported_and_again_unchanged(lines):
    assert {line["status"] for line in lines.values()} == {"imported"}
    again = run(str(ARTICLES))
    assert {line["status"] for line in again} == {"unchanged"}
    assert [line["snapshot"] for line in again] == [line["snapshot"] for line in lines.values()]
    assert (Article.objects.count(), Snapshot.objects.count()) == (5, 5)


def test_the_text_kept_is_the_file_and_its_regions_tile_it(lines):
    for number, line in lines.items():
        raw = next(ARTICLES.glob(f"{number}_*")).read_bytes()
        snapshot = Snapshot.objects.get(pk=line["snapshot"])
        assert line["sha256"] == hashlib.sha256(raw).hexdigest()
        assert snapshot.text == raw.decode()
        assert line["characters"] == len(snapshot.text)
        edges = [(region["start"], region["end"]) for region in line["regions"]]
        assert edges[0][0] == 0
        assert edges[-1][1] == line["characters"]
        assert all(end == start for (_, end), (start, _) in itertools.pairwise(edges))


def test_000_is_of_december_2017_and_warns_of_lost_text(lines):
    line = lines["000"]
    assert (line["title"], line["authors"], line["outlet"]) == (None, [], None)
    assert (line["published"], line["published_precision"]) == ("2017-12-01", "month")
    assert any("lost" in warning for warning in line["warnings"])


def test_001_is_of_15_march_2016_and_has_no_author(lines):
    line = lines["001"]
    assert (line["published"], line["published_precision"]) == ("2016-03-15", "day")
    assert line["title"]
    assert (line["authors"], line["outlet"]) == ([], None)


def test_002_has_author_outlet_and_day_and_says_where_it_ran_first(lines):
    line = lines["002"]
    assert line["authors"] == ["Andrew Korybko"]
    assert line["outlet"] == "Global Research"
    assert (line["published"], line["published_precision"]) == ("2018-05-18", "day")
    assert line["republished_from"] == "Eurasia Future"
    assert "Sochi" in line["title"]
    proposal = Citation.objects.get(source=line["article"])
    assert (proposal.kind, proposal.state) == ("republishes", "proposed")
    assert proposal.target_name == proposal.passage.quote == "Eurasia Future"


def test_002_keeps_the_footer_that_contradicts_it(lines):
    origins = Fact.objects.filter(article=lines["002"]["article"], field="republished_from")
    by_value = {fact.value: fact for fact in origins}
    assert set(by_value) == {"Eurasia Future", "Global Research"}
    assert by_value["Eurasia Future"].chosen
    conflicting = by_value["Global Research"]
    assert not conflicting.chosen
    text = conflicting.snapshot.text
    assert text[conflicting.start : conflicting.end] == "Global Research"


def test_003_separates_every_comment_from_the_body(lines):
    regions = lines["003"]["regions"]
    text = Snapshot.objects.get(pk=lines["003"]["snapshot"]).text
    kinds = [region["kind"] for region in regions]
    assert set(kinds) == {"body", "comment"}
    first = next(region for region in regions if region["kind"] == "comment")
    # The article ends at 7,306; what follows the blank lines are the readers, to the end.
    assert first["start"] >= 7306
    assert not text[7306 : first["start"]].strip()
    assert kinds[kinds.index("comment") :] == ["comment"]
    assert regions[-1]["end"] == len(text)


def test_004_takes_no_photo_caption_for_a_title(lines):
    line = lines["004"]
    assert line["title"] is None
    assert line["regions"][0]["kind"] == "caption"
    assert (line["authors"], line["outlet"]) == ([], None)
    assert line["published"] is None or line["published"].startswith("2016-09")
