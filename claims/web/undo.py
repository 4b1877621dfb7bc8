"""What was just done and can be taken back; the same offers as in the other wing."""

from provenance.web.undo import offer, offered

__all__ = ["offer", "offered"]
