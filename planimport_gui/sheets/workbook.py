"""An opened workbook: its sheets, each guarded before it is read."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from planimport_gui.facts.reading import FileTrouble
from planimport_gui.sheets.archive import Archive
from planimport_gui.sheets.book import SheetPart, read_book
from planimport_gui.sheets.grid import CalamineGrid, OpenpyxlGrid, Row
from planimport_gui.sheets.guard import SheetFacts, scan_sheet
from planimport_gui.sheets.limits import CELLS, COLUMNS, PART_BYTES, STRINGS, Refused, Watch, damaged, too_large
from planimport_gui.sheets.sniff import check_kind, check_package
from planimport_gui.sheets.values import marked


class Workbook:
    """Raises ``Refused`` for whatever is no workbook, damaged, too large or too slow, now or while rows are read."""

    def __init__(self, data: bytes, suffix: str, watch: Watch) -> None:
        check_kind(data, suffix)
        self._data = data
        self._watch = watch
        self._archive = Archive(data)
        check_package(self._archive.names())
        self._book = read_book(self._archive)
        self._bound_strings()

    @property
    def listed(self) -> tuple[SheetPart, ...]:
        """All sheets in the order of the workbook."""
        return self._book.sheets

    @property
    def sheets(self) -> tuple[SheetPart, ...]:
        """Sheets with cells, visible ones first."""
        found = [sheet for sheet in self._book.sheets if sheet.part is not None]
        return tuple(sorted(found, key=lambda sheet: not sheet.visible))

    def sheet(self, name: str) -> SheetPart:
        """The sheet of that name; letter case and blanks at the ends decide nothing. Raises ``Refused``."""
        wanted = name.strip().casefold()
        found = next((sheet for sheet in self._book.sheets if sheet.name.strip().casefold() == wanted), None)
        if found is None:
            names = ", ".join(sheet.name for sheet in self._book.sheets)
            raise Refused(FileTrouble.NO_SHEET, name=name, names=names)
        return found

    def open(self, sheet: SheetPart) -> tuple[SheetFacts, Iterator[Row]]:
        """What the guard knows of a sheet, and its rows with that knowledge in their cells."""
        part = sheet.part
        if part is None:
            return SheetFacts(), iter(())
        facts = scan_sheet(
            lambda: self._archive.stream(part, PART_BYTES), self._book.formats, self._book.recalculates, self._watch
        )
        rows = self._rows(sheet.name, facts)
        return facts, _with_marks(rows, facts) if facts.marks else rows

    def _rows(self, name: str, facts: SheetFacts) -> Iterator[Row]:
        """From calamine; from openpyxl where that refuses, sees nothing, or would have to build too much."""
        if facts.rectangle <= CELLS:
            try:
                rows = self._calamine.rows(name)
                first = next(rows, None)
            except Refused:
                return self._openpyxl.rows(name)
            if first is not None:
                return chain((first,), rows)
            if not facts.filled:
                return iter(())
        return self._openpyxl.rows(name)

    @cached_property
    def _calamine(self) -> CalamineGrid:
        return CalamineGrid(self._data)

    @cached_property
    def _openpyxl(self) -> OpenpyxlGrid:
        return OpenpyxlGrid(self._archive, self._book.styles, self._watch)

    def _bound_strings(self) -> None:
        part = self._book.strings
        if part is None or not self._archive.has(part):
            return
        count = 0
        for piece in self._archive.stream(part, PART_BYTES):
            self._watch.check()
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise damaged("entities")
            count += piece.count(b"<si") + piece.count(b":si")
            if count > STRINGS:
                raise too_large("strings", STRINGS)


def _with_marks(rows: Iterator[Row], facts: SheetFacts) -> Iterator[Row]:
    """Rows that hold nothing but formulas without a value are missing at the end: they are added."""
    number = -1
    for number, row in enumerate(rows):
        if number in facts.marks:
            _mark(row, facts, number)
        yield row
    for missing in range(number + 1, max(facts.marks, default=-1) + 1):
        row = []
        if missing in facts.marks:
            _mark(row, facts, missing)
        yield row


def _mark(row: Row, facts: SheetFacts, number: int) -> None:
    for column, mark in facts.marks[number].items():
        if column >= COLUMNS:
            continue
        if column >= len(row):
            row.extend([None] * (column + 1 - len(row)))
        row[column] = marked(row[column], mark)
