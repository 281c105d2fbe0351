"""Every rule of a row by itself: the smallest row that breaks it, and a near one that does not."""

from datetime import date, datetime, timedelta
from typing import Protocol

import pytest

from planimport_gui.plan.cells import Cell, DateOrder, Edge, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.fields import DIMENSIONS, FIELDS, Field
from planimport_gui.plan.problems import Code, Fix, Severity
from planimport_gui.plan.rules import RowRules, Verdict


class Make(Protocol):
    today: date

    def cells(self, **changed: Cell) -> tuple[Cell, ...]: ...
    def judge(self, order: DateOrder | None = None, **changed: Cell) -> Verdict: ...
    def codes(self, **changed: Cell) -> list[Code]: ...


C = Code
Cells = dict[str, Cell]
TODAY = date(2026, 1, 15)
AMBIGUOUS = SlashDate("03/04/2026")
NO_DIMENSIONS: Cells = dict.fromkeys(DIMENSIONS)

BROKEN_AND_NEAR: list[tuple[Code, Cells, Cells]] = [
    (C.DATE_MISSING, {"dateFrom": None}, {"dateFrom": "01.02.2026"}),
    (C.DATE_MISSING, {"dateTo": "-"}, {"dateTo": "28.02.2026"}),
    (C.DATE_INVALID, {"dateTo": "31.02.2026"}, {"dateTo": "28.02.2026"}),
    (C.DATE_INVALID, {"dateFrom": "Февраль 2026"}, {"dateFrom": "1 февраля 2026"}),
    (C.DATE_INVALID, {"dateFrom": 46054}, {"dateFrom": date(2026, 2, 1)}),
    (C.DATE_INVALID, {"dateFrom": date(1899, 12, 31)}, {"dateFrom": date(2026, 2, 1)}),
    (C.DATE_INVALID, {"dateFrom": "22.04-30.04"}, {"dateFrom": "01.02.26"}),
    (C.DATE_AMBIGUOUS, {"dateFrom": AMBIGUOUS, "dateTo": date(2026, 4, 30)}, {"dateFrom": "2/2/2026"}),
    (C.DATE_AMBIGUOUS, {"dateTo": "03/04/2026"}, {"dateTo": "28/02/2026"}),
    (C.PERIOD_REVERSED, {"dateTo": date(2026, 1, 31)}, {"dateTo": date(2026, 2, 1)}),
    (C.PERIOD_LONG, {"dateTo": date(2027, 2, 2)}, {"dateTo": date(2027, 2, 1)}),
    (C.PERIOD_FAR, {"dateFrom": date(2023, 1, 14), "dateTo": date(2023, 1, 31)},
                   {"dateFrom": date(2023, 1, 15), "dateTo": date(2023, 1, 31)}),
    (C.PERIOD_FAR, {"dateFrom": date(2029, 1, 1), "dateTo": date(2029, 1, 16)},
                   {"dateFrom": date(2029, 1, 1), "dateTo": date(2029, 1, 15)}),
    (C.DIMENSION_NONE, NO_DIMENSIONS, NO_DIMENSIONS | {"keyword": "распродажа"}),
    (C.DIMENSION_NONE, NO_DIMENSIONS | {"source": " \u00a0"}, NO_DIMENSIONS | {"content": 0}),
    (C.DIMENSION_UNUSUAL, {"campaign": "april "}, {"campaign": "april"}),
    (C.DIMENSION_UNUSUAL, {"campaign": "april  sale"}, {"campaign": "april sale"}),
    (C.DIMENSION_UNUSUAL, {"campaign": "april\u00a0sale"}, {"campaign": "april | sale"}),
    (C.DIMENSION_UNUSUAL, {"content": "a\nb"}, {"content": "a\\nb"}),
    (C.DIMENSION_UNUSUAL, {"content": "a_x000D_"}, {"content": "a_x000"}),
    (C.DIMENSION_UNUSUAL, {"content": "a\u200bb"}, {"content": "👨‍👩‍👧 семья"}),
    *[(C.DIMENSION_UNUSUAL, {"medium": text}, {"medium": f"{text.strip()}1"}) for text in ("-", "–", "—", "−", "n/a", "Н/Д", " - ")],
    (C.DIMENSION_UNUSUAL, NO_DIMENSIONS | {"keyword": "—"}, NO_DIMENSIONS | {"keyword": "(none)"}),
    (C.DIMENSION_UNUSUAL, {"keyword": "к" * 256}, {"keyword": "к" * 255}),
    (C.DIMENSION_UNUSUAL, {"type": "Цели", "name": "Заявка "}, {"type": "Цели", "name": "Заявка"}),
    (C.DIMENSION_NUMBER, {"campaign": ShownNumber(123, "00123")}, {"campaign": "00123"}),
    (C.DIMENSION_NUMBER, {"campaign": 1.5}, {"campaign": 3.0}),
    (C.DIMENSION_PARTIAL, {"medium": None}, {"source": None, "medium": None}),
    (C.DIMENSION_PARTIAL, {"source": None}, {"source": "-"}),
    (C.DIMENSION_TOTAL, {"campaign": "Всего мебель"}, {"campaign": "total_brand"}),
    (C.DIMENSION_TOTAL, {"keyword": "Итoгo"}, {"keyword": "итоговая распродажа"}),
    (C.TYPE_MISSING, {"type": None}, {"type": "Площадки"}),
    (C.TYPE_UNKNOWN, {"type": "Площадка"}, {"type": "Пользовательские", "name": "Мои клики"}),
    (C.TYPE_UNKNOWN, {"type": "площадки"}, {"type": "Площадки"}),
    (C.NAME_MISSING, {"name": " "}, {"name": "Показы"}),
    (C.NAME_UNKNOWN, {"name": "СРС"}, {"name": "CPC"}),
    (C.NAME_UNKNOWN, {"name": "Клик"}, {"name": "Клик", "type": "Цели"}),
    (C.NAME_WRONG_TYPE, {"type": "Лиды"}, {"type": "Лиды", "name": "Все лиды"}),
    (C.NAME_RESERVED, {"type": "Цели"}, {"type": "Цели", "name": "Клики по баннеру"}),
    (C.NAME_RESERVED, {"type": "Пользовательские", "name": "срс"}, {"type": "Пользовательские", "name": "срс 2"}),
    (C.VALUE_MISSING, {"value": None}, {"value": 1}),
    (C.VALUE_MISSING, {"value": "н/д"}, {"value": "1 000"}),
    (C.VALUE_INVALID, {"value": "много"}, {"value": "100"}),
    (C.VALUE_INVALID, {"value": float("nan")}, {"value": 5.0}),
    (C.VALUE_INVALID, {"value": float("inf")}, {"value": 1e9}),
    (C.VALUE_INVALID, {"value": "1.234"}, {"value": "1.234.567"}),
    (C.VALUE_FRACTION, {"value": 145454.545}, {"value": 200000.00000000017}),
    (C.VALUE_FRACTION, {"value": "1 234,56"}, {"value": "1 234,00"}),
    (C.VALUE_PERCENT, {"value": "12 %"}, {"value": "12"}),
    (C.VALUE_PERCENT, {"value": ShownNumber(0.12, "12%")}, {"value": ShownNumber(123, "00123")}),
    (C.VALUE_UNIT, {"value": "75 т.р."}, {"value": "75000"}),
    (C.VALUE_UNIT, {"value": ShownNumber(75000, "75")}, {"value": ShownNumber(75000, "75 000")}),
    (C.VALUE_LARGE, {"value": 2**53 + 1}, {"value": 2_147_483_647}),
    (C.VALUE_LARGE, {"value": 2_147_483_648}, {"value": 2_147_483_647.0}),
    (C.VALUE_LARGE, {"value": 1e300}, {"value": "2147483647"}),
    (C.VALUE_NEGATIVE, {"value": -1}, {"value": 1}),
    (C.VALUE_ZERO, {"value": 0}, {"value": 1}),
    (C.VALUE_ZERO, {"value": "0"}, {"value": "0000001"}),
    *[(C.CELL_FORMULA, {field.value: Uncalculated()}, {}) for field in FIELDS],
    *[(C.CELL_ERROR, {field.value: ErrorValue("#DIV/0!")}, {}) for field in FIELDS],
    *[(C.CELL_BOOLEAN, {field.value: True}, {}) for field in FIELDS],
    *[(C.CELL_DATE, {field.value: date(2026, 2, 1)}, {}) for field in FIELDS[2:]],
    *[(C.CELL_DATE, {field.value: AMBIGUOUS}, {}) for field in FIELDS[2:]],
    (C.CELL_DATE, {"value": "01.02.2026"}, {"value": "102"}),
]  # fmt: skip

