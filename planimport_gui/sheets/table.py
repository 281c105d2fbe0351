"""The rows below a header: which are plans, which are skipped and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import cast

from planimport_gui.facts.reading import SkippedRow, SkipReason
from planimport_gui.plan.fields import DATES, DIMENSIONS, Field
from planimport_gui.plan.total_words import Says, begins_like_total, says_total
from planimport_gui.sheets.amounts import ValueUnit, with_unit
from planimport_gui.sheets.grid import Row
from planimport_gui.sheets.group_rows import Name, spread_names
from planimport_gui.sheets.guard import Merge
from planimport_gui.sheets.headers import Header, normal
from planimport_gui.sheets.heads import Head, Heads
from planimport_gui.sheets.limits import Watch
from planimport_gui.sheets.merges import fill_merged
from planimport_gui.sheets.totals import find_totals
from planimport_gui.sheets.units import UNITS_HEADER, Remark, cell_unit, header_unit, is_unit, remark
from planimport_gui.sheets.values import plain
from planimport_gui.sheets.versions import is_fact_title, is_plan_title, kinds_of, may_tell_kinds, title_above
from planimport_gui.sheets.words import NOTE, SUM

_SLICE = 1000
_LINES_ABOVE = 30


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that was skipped as a total: its number in the file, the text that says so, its metric and value."""

    number: int
    label: str
    name: object
    value: object


@dataclass(slots=True)
class Table:
    """The cells of the plan rows by column of the sheet; ``numbers`` are their row numbers in the file, from 1.

    Cells of date columns are raw, all others are cells of a plan. ``second`` is the number of the first row that
    heads a table with other columns, ``None`` where there is none: what is below it is not to be believed.
    ``versions`` are a column and what it holds where that tells several versions of one plan apart.
    ``totals`` are in no order.
    """

    columns: dict[int, list[object]]
    numbers: list[int] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    second: int | None = None
    versions: tuple[int, tuple[str, ...]] | None = None
    unclear: tuple[int, str] | None = None
    """A row with nothing but a name, and that name, where it stays open what it is the name of."""


class _Lead(Enum):
    """What the first text of a row says about it."""

    NOTHING = 0
    TOTAL = 1
    BARE_TOTAL = 2
    """What no source or campaign is called: a total even beside dates."""


def read_table(
    rows: Iterator[Row], header: Header, above: Sequence[Row], watch: Watch, merges: Sequence[Merge] = ()
) -> Table:
    """``rows`` go on after the header row, which is the last of those ``above``.

    Raises ``Refused`` where merged ranges lie over each other to no end.
    """
    reader = _TableReader(header, above, merges)
    number = header.row + 2
    while batch := list(islice(rows, _SLICE)):
        watch.check()
        reader.take(batch, number)
        number += len(batch)
    return reader.finish()


