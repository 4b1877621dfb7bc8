"""A folder laid out like the annotated pages, with one invented page in it."""

import gzip
import json
from pathlib import Path

import pytest

SAVED = Path(__file__).resolve().parents[2] / "fixtures" / "pages"
ARTICLE = """The council of Ostwick closed the harbour bridge on Monday night after divers found a
crack as long as a bicycle in one of its eastern piers. “Nobody was in danger at any time,” the town
engineer, Petra Vold, said at a hurried meeting in the old customs house, where she showed
photographs of the pier. Repairs will cost about four hundred thousand crowns, according to a paper
that the council has not published but that this newspaper has read. How long the detour takes
Lorries bound for the fish market must now drive around the fjord, which adds fifty minutes to a
journey that used to take six. The bridge was opened in 1961 and last inspected under water eleven
years ago, when a smaller crack in another pier was filled."""


@pytest.fixture
def page_folder(tmp_path):
    (tmp_path / "html").mkdir()
    page = gzip.compress((SAVED / "report.html").read_bytes())
    (tmp_path / "html" / "report.html.gz").write_bytes(page)
    truth = {"report": {"articleBody": ARTICLE, "url": "https://ostwick-herald.example/a"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    gold = {
        "https://ostwick-herald.example/a": {
            "file": "report.html",
            "author": ["Mira Lindqvist", "Tom Adeyemi"],
            "title": "Harbour bridge closed, after crack is found!",
            "date": "2024-03-05",
        }
    }
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    return tmp_path
