"""Edits that mend a sheet, and undo. The commands themselves are in ``commands`` and given again here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal

from planimport_gui.plan import metrics
from planimport_gui.plan.answers import Change
from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import AnswerDates, DeleteRows, Edit, InsertRows, Many, SetCells
from planimport_gui.plan.fields import DATES, POSITION, Field
from planimport_gui.plan.numbers import rounded
from planimport_gui.plan.periods import read_day
from planimport_gui.plan.problems import Code, Fix, Problem
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.plan.shown import shown_text
from planimport_gui.plan.typos import canonical
from planimport_gui.plan.value_rules import exact_value

__all__ = [
    "AnswerDates", "DeleteRows", "Edit", "EditLog", "InsertRows", "Many", "Rounding", "SetCells",
    "fix_alike", "fix_certain", "fix_edit", "round_values",
]  # fmt: skip

_ROUNDS = 5
"""A fix can uncover another problem with a fix, such as a known name of another type; never this often."""


def fix_edit(sheet: PlanSheet, id: RowId, problem: Problem) -> SetCells:
    """Carry out the fix of one row's problem; sets nothing where it has none."""
    return _fixes([id], problem.fix)


def fix_alike(sheet: PlanSheet, id: RowId, problem: Problem) -> SetCells:
    """Carry out the same fix in every row with the same code, field and wrong text for which it is proposed."""
    return _fixes(sheet.fixed_alike(id, problem), problem.fix)


def fix_certain(sheet: PlanSheet, ids: Iterable[RowId] | None = None) -> SetCells:
    """Carry out every certain fix, and those that only show after it; only in rows of ``ids`` where it is given."""
    changes: list[tuple[RowId, Field, Cell]] = []
    for id in sheet.with_certain_fix() if ids is None else ids:
        before = sheet.row(id).cells
        after = _mended(sheet, before)
        changes += [(id, field, after[at]) for field, at in POSITION.items() if after[at] is not before[at]]
    return SetCells(tuple(changes))


def round_values(sheet: PlanSheet) -> SetCells:
    """Round every fractional value so that for each metric the sum is the rounded sum (largest remainder).

    Rates have no sum: each is rounded by itself, halves away from zero.
    """
    rounding = Rounding()
    for id in sheet.with_code(Code.VALUE_FRACTION):
        rounding.add(sheet.row(id))
    return SetCells(tuple((id, Field.VALUE, number) for numbers in rounding.numbers() for id, number in numbers))


class Rounding:
    """What ``round_values`` does, for those who cannot do it all at once."""

    def __init__(self) -> None:
        self._columns: dict[str, list[tuple[RowId, int, float]]] = defaultdict(list)
        self._sums: defaultdict[str, Decimal] = defaultdict(Decimal)

    def add(self, row: PlanRow) -> None:
        """Take a row with a fraction, in sheet order."""
        value = exact_value(row[Field.VALUE])
        if value is None:
            return
        name = canonical(shown_text(row[Field.NAME]) or "")
        if name in _RATES:
            self._columns[name].append((row.id, rounded(value), 0.0))
            self._sums[name] += rounded(value)
            return
        floor = int(value.to_integral_value(ROUND_FLOOR))
        self._columns[name].append((row.id, floor, float(value - floor)))
        self._sums[name] += value

    def numbers(self) -> Iterator[list[tuple[RowId, int]]]:
        """The whole numbers of the rows taken, metric by metric.

        All are rounded down, then what is missing goes to the largest remainders, the first in the sheet where equal.
        """
        for name, values in self._columns.items():
            missing = rounded(self._sums[name]) - sum(floor for _, floor, _ in values)
            by_remainder = sorted(values, key=lambda entry: -entry[2])
            raised = {id for id, _, _ in by_remainder[:missing]}
            yield [(id, floor + (id in raised)) for id, floor, _ in values]


_RATES = frozenset(canonical(name) for name in metrics.NAMES if metrics.is_rate(name))


class EditLog:
    """Carries out edits on a sheet and takes them back, newest first."""

    def __init__(self, sheet: PlanSheet) -> None:
        self._sheet = sheet
        self._undo: list[Edit] = []
        self._redo: list[Edit] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def apply(self, edit: Edit) -> Change:
        """Carry out an edit; what was undone before it is forgotten. Raises as ``PlanSheet.apply``."""
        change = self._sheet.apply(edit)
        self._undo.append(change.inverse)
        self._redo.clear()
        return change

    def undo(self) -> Change | None:
        """Take back the last edit; ``None`` where there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Carry out again what was taken back last; ``None`` where there is nothing."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[Edit], target: list[Edit]) -> Change | None:
        if not source:
            return None
        change = self._sheet.apply(source.pop())
        target.append(change.inverse)
        return change


def _fixes(ids: Iterable[RowId], fix: Fix | None) -> SetCells:
    return SetCells(tuple((id, fix.field, _cell(fix)) for id in ids) if fix else ())


def _cell(fix: Fix) -> Cell:
    """The cell a fix puts in: a day or a whole number where the field holds such, else its text, or nothing."""
    if fix.field in DATES:
        return read_day(fix.text) or fix.text
    return int(fix.text) if fix.field is Field.VALUE else fix.text or None


def _mended(sheet: PlanSheet, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    for _ in range(_ROUNDS):
        fixes = [problem.fix for problem in sheet.judge(cells) if problem.fix and problem.fix.certain]
        if not fixes:
            break
        mended = list(cells)
        for fix in fixes:
            mended[POSITION[fix.field]] = _cell(fix)
        cells = tuple(mended)
    return cells
