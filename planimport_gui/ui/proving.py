"""Whether what reaches Calltouch from a sheet adds up to the sheet's own totals row."""

from planimport_gui.facts.reading import SheetReading, SheetTotal
from planimport_gui.plan.fields import Field
from planimport_gui.plan.numbers import rounded
from planimport_gui.plan.proof import ALL, NEAR, Sums, metric_of
from planimport_gui.plan.row import PlanRow
from planimport_gui.plan.value_rules import exact_value
from planimport_gui.ui.states import TotalProof

_MOST = 3
"""Rows that are named where sums differ; more explain nothing."""


class Proving:
    """Takes every row of the open plan, then compares. Rows that go count, and those that are there already.

    The ids of rows that were read count from 1 in sheet order, later ones are of rows that were added.
    """

    def __init__(self, reading: SheetReading) -> None:
        self._totals = reading.totals
        self._read = reading.rows
        self._sums = Sums()
        self._odd: dict[str, list[int]] = {ALL: []}
        self._kept = 0
        self._before = False

    def add(self, row: PlanRow, number: int, *, goes: bool, before: bool) -> None:
        """``number`` is that of the row in the file. ``before``: it does not go, since it was imported before."""
        read = self._read[row.id - 1] if row.id <= len(self._read) else None
        self._kept += read is not None
        self._before |= before
        metric = self._sums.add(row[Field.NAME], row[Field.VALUE] if goes or before else None)
        if read is not None and (not (goes or before) or _differs(row, read)):
            for scope in {ALL, metric, metric_of(read[Field.NAME])}:
                self._odd.setdefault(scope, []).append(number)

    def proofs(self) -> tuple[TotalProof, ...]:
        """One for every metric with a total that means it beyond doubt."""
        found: dict[str, TotalProof] = {}
        for total in self._totals:
            scope = self._scope(total)
            if scope is not None and scope not in found:
                found[scope] = self._proof(total, scope)
        return tuple(found.values())

    def _scope(self, total: SheetTotal) -> str | None:
        """What the total is of: as it was when the sheet was read, unless only another sum agrees with it now."""
        agreeing = self._sums.summed(total.value)
        known = total.scope if total.scope is not None and total.scope in self._sums else None
        if known is not None and (agreeing is None or not self._sums.missing(known, total.value)):
            return known
        return agreeing

    def _proof(self, total: SheetTotal, scope: str) -> TotalProof:
        missing = rounded(self._sums.missing(scope, total.value))
        rows = tuple(sorted(self._odd.get(scope, ()))) if missing else ()
        named = rows if self._kept == len(self._read) and len(rows) <= _MOST else ()
        metric = "" if scope == ALL else scope
        cell = f"{total.column}{total.row}"
        return TotalProof(metric, cell, rounded(total.value), missing, named, self._before)


def _differs(row: PlanRow, read: PlanRow) -> bool:
    """Whether the row adds something else than it did when it was read."""
    if row.cells is read.cells:
        return False
    now, then = exact_value(row[Field.VALUE]), exact_value(read[Field.VALUE])
    same = now == then if now is None or then is None else abs(now - then) < NEAR
    return not same or metric_of(row[Field.NAME]) != metric_of(read[Field.NAME])
