"""What other rooms do once texts have been kept: they are told here, and named nowhere.

Capture stands below the rooms that make something of a text, so it cannot call them. Such a room
registers one function in its `AppConfig.ready`::

    after.snapshots_kept(attach_case_files)

It is called with the snapshots and the person, after they are safely stored, from the import
command (at its end; once for every 2,000) and from the worker (once a capture). It opens its own
transaction, must do nothing when called again, and finds what concerns it by `raw_sha256`.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from provenance.sources.models import Snapshot

Listener = Callable[[Sequence[Snapshot], Any], None]

_listeners: list[Listener] = []
_log = logging.getLogger(__name__)


def snapshots_kept(listener: Listener) -> None:
    """Register `listener(snapshots, by)`; registering it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(snapshots: Sequence[Snapshot], *, by: Any) -> list[str]:
    """Call everyone who registered; give the complaints of those that failed.

    The texts are stored by then, so a listener that fails must not make the import look failed.
    """
    complaints = []
    for listener in list(_listeners) if snapshots else []:
        try:
            listener(snapshots, by)
        except Exception as error:  # Whatever goes wrong there, the texts are safe here.
            _log.exception("What follows an import failed")
            complaints.append(f"{listener.__module__}.{listener.__name__}: {error}")
    return complaints
