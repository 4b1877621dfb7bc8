"""The one door to the network: pages are brought in, and a few things are sent out.

Nothing else in the program opens a connection. Every hop is resolved, checked and connected to here
(`connecting`), so that no name leads to a private address. No cookies, no proxies from the
environment, no credentials.
"""

from .answers import Fetched, FetchError, FetchFailed, FetchRefused
from .asking import ACCEPT, NOTHING, PLAINLY, USER_AGENT, USUAL, Hops, Limits, Manner
from .getting import fetch
from .posting import post

__all__ = [
    "ACCEPT",
    "NOTHING",
    "PLAINLY",
    "USER_AGENT",
    "USUAL",
    "FetchError",
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "Hops",
    "Limits",
    "Manner",
    "fetch",
    "post",
]