class _TableReader:
    """Takes rows in slices, keeps columns; decides about notes and trailing blanks at the end."""

    def __init__(self, header: Header, above: Sequence[Row], merges: Sequence[Merge]) -> None:
        self._header = header
        self._merges = merges
        self._columns = tuple(sorted(set(header.columns.values())))
        self._dates = tuple({header.columns[name] for name in DATES if name in header.columns})
        self._dimensions = tuple(header.columns[name] for name in DIMENSIONS if name in header.columns)
        self._value = header.columns[Field.VALUE]
        self._name = header.columns[Field.NAME]
        self._telling = (*self._dates, self._name)
        heads = _heads(above)
        free = (
            column for column, head in heads.items() if UNITS_HEADER.fullmatch(head) and column not in self._columns
        )
        self._units = next(free, None)
        self._unit = ValueUnit(header.unit, _remarks(above[:-1]))
        self._type = header.columns.get(Field.TYPE)
        self._telling_kinds = {
            column: head
            for column, head in heads.items()
            if column == self._type or (column not in self._columns and column != self._units and may_tell_kinds(head))
        }
        self._kinds: dict[int, list[object]] = {column: [] for column in self._telling_kinds}
        self._width = max(self._columns[-1], self._units or 0, *self._telling_kinds) + 1
        self._facts = is_fact_title(title_above(above[:-1]))
        self._table = Table({column: [] for column in self._columns})
        self._leads: list[str] = []
        self._known_leads: dict[str, _Lead] = {}
        self._heads = Heads(header, above)
        self._texts = _Texts()
        self._empty: list[tuple[int, str]] = []
        self._names: dict[int, Name] = {}

    def take(self, batch: list[Row], number: int) -> None:
        kept: list[Row] = []
        for offset, row in enumerate(batch):
            if len(row) < self._width:
                row.extend([None] * (self._width - len(row)))
            place, lead = _lead(row)
            if number + offset == self._header.row + 2 and self._is_units_row(row):
                self._table.skipped.append(SkippedRow(number + offset, SkipReason.HEADER))
                continue
            if self._keeps(row, place, lead, number + offset):
                kept.append(row)
                self._table.numbers.append(number + offset)
                self._leads.append(self._texts[lead] or "")
        if kept:
            self._extend(kept)

    def finish(self) -> Table:
        fill_merged(self._table.columns, self._table.numbers, self._header, self._merges)
        self._drop_facts()
        self._drop_totals()
        self._spread_names()
        notes = self._notes_begin()
        keep = next((i for i, number in enumerate(self._table.numbers) if number >= notes), len(self._table.numbers))
        self._heed_notes(notes)
        skipped = self._table.skipped
        skipped.extend(SkippedRow(number, SkipReason.NOTE) for number in self._table.numbers[keep:])
        del self._table.numbers[keep:]
        for cells in self._table.columns.values():
            del cells[keep:]
        last = max((*self._table.numbers[-1:], *(row.row for row in skipped), *self._last_text()), default=0)
        for number, lead in self._empty:
            if number <= last:
                noted = number >= notes and bool(lead)
                skipped.append(SkippedRow(number, SkipReason.NOTE if noted else SkipReason.BLANK))
        skipped.sort(key=lambda row: row.row)
        return self._table

    def _keeps(self, row: Row, place: int, lead: str, number: int) -> bool:
        if _no_amount(row[self._value]) and (
            self._is_head(row, number) or (lead and self._is_title(row, lead, number))
        ):
            return False
        kind = self._known_leads.get(lead)
        if kind is None:
            kind = self._known_leads[lead] = _judge_lead(lead)
        if kind is not _Lead.NOTHING and (
            (kind is _Lead.BARE_TOTAL and self._names_row(row, place)) or self._undated(row, lead, number)
        ):
            self._table.skipped.append(SkippedRow(number, SkipReason.TOTAL))
            self._table.totals.append(TotalRow(number, lead, row[self._name], row[self._value]))
            return False
        if _blank(row[self._value]):
            if all(_blank(row[column]) for column in self._columns):
                self._empty.append((number, lead))
                return False
            if lead and sum(not _blank(cell) for cell in row) == 1:
                self._names[number] = Name(place, lead)
        if self._facts:
            self._table.skipped.append(SkippedRow(number, SkipReason.FACT))
        return not self._facts

    def _names_row(self, row: Row, place: int) -> bool:
        """Whether a text says what the row is; in a column of its own it does where no dimension does."""
        return place in self._dimensions or all(_blank(row[column]) for column in self._dimensions)

    def _is_head(self, row: Row, number: int) -> bool:
        head = self._heads.judge(row)
        if head is Head.NONE:
            return False
        self._table.skipped.append(SkippedRow(number, SkipReason.HEADER))
        if head is Head.OTHER and self._table.second is None and not self._facts:
            self._table.second = number
        return True

    def _is_title(self, row: Row, lead: str, number: int) -> bool:
        """Whether the row is the title of facts, or of the plans after them."""
        fact = is_fact_title(lead)
        if not (fact or (self._facts and is_plan_title(lead))) or sum(not _blank(cell) for cell in row) > 1:
            return False
        self._facts = fact
        self._table.skipped.append(SkippedRow(number, SkipReason.FACT if fact else SkipReason.HEADER))
        return True

    def _undated(self, row: Row, lead: str, number: int) -> bool:
        return all(
            (_blank(row[column]) and not self._merged_downwards(column, number)) or row[column] == lead
            for column in self._dates
        )

    def _merged_downwards(self, column: int, number: int) -> bool:
        return any(merge.left == column and merge.top < number - 1 <= merge.bottom for merge in self._merges)

    def _drop_totals(self) -> None:
        """Totals that a later dimension names («yandex», «Итого»), and those that may be one and add up."""
        columns = self._table.columns
        totals = find_totals(
            [columns[column] for column in self._dimensions],
            columns[self._header.columns[Field.NAME]],
            [columns[column] for column in self._dates],
            columns[self._value],
        )
        names, values = columns[self._name], columns[self._value]
        for i in totals:
            said = (columns[column][i] for column in self._dimensions)
            label = next((text for text in said if isinstance(text, str) and SUM.fullmatch(text)), "")
            self._table.totals.append(TotalRow(self._table.numbers[i], label, names[i], values[i]))
        self._drop(totals, SkipReason.TOTAL)

    def _drop_facts(self) -> None:
        """Rows of which a column says that they are no plan; where it tells versions of a plan, that is noted."""
        for column, head in self._telling_kinds.items():
            cells = self._kinds[column]
            kinds = kinds_of(head, cells)
            if kinds is None:
                continue
            self._drop({i for i, cell in enumerate(cells) if cell in kinds.facts}, SkipReason.FACT)
            if column == self._type:
                types = self._table.columns[column]
                types[:] = [None if cell in kinds.plans else cell for cell in types]
            elif kinds.versions and self._table.versions is None:
                self._table.versions = column, kinds.versions

    def _spread_names(self) -> None:
        """Rows of nothing but a name: what it names goes into the rows beneath."""
        if not self._names:
            return
        breaks = {number for number, _ in self._empty} | {row.row for row in self._table.skipped}
        source = self._header.columns.get(Field.SOURCE)
        columns, numbers = self._table.columns, self._table.numbers
        last = max((at for at, cell in enumerate(columns[self._value]) if not _blank(cell)), default=-1) + 1
        found = spread_names(self._names, numbers[:last], columns, self._dimensions, source, breaks)
        self._table.unclear = found.unclear
        self._drop(found.gone, SkipReason.GROUP)

    def _drop(self, places: Collection[int], reason: SkipReason) -> None:
        if not places:
            return
        numbers = self._table.numbers
        self._table.skipped.extend(SkippedRow(numbers[i], reason) for i in places)
        kept = [i for i in range(len(numbers)) if i not in places]
        for cells in (numbers, self._leads, *self._table.columns.values(), *self._kinds.values()):
            cells[:] = [cells[i] for i in kept]  # type: ignore[index]  # lists of different things, cut alike

    def _extend(self, rows: Sequence[Row]) -> None:
        by_column = list(zip(*rows, strict=False))
        for column, cells in self._table.columns.items():
            cells.extend(self._converted(by_column[column], raw=column in self._dates))
        for column, told in self._kinds.items():
            told.extend(by_column[column])
        self._put_units(by_column, len(rows))

    def _put_units(self, by_column: Sequence[Sequence[object]], count: int) -> None:
        if not self._unit and self._units is None:
            return
        values = self._table.columns[self._value]
        names = by_column[self._header.columns[Field.NAME]]
        own = by_column[self._units] if self._units is not None else (None,) * count
        lines = zip(values[-count:], own, names, strict=True)
        values[-count:] = [
            with_unit(cell, said) if (said := cell_unit(unit)) else self._unit.beside(cell, name)
            for cell, unit, name in lines
        ]

    def _heed_notes(self, notes: int) -> None:
        """Notes below the table may say the unit of all values, where nothing above it did."""
        if self._unit:
            return
        said = (*zip(self._table.numbers, self._leads, strict=True), *self._empty)
        found = next(filter(None, (remark(lead) for number, lead in said if number >= notes and lead)), None)
        if found is not None:
            unit = ValueUnit(None, found)
            columns = self._table.columns
            lines = zip(columns[self._value], columns[self._header.columns[Field.NAME]], strict=True)
            columns[self._value][:] = [unit.beside(cell, name) for cell, name in lines]

    def _is_units_row(self, row: Row) -> bool:
        """Whether the first row below the header only says in what the columns count."""
        value = row[self._value]
        if not isinstance(value, str) or not is_unit(value):
            return False
        if not all(_blank(row[column]) or is_unit(str(row[column])) for column in self._columns):
            return False
        self._unit = ValueUnit(self._header.unit or header_unit(value), self._unit.said)
        return True

    def _converted(self, cells: Sequence[object], *, raw: bool) -> Iterable[object]:
        texts = self._texts
        if set(map(type, cells)) == {str}:
            return map(texts.__getitem__, cast(Sequence[str], cells))
        if raw:
            return [texts[cell] if isinstance(cell, str) else cell for cell in cells]
        return [texts[cell] if isinstance(cell, str) else plain(cell) for cell in cells]

    def _notes_begin(self) -> int:
        """The number of the row where notes begin that no plan follows; past the end where there are none."""
        numbers = self._table.numbers
        end = len(numbers)
        while end and not self._like_a_plan(end - 1):
            end -= 1
        last_plan = numbers[end - 1] if end else 0
        places = zip(numbers[end:], self._leads[end:], strict=True)
        starts = [number for number, lead in (*places, *self._empty) if number > last_plan and NOTE.match(lead)]
        return min(starts, default=(numbers[-1] if numbers else 0) + 1_000_000_000)

    def _like_a_plan(self, index: int) -> bool:
        filled = {column for column, cells in self._table.columns.items() if not _blank(cells[index])}
        return len(filled) > 2 or (self._value in filled and any(column in filled for column in self._telling))

    def _last_text(self) -> Iterable[int]:
        return (number for number, lead in self._empty if lead)


