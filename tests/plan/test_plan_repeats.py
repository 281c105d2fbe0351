"""Rules about a row and the others, and about what was sent before."""

from datetime import date
from typing import Protocol

import pytest

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.edits import DeleteRows, InsertRows, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.history import History, SentItem
from planimport_gui.plan.problems import Code, Param, Problem, Severity
from planimport_gui.plan.repeats import Before, sent_before
from planimport_gui.plan.row import Added, PlanRow, RowId
from planimport_gui.plan.rules import Verdict
from planimport_gui.plan.sheet import PlanSheet


class Make(Protocol):
    def row(self, id: int, origin: int | None = None, **changed: Cell) -> PlanRow: ...
    def sheet(self, *rows: PlanRow, history: History | None = None) -> PlanSheet: ...
    def judge(self, **changed: Cell) -> Verdict: ...
    def shared_codes(self, sheet: PlanSheet) -> list[list[str]]: ...
    def set_up(self, cells: list[dict[str, Cell]]) -> PlanSheet: ...


DUPLICATE, OVERLAP, SENT, MONTH = "plan.duplicate", "plan.overlap", "plan.sent", "plan.month"
SENT_ON = date(2026, 1, 10)


def problem(sheet: PlanSheet, id: int, code: Code) -> Problem:
    (found,) = [found for found in sheet.verdict(RowId(id)).problems if found.code is code]
    return found


def params(sheet: PlanSheet, id: int, code: Code) -> dict[str, Param]:
    return dict(problem(sheet, id, code).params)


def history_of(make: Make, *values: int, imported: bool = True, **changed: Cell) -> History:
    item = make.judge(**changed).item
    assert item is not None
    return History({item.key: tuple(SentItem(7, SENT_ON, value, imported) for value in values)})


def test_the_first_of_equal_plans_is_sent(make: Make) -> None:
    sheet = make.set_up([{}, {}, {"value": 5}, {"campaign": "other"}])
    assert make.shared_codes(sheet) == [[], [DUPLICATE], [DUPLICATE], []]
    assert params(sheet, 2, Code.PLAN_DUPLICATE) == {"rows": (2, 4), "count": 2, "differs": 0}
    assert params(sheet, 3, Code.PLAN_DUPLICATE) == {"rows": (2, 3), "count": 2, "differs": 1}
    assert problem(sheet, 2, Code.PLAN_DUPLICATE).severity is Severity.REPEAT
    assert [ready.id for ready in sheet.sendable()] == [1, 4]
    assert [ready.id for ready in sheet.sendable(repeats=True)] == [1, 2, 3, 4]


def test_any_other_key_is_no_duplicate(make: Make) -> None:
    changes: list[dict[str, Cell]] = [
        {}, {"dateTo": date(2026, 2, 27)}, {"source": "google"}, {"medium": "cpm"}, {"campaign": "x"},
        {"content": "x"}, {"keyword": "x"}, {"name": "Показы"}, {"type": "Цели", "name": "Заявка"},
    ]  # fmt: skip
    assert all(DUPLICATE not in codes for codes in make.shared_codes(make.set_up(changes)))


def test_keys_are_what_is_sent_not_how_it_is_written(make: Make) -> None:
    sheet = make.set_up([{"content": 3, "dateFrom": "01.02.2026"}, {"content": 3.0}, {"content": "3", "keyword": ""}])
    assert make.shared_codes(sheet) == [[], [DUPLICATE], [DUPLICATE]]


def test_rows_with_errors_take_no_part(make: Make) -> None:
    sheet = make.set_up([{"value": None}, {}, {}])
    assert make.shared_codes(sheet) == [["value.missing"], [], [DUPLICATE]]
    sheet.apply(SetCells(((RowId(1), Field.VALUE, "10"),)))
    assert make.shared_codes(sheet) == [[], [DUPLICATE], [DUPLICATE]]


