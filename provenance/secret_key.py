"""The secret that signs sessions and links, made once and kept beside the data."""

import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path


def kept_in(folder: Path) -> str:
    """The secret of this installation; the file is readable by its owner alone.

    Of two processes that start at once the first to link its file wins; both read that one.
    """
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            kept.hardlink_to(fresh)
        fresh.unlink()
    return kept.read_text()
