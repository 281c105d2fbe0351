"""Fixes: one, all alike, all certain; and rounding that keeps sums."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.edits import SetCells, fix_alike, fix_certain, fix_edit, round_values
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet


class Make(Protocol):
    def row(self, id: int, origin: int | None = None, **changed: Cell) -> PlanRow: ...
    def set_up(self, cells: list[dict[str, Cell]]) -> PlanSheet: ...


def values(sheet: PlanSheet) -> list[Cell]:
    return [sheet.row(id)[Field.VALUE] for id in sheet.ids]


def first_problem(sheet: PlanSheet, id: int) -> Problem:
    return sheet.verdict(RowId(id)).problems[0]


@pytest.mark.parametrize(
    ("cells", "field", "after"),
    [
        ({"name": "СРС"}, Field.NAME, "CPC"),
        ({"type": None}, Field.TYPE, "Площадки"),
        ({"value": "75 т.р."}, Field.VALUE, 75000),
        ({"value": 145454.545}, Field.VALUE, 145455),
        ({"dateTo": None}, Field.DATE_TO, date(2026, 2, 1)),
        ({"campaign": " a "}, Field.CAMPAIGN, "a"),
        ({"campaign": "—"}, Field.CAMPAIGN, None),
        ({"dateFrom": "Февраль 2026"}, Field.DATE_FROM, date(2026, 2, 1)),
    ],
)
def test_a_fix_mends_its_row(make: Make, cells: dict[str, Cell], field: Field, after: Cell) -> None:
    sheet = make.set_up([cells])
    problem = first_problem(sheet, 1)
    change = sheet.apply(fix_edit(sheet, RowId(1), problem))
    assert sheet.row(RowId(1))[field] == after
    assert sheet.verdict(RowId(1)).problems == ()
    sheet.apply(change.inverse)
    assert first_problem(sheet, 1) == problem


def test_a_problem_without_a_fix_sets_nothing(make: Make) -> None:
    sheet = make.set_up([{"value": "12%"}])
    assert fix_edit(sheet, RowId(1), first_problem(sheet, 1)) == SetCells(())
    assert fix_alike(sheet, RowId(1), first_problem(sheet, 1)) == SetCells(())


def test_the_same_wrong_value_is_mended_in_every_row(make: Make) -> None:
    sheet = make.set_up(
        [{"name": "Клкии"}, {"name": "Клкии", "campaign": "x"}, {"name": "Показ"}, {"campaign": "Клкии"}]
    )
    change = sheet.apply(fix_alike(sheet, RowId(1), first_problem(sheet, 1)))
    assert change.touched == {1, 2}
    assert [sheet.row(id)[Field.NAME] for id in sheet.ids] == ["Клики", "Клики", "Показ", "Клики"]


def test_alike_rows_with_another_fix_are_left_alone(make: Make) -> None:
    sheet = make.set_up([{"type": None}, {"type": None, "name": "Все лиды"}])
    problem = first_problem(sheet, 1)
    assert sheet.alike(RowId(1), problem) == (1, 2)
    sheet.apply(fix_alike(sheet, RowId(1), problem))
    assert [sheet.row(id)[Field.TYPE] for id in sheet.ids] == ["Площадки", None]


def test_everything_certain_is_mended_at_once(make: Make) -> None:
    sheet = make.set_up(
        [
            {"name": "СРС", "type": None, "campaign": "a  b", "value": "75 т.р."},
            {"name": "все лиды ", "campaign": "c"},
            {"name": "Клкии", "campaign": "d"},
            {"value": 1.5, "campaign": "e"},
            {"dateTo": None, "campaign": "f"},
            {"campaign": "g"},
        ]
    )
    change = sheet.apply(fix_certain(sheet))
    assert change.touched == {1, 2}
    assert sheet.row(RowId(1)).cells[4:] == ("a b", None, None, "Площадки", "CPC", 75000)
    assert sheet.row(RowId(2)).cells[7:9] == ("Лиды", "Все лиды")
    assert [first_problem(sheet, id).code for id in (3, 4, 5)] == [
        Code.NAME_UNKNOWN, Code.VALUE_FRACTION, Code.DATE_MISSING,
    ]  # fmt: skip
    assert fix_certain(sheet) == SetCells(())


def test_a_goal_named_like_a_metric_is_never_mended_unasked(make: Make) -> None:
    sheet = make.set_up([{"type": "Цели", "name": "все лиды"}])
    assert fix_certain(sheet) == SetCells(())


def test_rounding_keeps_the_sum_of_each_metric(make: Make) -> None:
    sheet = make.set_up(
        [
            {"value": 33.4},
            {"value": "33,4", "campaign": "b"},
            {"value": 33.2, "campaign": "c"},
            {"value": 10, "campaign": "d"},
            {"value": 0.5, "name": "Показы"},
            {"value": "12%", "campaign": "e"},
        ]
    )
    change = sheet.apply(round_values(sheet))
    assert values(sheet) == [34, 33, 33, 10, 1, "12%"]
    assert change.touched == {1, 2, 3, 5}


def test_rates_are_rounded_one_by_one(make: Make) -> None:
    sheet = make.set_up([{"name": "CPC", "value": 24.5, "campaign": name} for name in "abc"])
    sheet.apply(round_values(sheet))
    assert values(sheet) == [25, 25, 25]


@given(st.lists(st.integers(-(10**8), 10**9).map(lambda cents: cents / 100), min_size=1, max_size=30))
def test_rounded_values_add_up_to_the_rounded_sum(make: Make, amounts: list[float]) -> None:
    sheet = make.set_up([{"value": amount, "campaign": f"{at}"} for at, amount in enumerate(amounts)])
    exact = sum((Decimal(repr(amount)) for amount in amounts if not amount.is_integer()), Decimal())
    wholes = sum(int(amount) for amount in amounts if amount.is_integer())
    sheet.apply(round_values(sheet))
    assert sum(ready.item.value for ready in sheet.sendable()) == wholes + exact.to_integral_value(ROUND_HALF_UP)
    assert sheet.counts.errors == 0
    for ready, amount in zip(sheet.sendable(), amounts, strict=True):
        assert abs(ready.item.value - Decimal(repr(amount))) < 1
