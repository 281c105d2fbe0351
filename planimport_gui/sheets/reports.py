"""Writes what became of an import: the plan rows, and a sheet with its sums and numbers."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from planimport_gui.facts.saving import Report, SaveRefusal
from planimport_gui.sheets.cellwriting import cell_for
from planimport_gui.sheets.saving import save_whole
from planimport_gui.sheets.words import TEMPLATE_HEADERS, TEMPLATE_SHEETS
from planimport_gui.sheets.writer import WIDTHS, head, shape

_WHOLE = "#,##0"
_LABELS, _SUMS = 24, 20


def write_report(path: Path, report: Report, *, language: str = "ru") -> SaveRefusal | None:
    """``language`` is that of the plan's header, ``ru`` or ``en``. ``None`` is success."""

    def write(file: BinaryIO) -> None:
        book = openpyxl.Workbook(write_only=True)
        _write_rows(book.create_sheet(TEMPLATE_SHEETS[language][0]), report, TEMPLATE_HEADERS[language])
        _write_summary(book.create_sheet(report.summary), report)
        book.save(file)

    return save_whole(path, write)


def _write_rows(sheet: WriteOnlyWorksheet, report: Report, header: tuple[str, ...]) -> None:
    shape(sheet, (*WIDTHS, *(_LABELS for _ in report.more)))
    head(sheet, (*header, *report.more))
    for row, texts in report.rows:
        sheet.append([cell_for(sheet, cell) for cell in (*row.cells, *texts)])


def _write_summary(sheet: WriteOnlyWorksheet, report: Report) -> None:
    shape(sheet, (_LABELS, 2 * _LABELS, *(_SUMS for _ in report.columns)), frozen=False)
    for label, text in report.facts:
        sheet.append([_bold(sheet, label), cell_for(sheet, text)])
    sheet.append([])
    sheet.append([_bold(sheet, report.title)])
    if report.sums:
        head(sheet, report.columns)
    for line in report.sums:
        sheet.append(list(_sum_line(sheet, line)))


def _sum_line(sheet: WriteOnlyWorksheet, line: Iterable[str | int]) -> Iterable[object]:
    for value in line:
        cell = cell_for(sheet, value)
        if cell is not None and cell.data_type == "n":
            cell.number_format = _WHOLE
        yield cell


def _bold(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell
