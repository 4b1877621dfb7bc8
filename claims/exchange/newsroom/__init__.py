"""A newsroom kept in a file, and how it comes into the database."""

from .loading import Newsroom

__all__ = ["Newsroom"]