class _Texts(dict[str, str | None]):
    """Every text once, however often it stands in the sheet; an empty one is ``None``."""

    def __missing__(self, text: str) -> str | None:
        self[text] = found = text or None
        return found


def _no_amount(cell: object) -> bool:
    """Whether what stands in the column of the values may be a word, or nothing. Quick."""
    return cell is None or (type(cell) is str and not cell[:1].isdigit())


def _lead(row: Row) -> tuple[int, str]:
    """Place and first text of a row, ``""`` where it has none."""
    for place, cell in enumerate(row):
        if isinstance(cell, str) and cell and not cell.isspace():
            return place, cell
    return -1, ""


def _judge_lead(lead: str) -> _Lead:
    if says_total(lead) is Says.TOTAL:
        return _Lead.BARE_TOTAL
    return _Lead.TOTAL if begins_like_total(lead) else _Lead.NOTHING


def _heads(above: Sequence[Row]) -> dict[int, str]:
    """The headers by column; where the last row has none, that of the row before."""
    lines = [[normal(cell) if isinstance(cell, str) else "" for cell in row] for row in above[-2:]]
    found = {column: head for line in lines for column, head in enumerate(line) if head}
    return dict(sorted(found.items()))


def _remarks(above: Sequence[Row]) -> Remark | None:
    """What the lines above a header say of the units of all numbers."""
    texts = (cell for row in above[-_LINES_ABOVE:] for cell in row if isinstance(cell, str) and cell)
    return next(filter(None, map(remark, texts)), None)


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
