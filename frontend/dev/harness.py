"""A server for the reader's scripts alone: invented text, no database, no Django project.

`python frontend/dev/harness.py 8900` shows it at http://127.0.0.1:8900/ (add ?long=1 for a text of
100,000 characters with 1,000 marks); tests/frontend/ drives it through Chromium. The toolbar, the
sentence list and the key dialog are the templates of the real pages.
"""

import html
import http.server
import itertools
import sys
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

from django.template import Context, Engine

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "provenance" / "web" / "static" / "built"
TEMPLATES = ROOT / "provenance" / "web" / "templates"
CSP = "default-src 'self'; img-src 'self' data:"

PARAGRAPHS = [
    "Families on the east bank of the Arn have been drinking water with four times the permitted"
    " lead since the winter, a person close to the waterworks told Northline.",
    "The town knew of the readings in February 💧 and told nobody, the person said. A spokeswoman"
    " for the council, Dr. Ina Held, called the account “invented from end to end”.",
    "The pumping station at Hollow Lane was rebuilt in 2023 at a cost of 14.2 million crowns."
    " Engineers who inspected it in May found no cracks in the northern pier, according to a report"
    " that has not been published.",
    "“We were never warned,” said Tomas Reel, who owns the bakery on Mill Street. “I filled the"
    " kettles from that tap every morning.”",
]
TOOLS = [
    {"url": "/form/?kind=claim", "label": "Record a claim", "key": "r"},
    {"url": "/form/?kind=evidence", "label": "Add as evidence", "key": "e"},
    {"url": "/form/?kind=note", "label": "Note", "key": "n"},
]


@dataclass
class Mark:
    """A passage with a note: code points, half-open."""

    passage: int
    start: int
    end: int
    kind: str = "unreviewed"
    said: str = "A claim"


