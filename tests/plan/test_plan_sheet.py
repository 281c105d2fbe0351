"""A sheet as a whole: counts, edits, their inverses, and what they touch."""

from datetime import date
from typing import Protocol

import pytest

from planimport_gui.plan.causes import Remedy
from planimport_gui.plan.cells import Cell, DateOrder, SlashDate
from planimport_gui.plan.edits import AnswerDates, DeleteRows, EditLog, InsertRows, Many, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Severity
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.plan.sheet import Counts, PlanSheet
from planimport_gui.plan.totals import month_sums


class Make(Protocol):
    def row(self, id: int, origin: int | None = None, **changed: Cell) -> PlanRow: ...
    def sheet(self, *rows: PlanRow, date_order: DateOrder | None = None) -> PlanSheet: ...
    def shared_codes(self, sheet: PlanSheet) -> list[list[str]]: ...
    def set_up(self, cells: list[dict[str, Cell]]) -> PlanSheet: ...


def campaigns(sheet: PlanSheet) -> list[Cell]:
    return [sheet.row(id)[Field.CAMPAIGN] for id in sheet.ids]


@pytest.fixture
def letters(make: Make) -> PlanSheet:
    return make.set_up([{"campaign": letter} for letter in "abcdef"])


def test_counts_name_each_row_once_by_its_worst(make: Make) -> None:
    sheet = make.set_up([{}, {}, {"value": 0, "campaign": "x"}, {"value": None, "campaign": "a "}, {"campaign": "y"}])
    assert sheet.counts == Counts(rows=5, errors=1, repeats=1, warnings=1, ready=2)
    assert [sheet.severity(id) for id in sheet.ids] == [
        None, Severity.REPEAT, Severity.WARNING, Severity.ERROR, None,
    ]  # fmt: skip


def test_an_empty_sheet(make: Make) -> None:
    sheet = make.sheet()
    assert (len(sheet), sheet.ids, sheet.sendable(), sheet.causes()) == (0, (), (), ())
    assert sheet.counts == Counts(0, 0, 0, 0, 0)
    sheet.apply(InsertRows(0, (make.row(sheet.new_id()),)))
    assert sheet.counts.ready == 1


def test_what_is_sent_comes_in_sheet_order_with_its_origin(make: Make) -> None:
    sheet = make.sheet(make.row(9, 4, campaign="z"), make.row(3, 5, campaign="a"))
    first, second = sheet.sendable()
    assert (first.id, first.item.campaign, first.origin) == (9, "z", Origin(4, "J"))
    assert second.id == 3


def test_two_rows_with_one_id_are_refused(make: Make) -> None:
    with pytest.raises(ValueError, match="one id"):
        make.sheet(make.row(1), make.row(1))


def test_setting_a_cell_touches_its_row(letters: PlanSheet) -> None:
    change = letters.apply(SetCells(((RowId(2), Field.VALUE, "12%"),)))
    assert change.touched == {2}
    assert letters.counts.errors == 1
    assert change.inverse == SetCells(((RowId(2), Field.VALUE, 1000),))
    assert letters.apply(change.inverse).touched == {2}
    assert letters.counts.ready == 6


def test_a_cell_set_twice_in_one_edit_is_restored_to_the_first(letters: PlanSheet) -> None:
    change = letters.apply(SetCells(((RowId(2), Field.CAMPAIGN, "x"), (RowId(2), Field.CAMPAIGN, "y"))))
    assert campaigns(letters)[1] == "y"
    letters.apply(change.inverse)
    assert campaigns(letters)[1] == "b"


def test_rows_come_and_go_and_come_back(make: Make, letters: PlanSheet) -> None:
    inserted = letters.apply(InsertRows(2, (make.row(20, campaign="x"), make.row(21, campaign="y"))))
    assert inserted.inserted == (20, 21)
    assert campaigns(letters) == list("abxycdef")
    deleted = letters.apply(DeleteRows((RowId(20), RowId(1), RowId(6))))
    assert set(deleted.removed) == {1, 6, 20}
    assert campaigns(letters) == list("bycde")
    letters.apply(deleted.inverse)
    assert campaigns(letters) == list("abxycdef")
    letters.apply(inserted.inverse)
    assert campaigns(letters) == list("abcdef")
    assert [letters.position(id) for id in letters.ids] == list(range(6))
    assert [letters.id_at(at) for at in range(6)] == list(letters.ids)


def test_many_edits_are_one(make: Make, letters: PlanSheet) -> None:
    edit = Many(
        (
            InsertRows(0, (make.row(20, campaign="a"),)),
            SetCells(((RowId(20), Field.VALUE, 7),)),
            DeleteRows((RowId(3),)),
            InsertRows(6, (make.row(21, campaign="z"),)),
            DeleteRows((RowId(21),)),
        )
    )
    change = letters.apply(edit)
    assert (change.inserted, change.removed) == ((20,), (3,))
    assert change.touched == {20, 1}
    assert make_codes(letters, 1) == [Code.PLAN_DUPLICATE]
    letters.apply(change.inverse)
    assert campaigns(letters) == list("abcdef")
    assert letters.counts.ready == 6


