"""A class at work: every student joins by code and saves every few seconds, over real HTTP.

Starts the program as `make run` does on a data folder of its own. Students send what their pages
send: the form of a task, to the address that saves as one types, with the revision they read. At
the end the database is asked whether every answer is the last one sent and every version is there.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import requests

from ._served import filled
from .load import memory_mb, program

MOST = 280  # Characters of an answer, which the form trims.
PAGES = 0.1  # One in so many times the page of a task is opened, not saved.


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large the class is, and for how long it works."""
    parser.add_argument("--students", type=int, default=35)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two saves")
    parser.add_argument("--sentences", type=int, default=120, help="of the text")


@dataclass
class Student:
    """One browser: what it sent last, task by task, and how long it waited for each answer."""

    port: int
    number: int
    tasks: list[str]
    session: requests.Session = field(default_factory=requests.Session)
    work: int = 0
    sent: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    saves: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    again: int = 0

    def at(self, path: str) -> str:
        """The whole address."""
        return f"http://127.0.0.1:{self.port}{path}"

    def join(self, code: str) -> None:
        """Through the door, as anybody comes in, and to the first task."""
        page = self.session.get(self.at(f"/class/join/{code}/"))
        form = {"code": code, "name": f"Student {self.number}", **_token(page)}
        self.session.post(self.at("/class/join/"), form).raise_for_status()
        home = self.session.get(self.at("/class/"))
        begin = re.search(r'action="(/class/assignments/\d+/begin/)"', home.text)
        if begin is None:
            raise RuntimeError(f"There is nothing to begin: {home.status_code}")
        task = self.session.post(self.at(begin[1]), _token(home))
        found = re.search(r"/class/submissions/(\d+)/tasks/", task.url)
        if found is None:
            raise RuntimeError(f"The work did not open: {task.status_code} {task.url}")
        self.work = int(found[1])

    def do_something(self, dice: Random) -> None:
        """Save a task once more, or open the page of one."""
        number = dice.randrange(len(self.tasks)) + 1
        if dice.random() < PAGES:
            self.pages.append(
                self._timed("get", f"/class/submissions/{self.work}/tasks/{number}/")[0]
            )
            return
        task = self.tasks[number - 1]
        words = f"{self.sent.get(task, '')} word{dice.randrange(10_000)}"[-MOST:].strip()
        form = {**_fields(task, words), "revision": self.revisions.get(task, 0)}
        form["csrfmiddlewaretoken"] = self.session.cookies["csrftoken"]
        seconds, answer = self._timed(
            "post", f"/class/submissions/{self.work}/tasks/{number}/save/", form
        )
        self.saves.append(seconds)
        if answer.status_code != 200:
            self.refused.append(f"{answer.status_code}: {answer.text[:120]}")
            return
        self.sent[task], self.revisions[task] = words, answer.json()["revision"]

    def _timed(self, verb: str, path: str, form: Any = None) -> tuple[float, requests.Response]:
        """One request; where the connection breaks it is sent once more, as a page does."""
        began = time.perf_counter()
        try:
            answer = self.session.request(verb, self.at(path), data=form)
        except requests.ConnectionError:
            self.again += 1
            answer = self.session.request(verb, self.at(path), data=form)
        return time.perf_counter() - began, answer


def run(_data: Path | None, options: argparse.Namespace) -> dict[str, float]:
    """Milliseconds of saving and of pages, how much was lost, and the memory of the program."""
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    try:
        with program(folder) as (port, environment, group):
            made = filled("_classroom_fill", environment, sentences=options.sentences)
            class_ = [Student(port, at, made["tasks"]) for at in range(options.students)]
            for student in class_:
                student.join(made["code"])
            _let_work(class_, options)
            kept = filled("_classroom_fill", environment, kept=1)
            return _figures(class_, kept, memory_mb(group))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _let_work(class_: list[Student], options: argparse.Namespace) -> None:
    stop = time.perf_counter() + 60 * options.minutes

    def work(student: Student) -> None:
        dice = Random(student.number)
        time.sleep(dice.random() * options.pause)
        while time.perf_counter() < stop:
            student.do_something(dice)
            time.sleep(options.pause * (0.5 + dice.random()))

    threads = [threading.Thread(target=work, args=(student,)) for student in class_]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _figures(class_: list[Student], kept: dict[str, Any], memory: float) -> dict[str, float]:
    saves = [1000 * one for student in class_ for one in student.saves]
    pages = [1000 * one for student in class_ for one in student.pages] or [0.0]
    refused = [one for student in class_ for one in student.refused]
    if refused:
        print(f"Refused {len(refused)} times, for instance {refused[0]}")
    cuts = statistics.quantiles(saves, n=100)
    return {
        "lost": sum(_lost(student, kept) for student in class_),
        "refused": len(refused),
        "sent_again": sum(student.again for student in class_),
        "saves": len(saves),
        "p50_ms": cuts[49],
        "p95_ms": cuts[94],
        "p99_ms": cuts[98],
        "page_p50_ms": statistics.median(pages),
        "memory_mb": memory,
    }


def _lost(student: Student, kept: dict[str, Any]) -> int:
    """Answers of a student that are not the last ones sent, or miss a version."""
    lost = 0
    for task, words in student.sent.items():
        body, revision, versions = kept.get(f"{student.work}/{task}", [{}, 0, 0])
        is_whole = revision == versions == student.revisions[task]
        lost += not (is_whole and words in str(body))
    return lost


def _token(page: requests.Response) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    return {"csrfmiddlewaretoken": found[1]} if found else {}


def _fields(task: str, words: str) -> dict[str, Any]:
    """The form of a task with some words in it."""
    return {
        "find": {"mark": "0-0-12", "about-0-0-12": words},
        "chain": {"hops-0-speaker": words, "hops-0-directness": "direct"},
        "evidence": {"items-0-stance": "supports", "items-0-reason": words},
        "trace": {"hops-0-who": "The port", "origins": "1", "because": words},
        "verdict": {"confidence": "70", "reason": words},
    }[task]
