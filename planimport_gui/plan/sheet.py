"""A plan sheet: rows, what is wrong with them, and edits that cost what they touch."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never

from planimport_gui.plan.answers import Change, Counts, Ready
from planimport_gui.plan.board import Board
from planimport_gui.plan.causes import Group, Remedy
from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.commands import AnswerDates, DeleteRows, Edit, InsertRows, Many, SetCells
from planimport_gui.plan.date_rules import slash_day
from planimport_gui.plan.fields import DATES, POSITION, Field
from planimport_gui.plan.findings import Standing
from planimport_gui.plan.history import History
from planimport_gui.plan.problems import Code, Problem, Severity
from planimport_gui.plan.row import Item, PlanRow, RowId
from planimport_gui.plan.rules import Verdict

__all__ = ["Change", "Counts", "PlanSheet", "Ready"]


class PlanSheet:
    """The rows of one plan, judged. Not safe to use from two threads at once.

    ``today`` decides which periods are far, ``history`` what was sent before, ``date_order`` how slash
    dates are read where the caller knows. Raises ValueError where two rows have one id.
    Every method that takes an id raises KeyError for a row that is not there.
    """

    def __init__(
        self,
        rows: Sequence[PlanRow],
        *,
        today: date,
        history: History = History(),  # noqa: B008 - a frozen value, never changed
        date_order: DateOrder | None = None,
    ) -> None:
        self._board = Board(rows, today, date_order)
        self._next_id = max(self._board.rows, default=0) + 1
        if history.items or history.sums:
            self._board.set_history(history)

    def __len__(self) -> int:
        return len(self._board.rows)

    def __contains__(self, id: RowId) -> bool:
        return id in self._board.rows

    @property
    def ids(self) -> tuple[RowId, ...]:
        """All rows in sheet order."""
        return tuple(self._board.order.ids)

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """All of them in sheet order."""
        return tuple(map(self._board.rows.__getitem__, self._board.order.ids))

    @property
    def counts(self) -> Counts:
        count = self._board.tally
        worst_first = (count[Standing.ERROR], count[Standing.REPEAT], count[Standing.WARNING])
        return Counts(len(self), *worst_first, count[Standing.READY])

    def new_id(self) -> RowId:
        """An id that no row of this sheet has or had; each call gives another."""
        self._next_id += 1
        return RowId(self._next_id - 1)

    def reserve_ids(self, below: RowId) -> None:
        """Give no new row an id below this one: rows of a sheet before had them."""
        self._next_id = max(self._next_id, below)

    def row(self, id: RowId) -> PlanRow:
        return self._board.rows[id]

    def id_at(self, position: int) -> RowId:
        """The row at a position, from 0. Raises IndexError."""
        return self._board.order.ids[position]

    def position(self, id: RowId) -> int:
        """Where the row stands, from 0."""
        return self._board.order.position(id)

    def number(self, id: RowId) -> int:
        """The number people know the row by: in the file as opened, else its place in this sheet from 1."""
        return self._board.number(id)

    def severity(self, id: RowId) -> Severity | None:
        """The worst of the row's problems; ``None`` without any. Quicker than ``verdict``."""
        self._board.rank(id)
        return self._board.standings.get(id, Standing.READY).severity

    def verdict(self, id: RowId) -> Verdict:
        """The row's own problems and those it has with others. ``item`` is ``None`` exactly with an error."""
        return self._board.verdict(id)

    def item(self, id: RowId) -> Item | None:
        """What the row would send; ``None`` exactly with an error. Quicker than ``verdict``."""
        return self._board.rules.item(self._board.rows[id].cells)

    def judge(self, cells: tuple[Cell, ...]) -> tuple[Problem, ...]:
        """The problems ten cells would have by themselves."""
        return self._board.rules.problems(cells)

    def alike(self, id: RowId, problem: Problem) -> tuple[RowId, ...]:
        """Every row with the same code, field and wrong text, in sheet order; ``id`` is one of them."""
        return self._in_order(self._board.causes.alike(problem) | {id})

    def fixed_alike(self, id: RowId, problem: Problem) -> tuple[RowId, ...]:
        """Those of ``alike`` for which the same fix is proposed."""
        return self._in_order(self._board.causes.equal(problem) | {id})

    def with_code(self, code: Code) -> tuple[RowId, ...]:
        """Every row with a problem of this code, in sheet order."""
        return self._in_order(self._board.causes.of_code(code))

    def with_problems(self) -> tuple[RowId, ...]:
        """Every row with any problem, in sheet order."""
        return self._in_order(self._board.standings)

    def with_certain_fix(self) -> tuple[RowId, ...]:
        """Every row with a problem whose fix is certain, in sheet order."""
        return self._in_order(self._board.causes.needing(Remedy.PRESS))

    def prepare(self) -> None:
        """Find the causes now, which else happens when something first asks for them and takes a while."""
        len(self._board.causes)

    def repeats(self) -> frozenset[RowId]:
        """Every row that is a repeat and not set aside."""
        found = self._board.causes.of_whole_rows
        return frozenset(found(Code.PLAN_SENT)) | frozenset(found(Code.PLAN_DUPLICATE))

    def count_of(self, code: Code) -> int:
        """How many rows, those set aside left out, have a problem of a code about whole rows. Quick."""
        return len(self._board.causes.of_whole_rows(code))

    def was_sent(self, id: RowId) -> bool:
        """Whether a row is a repeat of something sent before. Of rows set aside that is not known."""
        return id in self._board.causes.of_whole_rows(Code.PLAN_SENT)

    def rows_needing(self, remedy: Remedy) -> tuple[RowId, ...]:
        """Every row that needs this of the user, in no order."""
        return tuple(self._board.causes.needing(remedy))

    def needing(self, remedy: Remedy) -> int:
        """How many rows need this of the user."""
        return len(self._board.causes.needing(remedy))

    def causes(self, most: int | None = None) -> tuple[Group, ...]:
        """The problems grouped for a list, the first ``most`` of them: certain fixes first, then errors, warnings,

        each by size. Repeats are not among them. Quick, however many there are.
        """
        return self._board.causes.groups(self._board.problems, most)

    @property
    def cause_count(self) -> int:
        """How many groups ``causes`` has in all."""
        return len(self._board.causes)

    def of_cause(self, id: RowId, problem: Problem) -> tuple[RowId, ...]:
        """Every row of the group in ``causes`` that a problem of row ``id`` belongs to, in sheet order."""
        return self._in_order(self._board.causes.grouped(problem) | {id})

    def set_aside(self, ids: Iterable[RowId], aside: bool = True) -> None:
        """Rows that are not to go are no longer among causes, those alike and those to be mended; or are again."""
        self._board.set_aside(ids, aside)

    def sendable(self, *, repeats: bool = False) -> tuple[Ready, ...]:
        """The rows that would be sent, in sheet order: those without errors, repeats only if asked for."""
        limit = Standing.REPEAT if repeats else Standing.WARNING
        board, ready = self._board, list[Ready]()
        rows, standing, item_of = board.rows, board.standings, board.rules.item
        for id in board.order.ids:
            if standing.get(id, Standing.READY) <= limit:
                row = rows[id]
                item = item_of(row.cells)
                if item is not None:
                    ready.append(Ready(id, item, row.origin))
        return tuple(ready)

    def slash_days(self, ids: Iterable[RowId], order: DateOrder) -> SetCells:
        """The slash dates of these rows whose order was open, read in ``order``."""
        rows = self._board.rows
        return SetCells(
            tuple(
                (id, field, day)
                for id in ids
                for field in DATES
                if (day := slash_day(rows[id][field], field, order)) is not None
            )
        )

    def apply(self, edit: Edit, *, sums: bool = True) -> Change:
        """Carry out an edit. Raises KeyError for rows that are not there, and ValueError for positions outside

        or ids that are there already; then nothing has changed. Without ``sums``, rows that add up others are
        known only after ``settle_sums``: for edits that are parts of one.
        """
        before = _Comings()
        try:
            inverse = self._perform(edit, before)
        finally:
            touched = self._board.settle(sums=sums)
        return Change(touched, inverse, tuple(before.inserted), tuple(before.removed))

    def settle_sums(self) -> Iterator[frozenset[RowId]]:
        """Look at what adds up after edits ``apply`` did without; by steps of a few milliseconds, the rows whose

        problems may have changed.
        """
        return self._board.settle_sums()

    def set_history(self, history: History) -> frozenset[RowId]:
        """Another project was chosen, or something was sent. The rows whose problems may have changed."""
        return self._board.set_history(history)

    def _in_order(self, ids: Iterable[RowId]) -> tuple[RowId, ...]:
        return tuple(sorted(ids, key=self._board.rank))

    def _perform(self, edit: Edit, comings: "_Comings") -> Edit:
        match edit:
            case SetCells(cells):
                return self._set(cells)
            case InsertRows(position, rows):
                return self._insert(position, rows, comings)
            case DeleteRows(ids):
                return self._delete(tuple(dict.fromkeys(ids)), comings)
            case AnswerDates(order):
                return self._set(self.slash_days(self.with_code(Code.DATE_AMBIGUOUS), order).cells)
            case Many(edits):
                return self._many(edits, comings)
            case _:
                assert_never(edit)

    def _many(self, edits: tuple[Edit, ...], comings: "_Comings") -> Edit:
        done: list[Edit] = []
        try:
            for edit in edits:
                done.append(self._perform(edit, comings))
        except (KeyError, ValueError):
            for inverse in reversed(done):
                self._perform(inverse, comings)
            raise
        return Many(tuple(reversed(done)))

    def _set(self, cells: Sequence[tuple[RowId, Field, Cell]]) -> Edit:
        rows, replace = self._board.rows, self._board.replace
        before = tuple([(id, field, rows[id].cells[POSITION[field]]) for id, field, _ in cells])
        new: dict[RowId, list[Cell]] = {}
        for id, field, cell in cells:
            row = new.get(id)
            if row is None:
                row = new[id] = list(rows[id].cells)
            row[POSITION[field]] = cell
        for id, row in new.items():
            replace(PlanRow(id, tuple(row), rows[id].origin))
        return SetCells(before)

    def _insert(self, position: int, rows: tuple[PlanRow, ...], comings: "_Comings") -> Edit:
        ids = tuple(row.id for row in rows)
        if not 0 <= position <= len(self):
            raise ValueError("position outside the sheet")
        if len(set(ids)) != len(ids) or not self._board.rows.keys().isdisjoint(ids):
            raise ValueError("an id that is not new")
        self._board.insert(position, rows)
        self._next_id = max(self._next_id, max(ids, default=0) + 1)
        comings.came(ids)
        return DeleteRows(ids)

    def _delete(self, ids: tuple[RowId, ...], comings: "_Comings") -> Edit:
        inverse = self._insertions(sorted((self._board.order.position(id), id) for id in ids))
        self._board.delete(ids)
        comings.went(ids)
        return inverse

    def _insertions(self, places: list[tuple[int, RowId]]) -> Edit:
        """What puts rows back that are about to go: one insertion for each run of neighbours."""
        runs: list[tuple[int, list[PlanRow]]] = []
        for position, id in places:
            if runs and runs[-1][0] + len(runs[-1][1]) == position:
                runs[-1][1].append(self._board.rows[id])
            else:
                runs.append((position, [self._board.rows[id]]))
        edits = tuple(InsertRows(position, tuple(rows)) for position, rows in runs)
        return edits[0] if len(edits) == 1 else Many(edits)


class _Comings:
    """Rows that came and went in the course of one edit; a row that did both is named in neither."""

    def __init__(self) -> None:
        self.inserted: dict[RowId, None] = {}
        self.removed: dict[RowId, None] = {}

    def came(self, ids: Iterable[RowId]) -> None:
        self._moved(ids, self.removed, self.inserted)

    def went(self, ids: Iterable[RowId]) -> None:
        self._moved(ids, self.inserted, self.removed)

    @staticmethod
    def _moved(ids: Iterable[RowId], source: dict[RowId, None], target: dict[RowId, None]) -> None:
        for id in ids:
            if id in source:
                del source[id]
            else:
                target[id] = None
