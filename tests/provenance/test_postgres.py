"""The embedded server: private, shared by its users, and safe against kills."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from provenance import postgres

ROOT = Path(__file__).parent.parent.parent
# Another command: it says when the server is up and leaves when its input ends.
USER = """
import sys
from pathlib import Path
from provenance import postgres
with postgres.running(Path(sys.argv[1]), throwaway=True):
    print("up", flush=True)
    sys.stdin.read()
"""


def connect(data_dir: Path, **changes: Any) -> psycopg.Connection[Any]:
    config = postgres.database_config(data_dir)
    names = {"host": config["HOST"], "user": config["USER"], "dbname": config["NAME"]}
    return psycopg.connect(**{**names, **changes}, autocommit=True)


def postmaster(data_dir: Path) -> int:
    pid = (data_dir / "postgres" / "data" / "postmaster.pid").read_text()
    return int(pid.split()[0])


def kill_all_of(pid: int) -> None:
    """Kill a postmaster and its children, as a machine out of memory might."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (pid, *map(int, children)):
        os.kill(process, signal.SIGKILL)


def is_up(data_dir: Path) -> bool:
    return postgres.cluster_in(data_dir).answers()


@pytest.fixture
def another() -> Iterator[Any]:
    """Start other commands that use the server; what is left of them ends with the test."""
    with ExitStack() as ending:

        def start(data_dir: Path, *, wait: bool = True) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", USER, str(data_dir)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            ending.enter_context(process)
            ending.callback(process.kill)
            if wait:
                assert process.stdout is not None
                assert process.stdout.readline() == "up\n"
            return process

        yield start


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