def make_codes(sheet: PlanSheet, id: int) -> list[Code]:
    return [problem.code for problem in sheet.verdict(RowId(id)).problems]


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (SetCells(((RowId(1), Field.VALUE, 5), (RowId(99), Field.VALUE, 5))), KeyError),
        (DeleteRows((RowId(1), RowId(99))), KeyError),
        (InsertRows(7, ()), ValueError),
        (InsertRows(-1, ()), ValueError),
        (Many((SetCells(((RowId(1), Field.VALUE, 5),)), DeleteRows((RowId(2),)), DeleteRows((RowId(2),)))), KeyError),
    ],
)
def test_an_edit_that_cannot_be_done_changes_nothing(
    letters: PlanSheet, edit: SetCells, error: type[Exception]
) -> None:
    before = [letters.row(id) for id in letters.ids]
    with pytest.raises(error):
        letters.apply(edit)
    assert [letters.row(id) for id in letters.ids] == before
    assert letters.counts == Counts(6, 0, 0, 0, 6)


def test_known_ids_cannot_be_inserted_again(make: Make, letters: PlanSheet) -> None:
    for rows in ((make.row(1),), (make.row(50), make.row(50))):
        with pytest.raises(ValueError, match="not new"):
            letters.apply(InsertRows(0, rows))
    assert letters.new_id() not in letters.ids
    assert letters.new_id() != letters.new_id()


def test_ids_are_never_given_twice(make: Make, letters: PlanSheet) -> None:
    letters.apply(InsertRows(0, (make.row(70),)))
    letters.apply(DeleteRows((RowId(70),)))
    assert letters.new_id() > 70


def test_unknown_rows_raise_key_error(letters: PlanSheet) -> None:
    for ask in (letters.row, letters.verdict, letters.position, letters.severity, letters.number):
        with pytest.raises(KeyError):
            ask(RowId(99))


def test_dates_are_answered_for_the_whole_sheet(make: Make) -> None:
    sheet = make.set_up(
        [
            {"dateFrom": SlashDate("03/04/2026"), "dateTo": SlashDate("05/06/2026")},
            {"dateFrom": "03/04/2026", "dateTo": date(2026, 12, 1), "campaign": "x"},
            {"dateTo": "12/31/2026", "campaign": "y"},
        ]
    )
    assert sheet.counts.errors == 2
    change = sheet.apply(AnswerDates(DateOrder.DAY_FIRST))
    assert change.touched == {1, 2}
    assert sheet.row(RowId(1)).cells[:2] == (date(2026, 4, 3), date(2026, 6, 5))
    assert sheet.row(RowId(2)).cells[0] == date(2026, 4, 3)
    assert sheet.counts.errors == 0
    sheet.apply(change.inverse)
    assert sheet.counts.errors == 2
    sheet.apply(AnswerDates(DateOrder.MONTH_FIRST))
    assert sheet.row(RowId(1)).cells[:2] == (date(2026, 3, 4), date(2026, 5, 6))


def test_an_order_known_beforehand_needs_no_answer(make: Make) -> None:
    row = make.row(1, dateFrom=SlashDate("03/02/2026"))
    (ready,) = make.sheet(row, date_order=DateOrder.DAY_FIRST).sendable()
    assert ready.item.date_from == date(2026, 2, 3)


def test_alike_are_rows_with_the_same_wrong_text(make: Make) -> None:
    sheet = make.set_up([{"name": "Клкии"}, {}, {"name": "Клкии", "campaign": "x"}, {"name": "Показ"}])
    problem = sheet.verdict(RowId(3)).problems[0]
    assert sheet.alike(RowId(3), problem) == (1, 3)
    sheet.apply(SetCells(((RowId(1), Field.NAME, "Клики"),)))
    assert sheet.alike(RowId(3), problem) == (3,)


def test_causes_come_with_the_certain_first(make: Make) -> None:
    sheet = make.set_up(
        [
            {"value": "12%"},
            {"value": "12%", "campaign": "b"},
            {"value": "много", "campaign": "c"},
            {"name": "СРС", "campaign": "d"},
            {"value": 0, "campaign": "e"},
        ]
    )
    causes = [(group.problem.code, group.problem.found, group.rows) for group in sheet.causes()]
    assert causes == [
        (Code.NAME_UNKNOWN, "СРС", 1),
        (Code.VALUE_PERCENT, "12%", 2),
        (Code.VALUE_INVALID, "много", 1),
        (Code.VALUE_ZERO, "0", 1),
    ]
    sheet.apply(DeleteRows((RowId(2), RowId(4))))
    assert [(group.problem.code, group.row, group.rows) for group in sheet.causes()] == [
        (Code.VALUE_PERCENT, 1, 1),
        (Code.VALUE_INVALID, 3, 1),
        (Code.VALUE_ZERO, 5, 1),
    ]