WARNINGS = {
    C.PERIOD_LONG, C.PERIOD_FAR, C.DIMENSION_UNUSUAL, C.DIMENSION_NUMBER, C.DIMENSION_PARTIAL,
    C.DIMENSION_TOTAL, C.VALUE_NEGATIVE, C.VALUE_ZERO,
}  # fmt: skip


@pytest.mark.parametrize(("code", "broken", "near"), BROKEN_AND_NEAR)
def test_every_rule(make: Make, code: Code, broken: Cells, near: Cells) -> None:
    verdict = make.judge(**broken)
    assert [problem.code for problem in verdict.problems] == [code]
    is_error = any(problem.severity is Severity.ERROR for problem in verdict.problems)
    assert is_error == (verdict.item is None)
    if code is not C.VALUE_LARGE:
        assert is_error == (code not in WARNINGS)
    assert code not in make.codes(**near)


def test_every_code_of_a_row_has_its_case() -> None:
    shared = {code for code in Code if code.startswith("plan.")}
    assert {code for code, _, _ in BROKEN_AND_NEAR} == set(Code) - shared


def test_a_clean_row_becomes_its_item(make: Make) -> None:
    verdict = make.judge(content=123, keyword=3.0, value="1 500")
    assert verdict.problems == ()
    assert verdict.item is not None
    assert verdict.item.wire() == {
        "dateFrom": "01-02-2026",
        "dateTo": "28-02-2026",
        "source": "yandex",
        "medium": "cpc",
        "campaign": "klinika_rsya",
        "content": "123",
        "keyword": "3",
        "metric": {"type": "Площадки", "name": "Клики", "value": 1500},
    }


