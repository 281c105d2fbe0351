"""A table copied elsewhere, read as if it were a workbook: the same headers, the same rules."""

import re
import tempfile
from collections.abc import Callable, Iterator
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
    for number, line in enumerate(_lines(text)):
        if number > ROWS:
            break
        row = []
        for value in line[:_COLUMNS]:
            cell = WriteOnlyCell(sheet, _clean(value) or None)
            cell.data_type = "s" if cell.value is not None else "n"
            row.append(cell)
        sheet.append(row)
    book.save(path)


_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=\t|\r?\n|\r|\Z)')
"""A cell that Excel has put in quotes, since a line ends in it. No cell holds a tab: what reaches over one is none."""
_BARE = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r?\n|\r")


def _lines(text: str) -> Iterator[list[str]]:
    """The cells of each line. A quote that nothing closes is a letter like any other."""
    line: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        cell = quoted or _BARE.match(text, at)
        if cell is None:
            raise AssertionError("a bare cell may be empty")
        line.append(cell[1].replace('""', '"') if quoted else cell[0])
        at = cell.end()
        end = _LINE_END.match(text, at)
        if end or at == len(text):
            yield line
            line = []
        at = end.end() if end else at + 1
    if line:
        yield line


def _clean(value: str) -> str:
    """Without the control characters that no workbook can hold."""
    return "".join(character for character in value if character >= " " or character in "\n\t")[:LONGEST_TEXT].strip()
