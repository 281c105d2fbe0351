"""Reads a plan sheet of an .xlsx or .xlsm workbook, long layout: one plan a row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from planimport_gui.facts.reading import FileTrouble, Layout, Refusal, SheetReading, SheetSummary
from planimport_gui.plan import metrics
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.fields import DATES, FIELDS, Field
from planimport_gui.plan.numbers import rounded
from planimport_gui.plan.typos import canonical
from planimport_gui.plan.value_rules import exact_value
from planimport_gui.sheets.book import SheetPart
from planimport_gui.sheets.build import Builder
from planimport_gui.sheets.collecting import collection_paused
from planimport_gui.sheets.grid import Row
from planimport_gui.sheets.guard import SheetFacts, column_letters
from planimport_gui.sheets.headers import Header, find_header
from planimport_gui.sheets.limits import Refused, Watch, never
from planimport_gui.sheets.proofs import sheet_totals
from planimport_gui.sheets.source import load
from planimport_gui.sheets.table import Table, read_table
from planimport_gui.sheets.workbook import Workbook

_HEADER_ROWS = 300
_LOOKED_AT = 20_000
"""Rows of a further sheet that are read to say what is in it."""
_BUDGET = canonical(metrics.BUDGET)


def read_sheet(
    path: Path,
    *,
    sheet: str | None = None,
    dates: DateOrder | None = None,
    known: tuple[SheetSummary, ...] | None = None,
    stop: Callable[[], bool] = never,
) -> SheetReading | Refusal:
    """The plan of a workbook, or the one reason why there is none. Never raises for anything a file can be.

    Without ``sheet`` the first visible sheet that holds a plan is read, else the first hidden one. ``dates``
    decides how dates with slashes are read; without it each column must prove its order, or its cells stay
    ``SlashDate``. The other sheets are looked at, unless ``known`` says what is in them. ``stop`` is asked between
    slices of work.
    """
    try:
        with collection_paused():
            return _Reading(path, dates, Watch(stop)).read(sheet, known)
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


@dataclass(slots=True)
class _Found:
    """The plans of a sheet. Without ``whole`` there are rows below those that were looked at."""

    opened: _Opened
    table: Table
    builder: Builder
    whole: bool

    @property
    def part(self) -> SheetPart:
        return self.opened.part

    def summary(self) -> SheetSummary:
        count, cells = len(self.table.numbers), self.builder.cells
        dates = {cell for name in DATES for cell in islice(cells(name), count)}
        days = [cell for cell in dates if isinstance(cell, date)]
        names = set(cells(Field.NAME))
        budget = {name for name in names if isinstance(name, str) and canonical(name) == _BUDGET}
        values = (value for name, value in zip(cells(Field.NAME), cells(Field.VALUE), strict=False) if name in budget)
        amounts = [amount for amount in map(exact_value, values) if amount is not None]
        return SheetSummary(
            self.part.name, self.part.visible, count,
            min(days, default=None), max(days, default=None),
            rounded(sum(amounts, Decimal(0))) if amounts else None, self.whole,
        )  # fmt: skip


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

    def read(self, name: str | None, known: tuple[SheetSummary, ...] | None) -> SheetReading:
        candidates = self._book.sheets if name is None else (self._book.sheet(name),)
        found = next(filter(None, map(self._find, candidates)), None)
        if found is None:
            raise self._failure or self._no_plan()
        unclear = self._unclear.get(found.part.name)
        if unclear is not None:
            raise unclear.with_plans(self._plans(found) if known is None else known)
        reading = self._reading(found)
        return replace(reading, plans=self._plans(found) if known is None else known)

    def _find(self, part: SheetPart, most: int | None = None) -> _Found | None:
        """The plans of a sheet, of the first ``most`` rows below its header alone where that is said."""
        opened = self._open(part)
        if opened is None:
            return None
        above = opened.head[: opened.header.row + 1]
        table = read_table(islice(opened.rows, most), opened.header, above, self._watch, opened.facts.merges)
        if not table.numbers:
            self._nearest = (part, opened.header)
            return None
        self._note_unclear(opened, table)
        whole = most is None or next(opened.rows, None) is None
        return _Found(opened, table, Builder(table, opened.header, self._dates), whole)

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

    def _reading(self, found: _Found) -> SheetReading:
        opened, table, builder = found.opened, found.table, found.builder
        columns, facts = opened.header.columns, opened.facts
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
            hidden_rows=tuple(number for number in table.numbers if number - 1 in facts.hidden) if facts.hidden else (),
            hidden_columns=tuple(map(column_letters, sorted(facts.hidden_columns.intersection(columns.values())))),
            totals=sheet_totals(table, opened.header, builder.cells(Field.NAME), builder.cells(Field.VALUE)),
        )

    def _plans(self, chosen: _Found) -> tuple[SheetSummary, ...]:
        """The sheets with a plan where there are several; where there is no time left, those found so far."""
        others: dict[SheetPart, SheetSummary] = {}
        for part in self._book.sheets:
            if part is chosen.part:
                continue
            try:
                found = self._find(part, _LOOKED_AT)
            except Refused as refused:
                if refused.refusal.params.get("limit") == "stopped":
                    raise
                continue
            if found is not None:
                others[part] = found.summary()
        if not others:
            return ()
        others[chosen.part] = chosen.summary()
        return tuple(others[part] for part in self._book.sheets if part in others)

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
