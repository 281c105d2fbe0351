"""Date columns: days, months, ranges, and dates with slashes judged by their whole column."""

from datetime import date

import pytest
from sheets.conftest import Read
from sheets.rawbook import inline, styles

from planimport_gui.facts.reading import SheetReading
from planimport_gui.plan.cells import Cell, DateOrder, Edge, SlashDate
from planimport_gui.plan.fields import Field

FEBRUARY = (date(2025, 2, 1), date(2025, 2, 28))
FORMATS = styles("dd.mm.yyyy", "mmmm yyyy")


def sheet(
    read: Read, heads: tuple[str, ...], lines: list[tuple[str, ...]], dates: DateOrder | None = None
) -> SheetReading:
    """Columns A, B… are headed ``heads`` and hold texts or serials (``d45689`` a day, ``m45689`` a month)."""
    heads = (*heads, "Источник", "Метрика", "План")
    rows = []
    for number, line in enumerate([heads, *((*line, "yandex", "Показы", "5") for line in lines)], start=1):
        cells = "".join(_cell(f"{'ABCDEF'[i]}{number}", text) for i, text in enumerate(line))
        rows.append(f'<row r="{number}">{cells}</row>')
    return read("".join(rows[1:]), header=rows[0], dates=dates, style=FORMATS)


def _cell(reference: str, text: str) -> str:
    if text[:1] in "dm" and text[1:].isdigit():
        return f'<c r="{reference}" s="{"dm".index(text[0]) + 1}"><v>{text[1:]}</v></c>'
    return inline(reference, text)


def dates_of(reading: SheetReading) -> list[tuple[Cell, Cell]]:
    return [(row[Field.DATE_FROM], row[Field.DATE_TO]) for row in reading.rows]


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("Дата", "d45689", (date(2025, 2, 1), date(2025, 2, 1))),
        ("Дата", "01.02.2025", (date(2025, 2, 1), date(2025, 2, 1))),
        ("Дата", "m45689", FEBRUARY),
        ("Дата", "01.02.2025-28.02.2025", FEBRUARY),
        ("Месяц", "d45703", FEBRUARY),
        ("Месяц", "m45689", FEBRUARY),
        ("Месяц", "Февраль 2025", FEBRUARY),
        ("Месяц", "фев 25", FEBRUARY),
        ("Месяц", "02.2025", FEBRUARY),
        ("Месяц", "2025-02", FEBRUARY),
        ("Месяц", "15.02.2025", FEBRUARY),
        ("Month", "2025-02-15", FEBRUARY),
        ("Период", "01.02.2025-28.02.2025", FEBRUARY),
        ("Период размещения", "01.02.2025 – 28.02.2025", FEBRUARY),
        ("Период", "Февраль 2025", FEBRUARY),
        ("Период", "m45689", FEBRUARY),
        ("Неделя", "d45689", (date(2025, 2, 1), None)),
        ("Период", "01.02.2025", (date(2025, 2, 1), None)),
        ("Период", "22.04-30.04", ("22.04-30.04", "22.04-30.04")),
        ("Период", "", (None, None)),
        ("Месяц", "весь год", ("весь год", "весь год")),
    ],
)
def test_one_period_column(read: Read, head: str, text: str, expected: tuple[Cell, Cell]) -> None:
    reading = sheet(read, (head,), [(text,)])
    assert dates_of(reading) == [expected]
    assert reading.columns[Field.DATE_FROM] == reading.columns[Field.DATE_TO] == "A"


def test_months_as_first_and_last_day(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("Февраль 2025", "март 2025"), ("m45689", "m45717")])
    assert dates_of(reading) == [(date(2025, 2, 1), date(2025, 3, 31))] * 2


def test_a_range_as_first_day_stays_what_it_is(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("01.02.2025-14.02.2025", "")])
    assert dates_of(reading) == [("01.02.2025-14.02.2025", None)]


def test_a_column_that_proves_its_order_is_read_in_it(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("03/04/2025", "13/04/2025"), ("13/04/2025", "14/04/2025")])
    assert dates_of(reading)[0] == (date(2025, 4, 3), date(2025, 4, 13))
    assert reading.date_order is DateOrder.DAY_FIRST


def test_a_column_that_fits_both_orders_is_left_to_the_user(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("03/04/2025", "30.04.2025"), ("04/04/2025", "")])
    assert dates_of(reading) == [(SlashDate("03/04/2025"), date(2025, 4, 30)), (date(2025, 4, 4), None)]
    assert reading.date_order is None


def test_the_callers_order_wins(read: Read) -> None:
    lines = [("03/04/2025", "13/04/2025")]
    assert dates_of(sheet(read, ("Дата с", "Дата по"), lines, DateOrder.MONTH_FIRST)) == [
        (date(2025, 3, 4), "13/04/2025")
    ]


def test_a_column_that_contradicts_itself_is_not_guessed(read: Read) -> None:
    reading = sheet(read, ("Дата",), [("13/04/2025",), ("04/13/2025",), ("03/04/2025",)])
    assert dates_of(reading)[2] == (SlashDate("03/04/2025"), SlashDate("03/04/2025", Edge.LAST))
    assert reading.date_order is None


def test_slash_dates_of_months_and_ranges_keep_their_meaning(read: Read) -> None:
    months = sheet(read, ("Месяц",), [("03/04/2025",)])
    assert dates_of(months) == [
        (SlashDate("03/04/2025", whole_month=True), SlashDate("03/04/2025", Edge.LAST, whole_month=True))
    ]
    text = "03/04/2025-05/04/2025"
    ranges = sheet(read, ("Период",), [(text,)])
    assert dates_of(ranges) == [(SlashDate(text), SlashDate(text, Edge.LAST))]
    assert dates_of(sheet(read, ("Период",), [(text,)], DateOrder.DAY_FIRST)) == [(date(2025, 4, 3), date(2025, 4, 5))]


def test_what_one_column_proves_decides_nothing_for_another(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("03/04/2025", "13/04/2025"), ("05/04/2025", "06/04/2025")])
    assert dates_of(reading) == [
        (SlashDate("03/04/2025"), date(2025, 4, 13)),
        (SlashDate("05/04/2025"), date(2025, 4, 6)),
    ]
    assert reading.date_order is None


@pytest.mark.parametrize("swap", [False, True])
def test_columns_that_prove_different_orders_prove_none(read: Read, swap: bool) -> None:
    lines = [("13/04/2025", "04/14/2025"), ("03/04/2025", "05/06/2025")]
    reading = sheet(read, ("Дата с", "Дата по"), [line[::-1] if swap else line for line in lines])
    cells = [line[::-1] if swap else line for line in dates_of(reading)]
    assert cells[0] == (date(2025, 4, 13), date(2025, 4, 14))
    assert [cell.text for cell in cells[1] if isinstance(cell, SlashDate)] == ["03/04/2025", "05/06/2025"]
    assert reading.date_order is None


def test_a_column_without_slashes_leaves_the_order_to_the_other(read: Read) -> None:
    reading = sheet(read, ("Дата с", "Дата по"), [("d45750", "13/04/2025"), ("d45768", "03/05/2025")])
    assert dates_of(reading)[1] == (date(2025, 4, 21), date(2025, 5, 3))
    assert reading.date_order is DateOrder.DAY_FIRST
