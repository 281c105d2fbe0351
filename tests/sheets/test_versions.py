"""Facts beside plans are left out and named; several versions of a plan are not read as one."""

from datetime import date

import pytest
from sheets.conftest import Lines

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading, SkipReason
from planimport_gui.plan.edits import fix_certain
from planimport_gui.plan.fields import Field
from planimport_gui.plan.sheet import PlanSheet

BEGIN, END = date(2026, 10, 1), date(2026, 10, 31)
HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Тип метрики", "Метрика", "Значение")


def header(kind: str) -> tuple[str, ...]:
    return ("Дата с", "Дата по", "Источник", "Канал", kind, "Метрика", "Значение")


def line(kind: object, value: int, source: str = "yandex") -> tuple[object, ...]:
    return (BEGIN, END, source, "cpc", kind, "Клики", value)


def row(campaign: str, value: int) -> tuple[object, ...]:
    return (BEGIN, END, "yandex", "cpc", campaign, "Площадки", "Клики", value)


def values(found: SheetReading | Refusal) -> list[object]:
    assert isinstance(found, SheetReading), found
    return [row[Field.VALUE] for row in found.rows]


def facts(found: SheetReading | Refusal) -> list[int]:
    assert isinstance(found, SheetReading), found
    return [skipped.row for skipped in found.skipped if skipped.reason is SkipReason.FACT]


@pytest.mark.parametrize("kind", ["План/Факт", "Тип", "Тип данных", "Версия", "Вид", "Показатель план/факт", "Строка"])
def test_rows_marked_as_facts_are_no_plan(lines: Lines, kind: str) -> None:
    found = lines(header(kind), line("Факт", 80), line("План", 100), line("прогноз", 90), line(" ФАКТ ", 70))
    assert (values(found), facts(found)) == ([100], [2, 4, 5])


def test_no_certain_fix_makes_a_plan_of_a_fact(lines: Lines) -> None:
    found = lines(header("Тип"), line("Факт", 80), line("План", 100), line("Выручка+", 5, "vk"))
    assert isinstance(found, SheetReading)
    sheet = PlanSheet(found.rows, today=date(2026, 11, 23))
    sheet.apply(fix_certain(sheet))
    assert [ready.item.value for ready in sheet.sendable()] == [100]


@pytest.mark.parametrize("kind", ["Комментарий", "Исполнитель"])
def test_other_columns_may_say_what_they_like(lines: Lines, kind: str) -> None:
    found = lines(header(kind), line("прогноз агентства", 80), line("выполнено", 100), line("v2", 7, "vk"))
    assert values(found) == [80, 100, 7]


@pytest.mark.parametrize(
    ("kind", "one", "other", "names"),
    [("Версия", "v1", "v2", "«v1», «v2»"), ("Версия плана", 1, 2, "«1», «2»"), ("Сценарий", "оптимист", "пессимист", "«оптимист», «пессимист»"),
     ("План/Факт", "План", "План корр.", "«План», «План корр.»")],
)  # fmt: skip
def test_versions_of_a_plan_are_not_mixed(lines: Lines, kind: str, one: object, other: object, names: str) -> None:
    found = lines(header(kind), line(one, 10), line(other, 20))
    assert found == Refusal(FileTrouble.TWO_VERSIONS, {"sheet": "Sheet", "columns": "E", "names": names})
    assert values(lines(header(kind), line(one, 10), line(one, 20, "vk"), line(None, 5, "ok"))) == [10, 20, 5]


@pytest.mark.parametrize("title", ["ФАКТ", "Факт:", "Факт за сентябрь", "Фактические показатели"])
def test_a_table_of_facts_below_the_plan(lines: Lines, title: str) -> None:
    found = lines(("ПЛАН",), HEADER, row("a", 100), (), (title,), HEADER, row("a", 80), row("b", 44))
    assert (values(found), facts(found)) == ([100], [5, 7, 8])


def test_a_table_of_facts_above_the_plan(lines: Lines) -> None:
    found = lines(("Факт за сентябрь",), HEADER, row("a", 80), (), ("План на октябрь",), HEADER, row("a", 100))
    assert (values(found), facts(found)) == ([100], [3])


def test_titles_that_speak_of_a_plan_change_nothing(lines: Lines) -> None:
    assert values(lines(("План и факт",), HEADER, row("a", 100), row("Факторинг", 5))) == [100, 5]
