"""Rows and sheets for the tests of what a plan is."""

from collections.abc import Sequence
from datetime import date

import pytest

from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.history import History
from planimport_gui.plan.problems import Code
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.plan.rules import RowRules, Verdict
from planimport_gui.plan.sheet import PlanSheet

TODAY = date(2026, 1, 15)

CLEAN: dict[Field, Cell] = {
    Field.DATE_FROM: date(2026, 2, 1),
    Field.DATE_TO: date(2026, 2, 28),
    Field.SOURCE: "yandex",
    Field.MEDIUM: "cpc",
    Field.CAMPAIGN: "klinika_rsya",
    Field.CONTENT: None,
    Field.KEYWORD: None,
    Field.TYPE: "Площадки",
    Field.NAME: "Клики",
    Field.VALUE: 1000,
}


class Make:
    """Makes rows that are clean but for what a test says."""

    today = TODAY

    def cells(self, **changed: Cell) -> tuple[Cell, ...]:
        """Cells by the names of fields; everything else is clean."""
        assert changed.keys() <= set(FIELDS)
        return tuple(changed.get(field, CLEAN[field]) for field in FIELDS)

    def row(self, id: int, origin: int | None = None, **changed: Cell) -> PlanRow:
        """``origin`` is the row in the file; without one the row counts as typed."""
        return PlanRow(RowId(id), self.cells(**changed), Origin(origin, "J") if origin else None)

    def sheet(self, *rows: PlanRow, history: History | None = None, date_order: DateOrder | None = None) -> PlanSheet:
        return PlanSheet(rows, today=TODAY, history=history or History(), date_order=date_order)

    def judge(self, order: DateOrder | None = None, **changed: Cell) -> Verdict:
        return RowRules(TODAY, order).judge(self.cells(**changed))

    def codes(self, **changed: Cell) -> list[Code]:
        return [problem.code for problem in self.judge(**changed).problems]

    def shared_codes(self, sheet: PlanSheet) -> list[list[str]]:
        """The codes of every row in sheet order."""
        return [[problem.code.value for problem in sheet.verdict(id).problems] for id in sheet.ids]

    def set_up(self, cells: Sequence[dict[str, Cell]]) -> PlanSheet:
        """A sheet of rows 1, 2, 3 … that stand in the file from row 2 on."""
        return self.sheet(*(self.row(at, at + 1, **changed) for at, changed in enumerate(cells, start=1)))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
