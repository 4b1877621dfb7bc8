"""Letterboxes, what readers send, and the corrections that we ask for."""

from ..workflow import Asked, Outcome, Reported
from .corrections import CorrectionRequest
from .letterbox import DaySalt, Letterbox
from .sent import ErrorReport, ReaderRequest

__all__ = [
    "Asked",
    "CorrectionRequest",
    "DaySalt",
    "ErrorReport",
    "Letterbox",
    "Outcome",
    "ReaderRequest",
    "Reported",
]
