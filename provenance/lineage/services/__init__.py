"""Everything that changes fingerprints and shared texts."""

from .comparing import compare_left_out, compare_snapshot, compare_snapshots
from .deciding import decide_shared_text, refuse_shared_text, reopen_shared_text
from .fingerprints import fingerprint_snapshots, forget_fingerprints

__all__ = [
    "compare_left_out",
    "compare_snapshot",
    "compare_snapshots",
    "decide_shared_text",
    "fingerprint_snapshots",
    "forget_fingerprints",
    "refuse_shared_text",
    "reopen_shared_text",
]
