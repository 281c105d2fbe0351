"""Reads a plan sheet of an .xlsx or .xlsm workbook, long layout: one plan a row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from planimport_gui.facts.reading import FileTrouble, Layout, Refusal, SheetReading
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.sheets.book import SheetPart
from planimport_gui.sheets.build import Builder
from planimport_gui.sheets.collecting import collection_paused
from planimport_gui.sheets.grid import Row
from planimport_gui.sheets.guard import SheetFacts, column_letters
from planimport_gui.sheets.headers import Header, find_header
from planimport_gui.sheets.limits import Refused, Watch, never
from planimport_gui.sheets.source import load
from planimport_gui.sheets.table import Table, read_table
from planimport_gui.sheets.workbook import Workbook

_HEADER_ROWS = 300


@dataclass(frozen=True, slots=True)
class PlanSheetInfo:
    """A sheet that holds a plan; ``rows`` counts its plan rows."""

    name: str
    visible: bool
    rows: int


def read_sheet(
    path: Path,
    *,
    sheet: str | None = None,
    dates: DateOrder | None = None,
    stop: Callable[[], bool] = never,
) -> SheetReading | Refusal:
    """The plan of a workbook, or the one reason why there is none. Never raises for anything a file can be.

    Without ``sheet`` the first visible sheet that holds a plan is read, else the first hidden one. ``dates``
    decides how dates with slashes are read; without it each column must prove its order, or its cells stay
    ``SlashDate``. ``stop`` is asked between slices of work.
    """
    try:
        with collection_paused():
            return _Reading(path, dates, Watch(stop)).read(sheet)
    except Refused as refused:
        return refused.refusal


def plan_sheets(path: Path, *, stop: Callable[[], bool] = never) -> tuple[PlanSheetInfo, ...] | Refusal:
    """The sheets that hold a plan, in the order of the workbook; empty where none does."""
    try:
        with collection_paused():
            return _Reading(path, None, Watch(stop)).survey()
    except Refused as refused:
        return refused.refusal


@dataclass(slots=True)
class _Opened:
    """A sheet whose header is complete. ``head`` are its first rows, ``rows`` go on after the header."""

    part: SheetPart
    header: Header
    facts: SheetFacts
    head: list[Row]
    rows: Iterator[Row]


class _Reading:
    """One workbook while it is read. Remembers the first failure and the sheet that came nearest to a plan."""

    def __init__(self, path: Path, dates: DateOrder | None, watch: Watch) -> None:
        self._path = path
        self._dates = dates
        self._watch = watch
        self._book = Workbook(load(path), path.suffix.casefold(), watch)
        self._failure: Refused | None = None
        self._nearest: tuple[SheetPart, Header] | None = None
        self._unclear: dict[str, Refused] = {}

    def read(self, name: str | None) -> SheetReading:
        candidates = self._book.sheets if name is None else (self._book.sheet(name),)
        reading = next(filter(None, map(self._read, candidates)), None)
        if reading is None:
            raise self._failure or self._no_plan()
        if reading.sheet in self._unclear:
            raise self._unclear[reading.sheet]
        return replace(reading, other_plans=tuple(self._others(reading.sheet)))

    def survey(self) -> tuple[PlanSheetInfo, ...]:
        found = {}
        for part in self._book.sheets:
            reading = self._read(part)
            if reading is not None:
                found[part] = PlanSheetInfo(part.name, part.visible, len(reading.rows))
        if not found and self._failure:
            raise self._failure
        return tuple(found[part] for part in self._book.listed if part in found)

    def _read(self, part: SheetPart) -> SheetReading | None:
        opened = self._open(part)
        if opened is None:
            return None
        above = opened.head[: opened.header.row + 1]
        table = read_table(opened.rows, opened.header, above, self._watch, opened.facts.merges)
        if not table.numbers:
            self._nearest = (part, opened.header)
            return None
        self._note_unclear(opened, table)
        return self._reading(opened, table)

    def _note_unclear(self, opened: _Opened, table: Table) -> None:
        name, row = opened.part.name, opened.header.row + 1
        if table.second is not None:
            self._unclear[name] = Refused(FileTrouble.TWO_TABLES, sheet=name, row=row, second=table.second)
        if table.unclear is not None:
            number, text = table.unclear
            self._unclear[name] = Refused(FileTrouble.GROUP_NAME, sheet=name, row=number, name=text)
        if table.versions is not None:
            letters, said = column_letters(table.versions[0]), ", ".join(f"«{text}»" for text in table.versions[1])
            self._unclear[name] = Refused(FileTrouble.TWO_VERSIONS, sheet=name, columns=letters, names=said)
        for found, columns in _rivals(opened).items():
            letters, heads = ", ".join(map(column_letters, columns)), ", ".join(_headed(opened, columns))
            self._unclear[name] = Refused(
                FileTrouble.TWO_COLUMNS, sheet=name, row=row, found=found, columns=letters, names=heads
            )

    def _open(self, part: SheetPart) -> _Opened | None:
        try:
            facts, rows = self._book.open(part)
            head = list(islice(rows, _HEADER_ROWS))
        except Refused as refused:
            if refused.refusal.trouble is FileTrouble.TOO_SLOW:
                raise
            self._failure = self._failure or refused
            return None
        header = find_header(enumerate(head))
        if header is None:
            return None
        if header.missed:
            if self._nearest is None or len(header.columns) > len(self._nearest[1].columns):
                self._nearest = (part, header)
            return None
        return _Opened(part, header, facts, head, chain(head[header.row + 1 :], rows))

    def _reading(self, opened: _Opened, table: Table) -> SheetReading:
        builder = Builder(table, opened.header, self._dates)
        columns = opened.header.columns
        return SheetReading(
            file=self._path,
            sheet=opened.part.name,
            header_row=opened.header.row + 1,
            layout=Layout.LONG,
            columns={name: column_letters(columns[name]) for name in FIELDS if name in columns},
            rows=builder.rows(self._watch),
            skipped=tuple(table.skipped),
            date_order=builder.order,
            unused_columns=_unused(opened),
        )

    def _others(self, chosen: str) -> Iterator[str]:
        """Further sheets with a plan; where there is no time left for them, those found so far."""
        for part in self._book.sheets:
            if part.name != chosen and self._holds_plan(part):
                yield part.name

    def _holds_plan(self, part: SheetPart) -> bool:
        opened = self._open(part)
        if opened is None:
            return False
        value = opened.header.columns[Field.VALUE]
        return any(len(row) > value and row[value] not in ("", None) for row in opened.rows)

    def _no_plan(self) -> Refused:
        """``found`` and ``missed`` are fields of the sheet that came nearest, parted by commas."""
        if self._nearest is None:
            return Refused(FileTrouble.NO_PLAN, found="", missed="")
        part, header = self._nearest
        found = ",".join(name for name in FIELDS if name in header.columns)
        return Refused(
            FileTrouble.NO_PLAN, sheet=part.name, row=header.row + 1, found=found, missed=",".join(header.missed)
        )


def _rivals(opened: _Opened) -> dict[Field, tuple[int, ...]]:
    """The columns between which the header leaves a choice, as far as something stands in them.

    Values under a header merged over several columns too.
    """
    below = opened.head[opened.header.row + 1 :]
    found = {}
    for name, columns in opened.header.rivals.items():
        filled = _filled(below, columns) | {opened.header.columns[name]}
        if len(filled) > 1:
            found[name] = tuple(sorted(filled))
    row, value = opened.header.row, opened.header.columns[Field.VALUE]
    for merge in opened.facts.merges:
        if merge.top <= row <= merge.bottom and merge.left == value:
            filled = _filled(opened.head[merge.bottom + 1 :], range(value, merge.right + 1))
            if len(filled) > 1:
                found[Field.VALUE] = tuple(sorted(filled))
    return found


def _filled(rows: Sequence[Row], columns: Iterable[int]) -> set[int]:
    return {column for column in columns if any(len(row) > column and row[column] not in ("", None) for row in rows)}


def _headed(opened: _Opened, columns: Iterable[int]) -> Iterator[str]:
    """Each column by its letter and its header: «J «План»»."""
    cells = opened.head[opened.header.row]
    for column in columns:
        head = " ".join(str(cells[column]).split()) if column < len(cells) and cells[column] else ""
        yield f"{column_letters(column)} «{head}»" if head else column_letters(column)


def _unused(opened: _Opened) -> tuple[str, ...]:
    """Columns with something in them, as far as the first rows tell."""
    used = set(opened.header.columns.values())
    filled = {
        column
        for row in opened.head[opened.header.row :]
        for column, cell in enumerate(row)
        if column not in used and cell not in ("", None)
    }
    return tuple(map(column_letters, sorted(filled)))
