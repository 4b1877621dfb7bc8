"""Everything that changes capture requests: asking, doing, failing, trying again."""

from .asking import TASK, Given, keep_failures, request_capture, request_captures, retry_capture
from .running import MOST_ATTEMPTS, TryAgainLater, requeue_stuck, run_capture

__all__ = [
    "MOST_ATTEMPTS",
    "TASK",
    "Given",
    "TryAgainLater",
    "keep_failures",
    "request_capture",
    "request_captures",
    "requeue_stuck",
    "retry_capture",
    "run_capture",
]
