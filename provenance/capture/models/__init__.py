"""What was asked to be brought in, and what is looked at again by the clock."""

from .captures import CaptureQuerySet, CaptureRequest
from .proofs import Proof
from .traces import Trace
from .watches import Host, Watch

__all__ = ["CaptureQuerySet", "CaptureRequest", "Host", "Proof", "Trace", "Watch"]
