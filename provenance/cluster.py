"""One PostgreSQL data folder and the server on it: make it, start it, stop it.

Whether a server is alive is not read from ``postmaster.pid``, which lies after a kill: every
process of the server holds a lock on ``server.lock``, which the kernel drops with the last of
them. A free lock means that nothing runs here, whatever the pid file says and whether or not
the old process is still a zombie.

Layout of the folder, which only its owner may enter:

* ``data/`` PostgreSQL's own files, its log and its socket, owned by the server's account;
* ``server.lock`` held by the running server, ``gate.lock`` and ``users.lock`` by its users.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from provenance.unprivileged import Account, Unavailable, account_named, programs, server_account

DATABASE = "provenance"
ROLE = "provenance"
SUPERUSER = "postgres"
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
EXTENSIONS = ("pg_trgm", "unaccent", "vector")
LONGEST_SOCKET_PATH = 103
HERE = Path("/proc/self/cwd")

# Kept for good: a server may outlive the command that started it, and Python warns about a
# child that is forgotten while it runs.
_launched: list[subprocess.Popen[bytes]] = []

SETTINGS = """\
# Rewritten at every start; put settings of your own into postgresql.conf.
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_connections = 60
max_wal_size = 512MB
random_page_cost = 1.1
# Two processors gain nothing from parallel plans, and /dev/shm is tiny in containers.
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
"""
# A throw-away server may lose everything when the machine stops; it is made again anyway.
HASTY = "fsync = off\nfull_page_writes = off\n"


def reach(data: Path) -> Path:
    """Give a folder through which a client reaches the socket in `data`.

    That is `data` itself, unless its path is longer than a socket's path may be (or has a
    comma, which separates hosts): then it is a link in a short folder that only this account
    may enter. Nothing is created here; see Cluster.open_route.
    """
    path = os.fsencode(data / SOCKET)
    if len(path) <= LONGEST_SOCKET_PATH and b"," not in path:
        return data
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(f"/tmp/provenance-{os.geteuid()}-{mark}/data")  # noqa: S108 - checked on use.


def exclusively(path: Path) -> int | None:
    """Open and lock the file at `path`; give its descriptor, or None when it is held."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _until(done: Callable[[], bool], seconds: float) -> bool:
    """Ask `done` again and again for `seconds`; say whether it came true."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@dataclass
class Cluster:
    """The PostgreSQL server whose files lie in `folder` (an absolute path)."""

    folder: Path
    throwaway: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "data"

    def answers(self) -> bool:
        """Say whether a server takes connections; True too when it is full of them."""
        try:
            self.connect().close()
        except psycopg.errors.TooManyConnections:
            return True
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = SUPERUSER) -> psycopg.Connection:
        """Open a connection as the superuser, committing each statement."""
        return psycopg.connect(
            host=str(reach(self.data)),
            port=PORT,
            user=SUPERUSER,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def start(self) -> None:
        """Make the server answer, creating its files first where there are none.

        The caller holds the gate, so nobody else starts or stops it meanwhile. Raises
        Unavailable, with the end of the server's log, when it does not come up.
        """
        self.open_route()
        lock = None if self.answers() else self._claim()
        if lock is not None:
            self._start_with(lock)
        self._prepare_database()

    def _start_with(self, lock: int) -> None:
        """Start a server that is known not to run, and hand it `lock`."""
        account = server_account(self.data)
        try:
            bin_folder = programs(account)
            if not self.data.exists():
                self._create(account, bin_folder)
            self._check_version(bin_folder)
            self._configure(account)
            self._launch(account, bin_folder, lock)
        finally:
            os.close(lock)

    def stop(self) -> None:
        """End the server in good order; do nothing when none runs."""
        for message, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 30)):
            pid = self._postmaster()
            if pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, message)
            if _until(self._is_free, patience):
                break
        if self.process is not None:
            self.process.wait(timeout=10)
            self.process = None
        route = reach(self.data)
        if route != self.data and route.is_symlink() and route.lstat().st_uid == os.geteuid():
            route.unlink()
            route.parent.rmdir()

    def open_route(self) -> None:
        """Lay the short way to a socket whose own path is too long; see `reach`."""
        route = reach(self.data)
        if route == self.data:
            return
        parent = route.parent
        parent.mkdir(mode=0o700, exist_ok=True)
        found = parent.lstat()
        if not parent.is_dir() or parent.is_symlink() or found.st_uid != os.geteuid():
            raise Unavailable(f"{parent} belongs to somebody else. Choose a shorter DATA_DIR.")
        parent.chmod(0o700)
        if not route.is_symlink() or route.readlink() != self.data:
            route.unlink(missing_ok=True)
            route.symlink_to(self.data)

    def _is_free(self) -> bool:
        """Say whether no process of a server is left."""
        if self.process is not None:
            self.process.poll()
        lock = exclusively(self.folder / "server.lock")
        if lock is not None:
            os.close(lock)
        return lock is not None

    def _claim(self) -> int | None:
        """Give the server lock, or None when a server came up while waiting for it.

        Somebody may hold it who answers soon (a server replaying its log after a crash),
        who is going (the children of a killed server), or who is stuck and must be stopped.
        """
        deadline = time.monotonic() + 60
        while (lock := exclusively(self.folder / "server.lock")) is None:
            if self.answers():
                return None
            if time.monotonic() > deadline:
                self.stop()
                deadline = time.monotonic() + 60
            time.sleep(0.05)
        return lock

    def _create(self, account: Account, bin_folder: Path) -> None:
        """Make the data folder; a half-made one from an interrupted start is thrown away."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, account.uid, account.gid)
        # The builtin provider sorts alike on every machine; the character classes that full
        # text search needs come from the C library all the same.
        options = f"""--username={SUPERUSER} --auth=peer --encoding=UTF8 --no-instructions
            --locale-provider=builtin --builtin-locale=C.UTF-8 --lc-collate=C
            {"--no-sync" if self.throwaway else ""}""".split()
        for characters in ("C.UTF-8", "en_US.UTF-8", "C"):
            made = self._run(
                [bin_folder / "initdb", *options, f"--lc-ctype={characters}"], account, draft
            )
            if made.returncode == 0:
                break
        else:
            raise Unavailable(f"PostgreSQL could not make its data folder:\n{made.stderr}")
        draft.rename(self.data)

    def _run(
        self, command: list[Path | str], account: Account, folder: Path
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs to its end, as `account`, on `folder`."""
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [*command, "-D", HERE if HERE.exists() else folder],
            cwd=folder,
            env={"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **account.identity(),
        )

    def _check_version(self, bin_folder: Path) -> None:
        """Raise Unavailable when the files were made by another major version."""
        version = subprocess.run(
            [bin_folder / "postgres", "--version"], check=True, capture_output=True, text=True
        ).stdout
        ours = version.split()[2].split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise Unavailable(
                f"The data in {self.data} was made by PostgreSQL {theirs}, but {ours} is "
                "installed. Restore a backup into a new DATA_DIR (docs/operator.md)."
            )

    def _configure(self, account: Account) -> None:
        """Write who may connect and how the server is tuned, and clear what a kill left."""
        # Other programs may run as nobody too, so that name opens no door.
        people = {account_named(os.geteuid()).name, account.name} - {"nobody"}
        roles = (ROLE, SUPERUSER)
        idents = "".join(f'own "{who}" {role}\n' for who in sorted(people) for role in roles)
        self._write("pg_ident.conf", idents)
        self._write("pg_hba.conf", "local all all peer map=own\n")
        self._write("tuned.conf", SETTINGS + (HASTY if self.throwaway else ""))
        own = self.data / "postgresql.conf"
        if "tuned.conf" not in own.read_text():
            own.write_text("include 'tuned.conf'\n# Settings of your own go below this line.\n")
        for stale in ("postmaster.pid", SOCKET, f"{SOCKET}.lock"):
            (self.data / stale).unlink(missing_ok=True)

    def _write(self, name: str, text: str) -> None:
        """Write a settings file that the server's account may read."""
        path = self.data / name
        path.write_text(text)
        path.chmod(0o644)

    def _launch(self, account: Account, bin_folder: Path, lock: int) -> None:
        """Start the server with the lock in its hands and wait until it answers.

        Its working folder is opened by us, before the change of account, and it is told to
        find its data there: so it never needs to read the folders above.
        """
        log = self.data / "server.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                [
                    bin_folder / "postgres",
                    *("-D", HERE if HERE.exists() else self.data),
                    *("-c", "listen_addresses="),
                    *("-c", "unix_socket_directories=."),
                    *("-c", "unix_socket_permissions=0700"),
                ],
                cwd=self.data,
                env={"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(lock,),
                start_new_session=True,
                **account.identity(),
            )
        process = self.process
        assert process is not None
        _launched.append(process)
        # Replaying the log after a crash can take minutes on a slow disk.
        up = _until(lambda: process.poll() is not None or self.answers(), 600)
        if not up or process.poll() is not None:
            self.stop()
            ending = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
            raise Unavailable(f"PostgreSQL did not start. The end of {log} says:\n{ending}")

    def _prepare_database(self) -> None:
        """Make the program's role and database, where a new folder has none."""
        with self.connect() as server:
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname=%s", [ROLE]).fetchone():
                server.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            found = "SELECT 1 FROM pg_database WHERE datname=%s"
            if server.execute(found, [DATABASE]).fetchone():
                return
            # The extensions stand in the template, so that every database made later, the
            # tests' too, has them without the program being a superuser.
            with self.connect("template1") as template:
                for extension in EXTENSIONS:
                    template.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            server.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _postmaster(self) -> int | None:
        """Give the running server's process number, or None when none runs any more."""
        if self.process is not None and self.process.poll() is None:
            return self.process.pid
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            # After a kill the number may belong to a stranger by now.
            if HERE.exists() and not Path(f"/proc/{pid}/cwd").samefile(self.data):
                return None
        except (OSError, ValueError, IndexError):
            return None
        return pid


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock on the file at `path`, waiting for it as long as it takes."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