@dataclass
class Page:
    """One text with its marks; recording adds a mark."""

    paragraphs: list[str]
    marks: list[Mark] = field(default_factory=list)

    @property
    def canonical(self) -> str:
        """The canonical text: paragraphs with an empty line between them."""
        return "\n\n".join(self.paragraphs)

    def blocks(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph, in code points."""
        found, at = [], 0
        for paragraph in self.paragraphs:
            found.append((at, at + len(paragraph)))
            at += len(paragraph) + 2
        return found


def short_page() -> Page:
    """Four paragraphs; two claims of which one crosses the other, and an emoji before both."""
    page = Page(PARAGRAPHS)
    for kind, said in [
        ("unreviewed", "four times the permitted lead"),
        ("false", "The town knew of the readings in February 💧 and told nobody"),
        ("unreviewed", "told nobody, the person said"),
        ("true", "14.2 million crowns"),
    ]:
        start = page.canonical.index(said)
        page.marks.append(Mark(len(page.marks) + 1, start, start + len(said), kind, said))
    return page


def long_page(characters: int = 100_000, marks: int = 1000) -> Page:
    """The same paragraphs again and again, with marks spread evenly."""
    size = sum(len(p) + 2 for p in PARAGRAPHS)
    page = Page(PARAGRAPHS * (characters // size + 1))
    text, step = page.canonical, characters // marks
    for number in range(marks):
        start = number * step
        page.marks.append(Mark(number + 1, start, start + 30, said=text[start : start + 30]))
    return page


def block_html(page: Page, start: int, end: int, oob: bool = False) -> str:
    """A paragraph cut at every boundary of a mark, as the real pages do it."""
    over = [m for m in page.marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(c for m in over for c in (m.start, m.end) if start < c < end)})
    text, parts = page.canonical, []
    for a, b in itertools.pairwise(cuts):
        here = [m for m in over if m.start <= a and m.end >= b]
        words = html.escape(text[a:b])
        if here:
            kinds = " ".join(f"l{lane + 1}-{m.kind}" for lane, m in enumerate(here[:3]))
            ids = " ".join(str(m.passage) for m in here)
            words = f'<mark class="hi {kinds}" data-passages="{ids}">{words}</mark>'
        parts.append(words)
    swap = ' data-hx-swap-oob="true"' if oob else ""
    return f'<p id="b{start}" data-start="{start}" data-end="{end}"{swap}>{"".join(parts)}</p>'


def note_html(mark: Mark) -> str:
    """The margin's note of a mark."""
    return (
        f'<article class="note" id="note-{mark.passage}" data-passages="{mark.passage}"'
        f' data-start="{mark.start}" tabindex="-1" aria-label="Claim {mark.passage}">'
        f"<h2>{html.escape(mark.said)}</h2>"
        f'<p class="muted">1 appearance</p><p><a href="#b0">Open</a></p>'
        '<button type="button" class="link close-note">Close</button></article>'
    )


def part(name: str, **context: object) -> str:
    """One of the shared partials, rendered without a project."""
    engine = Engine(dirs=[str(TEMPLATES)])
    return engine.get_template(f"provenance/{name}").render(Context(context))


def page_html(page: Page) -> str:
    """The whole harness page."""
    values = {
        "LONG": " long" if len(page.canonical) > 30_000 else "",
        "TEXT": "".join(block_html(page, *span) for span in page.blocks()),
        "NOTES": "".join(note_html(mark) for mark in page.marks),
        "TOOLS": part("_reader_tools.html", tools=TOOLS),
        "KEYS": part("_keys.html"),
    }
    text = (ROOT / "frontend" / "dev" / "reader.html").read_text("utf-8")
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def import_html() -> str:
    """The page for many files: the same frame with the drop form in place of the reader."""
    frame = (ROOT / "frontend" / "dev" / "reader.html").read_text("utf-8")
    before, after = frame.split('<div class="reader"', 1)
    form = (
        '<form data-drop data-hx-post="/batch/" data-hx-encoding="multipart/form-data"'
        ' data-hx-swap="outerHTML">'
        '<label class="drop"><b>Drop files here</b><input type="file" name="file" multiple></label>'
        '<p data-chosen-count></p><ul class="chosen"></ul>'
        '<progress data-upload hidden aria-label="Sending"></progress>'
        '<button type="submit">Bring them in</button></form>'
    )
    return before + form + "</main>" + after.split("</main>", 1)[1].replace("{{KEYS}}", "")


def form_html(page: Page, kind: str, start: int, end: int, statement: str = "") -> str:
    """The form for a span; `statement` that is given and empty of letters is refused."""
    wrong = ' aria-invalid="true" aria-describedby="statement_error"' if statement else ""
    error = '<ul class="errorlist" id="statement_error"><li>Say it in words.</li></ul>'
    return (
        f'<form data-hx-post="/form/" data-hx-target="#panel" data-draft="claim-{start}">'
        f"<h2>{kind.title()}</h2><blockquote>{html.escape(page.canonical[start:end])}</blockquote>"
        f'<input type="hidden" name="start" value="{start}">'
        f'<input type="hidden" name="end" value="{end}">'
        f'<input type="hidden" name="kind" value="{kind}">'
        '<div class="field"><label for="statement">The claim, in one sentence</label>'
        f'<textarea id="statement" name="statement"{wrong}>{html.escape(statement)}</textarea>'
        f"{error if statement else ''}</div>"
        '<p class="actions"><button type="submit">Record</button>'
        '<button type="button" class="quiet" data-close-panel>Cancel</button></p></form>'
    )


class Harness(http.server.ThreadingHTTPServer):
    """The server with its two pages; a new mark lives until the server stops."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Answer)
        self.short, self.long = short_page(), long_page()
        self.brought_in = 0


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers the handful of addresses that the scripts ask for."""

    server: Harness

    def log_message(self, *_: object) -> None:
        """Quiet: this is no production server."""

    def send(self, body: str | bytes, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        """One whole answer, under the policy of the real pages."""
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(int(more.pop("status", "200")))
        for name, value in {"Content-Type": kind, "Content-Security-Policy": CSP, **more}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self) -> None:
        """The page, a built file, or the form."""
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        if address.path.startswith("/built/"):
            name = Path(address.path).name
            kinds = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
            self.send((BUILT / name).read_bytes(), kinds[Path(name).suffix])
        elif address.path == "/form/":
            span = int(query["start"]), int(query["end"])
            self.send(form_html(self.server.short, query["kind"], *span))
        elif address.path == "/import/":
            self.send(import_html())
        elif address.path == "/batch/":
            self.send_batch()
        elif address.path == "/":
            self.send(page_html(self.server.long if "long" in query else self.server.short))
        else:
            self.send("", status="404")

    def send_batch(self) -> None:
        """One more text brought in at each asking, of three."""
        self.server.brought_in = min(3, self.server.brought_in + 1)
        done = self.server.brought_in
        batch = {"done": done, "total": 3, "running": done < 3}
        self.send(part("_batch.html", batch=batch, items=[], batch_url="/batch/"))

    def do_POST(self) -> None:
        """Take files, or a claim."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/batch/":
            self.send_batch()
        else:
            self.record(dict(urllib.parse.parse_qsl(body.decode())))

    def record(self, sent: dict[str, str]) -> None:
        """Record: the changed blocks and the new note out of band, and the word that it is done."""
        page, start, end = self.server.short, int(sent["start"]), int(sent["end"])
        statement = sent.get("statement", "")
        if not any(letter.isalpha() for letter in statement):
            self.send(form_html(page, sent["kind"], start, end, statement or "?"), status="400")
            return
        mark = Mark(len(page.marks) + 1, start, end, said=statement)
        page.marks.append(mark)
        touched = [span for span in page.blocks() if span[0] < end and span[1] > start]
        blocks = "".join(block_html(page, *span, oob=True) for span in touched)
        note = f'<div data-hx-swap-oob="beforeend:#margin">{note_html(mark)}</div>'
        done = f'{{"recorded": {{"passage": {mark.passage}, "said": "Claim recorded."}}}}'
        self.send(blocks + note, HX_Trigger_After_Settle=done)


if __name__ == "__main__":
    Harness(int(sys.argv[1]) if len(sys.argv) > 1 else 8900).serve_forever()
