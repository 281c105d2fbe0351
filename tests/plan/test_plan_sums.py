"""Rows that equal the sum of the rows above them are told, whatever they are called."""

from plan.conftest import Make

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import DeleteRows, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Severity
from planimport_gui.plan.row import RowId
from planimport_gui.plan.sheet import PlanSheet

TOTAL = Code.PLAN_TOTAL


def sheet(make: Make, *values: Cell, **same: Cell) -> PlanSheet:
    return make.set_up([{"campaign": f"c{at}", "value": value, **same} for at, value in enumerate(values)])


def found(sheet: PlanSheet) -> list[int]:
    return [id for id in sheet.ids if TOTAL in {problem.code for problem in sheet.verdict(id).problems}]


def test_the_sum_of_three_rows_above_looks_like_a_total(make: Make) -> None:
    plan = sheet(make, 10, 20, 30, 60, 5)
    assert found(plan) == [4]
    problem = plan.verdict(RowId(4)).problems[0]
    assert (problem.severity, problem.field, dict(problem.params)) == (Severity.WARNING, Field.VALUE, {"count": 3})
    assert plan.counts.warnings == 1


def test_fewer_rows_other_metrics_and_other_periods_are_none(make: Make) -> None:
    assert found(sheet(make, 10, 20, 30)) == []
    assert found(sheet(make, 0, 0, 10, 10)) == []
    assert found(sheet(make, 10, 20, 30, 59)) == []
    assert found(sheet(make, 5, 5, 5, 15, name="CPC")) == []
    assert (
        found(make.set_up([{"campaign": str(at), "value": 10} for at in range(3)] + [{"value": 30, "name": "Показы"}]))
        == []
    )


def test_totals_of_parts_and_the_whole(make: Make) -> None:
    assert found(sheet(make, 1, 2, 3, 6, 4, 5, 6, 15, 21)) == [4, 8, 9]


def test_edits_are_followed(make: Make) -> None:
    plan = sheet(make, 10, 20, 30, 61)
    assert found(plan) == []
    change = plan.apply(SetCells(((RowId(1), Field.VALUE, 11),)))
    assert (found(plan), set(change.touched)) == ([4], {1, 4})
    assert plan.counts.warnings == 1
    back = plan.apply(change.inverse)
    assert (found(plan), set(back.touched)) == ([], {1, 4})
    plan.apply(SetCells(((RowId(4), Field.VALUE, "60"),)))
    assert found(plan) == [4]
    gone = plan.apply(DeleteRows((RowId(2),)))
    assert found(plan) == []
    plan.apply(gone.inverse)
    assert found(plan) == [4]
    plan.apply(SetCells(((RowId(4), Field.NAME, "Показы"),)))
    assert (found(plan), plan.counts.warnings) == ([], 0)
