"""Header rows further down: the same once more is left out, that of another table ends the reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sheets.rawbook import HEADER, inline

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading, SkippedRow, SkipReason
from planimport_gui.plan.fields import Field
from planimport_gui.sheets.reader import read_sheet

PLAN = ("01.02.2026", "28.02.2026", "yandex", "cpc", "spring", "", "", "Трафик", "Показы", 500)
"""A plan below ``HEADER``."""
ROWS = (PLAN,) * 3
HEAD_ROWS_SEEN = 300
Line = tuple[str | int, ...]
Save = Callable[..., Path]
Sheet = Callable[..., Path]


@pytest.fixture
def sheet(save: Save) -> Sheet:
    """A workbook of these lines; an empty line is a blank row."""

    def write(*lines: Line) -> Path:
        rows = (f'<row r="{number}">{_cells(number, line)}</row>' for number, line in enumerate(lines, start=1))
        return save("".join(rows))

    return write


def _cells(number: int, line: Line) -> str:
    places = ((f"{'ABCDEFGHIJKL'[column]}{number}", value) for column, value in enumerate(line))
    return "".join(
        f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, int) else inline(place, value)
        for place, value in places
        if value != ""
    )


def numbers(path: Path) -> list[int]:
    found = read_sheet(path)
    assert isinstance(found, SheetReading), found
    return [row.origin.row for row in found.rows if row.origin]


def skipped(path: Path) -> tuple[SkippedRow, ...]:
    found = read_sheet(path)
    assert isinstance(found, SheetReading), found
    return found.skipped


AGAIN: dict[str, Line] = {
    "letter for letter": HEADER,
    "in other letters": tuple(f" {word.upper()}:" for word in HEADER),
    "in part": ("Дата с", "Дата по", "Источник", "", "", "", "", "", "Метрика", "План"),
}


@pytest.mark.parametrize("again", AGAIN)
def test_the_header_once_more_is_no_plan(sheet: Sheet, again: str) -> None:
    path = sheet(HEADER, *ROWS, AGAIN[again], *ROWS)
    assert numbers(path) == [2, 3, 4, 6, 7, 8]
    assert skipped(path) == (SkippedRow(5, SkipReason.HEADER),)


def test_a_header_of_two_rows_once_more(sheet: Sheet) -> None:
    head = (("Источник", "Период", "", "Метрика", "План"), ("", "с", "по", "", ""))
    row = ("yandex", "01.02.2026", "28.02.2026", "Показы", 5)
    path = sheet(*head, row, *head, row)
    assert numbers(path) == [3, 6]
    assert skipped(path) == (SkippedRow(4, SkipReason.HEADER), SkippedRow(5, SkipReason.HEADER))


def test_a_header_that_was_pasted_at_the_end(sheet: Sheet) -> None:
    path = sheet(HEADER, *ROWS, HEADER)
    assert numbers(path) == [2, 3, 4]
    assert skipped(path) == (SkippedRow(5, SkipReason.HEADER),)


def changed(**words: str) -> Line:
    """The header with other words, by field."""
    places = dict(zip(Field, range(len(HEADER)), strict=True))
    line = list(HEADER)
    for name, word in words.items():
        line[places[Field[name]]] = word
    return tuple(line)


OTHER: dict[str, Line] = {
    "two columns changed places": changed(SOURCE="Канал", MEDIUM="Источник"),
    "dates changed places": changed(DATE_FROM="Дата по", DATE_TO="Дата с"),
    "another order": ("План", "Метрика", "Источник", "Канал", "Дата с", "Дата по"),
    "a column more": (*changed(CONTENT=""), "Объявление"),
    "a column of something else": changed(CAMPAIGN="Комментарий"),
    "thousands": changed(VALUE="План, тыс. руб."),
    "values that nobody knows": changed(VALUE="Бюджет", SOURCE="Канал", MEDIUM="Источник"),
    "dates that nobody knows": ("Когда", "Канал", "Источник", "Метрика", "План"),
    "a summary by months": ("Месяц", "Показатель", "План"),
}


@pytest.mark.parametrize("rows", [ROWS, ROWS * (HEAD_ROWS_SEEN // 3)], ids=["near", "far"])
@pytest.mark.parametrize("other", OTHER)
def test_rows_below_another_header_are_not_read_with_the_first(
    sheet: Sheet, other: str, rows: tuple[Line, ...]
) -> None:
    path = sheet(HEADER, *rows, (), OTHER[other], *ROWS)
    second = len(rows) + 3
    assert read_sheet(path) == Refusal(FileTrouble.TWO_TABLES, {"sheet": "План", "row": 1, "second": second})


def test_a_fuller_header_below_does_not_hide_the_plans_above_it(sheet: Sheet) -> None:
    small = ("Дата с", "Источник", "Метрика", "План")
    path = sheet(small, ("01.02.2026", "yandex", "Показы", 5), HEADER, PLAN)
    assert read_sheet(path) == Refusal(FileTrouble.TWO_TABLES, {"sheet": "План", "row": 1, "second": 3})


def test_a_summary_without_dimensions_above_is_no_plan(sheet: Sheet) -> None:
    path = sheet(("Период", "KPI", "План"), ("Февраль 2026", "Клики", 500), (), HEADER, *ROWS)
    assert numbers(path) == [5, 6, 7]


PLANS: dict[str, Line] = {
    "words of headers as names": (
        "01.02.2026",
        "28.02.2026",
        "Сайт",
        "Канал",
        "Проект",
        "Баннер",
        "Ключ",
        "",
        "Цель",
        "",
    ),
    "without dates": ("", "", "Сайт", "Канал", "Проект", "", "", "", "Показы", ""),
    "a value in words": ("", "", "Сайт", "Канал", "", "", "", "Трафик", "Показы", "план"),
    "a value in digits": ("", "", "Сайт", "Канал", "Проект", "Баннер", "", "", "Цель", "5"),
}


@pytest.mark.parametrize("plan", PLANS)
def test_plans_that_look_a_little_like_headers_stay_plans(sheet: Sheet, plan: str) -> None:
    assert numbers(sheet(HEADER, PLAN, PLANS[plan], PLAN)) == [2, 3, 4]
