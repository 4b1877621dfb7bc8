"""Everything that changes reviews, makes verdicts, and asks again where a source changed."""

from .answering import hold, look_again, move
from .publishing import publish, withdraw_verdict
from .raising import raise_rechecks
from .reviewing import open_review, reopen, save_draft, second, submit, withdraw

__all__ = [
    "hold",
    "look_again",
    "move",
    "open_review",
    "publish",
    "raise_rechecks",
    "reopen",
    "save_draft",
    "second",
    "submit",
    "withdraw",
    "withdraw_verdict",
]