FIXES: list[tuple[Cells, Fix | None]] = [
    ({"dateTo": None}, Fix(Field.DATE_TO, "01.02.2026", False)),
    ({"dateFrom": None}, None),
    ({"dateTo": "Февраль 2026"}, Fix(Field.DATE_TO, "28.02.2026", False)),
    ({"dateFrom": "01.02.2026-14.02.2026"}, Fix(Field.DATE_FROM, "01.02.2026", False)),
    ({"dateTo": date(2026, 1, 1)}, None),
    ({"dateFrom": AMBIGUOUS, "dateTo": date(2026, 12, 1)}, None),
    ({"campaign": " a\u00a0 b\n"}, Fix(Field.CAMPAIGN, "a b", True)),
    ({"campaign": "x" * 256}, None),
    ({"campaign": "-"}, Fix(Field.CAMPAIGN, "", True)),
    ({"campaign": "\u00a0Н/Д "}, Fix(Field.CAMPAIGN, "", True)),
    (NO_DIMENSIONS | {"campaign": "-"}, None),
    ({"campaign": ShownNumber(123, "00123")}, Fix(Field.CAMPAIGN, "123", False)),
    ({"campaign": 1.5}, None),
    ({"type": None}, Fix(Field.TYPE, "Площадки", True)),
    ({"type": None, "name": "Мой столбец"}, None),
    ({"type": "Площадкu"}, Fix(Field.TYPE, "Площадки", True)),
    ({"type": "Площадка"}, Fix(Field.TYPE, "Площадки", True)),
    ({"type": "Факт"}, Fix(Field.TYPE, "Площадки", False)),
    ({"type": "Лид", "name": "Мой столбец"}, Fix(Field.TYPE, "Лиды", False)),
    ({"type": "xyz", "name": "Мой столбец"}, None),
    ({"name": "СРС"}, Fix(Field.NAME, "CPC", True)),
    ({"name": "клики "}, Fix(Field.NAME, "Клики", True)),
    ({"name": "Клкии"}, Fix(Field.NAME, "Клики", False)),
    ({"type": "Лиды", "name": "Уник. лиды"}, Fix(Field.NAME, "Уникальные лиды", False)),
    ({"name": "Охват"}, None),
    ({"type": "Лиды"}, Fix(Field.TYPE, "Площадки", True)),
    ({"type": "Цели", "name": "СРС"}, Fix(Field.TYPE, "Площадки", False)),
    ({"value": 145454.545}, Fix(Field.VALUE, "145455", False)),
    ({"value": "-0,5"}, Fix(Field.VALUE, "-1", False)),
    ({"value": "75 т.р."}, Fix(Field.VALUE, "75000", True)),
    ({"value": "1 млн"}, Fix(Field.VALUE, "1000000", True)),
    ({"value": "100 руб."}, Fix(Field.VALUE, "100", True)),
    ({"value": "75 т"}, Fix(Field.VALUE, "75000", False)),
    ({"value": "10,5 руб."}, Fix(Field.VALUE, "11", False)),
    ({"value": "1.234"}, Fix(Field.VALUE, "1234", False)),
    ({"value": "12%"}, None),
    ({"value": ErrorValue("#DIV/0!")}, None),
]


@pytest.mark.parametrize(("cells", "fix"), FIXES)
def test_what_is_proposed(make: Make, cells: Cells, fix: Fix | None) -> None:
    (problem,) = make.judge(**cells).problems
    assert problem.fix == fix


