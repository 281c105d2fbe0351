"""A plan sheet: rows, what is wrong with them, and edits that cost what they touch."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from planimport_gui.plan.causes import CauseIndex, Group
from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.commands import AnswerDates, DeleteRows, Edit, InsertRows, Many, SetCells
from planimport_gui.plan.date_rules import Span, slash_day
from planimport_gui.plan.fields import DATES, POSITION, Field
from planimport_gui.plan.findings import Standing
from planimport_gui.plan.groups import GroupKey
from planimport_gui.plan.history import History
from planimport_gui.plan.order import RowOrder
from planimport_gui.plan.problems import Problem, Severity
from planimport_gui.plan.repeats import Entry, Repeats
from planimport_gui.plan.row import Item, Origin, PlanRow, RowId
from planimport_gui.plan.rules import RowRules, Verdict
from planimport_gui.plan.value_rules import USUAL


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by their worst problem; ``ready`` have none. The four add up to ``rows``."""

    rows: int
    errors: int
    repeats: int
    warnings: int
    ready: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that would be sent."""

    id: RowId
    item: Item
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did. ``touched`` are the rows still there whose cells or problems may have changed,

    inserted ones included; ``inverse`` undoes the edit.
    """

    touched: frozenset[RowId]
    inverse: Edit
    inserted: tuple[RowId, ...] = ()
    removed: tuple[RowId, ...] = ()


@dataclass(slots=True)
class _Work:
    """What one edit has done so far, to be settled once at its end."""

    changed: set[RowId] = field(default_factory=set)
    moved: defaultdict[GroupKey, set[Span]] = field(default_factory=lambda: defaultdict(set))
    revalued: list[RowId] = field(default_factory=list)
    inserted: dict[RowId, None] = field(default_factory=dict)
    removed: dict[RowId, None] = field(default_factory=dict)
    shifted_from: int | None = None


