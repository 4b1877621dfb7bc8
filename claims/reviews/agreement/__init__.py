"""How far people agree who judged the same things without seeing each other's answer. Pure.

`tabulate` makes a table of who said what of which unit; the figures are read from it, each with
an interval, and `words` says what each means. Nothing here knows a database: the desk puts in
ratings of claims, a class its answers and its markings in a text. The arithmetic libraries are
large, so callers import this package only where a figure is asked for.
"""

from .confusion import Confusion, confusion
from .figures import Figure, alpha, cohen, fleiss, percent
from .spans import Overlap, against, marked_tokens
from .tables import Ratings, tabulate
from .words import TOO_FEW, sentence

__all__ = [
    "TOO_FEW",
    "Confusion",
    "Figure",
    "Overlap",
    "Ratings",
    "against",
    "alpha",
    "cohen",
    "confusion",
    "fleiss",
    "marked_tokens",
    "percent",
    "sentence",
    "tabulate",
]
