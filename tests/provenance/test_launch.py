"""The whole program started, damaged and stopped, as an operator would see it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from provenance import postgres
from provenance.launch import DEATHS, Part, Stopped, refuse_busy, web_command

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def eventually(fact: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/account/login/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def start(data_dir: Path, port: int) -> subprocess.Popen[str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "provenance.launch", "--no-demo", "--port", str(port)],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(data_dir), "TESTING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def children(pid: int, doing: str) -> list[int]:
    """Give the living children of `pid` whose command line has `doing` in it."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed if doing in Path(f"/proc/{one}/cmdline").read_text()]


def is_gone(pid: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all of these, so that the tables are made only once."""
    return tmp_path_factory.mktemp("var")


@contextmanager
def launched(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = start(data_dir, port)
    with process:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        while said[-1] and not said[-1].startswith("Ready: "):
            said.append(process.stdout.readline())
        assert said[-1].startswith(f"Ready: http://127.0.0.1:{port}/"), "".join(said)
        yield process, port
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="class")
def program(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with launched(data_dir) as program:
        yield program


class TestDamage:
    """What happens to a running program, which lives on from test to test."""

    def test_second_start_on_the_same_port_says_which_port_to_try(
        self, program: tuple[subprocess.Popen[str], int], data_dir: Path
    ) -> None:
        _, port = program
        second = start(data_dir, port)
        said, _ = second.communicate(timeout=60)
        assert second.returncode == 1
        assert f"Port {port} " in said
        assert f"make run PORT={port + 1}" in said
        assert answers(port)

    @pytest.mark.parametrize("part", ["procrastinate", "gunicorn"])
    def test_part_that_is_killed_is_started_anew(
        self, program: tuple[subprocess.Popen[str], int], part: str
    ) -> None:
        process, port = program
        (killed,) = children(process.pid, part)
        os.killpg(killed, signal.SIGKILL)
        assert eventually(lambda: killed not in (now := children(process.pid, part)) and now != [])
        assert eventually(lambda: answers(port))

    def test_killed_postgresql_is_started_anew(
        self, program: tuple[subprocess.Popen[str], int], data_dir: Path
    ) -> None:
        process, port = program
        (killed,) = children(process.pid, "bin/postgres")
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: killed not in children(process.pid, "bin/postgres"))
        assert eventually(lambda: postgres.cluster_in(data_dir).answers())
        assert eventually(lambda: answers(port))


def test_termination_stops_everything_that_was_started(data_dir: Path) -> None:
    with launched(data_dir) as (process, port):
        assert answers(port)
        started = children(process.pid, "")
        assert len(started) == 3
        process.terminate()
        assert process.wait(timeout=60) == 0
        assert [pid for pid in started if not is_gone(pid)] == []
        assert not postgres.cluster_in(data_dir).answers()
        refuse_busy("127.0.0.1", port)


def test_everything_killed_at_once_loses_no_committed_row(data_dir: Path) -> None:
    config = postgres.database_config(data_dir)
    names = {"host": config["HOST"], "user": config["USER"], "dbname": config["NAME"]}
    with launched(data_dir) as (process, _):
        with psycopg.connect(**names, autocommit=True) as server:
            server.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
            server.execute("INSERT INTO kept VALUES (7)")
        for pid in (process.pid, *children(process.pid, "")):
            os.kill(pid, signal.SIGKILL)
    with postgres.running(data_dir, throwaway=True), psycopg.connect(**names) as server:
        assert server.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_killed_launcher_takes_web_server_and_worker_along(data_dir: Path) -> None:
    with launched(data_dir) as (process, port):
        left = [*children(process.pid, "gunicorn"), *children(process.pid, "procrastinate")]
        process.kill()
        process.wait()
        assert len(left) == 2
        assert eventually(lambda: all(is_gone(pid) for pid in left))
        assert not answers(port)
    with postgres.running(data_dir, throwaway=True):
        pass  # Stops the server, which its killer left running.


def test_part_that_keeps_dying_ends_the_run() -> None:
    part = Part("web server", [sys.executable, "-c", "raise SystemExit(7)"])
    part.start()
    for _ in range(DEATHS - 1):
        assert part.process is not None
        part.process.wait()
        part.look_after()
    assert part.process is not None
    part.process.wait()
    with pytest.raises(Stopped, match=r"web server ended 3 times.*status 7"):
        part.look_after()


def test_part_that_does_not_listen_is_ended() -> None:
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    part = Part("worker", [sys.executable, "-c", deaf], patience=0.2)
    part.start()
    time.sleep(0.3)
    part.stop()
    assert part.process is not None
    assert part.process.returncode == -signal.SIGKILL


def test_web_server_listens_where_it_was_told() -> None:
    assert "127.0.0.1:8123" in web_command("127.0.0.1", 8123)


def test_what_works_behind_the_pages_steps_back():
    part = Part("sleeper", ["sleep", "30"], niceness=10)
    part.start()
    try:
        assert part.process
        assert os.getpriority(os.PRIO_PROCESS, part.process.pid) == 10
    finally:
        part.stop()