class PlanSheet:
    """The rows of one plan, judged. Not safe to use from two threads at once.

    ``today`` decides which periods are far, ``history`` what was sent before, ``date_order`` how slash
    dates are read where the caller knows.
    """

    def __init__(
        self,
        rows: Sequence[PlanRow],
        *,
        today: date,
        history: History = History(),  # noqa: B008 - a frozen value, never changed
        date_order: DateOrder | None = None,
    ) -> None:
        self._rules = RowRules(today, date_order)
        self._rows = {row.id: row for row in rows}
        if len(self._rows) != len(rows):
            raise ValueError("two rows with one id")
        self._order = RowOrder([row.id for row in rows])
        self._next_id = max(self._rows, default=0) + 1
        self._unnumbered = {row.id for row in rows if row.origin is None}
        self._standings: dict[RowId, Standing] = {}
        self._tally = Counter({Standing.READY: len(rows)})
        self._repeats = Repeats(self)
        self._causes: CauseIndex | None = None
        self._load(rows)
        if history.items or history.sums:
            self.set_history(history)

    # reading

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> tuple[RowId, ...]:
        """All rows in sheet order."""
        return tuple(self._order.ids)

    @property
    def counts(self) -> Counts:
        count = self._tally
        return Counts(
            len(self._rows), count[Standing.ERROR], count[Standing.REPEAT], count[Standing.WARNING],
            count[Standing.READY],
        )  # fmt: skip

    def new_id(self) -> RowId:
        """An id that no row of this sheet has or had; each call gives another."""
        self._next_id += 1
        return RowId(self._next_id - 1)

    def row(self, id: RowId) -> PlanRow:
        """Raises KeyError for a row that is not there, as does every method that takes an id."""
        return self._rows[id]

    def id_at(self, position: int) -> RowId:
        """The row at a position, from 0."""
        return self._order.ids[position]

    def position(self, id: RowId) -> int:
        """Where the row stands, from 0."""
        return self._order.position(id)

    def rank(self, id: RowId) -> int:
        """A number that orders rows as ``position`` does and is quicker to get; valid until the next edit."""
        return self._order.rank(id)

    def number(self, id: RowId) -> int:
        """The number people know the row by: in the file as opened, else its place in this sheet from 1."""
        origin = self._rows[id].origin
        return origin.row if origin else self._order.position(id) + 1

    def severity(self, id: RowId) -> Severity | None:
        """The worst of the row's problems; ``None`` without any. Quicker than ``verdict``."""
        if id not in self._rows:
            raise KeyError(id)
        return self._standings.get(id, Standing.READY).severity

    def verdict(self, id: RowId) -> Verdict:
        """The row's own problems and those it has with others. ``item`` is ``None`` exactly with an error."""
        own = self._rules.judge(self._rows[id].cells)
        entry = self._entry(self._rows[id])
        if entry is None:
            return own
        shared = self._repeats.problems(id, entry)
        return Verdict(own.problems + shared, own.item) if shared else own

    def judge(self, cells: tuple[Cell, ...]) -> tuple[Problem, ...]:
        """The problems ten cells would have by themselves."""
        return self._rules.judge(cells).problems

    def value(self, id: RowId) -> int:
        """The value of a row without errors. Raises ValueError for another."""
        value = self._rules.values[self._rows[id].cells[9:]].result
        if value is None:
            raise ValueError("a row with errors has no value")
        return value

    def alike(self, id: RowId, problem: Problem) -> tuple[RowId, ...]:
        """Every row with the same code, field and wrong text, in sheet order; ``id`` is one of them."""
        return self.in_order(self.cause_index.alike(problem) | {id})

    def causes(self) -> tuple[Group, ...]:
        """The problems grouped for a list: certain fixes first, then errors, repeats, warnings."""
        return self.cause_index.groups()

    def sendable(self, *, repeats: bool = False) -> tuple[Ready, ...]:
        """The rows that would be sent, in sheet order: those without errors, repeats only if asked for."""
        limit = Standing.REPEAT if repeats else Standing.WARNING
        standing = self._standings
        wanted = (id for id in self._order.ids if standing.get(id, Standing.READY) <= limit)
        return tuple(self._ready(self._rows[id]) for id in wanted)

    def in_order(self, ids: Iterable[RowId]) -> tuple[RowId, ...]:
        """The same rows as they stand in the sheet."""
        return tuple(sorted(ids, key=self._order.rank))

    @property
    def cause_index(self) -> CauseIndex:
        """Rows by problem; made when first asked for and kept up to date from then on."""
        if self._causes is None:
            self._causes = CauseIndex()
            for id in self._standings:
                self._causes.put(id, self.verdict(id).problems)
        return self._causes

    # changing

    def apply(self, edit: Edit) -> Change:
        """Carry out an edit. Raises KeyError for rows that are not there, ValueError for ids that are there

        already or positions outside; then nothing has changed.
        """
        work = _Work()
        try:
            inverse = self._perform(edit, work)
        finally:
            touched = self._settle(work)
        return Change(touched, inverse, tuple(work.inserted), tuple(work.removed))

    def set_history(self, history: History) -> frozenset[RowId]:
        """Another project was chosen, or something was sent. The rows whose problems may have changed."""
        before = set(self._repeats.known())
        self._repeats.set_history(history)
        stale = before | set(self._repeats.known())
        if history.sums:
            stale.update(self._rows)
        for id in stale:
            self._judge_again(id)
        self._repeats.months.take_changed()
        touched = before | set(self._repeats.known())
        self._index(touched)
        return frozenset(touched)

    def _perform(self, edit: Edit, work: _Work) -> Edit:
        match edit:
            case SetCells(cells):
                return self._set(cells, work)
            case InsertRows(position, rows):
                return self._insert(position, rows, work)
            case DeleteRows(ids):
                return self._delete(ids, work)
            case AnswerDates(order):
                return self._set(self._slash_days(order), work)
            case Many(edits):
                return self._many(edits, work)
            case _:
                assert_never(edit)

    def _many(self, edits: tuple[Edit, ...], work: _Work) -> Edit:
        done: list[Edit] = []
        try:
            for edit in edits:
                done.append(self._perform(edit, work))
        except (KeyError, ValueError):
            for inverse in reversed(done):
                self._perform(inverse, work)
            raise
        return Many(tuple(reversed(done)))

    def _set(self, cells: Iterable[tuple[RowId, Field, Cell]], work: _Work) -> Edit:
        new: dict[RowId, list[Cell]] = {}
        before: dict[tuple[RowId, Field], Cell] = {}
        for id, at, cell in cells:
            row = new.get(id) or new.setdefault(id, list(self._rows[id].cells))
            before.setdefault((id, at), row[POSITION[at]])
            row[POSITION[at]] = cell
        for id, row in new.items():
            old = self._rows[id]
            changed = PlanRow(id, tuple(row), old.origin)
            self._rows[id] = changed
            self._reentered(id, self._entry(old), self._entry(changed), work)
        return SetCells(tuple((id, at, cell) for (id, at), cell in before.items()))

    def _insert(self, position: int, rows: tuple[PlanRow, ...], work: _Work) -> Edit:
        ids = tuple(row.id for row in rows)
        if not 0 <= position <= len(self._rows) or len(set(ids)) != len(ids) or not self._rows.keys().isdisjoint(ids):
            raise ValueError("position outside the sheet, or an id that is not new")
        self._order.insert(position, ids)
        work.shifted_from = min(position, len(self._rows) if work.shifted_from is None else work.shifted_from)
        for row in rows:
            self._rows[row.id] = row
            self._tally[Standing.READY] += 1
            self._next_id = max(self._next_id, row.id + 1)
            if row.origin is None:
                self._unnumbered.add(row.id)
            work.removed.pop(row.id, None)
            work.inserted[row.id] = None
            self._reentered(row.id, None, self._entry(row), work)
        return DeleteRows(ids)

    def _delete(self, ids: tuple[RowId, ...], work: _Work) -> Edit:
        places = sorted((self._order.position(id), id) for id in dict.fromkeys(ids))
        inverse = self._insertions(places)
        for position, id in places:
            work.shifted_from = min(position, len(self._rows) if work.shifted_from is None else work.shifted_from)
            self._reentered(id, self._entry(self._rows[id]), None, work)
            self._forget(id)
            if id in work.inserted:
                del work.inserted[id]
            else:
                work.removed[id] = None
        self._order.remove([id for _, id in places])
        for _, id in places:
            del self._rows[id]
        return inverse

    def _insertions(self, places: list[tuple[int, RowId]]) -> Edit:
        """What puts rows back that are about to go: one insertion for each run of neighbours."""
        runs: list[tuple[int, list[PlanRow]]] = []
        for position, id in places:
            if runs and runs[-1][0] + len(runs[-1][1]) == position:
                runs[-1][1].append(self._rows[id])
            else:
                runs.append((position, [self._rows[id]]))
        edits = tuple(InsertRows(position, tuple(rows)) for position, rows in runs)
        return edits[0] if len(edits) == 1 else Many(edits)

    def _slash_days(self, order: DateOrder) -> list[tuple[RowId, Field, Cell]]:
        return [
            (id, at, day)
            for id in self._order.ids
            for at in DATES
            if (day := slash_day(self._rows[id][at], at, order)) is not None
        ]

    # keeping up to date

    def _load(self, rows: Sequence[PlanRow]) -> None:
        """Judge all rows for the first time; the loop that decides how long opening takes."""
        rules, add = self._rules, self._repeats.groups.add
        all_dates, all_dimensions, all_metrics, values = rules.dates, rules.dimensions, rules.metrics, rules.values
        for row in rows:
            cells = row.cells
            dates, dimensions, metric = all_dates[cells[:2]], all_dimensions[cells[2:7]], all_metrics[cells[7:9]]
            cell = cells[9]
            plain = type(cell) is int and 0 < cell <= USUAL
            value = Standing.READY if plain else values[cells[9:]].standing
            if dates.standing or dimensions.standing or metric.standing or value:
                self._stand(row.id, max(dates.standing, dimensions.standing, metric.standing, value))
            if dates.result and dimensions.result and metric.result and value is not Standing.ERROR:
                add(row.id, (dimensions.result, metric.result), dates.result)
        for id in self._repeats.groups.crowded():
            self._judge_again(id)

    def _entry(self, row: PlanRow) -> Entry | None:
        """What the row takes part with in the comparison of rows; ``None`` while it has errors."""
        dates, dimensions, metric, value = self._rules.parts(row.cells)
        if dates.result is None or dimensions.result is None or metric.result is None or value.result is None:
            return None
        return Entry((dimensions.result, metric.result), dates.result, value.result)

    def _reentered(self, id: RowId, old: Entry | None, new: Entry | None, work: _Work) -> None:
        work.changed.add(id)
        if old and new and old[:2] == new[:2]:
            if old.value != new.value:
                work.revalued.append(id)
            return
        groups = self._repeats.groups
        if old:
            groups.remove(id, old.key, old.span)
            work.moved[old.key].add(old.span)
        if new:
            groups.add(id, new.key, new.span)
            work.moved[new.key].add(new.span)

    def _settle(self, work: _Work) -> frozenset[RowId]:
        if work.shifted_from is not None:
            self._renumbered(work.shifted_from, work)
        stale = {id for id in work.changed if id in self._rows}
        for id in work.revalued:
            entry = self._entry(self._rows[id]) if id in self._rows else None
            if entry:
                stale.update(self._repeats.revalued(id, entry))
        for key, spans in work.moved.items():
            stale.update(self._repeats.groups.reached(key, spans))
        for id in stale:
            self._judge_again(id)
        self._index(stale)
        return frozenset(stale | self._repeats.months.take_changed())

    def _renumbered(self, start: int, work: _Work) -> None:
        """Rows known by their position moved: problems that name them have changed."""
        if not self._unnumbered or start >= len(self._order.ids):
            return
        rank = self._order.rank(self._order.ids[start])
        for id in self._unnumbered:
            if self._order.rank(id) >= rank and (entry := self._entry(self._rows[id])):
                work.moved[entry.key].add(entry.span)

    def _judge_again(self, id: RowId) -> None:
        row = self._rows[id]
        own = max(part.standing for part in self._rules.parts(row.cells))
        self._stand(id, max(own, self._repeats.standing(id, self._entry(row))))

    def _stand(self, id: RowId, standing: Standing) -> None:
        before = self._standings.get(id, Standing.READY)
        if standing is not before:
            self._tally[before] -= 1
            self._tally[standing] += 1
        if standing is not Standing.READY:
            self._standings[id] = standing
        else:
            self._standings.pop(id, None)

    def _forget(self, id: RowId) -> None:
        """A row goes: it counts no more."""
        self._stand(id, Standing.READY)
        self._tally[Standing.READY] -= 1
        self._repeats.standing(id, None)
        self._unnumbered.discard(id)
        if self._causes is not None:
            self._causes.put(id, ())

    def _index(self, ids: Iterable[RowId]) -> None:
        if self._causes is not None:
            for id in ids:
                self._causes.put(id, self.verdict(id).problems)

    def _ready(self, row: PlanRow) -> Ready:
        item = self._rules.judge(row.cells).item
        if item is None:
            raise AssertionError("a row that stands as sendable has an error")
        return Ready(row.id, item, row.origin)