class TestConfig:
    def test_address_is_taken_apart(self) -> None:
        config = postgres.database_config(
            Path("var"), "postgresql://ann:s%40fe@db.example.org:5433/news?sslmode=require"
        )
        assert config["NAME"] == "news"
        assert (config["USER"], config["PASSWORD"]) == ("ann", "s@fe")
        assert (config["HOST"], config["PORT"]) == ("db.example.org", "5433")
        assert config["OPTIONS"]["sslmode"] == "require"

    @pytest.mark.parametrize("url", ["mysql://ann:s3cret@x/y", "postgresql://ann:s3cret@x/", "??"])
    def test_bad_address_is_refused_without_showing_the_password(self, url: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="must read like") as refusal:
            postgres.database_config(Path("var"), url)
        assert "s3cret" not in str(refusal.value)

    def test_without_address_names_the_embedded_server_and_starts_nothing(
        self, tmp_path: Path
    ) -> None:
        config = postgres.database_config(tmp_path)
        assert config["HOST"] == str(tmp_path / "postgres" / "data")
        assert postgres.is_embedded(config, tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_other_server_is_not_embedded(self) -> None:
        config = postgres.database_config(Path("var"), "postgresql:///news")
        assert not postgres.is_embedded(config, Path("var"))


class TestPrivacy:
    def test_folder_is_private_and_there_is_no_tcp(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True) as cluster, cluster.connect() as server:
            for folder in ("postgres", "postgres/data"):
                assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700
            assert server.execute("SHOW listen_addresses").fetchone() == ("",)
            ways = server.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules")
            assert ways.fetchall() == [("local", "peer")]

    def test_program_is_no_superuser_yet_has_the_extensions(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True), connect(tmp_path) as server:
            assert server.execute("SHOW is_superuser").fetchone() == ("off",)
            found = server.execute("SELECT extname FROM pg_extension").fetchall()
            assert {("pg_trgm",), ("unaccent",), ("vector",)} <= set(found)

    def test_durable_server_keeps_synchronous_commit(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path), connect(tmp_path) as server:
            for setting in ("synchronous_commit", "fsync", "full_page_writes"):
                assert server.execute(f"SHOW {setting}").fetchone() == ("on",)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as somebody else")
    def test_other_account_cannot_connect(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True):
            data = tmp_path / "postgres" / "data"
            # Even with the folder's permission the name of the account is checked.
            try_it = f"""
import os, psycopg
here = os.open({str(data)!r}, os.O_RDONLY)
os.fchdir(here); os.setgid(65534); os.setuid(65534)
try:
    psycopg.connect(host="/proc/self/cwd", user="postgres", dbname="postgres")
except psycopg.OperationalError as error:
    print(error)
"""
            said = subprocess.run(
                [sys.executable, "-c", try_it], capture_output=True, text=True, check=True
            )
            assert "Peer authentication failed" in said.stdout


class TestSharing:
    def test_second_user_keeps_the_server_when_the_first_leaves(
        self, tmp_path: Path, another: Any
    ) -> None:
        first, second = another(tmp_path), another(tmp_path)
        pid = postmaster(tmp_path)
        leave(first)
        assert is_up(tmp_path)
        assert postmaster(tmp_path) == pid
        leave(second)
        assert not is_up(tmp_path)

    def test_five_at_once_share_one_server(self, tmp_path: Path, another: Any) -> None:
        users = [another(tmp_path, wait=False) for _ in range(5)]
        for user in users:
            assert user.stdout.readline() == "up\n"
        assert is_up(tmp_path)
        for user in users:
            leave(user)
        assert not is_up(tmp_path)

    def test_killed_user_leaves_a_server_that_the_next_one_stops(
        self, tmp_path: Path, another: Any
    ) -> None:
        killed = another(tmp_path)
        killed.kill()
        killed.wait()
        assert is_up(tmp_path)
        with postgres.running(tmp_path, throwaway=True):
            assert is_up(tmp_path)
        assert not is_up(tmp_path)

    def test_database_is_made_even_if_the_first_start_was_cut_short(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True) as cluster, cluster.connect() as server:
            server.execute("DROP DATABASE provenance")
            with postgres.running(tmp_path, throwaway=True), connect(tmp_path) as ours:
                assert ours.execute("SELECT 1").fetchone() == (1,)


class TestKills:
    def test_every_committed_row_is_there_after_everything_was_killed(self, tmp_path: Path) -> None:
        writer = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
import psycopg
from provenance import postgres
data_dir = Path({str(tmp_path)!r})
with postgres.running(data_dir):
    config = postgres.database_config(data_dir)
    with psycopg.connect(
        host=config["HOST"], user=config["USER"], dbname=config["NAME"], autocommit=True
    ) as server:
        server.execute("CREATE TABLE IF NOT EXISTS row (number int)")
        for number in range(10**9):
            server.execute("INSERT INTO row VALUES (%s)", [number])
            print(number, flush=True)
"""
        process = subprocess.Popen(
            [sys.executable, "-c", writer], stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdout is not None
            seen = [int(process.stdout.readline()) for _ in range(200)]
            kill_all_of(postmaster(tmp_path))
            process.kill()
            seen += [int(line) for line in process.stdout.read().splitlines()]
        with postgres.running(tmp_path), connect(tmp_path) as server:
            rows = server.execute("SELECT number FROM row ORDER BY number").fetchall()
        assert [number for (number,) in rows][: len(seen)] == seen

    def test_zombie_postmaster_is_survived(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True) as cluster:
            old = postmaster(tmp_path)
            # Its parent, this process, has not asked about it yet: it stays as a zombie.
            kill_all_of(old)
            while "State:\tZ" not in Path(f"/proc/{old}/status").read_text():
                time.sleep(0.01)
            postgres.revive(cluster)
            assert is_up(tmp_path)
            assert postmaster(tmp_path) != old

    def test_orphaned_children_of_a_killed_postmaster_are_waited_for(
        self, tmp_path: Path, another: Any
    ) -> None:
        another(tmp_path).kill()
        os.kill(postmaster(tmp_path), signal.SIGKILL)
        with postgres.running(tmp_path, throwaway=True):
            assert is_up(tmp_path)

    def test_stale_pid_that_now_belongs_to_a_stranger_is_survived(self, tmp_path: Path) -> None:
        with postgres.running(tmp_path, throwaway=True):
            pid_file = tmp_path / "postgres" / "data" / "postmaster.pid"
            lines = pid_file.read_text().splitlines()
        stale = "\n".join([str(os.getpid()), *lines[1:]]) + "\n"
        pid_file.write_text(stale)
        pid_file.with_name(".s.PGSQL.5432.lock").write_text(stale)
        with postgres.running(tmp_path, throwaway=True):
            assert is_up(tmp_path)
        assert not is_up(tmp_path)

    def test_start_cut_short_while_making_the_files_is_survived(self, tmp_path: Path) -> None:
        draft = tmp_path / "postgres" / "data.new"
        draft.mkdir(parents=True)
        (draft / "PG_VERSION").write_text("18\n")
        with postgres.running(tmp_path, throwaway=True):
            assert is_up(tmp_path)


class TestPlaces:
    @pytest.mark.parametrize("name", ["with a space", "with,comma", "quo'te\"$HOME`x`", "ünï"])
    def test_odd_folder_names(self, tmp_path: Path, name: str) -> None:
        data_dir = tmp_path / name
        with postgres.running(data_dir, throwaway=True), connect(data_dir) as server:
            assert server.execute("SELECT 1").fetchone() == (1,)

    def test_path_too_long_for_a_socket_takes_a_short_private_way(self, tmp_path: Path) -> None:
        data_dir = tmp_path / ("long" * 40)
        config = postgres.database_config(data_dir)
        assert len(config["HOST"]) < 100
        with postgres.running(data_dir, throwaway=True), connect(data_dir) as server:
            assert server.execute("SELECT 1").fetchone() == (1,)
            assert Path(config["HOST"]).parent.stat().st_mode & 0o777 == 0o700
        assert not Path(config["HOST"]).parent.exists()
        assert (data_dir / "postgres" / "data" / "PG_VERSION").exists()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder for somebody else")
    def test_short_way_laid_by_somebody_else_is_refused(self, tmp_path: Path) -> None:
        data_dir = tmp_path / ("long" * 40)
        way = Path(postgres.database_config(data_dir)["HOST"]).parent
        way.mkdir()
        os.chown(way, 65534, 65534)
        try:
            with (
                pytest.raises(postgres.Unavailable, match="somebody else"),
                postgres.running(data_dir, throwaway=True),
            ):
                pass
        finally:
            way.rmdir()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a folder from the server")
    def test_parent_that_only_root_may_enter_stays_closed(self, tmp_path: Path) -> None:
        hidden = tmp_path / "hidden"
        hidden.mkdir(mode=0o700)
        with postgres.running(hidden / "var", throwaway=True), connect(hidden / "var") as server:
            assert server.execute("SELECT 1").fetchone() == (1,)
            pid = postmaster(hidden / "var")
            assert Path(f"/proc/{pid}").stat().st_uid != 0
        assert hidden.stat().st_mode & 0o777 == 0o700

    def test_folder_that_cannot_be_made_is_a_clear_refusal(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with (
            pytest.raises(postgres.Unavailable, match="DATA_DIR"),
            postgres.running(tmp_path / "file"),
        ):
            pass


def test_ensure_running_lasts_as_long_as_the_process(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from provenance import postgres
cluster = postgres.ensure_running(Path({str(tmp_path)!r}), throwaway=True)
assert cluster is not None and cluster.answers()
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    assert (tmp_path / "postgres" / "data" / "PG_VERSION").exists()
    assert not is_up(tmp_path)