def test_fractions_and_open_dates_are_one_cause_each(make: Make) -> None:
    sheet = make.set_up(
        [
            {"value": 1.5},
            {"value": 2.5, "campaign": "b"},
            {"dateFrom": SlashDate("03/04/2026"), "dateTo": SlashDate("05/04/2026"), "campaign": "c"},
            {"dateFrom": SlashDate("06/04/2026"), "campaign": "d"},
        ]
    )
    assert [(group.problem.code, group.rows) for group in sheet.causes()] == [
        (Code.VALUE_FRACTION, 2),
        (Code.DATE_AMBIGUOUS, 2),
    ]
    fractions, dates = sheet.causes()
    assert sheet.of_cause(fractions.row, fractions.problem) == (1, 2)
    assert sheet.of_cause(dates.row, dates.problem) == (3, 4)
    assert sheet.alike(RowId(1), fractions.problem) == (1,)
    assert {remedy: sheet.needing(remedy) for remedy in Remedy} == {Remedy.PRESS: 0, Remedy.WORD: 4, Remedy.HAND: 0}


def test_repeats_are_no_causes(make: Make) -> None:
    sheet = make.set_up([{}, {}])
    assert (sheet.counts.repeats, sheet.causes(), sheet.cause_count) == (1, (), 0)
    assert sheet.with_code(Code.PLAN_DUPLICATE) == (2,)


def test_the_first_causes_and_how_many_there_are(make: Make) -> None:
    sheet = make.set_up([{"value": f"x{n}", "campaign": f"c{n}"} for n in range(300)])
    assert ([group.row for group in sheet.causes(3)], sheet.cause_count) == ([1, 2, 3], 300)
    sheet.apply(SetCells(tuple((RowId(row), Field.VALUE, "y") for row in range(30, 300))))
    assert [(group.row, group.rows) for group in sheet.causes(2)] == [(30, 270), (1, 1)]
    assert sheet.cause_count == 31


def test_rows_set_aside_are_not_among_causes(make: Make) -> None:
    sheet = make.set_up([{"name": "СРС"}, {"name": "СРС", "campaign": "b"}, {"value": "12%", "campaign": "c"}])
    sheet.set_aside([RowId(1), RowId(3)])
    assert [(group.row, group.rows) for group in sheet.causes()] == [(2, 1)]
    assert sheet.with_certain_fix() == (2,)
    assert [sheet.needing(remedy) for remedy in Remedy] == [1, 0, 0]
    sheet.apply(SetCells(((RowId(1), Field.CAMPAIGN, "z"),)))
    assert [group.rows for group in sheet.causes()] == [1]
    sheet.set_aside([RowId(1)], aside=False)
    assert [group.rows for group in sheet.causes()] == [2]
    assert sheet.counts.errors == 3


def test_month_sums_leave_rates_out(make: Make) -> None:
    sheet = make.set_up(
        [
            {"value": 10},
            {"value": 5, "campaign": "b"},
            {"value": 7, "campaign": "c", "dateTo": date(2026, 3, 5)},
            {"value": 24, "name": "CPC"},
            {"value": 1, "dateFrom": date(2026, 3, 1), "dateTo": date(2026, 3, 1)},
            {"value": None, "campaign": "d"},
        ]
    )
    assert month_sums(sheet.sendable()) == {
        ("Площадки", "Клики", 2026, 2): 22,
        ("Площадки", "Клики", 2026, 3): 1,
    }


def test_undo_and_redo(make: Make, letters: PlanSheet) -> None:
    log = EditLog(letters)
    assert log.undo() is None
    log.apply(SetCells(((RowId(1), Field.CAMPAIGN, "x"),)))
    log.apply(DeleteRows((RowId(2),)))
    assert campaigns(letters) == list("xcdef")
    assert log.undo() is not None
    assert log.undo() is not None
    assert campaigns(letters) == list("abcdef")
    assert not log.can_undo
    log.redo()
    assert campaigns(letters) == list("xbcdef")
    log.apply(InsertRows(0, (make.row(30, campaign="n"),)))
    assert not log.can_redo
    assert log.redo() is None
    log.undo()
    log.undo()
    assert campaigns(letters) == list("abcdef")


def test_rows_can_be_put_in_at_one_place_again_and_again(make: Make) -> None:
    sheet = make.set_up([{"campaign": "first"}, {"campaign": "last"}])
    for number in range(100):
        sheet.apply(InsertRows(1, (make.row(100 + number, campaign=f"{number}"),)))
    for number in range(100):
        sheet.apply(InsertRows(101 + number, (make.row(300 + number, campaign=f"b{number}"),)))
    assert campaigns(sheet) == [
        "first", *(f"{number}" for number in reversed(range(100))), *(f"b{number}" for number in range(100)), "last",
    ]  # fmt: skip
    assert [sheet.position(id) for id in sheet.ids] == list(range(202))
