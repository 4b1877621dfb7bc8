"""Everything that changes capture requests and watches: asking, doing, failing, trying again."""

from .asking import TASK, Given, keep_failures, request_capture, request_captures, retry_capture
from .proving import prove
from .running import MOST_ATTEMPTS, TryAgainLater, requeue_stuck, run_capture
from .tracing import trace_left_out, trace_snapshots
from .visits import send_visits, visit
from .watching import VISIT, confirm_move, pace, refuse_move, unwatch, visit_now, watch

__all__ = [
    "MOST_ATTEMPTS",
    "TASK",
    "VISIT",
    "Given",
    "TryAgainLater",
    "confirm_move",
    "keep_failures",
    "pace",
    "prove",
    "refuse_move",
    "request_capture",
    "request_captures",
    "requeue_stuck",
    "retry_capture",
    "run_capture",
    "send_visits",
    "trace_left_out",
    "trace_snapshots",
    "unwatch",
    "visit",
    "visit_now",
    "watch",
]
