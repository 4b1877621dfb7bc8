import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.errors import ExtractionError
from provenance.capture.pdf import read, rejoined
from tests.provenance.capture.prose import REPORT


def pdf(lines, *, title="", author=""):
    """Return the bytes of a one-page PDF that shows ``lines``, written by hand."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 800 Td {shown} ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /Author ({author}) /CreationDate (D:20240305091200) >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 7\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def test_lines_become_paragraphs_again():
    lines = [
        "The council of Ostwick closed the old harbour bridge on Mon-",
        "day night after divers had found a crack in its eastern pier.",
        "It is not known how long.",
        "Lorries bound for the fish market must drive around the whole",
        "fjord until further notice, which takes them almost an hour.",
    ]
    found = read(pdf(lines))
    first, second = found.text.split("\n\n")
    assert first.startswith("The council of Ostwick closed the old harbour bridge on Monday night")
    assert first.endswith("It is not known how long.")
    assert second.endswith("almost an hour.")
    assert [found.text[block.start : block.end] for block in found.blocks] == [first, second]
    assert [(region.kind, region.end) for region in found.regions] == [("body", len(found.text))]


def test_what_the_file_says_of_itself_is_only_a_hint():
    found = read(pdf(REPORT[:1], title="A crack in the bridge", author="Ann Sol"))
    values = {one.field: (one.value, one.known) for one in found.candidates}
    assert values == {
        "title": ("A crack in the bridge", "in_markup"),
        "author": ("Ann Sol", "in_markup"),
        "published": ("2024-03-05", "inferred"),
    }


def test_the_name_of_a_file_is_no_title():
    found = read(pdf(REPORT[:1], title="Microsoft Word - bridge_v3.docx", author="user"))
    assert [one.field for one in found.candidates] == ["published"]


def test_a_scanned_file_is_refused_with_advice():
    with pytest.raises(ExtractionError, match="OCR") as refusal:
        read(pdf([]))
    assert refusal.value.code == "no_text_layer"


def test_a_broken_file_is_refused():
    with pytest.raises(ExtractionError) as refusal:
        read(b"%PDF-1.4\nnothing of the kind")
    assert refusal.value.code == "broken_pdf"


def test_a_locked_file_is_refused(monkeypatch):
    # pdfium cannot lock files itself, so this stands for what it says when it meets one.
    def locked(_raw):
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", locked)
    with pytest.raises(ExtractionError) as refusal:
        read(b"%PDF-1.4")
    assert refusal.value.code == "encrypted"


def test_soft_hyphens_join_and_hard_ones_before_capitals_stay():
    assert rejoined("the har\ufffe\nbour of North-\nSea towns is large and old") == [
        "the harbour of North- Sea towns is large and old"
    ]


@given(st.text(alphabet="ab. -\n\ufffe\r", max_size=200))
def test_any_page_gives_paragraphs_without_line_ends(text):
    for paragraph in rejoined(text):
        assert paragraph.strip()
        assert "\n" not in paragraph
