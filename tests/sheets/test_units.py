"""Thousands and foreign money are asked about, wherever a sheet says them; nothing else is."""

from datetime import date

import pytest
from sheets.conftest import Lines

from planimport_gui.facts.reading import SheetReading, SkippedRow, SkipReason
from planimport_gui.plan.cells import Cell, ShownNumber
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.sheets.headers import read_header
from planimport_gui.sheets.units import remark

HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Тип метрики", "Метрика", "План")
BEGIN, END = date(2026, 10, 1), date(2026, 10, 31)


def line(name: str = "Бюджет", value: object = 75, *more: object) -> tuple[object, ...]:
    return (BEGIN, END, "yandex", "cpc", "Площадки", name, value, *more)


def values(found: object) -> list[Cell]:
    assert isinstance(found, SheetReading), found
    return [row[Field.VALUE] for row in found.rows]


def judged(found: object) -> list[tuple[Code, str | None, bool]]:
    """Code, proposal and whether that is certain, of every problem of a sheet."""
    assert isinstance(found, SheetReading), found
    sheet = PlanSheet(found.rows, today=date(2026, 11, 23))
    problems = [problem for id in sheet.ids for problem in sheet.verdict(id).problems]
    return [(each.code, each.fix and each.fix.text, bool(each.fix and each.fix.certain)) for each in problems]


@pytest.mark.parametrize(
    ("word", "unit"),
    [("План, тр", "тыс"), ("План, тр.", "тыс"), ("План, т. р.", "тыс"), ("План, к₽", "тыс"), ("План, kRUB", "тыс"),
     ("План, т.шт.", "тыс"), ("План ×1000", "тыс"), ("План (x 1 000)", "тыс"), ("План (в 1000 руб.)", "тыс"),
     ("План (1 000 руб.)", "тыс"), ("План, руб. (тыс.)", "тыс"), ("План, 1 000 000 руб.", "млн"), ("План, к", "к"),
     ("План, k", "k"), ("План, т.", "т"), ("План, m", "m"), ("План, $", "$"), ("План, USD", "$"), ("План (евро)", "€"),
     ("План, тыс. $", "тыс $"), ("План, у.е.", "уе"),
     ("План на 1000 показов", ""), ("План, руб. за 1000 показов", ""), ("План по трафику", ""), ("План к оплате", ""),
     ("План мес.", ""), ("План Q1", ""), ("План, руб. с НДС", "")],
)  # fmt: skip
def test_a_unit_in_the_header(word: str, unit: str) -> None:
    header = read_header(0, ["Источник", word])
    assert header is not None
    assert (header.unit.unit if header.unit else "") == unit


def test_a_unit_in_the_first_of_two_header_rows(lines: Lines) -> None:
    first = (*HEADER[:6], "План, тыс. руб.", None)
    found = lines(first, (*[None] * 6, "План", "Факт"), line())
    assert values(found) == ["75 тыс"]


@pytest.mark.parametrize("head", ["Ед. изм.", "Единица", "Единица измерения", "Unit", "Валюта"])
def test_a_column_of_units(lines: Lines, head: str) -> None:
    rows = [line("Бюджет", 75, "тыс. руб."), line("Показы", 75, "тыс."), line("Клики", 75, "шт."),
            line("CPC", 7, "руб. за 1000 показов"), line("Клики", 7, "%"), line("Клики", 7, 1000)]  # fmt: skip
    assert values(lines((*HEADER, head), *rows)) == ["75 тыс", "75 тыс", 75, 7, "7 %", "7 тыс"]


def test_a_column_of_units_is_certain_of_thousands_and_asks_about_dollars(lines: Lines) -> None:
    found = lines((*HEADER, "Ед. изм."), line("Бюджет", 75, "тыс. руб."), line("Показы", 75, "USD"))
    assert judged(found) == [(Code.VALUE_UNIT, "75000", True), (Code.VALUE_UNIT, "75", False)]


@pytest.mark.parametrize("head", ["План, тыс. руб.", "План, т.р.", "План, к₽", "План, kRUB", "Сумма, тыс."])
def test_thousands_of_roubles_over_clicks_are_asked_about(lines: Lines, head: str) -> None:
    found = lines((*HEADER[:-1], head), line(), line("Клики", 5000), line("Заявки с сайта", 40), line("Клики", "5000"))
    assert judged(found) == [
        (Code.VALUE_UNIT, "75000", True), (Code.VALUE_UNIT, "5000", False), (Code.NAME_UNKNOWN, None, False),
        (Code.VALUE_UNIT, "40000", False), (Code.VALUE_INVALID, None, False),
    ]  # fmt: skip


def test_thousands_alone_are_meant_of_all(lines: Lines) -> None:
    found = lines((*HEADER[:-1], "План, тыс."), line(), line("Клики", 5))
    assert judged(found) == [(Code.VALUE_UNIT, "75000", True), (Code.VALUE_UNIT, "5000", True)]


@pytest.mark.parametrize("said", ["Все суммы в тыс. руб.", "тыс. руб.", "Ед. изм.: тыс. руб.", "(цены в т.р. без НДС)"])
def test_a_remark_above_the_table_is_meant_of_money(lines: Lines, said: str) -> None:
    found = lines(("Медиаплан", said), (), HEADER, line(), line("Клики"), line("Звонки"))
    assert values(found) == ["75 тыс", 75, ShownNumber(75, "75 тыс")]


def test_a_remark_that_names_no_money_is_meant_of_all(lines: Lines) -> None:
    assert values(lines(("Все показатели в тыс.",), HEADER, line("Клики"))) == ["75 тыс"]


def test_a_note_below_the_table_may_say_the_unit(lines: Lines) -> None:
    found = lines(HEADER, line(), line("Клики"), (), ("Примечания",), ("* Все суммы в тыс. руб. без НДС",))
    assert values(found) == ["75 тыс", 75]


@pytest.mark.parametrize(
    "text",
    ["Бюджет 100 тыс. руб.", "Охват: 500 тыс. чел", "Реклама в тысячах домов", "В 2 тыс. точек продаж", "ООО «Ремонт в Евро»",
     "Цены в рублях", "Медиаплан на октябрь", "План на 1000 показов"],
)  # fmt: skip
def test_other_lines_say_nothing_of_units(text: str) -> None:
    assert remark(text) is None


def test_a_row_of_units_below_the_header(lines: Lines) -> None:
    found = lines(HEADER, (*[None] * 6, "тыс. руб."), line())
    assert values(found) == ["75 тыс"]
    assert isinstance(found, SheetReading)
    assert found.skipped == (SkippedRow(2, SkipReason.HEADER),)
    assert values(lines(HEADER, ("дд.мм.гггг", *[None] * 5, "руб."), line())) == [75]


@pytest.mark.parametrize(
    ("pattern", "proposed"),
    [('#,##0" тр"', "75000"), ('#,##0"тр."', "75000"), ('0"x1000"', "75000"), ("[$$-409]#,##0", "75"), ("$#,##0", "75"),
     ("#,##0.00\\ [$€-1]", "75"), ("#,##0.00\\ [$₽-419]", None), ('#,##0"р."', None), ('0" трафик"', None)],
)  # fmt: skip
def test_a_unit_in_the_number_format(lines: Lines, pattern: str, proposed: str | None) -> None:
    def show(sheet: object) -> None:
        sheet["G2"].number_format = pattern  # type: ignore[index]  # a sheet of openpyxl

    assert judged(lines(HEADER, line(), change=show)) == ([(Code.VALUE_UNIT, proposed, False)] if proposed else [])
