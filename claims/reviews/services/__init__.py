"""Everything that changes checks and reviews, makes verdicts, and asks again later."""

from .answering import hold, look_again, move
from .checking import assign, decline, plan, release, request_check, triage, withdraw_check
from .publishing import publish, withdraw_verdict
from .raising import raise_rechecks
from .reviewing import open_review, reopen, save_draft, submit, take_on, withdraw
from .rolling_up import choose_roll_up, drop_roll_up, restore_roll_up
from .seconding import adjudicate, begin_second, draft_second, second

__all__ = [
    "adjudicate",
    "assign",
    "begin_second",
    "choose_roll_up",
    "decline",
    "draft_second",
    "drop_roll_up",
    "hold",
    "look_again",
    "move",
    "open_review",
    "plan",
    "publish",
    "raise_rechecks",
    "release",
    "reopen",
    "request_check",
    "restore_roll_up",
    "save_draft",
    "second",
    "submit",
    "take_on",
    "triage",
    "withdraw",
    "withdraw_check",
    "withdraw_verdict",
]
