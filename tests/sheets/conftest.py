"""Saves workbooks made from raw XML and reads them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sheets.rawbook import header_row, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import Refusal, SheetReading
from planimport_gui.sheets.reader import read_sheet

Save = Callable[..., Path]
Read = Callable[..., SheetReading]
Lines = Callable[..., SheetReading | Refusal]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a workbook with one sheet «План» of raw rows and answers its path."""

    def write(rows: str, *, after: str = "", before: str = "", name: str = "plan.xlsx", **options: Any) -> Path:
        path = tmp_path / name
        path.write_bytes(zipped(workbook_parts({"План": worksheet(rows, after, before)}, **options)))
        return path

    return write


@pytest.fixture
def read(save: Save) -> Read:
    """Reads raw rows below the usual header, which must be a plan."""

    def reading(rows: str, *, header: str | None = None, dates: Any = None, **options: Any) -> SheetReading:
        found = read_sheet(save((header or header_row()) + rows, **options), dates=dates)
        assert not isinstance(found, Refusal), found
        return found

    return reading


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    """Reads a sheet of these lines; ``change`` is given the sheet before it is saved."""

    def reading(*rows: Sequence[object], change: Callable[[Any], None] | None = None) -> SheetReading | Refusal:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
        path = tmp_path / "lines.xlsx"
        book.save(path)
        return read_sheet(path)

    return reading
