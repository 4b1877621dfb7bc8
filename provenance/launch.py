"""Runs the whole program: PostgreSQL, one worker and the web server, until told to stop.

``python -m provenance.launch --port 8000``. This process itself stays small: it only starts
the others, starts anew what dies, and stops everything it started.
"""

from __future__ import annotations

import argparse
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from provenance import postgres

ROOT = Path(__file__).resolve().parent.parent
PARENT_DIED = 1  # PR_SET_PDEATHSIG, from the Linux manual page prctl(2).
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
DEATHS, WITHIN = 3, 60.0  # So many deaths of one part in so many seconds end the run.


class Stopped(Exception):  # noqa: N818 - read as "the run was stopped".
    """Something needed cannot run; the message says what and why."""


def web_command(host: str, port: int) -> list[str]:
    """Name the web server and its settings; the one place that knows which server it is."""
    memory = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108
    return [
        *(sys.executable, "-m", "gunicorn", "provenance.wsgi:application"),
        *("--bind", f"{host}:{port}", "--workers", "2", "--threads", "4"),
        "--preload",  # The processes share what they have loaded.
        *("--worker-class", "gthread", "--timeout", "60", "--graceful-timeout", "10"),
        # A page that saves as one types comes again within seconds; two, which is usual, are
        # about as long as a pause in typing, and then request and end meet each other.
        *("--keep-alive", "30"),
        *("--log-level", "warning", *memory),
    ]


def worker_command() -> list[str]:
    """Name the process that does the slow work."""
    return [
        *(sys.executable, "manage.py", "procrastinate", "worker"),
        *("--shutdown-graceful-timeout", "10"),
    ]


@dataclass
class Part:
    """One child process that is kept running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    patience: float = 20.0  # Seconds that it may take to finish.
    niceness: int = 0  # How far it steps back where there is more to do than processors.
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl-C reaches this process alone."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # Safe, for there are no threads here.
        )
        if self.niceness:
            os.setpriority(os.PRIO_PROCESS, self.process.pid, self.niceness)

    def look_after(self) -> None:
        """Start it anew if it died; raise Stopped when it keeps dying."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [*(then for then in self.deaths if now - then < WITHIN), now]
        if len(self.deaths) >= DEATHS:
            raise Stopped(
                f"The {self.name} ended {DEATHS} times within a minute (the last time with "
                f"status {self.process.returncode}). Its messages stand above."
            )
        say(f"The {self.name} ended with status {self.process.returncode}; starting it anew.")
        self.start()

    def stop(self) -> None:
        """Ask it to finish, and end it if it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(timeout=self.patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def say(message: str) -> None:
    """Tell the person at the terminal something, at once."""
    print(message, flush=True)


def main() -> int:
    """Run until stopped; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--no-demo", action="store_true", help="load no demo newsroom")
    chosen = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        refuse_busy(chosen.host, chosen.port)
        with database() as cluster, ExitStack() as parts:
            # The demo's passwords are public, so it stays on this machine.
            prepare(demo=chosen.host in LOOPBACK and not chosen.no_demo)
            run(chosen.host, chosen.port, cluster, parts)
    except KeyboardInterrupt:
        say("Stopped.")
    except (ImproperlyConfigured, Stopped, postgres.Unavailable) as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    return 0


def run(host: str, port: int, cluster: postgres.Cluster | None, parts: ExitStack) -> None:
    """Start the web server and the worker, and look after them for good.

    What was started is pushed on `parts`, to be stopped in the opposite order.
    """
    web = Part("web server", web_command(host, port))
    # People wait for pages and for what they bring in; what the worker does may take longer.
    worker = Part("worker", worker_command(), niceness=10)
    running = [web, worker]
    for part in running:
        parts.callback(part.stop)
    web.start()
    wait_for_answer(host, port, web)
    # Not sooner: people wait for the pages, and starting takes all the processors there are.
    worker.start()
    say(f"\nReady: http://{_shown(host)}:{port}/  (Ctrl-C stops it)")
    while True:
        time.sleep(1)
        for part in running:
            part.look_after()
        if cluster is not None and not cluster.answers():
            say("PostgreSQL does not answer; starting it anew.")
            postgres.revive(cluster)


@contextmanager
def database() -> Iterator[postgres.Cluster | None]:
    """Have the embedded server running inside the block; None where DATABASE_URL names another."""
    config = settings.DATABASES["default"]
    if postgres.is_embedded(config, settings.DATA_DIR):
        with postgres.running(settings.DATA_DIR, throwaway=settings.TESTING) as cluster:
            yield cluster
    else:
        postgres.require_answer(config)
        yield None


def prepare(*, demo: bool) -> None:
    """Bring tables, static files and the demo up to date, in a process that then goes."""
    command = [sys.executable, "-m", "provenance.ready", *([] if demo else ["--no-demo"])]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise Stopped("The database could not be prepared; the reason stands above.")


def refuse_busy(host: str, port: int) -> None:
    """Raise Stopped when the web server could not listen on `host` and `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise Stopped(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or "
                f"choose another: make run PORT={port + 1}"
            ) from None


def wait_for_answer(host: str, port: int, web: Part) -> None:
    """Return once the web server answers a request; raise Stopped when it does not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        web.look_after()
        try:
            connection = http.client.HTTPConnection(_shown(host).strip("[]"), port, timeout=30)
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Stopped("The web server did not answer within a minute.")


def _shown(host: str) -> str:
    """Give the name under which a browser on this machine finds `host`."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound.
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _interrupt(_number: int, _frame: object) -> None:
    """Leave through the ``finally`` blocks; a second signal must not cut them short."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Ask the kernel to terminate this child when its parent is killed; Linux only."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
