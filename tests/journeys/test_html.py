"""Every page is valid HTML and CSS for the Nu HTML checker, warnings included."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .node import package
from .pages import answer_to, client_of, drawn_by_others, furnish, stops

CHECKER = "vnu-jar/build/dist/vnu.jar"


def complaints_of_the_checker(folder: Path) -> list[str]:
    """Everything it says about the files of a folder: `file:line: words`."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is missing: apt-get install default-jre-headless")
    command = [java, "-jar", str(package(CHECKER)), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    return [_told(message) for message in json.loads(done.stderr)["messages"]]


def _told(message: dict[str, Any]) -> str:
    name = message.get("url", "").rsplit("/", 1)[-1]
    return f"{name}:{message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"


def test_no_page_has_an_error(db: None, tmp_path: Path) -> None:
    listed = [*stops(furnish()), *drawn_by_others()]
    clients = {stop.who: client_of(stop.who) for stop in listed}
    for stop in listed:
        answer = answer_to(stop, clients[stop.who])
        Path(tmp_path, f"{stop.name}.html").write_bytes(answer.content)
    assert "\n".join(complaints_of_the_checker(tmp_path)) == ""


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    wrong = "<!doctype html><html lang=en><title>x</title><p><div id=a></div><div id=a></div></p>"
    Path(tmp_path, "wrong.html").write_text(wrong)
    assert any("Duplicate ID" in said for said in complaints_of_the_checker(tmp_path))
