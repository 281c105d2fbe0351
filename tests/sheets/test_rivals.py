"""Where two columns could be meant, neither is chosen; a column that cannot be meant is not asked about."""

from datetime import date

import pytest
from sheets.conftest import Lines

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.plan.fields import Field

BEGIN, END = date(2026, 10, 1), date(2026, 10, 31)
HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Метрика")
ROW = (BEGIN, END, "yandex", "cpc", "Бюджет")
DAY, PERIOD = date(2026, 9, 1), "01.10.2026-31.10.2026"


def values(found: SheetReading | Refusal) -> list[object]:
    assert isinstance(found, SheetReading), found
    return [row[Field.VALUE] for row in found.rows]


def test_both_columns_are_named_with_their_headers(lines: Lines) -> None:
    found = lines((*HEADER, "План", "Комментарий", "План\nс НДС"), (*ROW, 75, "x", 90))
    params = {"sheet": "Sheet", "row": 1, "found": "value", "columns": "F, H", "names": "F «План», H «План с НДС»"}
    assert found == Refusal(FileTrouble.TWO_COLUMNS, params)


def test_an_empty_column_is_no_choice(lines: Lines) -> None:
    assert values(lines((*HEADER, "План", "План уточнённый"), (*ROW, 75, None))) == [75]
    assert isinstance(lines((*HEADER, "План", "План уточнённый"), (*ROW, None, 75)), Refusal)


def test_an_amount_of_a_day_is_no_plan_of_a_month(lines: Lines) -> None:
    found = lines((*HEADER, "План в день", "Всего за период"), (*ROW, 5, 155))
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["missed"]) == (FileTrouble.NO_PLAN, "value")
    assert values(lines((*HEADER, "План на день", "План"), (*ROW, 5, 155))) == [155]
    assert values(lines(("Дата", "Источник", "Метрика", "План на день"), (DAY, "yandex", "Клики", 5))) == [5]


@pytest.mark.parametrize("heads", [("Дата", "Период"), ("Период размещения", "Дата")])
def test_a_day_beside_a_period_is_asked_about(lines: Lines, heads: tuple[str, str]) -> None:
    cells = (DAY, PERIOD) if heads[0] == "Дата" else (PERIOD, DAY)
    found = lines((*heads, "Источник", "Метрика", "План"), (*cells, "yandex", "Клики", 5))
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["found"], found.params["columns"]) == (
        FileTrouble.TWO_COLUMNS,
        "dateFrom",
        "A, B",
    )


@pytest.mark.parametrize(("head", "cell"), [("Месяц", "Сентябрь 2026"), ("Неделя", "36"), ("Период", None)])
def test_a_month_or_a_week_beside_a_day_only_says_where_it_lies(lines: Lines, head: str, cell: object) -> None:
    found = lines(("Дата", head, "Источник", "Метрика", "План"), (DAY, cell, "yandex", "Клики", 5))
    assert isinstance(found, SheetReading)
    assert (found.rows[0][Field.DATE_FROM], found.rows[0][Field.DATE_TO]) == (DAY, DAY)
