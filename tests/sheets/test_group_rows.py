"""A row with nothing but a name gives it to the rows beneath, where nothing else could be meant."""

from datetime import date

from sheets.conftest import Lines

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading, SkipReason
from planimport_gui.plan.fields import Field

BEGIN, END = date(2026, 10, 1), date(2026, 10, 31)
HEADER = ("Источник", "Канал", "Кампания", "Дата с", "Дата по", "Метрика", "План")
DATES_FIRST = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Метрика", "План")


def row(source: str | None, campaign: str | None, value: int) -> tuple[object, ...]:
    return (source, "cpc", campaign, BEGIN, END, "Клики", value)


def sources(found: SheetReading | Refusal, field: Field = Field.SOURCE) -> list[object]:
    assert isinstance(found, SheetReading), found
    return [row[field] for row in found.rows]


def test_a_name_above_its_rows(lines: Lines) -> None:
    found = lines(HEADER, ("yandex",), row(None, "a", 1), row(None, "b", 2), ("Итого", *[None] * 5, 3), (),
                  ("vk",), (), row(None, "a", 5))  # fmt: skip
    assert sources(found) == ["yandex", "yandex", "vk"]
    assert isinstance(found, SheetReading)
    assert [skipped.row for skipped in found.skipped if skipped.reason is SkipReason.GROUP] == [2, 7]


def test_a_name_of_campaigns(lines: Lines) -> None:
    found = lines(HEADER, (None, None, "brand"), row("yandex", None, 1), row("vk", None, 2))
    assert sources(found, Field.CAMPAIGN) == ["brand", "brand"]


def test_rows_with_names_of_their_own_take_none(lines: Lines) -> None:
    found = lines(HEADER, ("Контекст",), row("yandex", "a", 1), row(None, "b", 2))
    assert sources(found) == ["Контекст", "yandex", None]


def test_a_name_that_may_be_anything_is_asked_about(lines: Lines) -> None:
    plan = (BEGIN, END, None, None, "a", "Клики", 1)
    found = lines(DATES_FIRST, ("Яндекс.Директ",), plan)
    assert found == Refusal(FileTrouble.GROUP_NAME, {"sheet": "Sheet", "row": 2, "name": "Яндекс.Директ"})
    named = (BEGIN, END, "yandex", None, "a", "Клики", 1)
    assert isinstance(lines(DATES_FIRST, ("Яндекс.Директ",), named), SheetReading)
    assert isinstance(lines(DATES_FIRST, ("Октябрь 2026",), plan), SheetReading)


def test_rows_outside_all_groups_are_asked_about(lines: Lines) -> None:
    found = lines(HEADER, ("yandex",), row(None, "a", 1), ("Итого", *[None] * 5, 1), row(None, "b", 2))
    assert found == Refusal(FileTrouble.GROUP_NAME, {"sheet": "Sheet", "row": 5, "name": ""})


def test_a_line_below_the_plan_is_no_group(lines: Lines) -> None:
    found = lines(HEADER, row(None, "a", 1), ("Согласовано",))
    assert sources(found) == [None, "Согласовано"]
