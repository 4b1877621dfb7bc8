"""The texts of the neardup benchmark are what it says of them."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks._neardup_texts import WORDS, Copy, distractors, read_copies, sentences
from benchmarks.neardup import located

SAID = [f"This is the sentence with the number {n} and a few more words in it." for n in range(90)]


def test_the_set_is_read_packed_or_not(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "One.\u2028Two.", "extractor": "x"}, {"id": "b", "text": "Three."}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "dev.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "plain.jsonl").write_text(lines)
    wanted = [Copy("a", "One.\u2028Two."), Copy("b", "Three.")]
    assert read_copies(tmp_path / "dev.jsonl.gz") == wanted
    assert read_copies(tmp_path / "plain.jsonl") == wanted
    assert len(read_copies(tmp_path)) == 4


def test_the_set_may_be_named_like_a_folder(tmp_path: Path) -> None:
    packed = tmp_path / "dev.jsonl.gz"
    packed.write_bytes(b"")
    assert located(tmp_path / "dev") == packed
    assert located(packed) == packed
    assert located(tmp_path) == tmp_path
    assert located(tmp_path / "none") == tmp_path / "none"


def test_others_are_made_of_real_sentences_the_same_each_time() -> None:
    texts = list(distractors(SAID, 3))
    assert texts == list(distractors(SAID, 3))
    assert len(set(texts)) == 3
    for text in texts:
        assert len(text.split()) >= WORDS
        assert set(text.replace("\n\n", " ").split(". ")) <= {s.rstrip(".") for s in SAID} | set(
            SAID
        )


def test_sentences_come_from_the_other_sets(tmp_path: Path) -> None:
    folder = tmp_path / "averitec"
    folder.mkdir()
    (folder / "dev.jsonl").write_text(json.dumps({"claims": [{"text": SAID[0]}]}) + "\n")
    (tmp_path / "liar" / "dev").mkdir(parents=True)
    (tmp_path / "liar" / "dev" / "a.tsv").write_text(f"7\ttrue\t{SAID[1]}\n")
    found = sentences(tmp_path)
    assert SAID[0] in found
    assert any(SAID[1] in one for one in found)


def test_without_other_sets_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no other texts"):
        sentences(tmp_path)
