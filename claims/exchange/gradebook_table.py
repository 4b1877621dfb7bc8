"""The grade book of a course as a table: CSV, and a workbook for spreadsheets."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from xlsxwriter import Workbook

from claims.classroom.gradebook import Cell, Gradebook, Line

from .tables import Echo, safe

Value = str | int | Decimal | None
WORDS = {"graded": "", "to grade": "not graded yet", "not begun": "not begun yet"}


def gradebook_lines(book: Gradebook) -> Iterator[str]:
    """CSV lines (RFC 4180, UTF-8 with a byte order mark); no cell is taken for a formula."""
    writer = csv.writer(Echo())
    for at, row in enumerate(_rows(book)):
        line = writer.writerow([_plain(value) for value in row])
        yield line if at else f"\ufeff{line}"


def gradebook_workbook(book: Gradebook) -> bytes:
    """An XLSX file: one sheet with the points as numbers, the names and titles as plain text."""
    out = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(out, {"in_memory": True, **plain})
    workbook.set_properties({"title": book.course.title, "created": timezone.now()})
    sheet = workbook.add_worksheet("Grades")
    bold = workbook.add_format({"bold": True, "text_wrap": True})
    for at, row in enumerate(_rows(book)):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, safe(value), bold if at == 0 else None)
            else:
                sheet.write_number(at, column, float(value))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 24)
    workbook.close()
    return out.getvalue()


def _rows(book: Gradebook) -> Iterator[list[Value]]:
    titles = [name for one in book.assignments for name in (one.title, "notes")]
    yield ["student", "section", *titles, "sum", "of", "percent", "missing", "late"]
    for line in book.lines:
        yield _row(line)


def _row(line: Line) -> list[Value]:
    section = line.student.section.name if line.student.section else ""
    cells = [value for cell in line.cells for value in (cell.points, _note(cell))]
    sums: list[Value] = [line.points, line.out_of, line.percent, line.missing, line.late]
    return [line.student.name, section, *cells, *sums]


def _note(cell: Cell) -> str:
    """What stands beside the points: of how many they are, and what else is to be known."""
    said = [f"of {cell.out_of}"] if cell.points is not None else []
    said += [WORDS.get(cell.stands, cell.stands)]
    said += ["late"] if cell.is_late else []
    said += ["not given out"] if cell.points is not None and not cell.is_released else []
    said += [f"attempt {cell.attempt}"] if cell.attempt > 1 else []
    return ", ".join(filter(None, said))


def _plain(value: Value) -> str:
    return safe(value) if isinstance(value, str) or value is None else str(value)
