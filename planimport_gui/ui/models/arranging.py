"""Which rows the table shows, and in which order: filter, search and sort, in steps too short to be felt."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import POSITION, Field
from planimport_gui.plan.numbers import Amount, read_number
from planimport_gui.plan.periods import read_day
from planimport_gui.plan.row import RowId
from planimport_gui.plan.shown import shown_text
from planimport_gui.plan.typos import folded
from planimport_gui.ui.document import Document, filter_of
from planimport_gui.ui.models.columns import Column, field_of
from planimport_gui.ui.models.sorting import Key, sort_rows
from planimport_gui.ui.states import Filter, RowMark

_STEP = 256
"""Rows that are looked at in one step."""
_IMPORTANCE = {
    mark: place
    for place, mark in enumerate(
        (
            RowMark.ERROR, RowMark.REFUSED, RowMark.FAILED, RowMark.UNKNOWN, RowMark.CHECK, RowMark.CHANGED,
            RowMark.READY, RowMark.WAITING, RowMark.SENDING, RowMark.PENDING, RowMark.CLAIMED, RowMark.IMPORTED,
            RowMark.UNDONE, RowMark.SENT_BEFORE, RowMark.LEFT_OUT,
        )
    )
}  # fmt: skip
_COMMAS = re.compile(r"[-+−]?\d{1,3}(,\d{3})+")
_NUMBER = re.compile(r"[-+−]?[\d.,\s]*\d[\d.,\s]*")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is wanted: rows of a chip that hold a text, sorted by a column, or in sheet order with ``None``."""

    filter: Filter = Filter.ALL
    search: str = ""
    column: Column | None = None
    descending: bool = False

    @property
    def whole(self) -> bool:
        """Every row, in whatever order."""
        return self.filter is Filter.ALL and not self.search.strip()


def arranged(document: Document, wanted: Arrangement) -> Generator[None, None, list[RowId]]:
    """The rows as wanted, worked out step by step."""
    ids = list(document.sheet.ids)
    if wanted.filter is not Filter.ALL:
        ids = yield from _kept(ids, _of_chip(document, wanted.filter))
    if wanted.search.strip():
        ids = yield from _kept(ids, _holding(document, wanted.search))
    if wanted.column is not None:
        ids = yield from sort_rows(ids, _key_of(document, wanted.column), descending=wanted.descending)
    return ids


def _kept(ids: list[RowId], wanted: Callable[[RowId], bool]) -> Generator[None, None, list[RowId]]:
    kept: list[RowId] = []
    for at in range(0, len(ids), _STEP):
        kept += filter(wanted, ids[at : at + _STEP])
        yield
    return kept


def _of_chip(document: Document, chip: Filter) -> Callable[[RowId], bool]:
    mark = document.mark
    marks = frozenset(each for each in RowMark if filter_of(each) is chip)
    return lambda id: mark(id) in marks


def _holding(document: Document, search: str) -> Callable[[RowId], bool]:
    """Rows one of whose cells holds the text."""
    row, holds = document.sheet.row, Needle(search)
    return lambda id: any(map(holds, row(id).cells))


class Needle:
    """Whether a cell shows a text, whatever its case; answers are kept, for sheets repeat their cells.

    A number is found however its thousands are grouped.
    """

    def __init__(self, search: str) -> None:
        self._text = folded(search)
        digits = "".join(search.split()) if _NUMBER.fullmatch(search.strip()) else ""
        self._digits = digits.replace(",", "") if _COMMAS.fullmatch(digits) else digits
        self._known: dict[tuple[type, Cell], bool] = {}

    def __call__(self, cell: Cell) -> bool:
        if cell is None:
            return False
        key = (type(cell), cell)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._holds(cell)
        return found

    def _holds(self, cell: Cell) -> bool:
        text = folded(shown_text(cell) or "")
        return self._text in text or bool(self._digits and self._digits in text.replace(" ", ""))


def _key_of(document: Document, column: Column) -> Callable[[RowId], Key]:
    field = field_of(column)
    sheet = document.sheet
    if column is Column.NUMBER:
        return sheet.number
    if field is None:
        return lambda id: _IMPORTANCE[document.mark(id)]
    position, key = POSITION[field], _Keys(field)
    return lambda id: key[sheet.row(id).cells[position]]


class _Keys(dict[Cell, Key]):
    """Sort keys by cell, made once. ``True`` and ``1.0`` may share that of ``1``: they stand side by side."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, cell: Cell) -> Key:
        key = self[cell] = self._key(cell)
        return key

    def _key(self, cell: Cell) -> Key:
        match cell:
            case bool():
                return shown_text(cell)
            case int() | float() if cell - cell == 0:
                return cell
            case date():
                return cell.toordinal()
            case str():
                return self._key_of_text(cell)
            case _:
                return shown_text(cell)

    def _key_of_text(self, text: str) -> Key:
        if self._field is Field.VALUE and isinstance(reading := read_number(text), Amount):
            return float(reading.value)
        if self._field in (Field.DATE_FROM, Field.DATE_TO) and (day := read_day(text)):
            return day.toordinal()
        return folded(text) or None
