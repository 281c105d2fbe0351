"""A table copied elsewhere, read as if it were a workbook: the same headers, the same rules."""

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell

from planimport_gui.facts.reading import Refusal, SheetReading
from planimport_gui.sheets.cellwriting import LONGEST_TEXT
from planimport_gui.sheets.limits import ROWS, never
from planimport_gui.sheets.reader import read_sheet

_COLUMNS = 512


def read_text(text: str, *, stop: Callable[[], bool] = never) -> SheetReading | Refusal:
    """The plan in a text of lines and tabs, as Excel copies it; every cell is a text there.

    Raises OSError where the system has no room for a temporary file.
    """
    with tempfile.TemporaryDirectory(prefix="planimport-") as folder:
        path = Path(folder) / "pasted.xlsx"
        _write(text, path)
        return read_sheet(path, stop=stop)


def _write(text: str, path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")):
        if number > ROWS:
            break
        row = []
        for value in line[:_COLUMNS]:
            cell = WriteOnlyCell(sheet, _clean(value) or None)
            cell.data_type = "s" if cell.value is not None else "n"
            row.append(cell)
        sheet.append(row)
    book.save(path)


def _clean(value: str) -> str:
    """Without the control characters that no workbook can hold."""
    return "".join(character for character in value if character >= " " or character in "\n\t")[:LONGEST_TEXT].strip()