def test_two_problems_of_the_metric_are_both_told(make: Make) -> None:
    assert make.codes(type=None, name="СРС") == [C.TYPE_MISSING, C.NAME_UNKNOWN]
    assert make.codes(type="площадки", name=None) == [C.TYPE_UNKNOWN, C.NAME_MISSING]
    assert make.codes(type=Uncalculated(), name=ErrorValue("#N/A")) == [C.CELL_FORMULA, C.CELL_ERROR]
    assert make.codes(dateFrom=None, dateTo=None) == [C.DATE_MISSING, C.DATE_MISSING]


def test_problems_come_in_the_order_of_the_fields(make: Make) -> None:
    codes = make.codes(dateFrom="x", campaign=" a", name="y", value="z")
    assert codes == [C.DATE_INVALID, C.DIMENSION_UNUSUAL, C.NAME_UNKNOWN, C.VALUE_INVALID]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"dateTo": date(2026, 1, 5)}, "01.02.2026"),
        ({"dateFrom": "31.02.2026"}, "31.02.2026"),
        ({"campaign": "a "}, "a "),
        ({"value": ShownNumber(0.2, "20%")}, "20%"),
        ({"value": 145454.545}, "145454.545"),
        ({"value": Uncalculated()}, None),
        ({"value": ErrorValue("#REF!")}, "#REF!"),
        ({"name": date(2026, 2, 1)}, "01.02.2026"),
        ({"source": 1.5}, "1.5"),
    ],
)
def test_what_was_found_is_what_the_sheet_shows(make: Make, cells: Cells, found: str | None) -> None:
    assert make.judge(**cells).problems[0].found == found


def test_unusual_texts_are_sent_as_they_stand(make: Make) -> None:
    item = make.judge(campaign=" a ", content=ShownNumber(7, "007"), keyword=0.5).item
    assert item is not None
    assert (item.campaign, item.content, item.keyword) == (" a ", "007", "0.5")


def test_slash_dates_are_read_once_the_order_is_known(make: Make) -> None:
    cells: Cells = {"dateFrom": SlashDate("03/04/2026"), "dateTo": "04/05/2026"}
    day_first, month_first = make.judge(DateOrder.DAY_FIRST, **cells), make.judge(DateOrder.MONTH_FIRST, **cells)
    assert day_first.item
    assert month_first.item
    assert (day_first.item.date_from, day_first.item.date_to) == (date(2026, 4, 3), date(2026, 5, 4))
    assert (month_first.item.date_from, month_first.item.date_to) == (date(2026, 3, 4), date(2026, 4, 5))


def test_slash_dates_of_months_and_ranges_keep_their_ends(make: Make) -> None:
    month = make.judge(
        DateOrder.DAY_FIRST,
        dateFrom=SlashDate("01/02/2026", Edge.FIRST, whole_month=True),
        dateTo=SlashDate("01/02/2026", Edge.LAST, whole_month=True),
    ).item
    ranged = make.judge(
        DateOrder.DAY_FIRST,
        dateFrom=SlashDate("01/02/2026-03/02/2026", Edge.FIRST),
        dateTo=SlashDate("01/02/2026-03/02/2026", Edge.LAST),
    ).item
    assert month
    assert ranged
    assert (month.date_from, month.date_to) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (ranged.date_from, ranged.date_to) == (date(2026, 2, 1), date(2026, 2, 3))


def test_a_date_with_a_time_is_its_day(make: Make) -> None:
    item = make.judge(dateFrom=datetime(2026, 2, 1, 12, 30)).item
    assert item is not None
    assert type(item.date_from) is date


def test_truth_values_and_numbers_that_equal_them_are_told_apart(make: Make) -> None:
    rules = RowRules(TODAY)
    for cell, expected in (
        (1, []),
        (True, [C.CELL_BOOLEAN]),
        (1.0, []),
        (False, [C.CELL_BOOLEAN]),
        (0, [C.VALUE_ZERO]),
    ):
        assert [problem.code for problem in rules.judge(make.cells(value=cell)).problems] == expected
    for cell in (1, True, 1.0, True, 1):
        codes = [problem.code for problem in rules.judge(make.cells(campaign=cell)).problems]
        assert codes == ([C.CELL_BOOLEAN] if cell is True else [])


def test_today_is_an_argument(make: Make) -> None:
    cells = make.cells()
    later = RowRules(TODAY + timedelta(days=4 * 366)).judge(cells)
    assert [problem.code for problem in later.problems] == [C.PERIOD_FAR]
    assert RowRules(date(2028, 2, 29)).judge(cells).problems == ()
