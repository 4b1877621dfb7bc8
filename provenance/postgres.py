"""Finds or starts PostgreSQL: DATABASE_URL, else the server in the wheel.

Importing this starts nothing. ``settings.py`` calls `database_config`; whoever is about to
use the database wraps that in `running`.
"""

from __future__ import annotations

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from provenance.cluster import DATABASE, PORT, ROLE, Cluster, held, reach
from provenance.lending import Lent
from provenance.unprivileged import Unavailable

__all__ = [
    "Cluster",
    "Unavailable",
    "cluster_in",
    "database_config",
    "ensure_running",
    "is_embedded",
    "require_answer",
    "revive",
    "running",
]

# For each process; the web server's threads and the worker's jobs share it. Seconds.
POOL = {"min_size": 1, "max_size": 8, "timeout": 15, "connection_class": Lent}
# Planning a page's joins costs more than running them: a statement asked five times on a connection
# keeps its plan. Values travel apart from the statement, without which there is nothing to keep.
OPTIONS: dict[str, Any] = {"pool": POOL, "server_side_binding": True, "prepare_threshold": 5}

# As libpq writes versions: 15.0.
OLDEST = 150000

_kept = ExitStack()


def database_config(data_dir: Path, url: str | None = None) -> dict[str, Any]:
    """Give Django's DATABASES["default"] for `url`, or for the server under `data_dir`.

    `url` is a libpq address such as ``postgresql://user:password@host:5432/name?sslmode=require``.
    Raises ImproperlyConfigured when it is not one; the message never shows the password.
    """
    config: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        # The pool tries a connection before it lends it, so a restarted server is no error.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": OPTIONS,
    }
    if not url:
        host = str(reach(cluster_in(data_dir).data))
        return config | {"NAME": DATABASE, "USER": ROLE, "HOST": host, "PORT": str(PORT)}
    try:
        parts = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        parts = {}
    if not parts.get("dbname"):
        raise ImproperlyConfigured(
            "DATABASE_URL must read like postgresql://user:password@host:5432/name."
        )
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    config |= {key: str(parts.pop(part, None) or "") for key, part in names.items()}
    return config | {"PORT": str(parts.pop("port", None) or ""), "OPTIONS": parts | OPTIONS}


def require_answer(config: dict[str, Any]) -> None:
    """Raise Unavailable unless the server of a `database_config` answers and is new enough."""
    keys = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    parts = {part: config[key] for part, key in keys.items() if config.get(key)}
    parts |= {key: value for key, value in config["OPTIONS"].items() if key not in OPTIONS}
    try:
        with psycopg.connect(**{"connect_timeout": 10, **parts}) as server:
            version = server.info.server_version
    except psycopg.Error as error:
        raise Unavailable(f"The server that DATABASE_URL names cannot be used: {error}") from None
    if version < OLDEST:
        raise Unavailable(
            f"DATABASE_URL names a PostgreSQL {version // 10000}; {OLDEST // 10000} or newer is "
            "needed."
        )


def is_embedded(config: dict[str, Any], data_dir: Path) -> bool:
    """Say whether a `database_config` names the embedded server under `data_dir`."""
    return bool(config["HOST"] == str(reach(cluster_in(data_dir).data)))


def cluster_in(data_dir: Path, *, throwaway: bool = False) -> Cluster:
    """Name the embedded server whose files lie under `data_dir`; touches nothing."""
    return Cluster(Path(data_dir).absolute() / "postgres", throwaway)


@contextmanager
def running(data_dir: Path, *, throwaway: bool = False) -> Iterator[Cluster]:
    """Have the embedded server under `data_dir` running inside the ``with`` block.

    Every process that uses the server holds a shared lock, which the kernel drops even after
    a kill. Whoever leaves last stops the server, so it outlives the command that started it
    for as long as another needs it. Raises Unavailable when it cannot be started.
    """
    cluster = cluster_in(data_dir, throwaway=throwaway)
    _make_private(cluster.folder)
    gate = cluster.folder / "gate.lock"
    users = os.open(cluster.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with held(gate):
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                cluster.start()
            except BaseException:
                _leave(cluster, users)
                raise
        try:
            yield cluster
        finally:
            with held(gate):
                _leave(cluster, users)
    finally:
        os.close(users)


def ensure_running(data_dir: Path, *, throwaway: bool = False) -> Cluster:
    """Do as `running` does, for the rest of this process's life."""
    cluster = _kept.enter_context(running(data_dir, throwaway=throwaway))
    atexit.unregister(_kept.close)
    atexit.register(_kept.close)
    return cluster


def revive(cluster: Cluster) -> None:
    """Start a server again that died in use; raises Unavailable when it stays down."""
    with held(cluster.folder / "gate.lock"):
        cluster.start()


def _leave(cluster: Cluster, users: int) -> None:
    """Stop the server unless another process uses it; the caller holds the gate."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    cluster.stop()


def _make_private(folder: Path) -> None:
    """Make `folder` so that only this account may enter it.

    Raises Unavailable when another account made it, for that one's server can't be shared.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise Unavailable(
            f"{folder} cannot be used ({error.strerror}). Run as the account that owns it, or "
            "set DATA_DIR to a folder of your own."
        ) from None
