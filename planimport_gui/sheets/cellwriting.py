"""Cells of a plan as cells of a workbook, so that reading them again gives the same."""

import re
from datetime import date
from typing import assert_never

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from planimport_gui.plan.cells import Cell, Edge, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.periods import day_text

_DATE = "dd.mm.yyyy"
_TEXT = "@"
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was."""
LONGEST_TEXT = 32_767
_EXACT = 2**53
_CODED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_HALF = re.compile(r"[\ud800-\udfff]")
_UNCALCULATED = "=NA()"
"""Has no value until Excel opens the file, and is an error from then on: never an empty cell."""


def cell_for(sheet: WriteOnlyWorksheet, cell: Cell) -> SheetCell | None:
    """``None`` for an empty cell. Texts must not be longer than ``LONGEST_TEXT``."""
    match cell:
        case None:
            return None
        case int() if abs(cell) > _EXACT:
            return _text(sheet, str(cell))
        case bool() | int() | float():
            return _made(sheet, cell)
        case str():
            return _text(sheet, cell)
        case date():
            return _text(sheet, day_text(cell)) if cell < _FIRST_DAY else _made(sheet, cell, format=_DATE)
        case Uncalculated():
            return _made(sheet, _UNCALCULATED)
        case ErrorValue(text):
            return _made(sheet, text, kind="e")
        case ShownNumber(value, text):
            return _made(sheet, value, format=_format(text))
        case SlashDate():
            return _slash_date(sheet, cell)
        case _:
            assert_never(cell)


def _slash_date(sheet: WriteOnlyWorksheet, cell: SlashDate) -> SheetCell | None:
    """A month cannot be said by one day: its end is left out, so that it is asked for and not read as a day."""
    return None if cell.whole_month and cell.edge is Edge.LAST else _text(sheet, cell.text)


def _text(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    escaped = _CODED.sub(lambda found: "_x005F" + found[0], text)
    escaped = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
    return _made(sheet, _HALF.sub("\ufffd", escaped), kind="s", format=_TEXT)


def _made(
    sheet: WriteOnlyWorksheet, value: str | float | date, *, kind: str | None = None, format: str | None = None
) -> SheetCell:
    made = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stub forgets plain dates
    if kind is not None:
        made.data_type = kind
    if format is not None:
        made.number_format = format
    return made


def _format(shown: str) -> str:
    """A number format that shows the number as it was shown."""
    if shown.endswith("%"):
        places = len(shown.rstrip("%").partition(",")[2])
        return f"0.{'0' * places}%" if places else "0%"
    shape = shown.removeprefix("-")
    return "".join("0" if mark.isdigit() else f"\\{mark}" for mark in shape)
