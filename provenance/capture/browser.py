"""The browser that opens pages built by scripts: whether there is one, and how it is started.

It has no network of its own. Every request is answered by `gate`, and whatever gets past that finds
neither a name nor a way: no host is resolved, and the only proxy is a port where nobody listens.
"""

import os
import shutil
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from .failures import CaptureFailed

MADE_BY = "chromium+"  # stands before the extractor's name, where a browser made the page
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 1280, 900
SHUT_OFF = [
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pings",
    "--dns-prefetch-disable",
]
MODEST = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--mute-audio",
    "--renderer-process-limit=2",
    "--js-flags=--max-old-space-size=384",
]


def why_not() -> str:
    """Why no page can be opened in a browser here, in plain words; empty where it can."""
    if settings.RENDER == "no":
        return "Opening pages in a browser is switched off here."
    if find_spec("playwright") is None:
        return "Opening pages in a browser needs Playwright, which is not installed here."
    if not executable():
        return "There is no Chromium on this machine."
    if not sandboxed() and settings.RENDER != "unsandboxed":
        return (
            "The program runs as root, where Chromium cannot shut itself in; "
            "see RENDER in the operator's guide."
        )
    return ""


def require() -> None:
    """Raise CaptureFailed where no page can be opened in a browser."""
    reason = why_not()
    if reason:
        raise CaptureFailed("no_browser", reason)


def executable() -> str:
    """Where the browser lies; empty where there is none."""
    if settings.CHROMIUM:
        return shutil.which(settings.CHROMIUM) or ""
    return next(filter(None, map(shutil.which, NAMES)), "")


def sandboxed() -> bool:
    """Whether Chromium can shut its pages in; it refuses to as root."""
    return os.geteuid() != 0


def start_options() -> dict[str, Any]:
    """How Playwright starts it: headless, with a profile of its own that is thrown away."""
    return {
        "executable_path": executable(),
        "chromium_sandbox": sandboxed(),
        "args": [*SHUT_OFF, *MODEST],
        "timeout": 20_000,
    }