def test_overlapping_periods_are_told_to_both(make: Make) -> None:
    half: dict[str, Cell] = {"dateTo": date(2026, 2, 14)}
    other: dict[str, Cell] = {"dateFrom": date(2026, 2, 15)}
    sheet = make.set_up([{}, half, other, {"campaign": "x"}])
    assert make.shared_codes(sheet) == [[OVERLAP], [OVERLAP], [OVERLAP], []]
    assert params(sheet, 1, Code.PLAN_OVERLAP) == {"rows": (3, 4), "count": 2}
    assert params(sheet, 2, Code.PLAN_OVERLAP) == {"rows": (2,), "count": 1}
    assert problem(sheet, 1, Code.PLAN_OVERLAP).severity is Severity.WARNING
    assert len(sheet.sendable()) == 4


def test_a_new_value_of_the_first_is_news_to_its_duplicates(make: Make) -> None:
    sheet = make.set_up([{}, {}, {}, {"dateTo": date(2026, 2, 5)}])
    change = sheet.apply(SetCells(((RowId(1), Field.VALUE, 7),)))
    assert change.touched == {1, 2, 3}
    assert params(sheet, 3, Code.PLAN_DUPLICATE)["differs"] == 1
    assert sheet.apply(SetCells(((RowId(2), Field.VALUE, 8),))).touched == {2}


def test_neighbouring_periods_do_not_overlap(make: Make) -> None:
    sheet = make.set_up([{"dateTo": date(2026, 2, 14)}, {"dateFrom": date(2026, 2, 15)}])
    assert make.shared_codes(sheet) == [[], []]


def test_at_most_five_others_are_named(make: Make) -> None:
    sheet = make.set_up([{}] * 8 + [{"dateTo": date(2026, 2, 1)}])
    assert params(sheet, 8, Code.PLAN_DUPLICATE) == {"rows": (2, 3, 4, 5, 6), "count": 7, "differs": 0}
    assert params(sheet, 2, Code.PLAN_DUPLICATE) == {"rows": (2, 4, 5, 6, 7), "count": 7, "differs": 0}
    assert params(sheet, 9, Code.PLAN_OVERLAP) == {"rows": (2, 3, 4, 5, 6), "count": 8}


def test_typed_rows_are_named_by_their_place(make: Make) -> None:
    sheet = make.sheet(make.row(10), make.row(11), make.row(12))
    assert params(sheet, 12, Code.PLAN_DUPLICATE)["rows"] == (1, 2)
    change = sheet.apply(InsertRows(0, (make.row(20, campaign="x"),)))
    assert params(sheet, 12, Code.PLAN_DUPLICATE)["rows"] == (2, 3)
    assert {11, 12} <= change.touched


def test_rows_added_to_a_file_are_named_by_the_one_above(make: Make) -> None:
    sheet = make.sheet(make.row(10, origin=40), make.row(11, origin=41))
    sheet.apply(InsertRows(1, (make.row(20), make.row(21))))
    sheet.apply(InsertRows(0, (make.row(22),)))
    assert [str(sheet.number(id)) for id in sheet.ids] == ["39+", "40", "40+", "40+", "41"]
    assert isinstance(sheet.number(RowId(20)), Added)
    sheet.apply(DeleteRows((RowId(10),)))
    assert [str(sheet.number(id)) for id in sheet.ids] == ["40+", "40+", "40+", "41"]


def test_what_was_sent_is_a_repeat(make: Make) -> None:
    sheet = make.sheet(make.row(1, 2), make.row(2, 3, campaign="x"), history=history_of(make, 1000))
    assert make.shared_codes(sheet) == [[SENT], []]
    expected = {"run": 7, "date": "10.01.2026", "value": 1000, "imported": 1, "doubt": 0, "differs": 0, "money": 0}
    assert params(sheet, 1, Code.PLAN_SENT) == expected
    assert [ready.id for ready in sheet.sendable()] == [2]


def test_another_value_was_sent_and_is_still_a_repeat(make: Make) -> None:
    sheet = make.sheet(make.row(1, 2), history=history_of(make, 900, imported=False))
    assert params(sheet, 1, Code.PLAN_SENT) == {
        "run": 7, "date": "10.01.2026", "value": 900, "imported": 0, "doubt": 0, "differs": 1, "money": 0,
    }  # fmt: skip


