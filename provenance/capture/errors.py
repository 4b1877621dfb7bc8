"""The one way in which reading a file fails."""

from __future__ import annotations


class ExtractionError(Exception):
    """A file gave no text; ``code`` is for programs, ``message`` says to a person what is wrong.

    Codes: ``empty``, ``binary``, ``nothing_found``, ``encrypted``, ``no_text_layer``,
    ``not_pdf``, ``broken_pdf``, ``too_deep``.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep both; the message is what ``str()`` gives."""
        super().__init__(message)
        self.code = code
        self.message = message
