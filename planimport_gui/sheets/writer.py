"""Writes plans as .xlsx in the long layout: the template, and «Сохранить как»."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from planimport_gui.facts.saving import SaveRefusal, SaveTrouble
from planimport_gui.plan.fields import POSITION, Field
from planimport_gui.plan.metrics import BY_TYPE, NAMES, TYPES
from planimport_gui.plan.row import PlanRow
from planimport_gui.sheets.cellwriting import LONGEST_TEXT, cell_for
from planimport_gui.sheets.guard import column_letters
from planimport_gui.sheets.limits import ROWS
from planimport_gui.sheets.saving import save_whole
from planimport_gui.sheets.words import TEMPLATE_HEADERS, TEMPLATE_SHEETS

WIDTHS = (12, 12, 18, 16, 34, 26, 24, 24, 30, 14)
"""Of the ten columns of a plan, in characters."""


def write_template(path: Path, *, language: str = "ru") -> SaveRefusal | None:
    """An empty plan with its header and drop-downs, and the built-in metrics on a sheet of their own.

    ``language`` is ``ru`` or ``en``. ``None`` is success.
    """

    def write(file: BinaryIO) -> None:
        book = _plan_book((), language)
        _add_metrics(book, language)
        book.save(file)

    return save_whole(path, write)


def write_plan(path: Path, rows: Sequence[PlanRow], *, language: str = "ru") -> SaveRefusal | None:
    """Plan rows as they are, faulty cells included: reading the file again gives the same rows.

    ``None`` is success. A text that no spreadsheet cell can hold is refused, not cut.
    """
    longest = max((len(cell) for row in rows for cell in row.cells if isinstance(cell, str)), default=0)
    if longest > LONGEST_TEXT:
        return SaveRefusal(SaveTrouble.FAILED, str(path), f"{longest} > {LONGEST_TEXT}")
    return save_whole(path, lambda file: _plan_book(rows, language).save(file))


def _plan_book(rows: Iterable[PlanRow], language: str) -> Workbook:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(TEMPLATE_SHEETS[language][0])
    shape(sheet, WIDTHS)
    head(sheet, TEMPLATE_HEADERS[language])
    _choose(sheet, Field.TYPE, f'"{",".join(TYPES)}"')
    for row in rows:
        sheet.append([cell_for(sheet, cell) for cell in row.cells])
    return book


def _add_metrics(book: Workbook, language: str) -> None:
    """The built-in names on a sheet of their own, and a drop-down of them; other names stay possible."""
    title = TEMPLATE_SHEETS[language][1]
    sheet = book.create_sheet(title)
    shape(sheet, (26, 40))
    head(sheet, TEMPLATE_HEADERS[language][POSITION[Field.TYPE] : POSITION[Field.VALUE]])
    for kind, names in BY_TYPE.items():
        for name in names:
            sheet.append([kind, name])
    plans = book.worksheets[0]
    _choose(plans, Field.NAME, f"'{title}'!$B$2:$B${len(NAMES) + 1}")


def shape(sheet: WriteOnlyWorksheet, widths: Iterable[int], *, frozen: bool = True) -> None:
    """Give columns these widths; ``frozen``: the first row stays in sight."""
    sheet.freeze_panes = "A2" if frozen else None
    for column, width in enumerate(widths):
        sheet.column_dimensions[column_letters(column)].width = width  # type: ignore[attr-defined]  # missing in the stub


def head(sheet: WriteOnlyWorksheet, words: Iterable[str]) -> None:
    """A row of heads."""
    cells = [WriteOnlyCell(sheet, value=word) for word in words]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)


def _choose(sheet: WriteOnlyWorksheet, name: Field, formula: str) -> None:
    """A drop-down that proposes and does not insist."""
    letter = column_letters(POSITION[name])
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{ROWS}")
    sheet.data_validations.append(choice)  # type: ignore[attr-defined]  # missing in the stub