def test_as_many_rows_were_sent_as_the_history_holds(make: Make) -> None:
    rows = [make.row(id, id + 1) for id in range(1, 5)]
    sheet = make.sheet(*rows, history=history_of(make, 1000, 1000))
    assert make.shared_codes(sheet) == [[SENT], [SENT], [DUPLICATE], [DUPLICATE]]
    assert sheet.sendable() == ()


def test_one_sent_copy_covers_one_row_and_the_rest_are_duplicates(make: Make) -> None:
    sheet = make.sheet(make.row(1, 2), make.row(2, 3), history=history_of(make, 1000))
    assert make.shared_codes(sheet) == [[SENT], [DUPLICATE]]
    sheet.apply(DeleteRows((RowId(1),)))
    assert make.shared_codes(sheet) == [[SENT]]


def test_a_month_that_has_sums_says_what_it_becomes(make: Make) -> None:
    history = History(sums={("Площадки", "Клики", 2026, 2): 600})
    sheet = make.sheet(
        make.row(1, 2), make.row(2, 3, campaign="x", value=5), make.row(3, 4, name="Показы"),
        make.row(4, 5, dateFrom=date(2026, 3, 1), dateTo=date(2026, 3, 1)), make.row(5, 6), history=history,
    )  # fmt: skip
    assert make.shared_codes(sheet) == [[MONTH], [MONTH], [], [], [DUPLICATE]]
    assert params(sheet, 1, Code.PLAN_MONTH) == {
        "already": 600, "becomes": 1605, "month": "02.2026", "open": 0, "money": 0,
    }  # fmt: skip
    change = sheet.apply(SetCells(((RowId(2), Field.VALUE, 10),)))
    assert change.touched == {1, 2}
    assert params(sheet, 1, Code.PLAN_MONTH)["becomes"] == 1610
    sheet.apply(DeleteRows((RowId(1),)))
    assert make.shared_codes(sheet) == [[MONTH], [], [], [MONTH]]
    assert params(sheet, 5, Code.PLAN_MONTH)["becomes"] == 1610


def test_a_month_in_work_or_in_doubt_is_told_as_such(make: Make) -> None:
    key = ("Площадки", "Бюджет", 2026, 2)
    sheet = make.sheet(make.row(1, 2, name="Бюджет"), history=History(sums={key: 600}, open={key: 1}))
    assert params(sheet, 1, Code.PLAN_MONTH)["open"] == 1
    assert params(sheet, 1, Code.PLAN_MONTH)["money"] == 1


@pytest.mark.parametrize(("imported", "doubt", "value", "before"), [
    (True, False, 1000, Before.IMPORTED), (False, False, 1000, Before.IN_WORK), (False, True, 1000, Before.DOUBT),
    (True, False, 900, None),
])  # fmt: skip
def test_what_became_of_a_sent_row(make: Make, imported: bool, doubt: bool, value: int, before: Before | None) -> None:
    item = make.judge().item
    assert item is not None
    history = History({item.key: (SentItem(7, SENT_ON, value, imported, doubt),)})
    sheet = make.sheet(make.row(1, 2), history=history)
    assert sent_before(sheet.verdict(RowId(1)).problems) is before


def test_rates_have_no_month_sums(make: Make) -> None:
    history = History(sums={("Площадки", "CPC", 2026, 2): 24, ("Сделки и ROI", "Средний чек", 2026, 2): 5000})
    cells: list[dict[str, Cell]] = [{"name": "CPC"}, {"type": "Сделки и ROI", "name": "Средний чек"}]
    rows = [make.row(at, at + 1, **changed) for at, changed in enumerate(cells, start=1)]
    assert make.shared_codes(make.sheet(*rows, history=history)) == [[], []]


def test_another_project_is_chosen(make: Make) -> None:
    sheet = make.sheet(make.row(1, 2), make.row(2, 3, campaign="x"), make.row(3, 4, name="Показы"))
    assert sheet.set_history(history_of(make, 1000)) == {1}
    assert make.shared_codes(sheet) == [[SENT], [], []]
    assert sheet.set_history(History(sums={("Площадки", "Показы", 2026, 2): 1})) == {1, 3}
    assert make.shared_codes(sheet) == [[], [], [MONTH]]
    assert sheet.set_history(History()) == {3}
    assert make.shared_codes(sheet) == [[], [], []]
    assert sheet.counts.ready == 3
