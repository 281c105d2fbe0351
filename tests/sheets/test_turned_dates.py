"""Real dates that a spreadsheet may have made of slash texts, reading day and month the wrong way round."""

from datetime import date

import pytest
from sheets.conftest import Read
from sheets.rawbook import inline, styles

from planimport_gui.facts.reading import SheetReading
from planimport_gui.plan.cells import Cell, DateOrder, Edge, SlashDate
from planimport_gui.plan.commands import AnswerDates
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code
from planimport_gui.plan.sheet import PlanSheet

FORMATS = styles("dd.mm.yyyy", "mmmm yyyy")
DMY, MDY = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
MARCH_4, APRIL_3 = date(2026, 3, 4), date(2026, 4, 3)
DATES = ("Дата с", "Дата по")
Shown = date | str | None


def sheet(
    read: Read, heads: tuple[str, ...], *lines: tuple[Shown, ...], dates: DateOrder | None = None, style: int = 1
) -> SheetReading:
    """Columns A, B… are headed ``heads`` and hold real dates or texts."""
    heads = (*heads, "Источник", "Метрика", "План")
    rows = []
    for number, line in enumerate([heads, *((*line, "yandex", "Показы", "5") for line in lines)], start=1):
        cells = "".join(_cell(f"{'ABCDEF'[i]}{number}", shown, style) for i, shown in enumerate(line))
        rows.append(f'<row r="{number}">{cells}</row>')
    return read("".join(rows[1:]), header=rows[0], dates=dates, style=FORMATS)


def _cell(reference: str, shown: Shown, style: int) -> str:
    if isinstance(shown, date):
        return f'<c r="{reference}" s="{style}"><v>{(shown - date(1899, 12, 30)).days}</v></c>'
    return inline(reference, shown) if shown else ""


def firsts(reading: SheetReading) -> list[Cell]:
    return [row[Field.DATE_FROM] for row in reading.rows]


def both(reading: SheetReading) -> list[tuple[Cell, Cell]]:
    return [(row[Field.DATE_FROM], row[Field.DATE_TO]) for row in reading.rows]


def answered(reading: SheetReading, order: DateOrder) -> list[Cell]:
    """The first days once the user has said how slashes are read; the question must have been put before."""
    plan = PlanSheet(reading.rows, today=date(2026, 3, 1), date_order=reading.date_order)
    assert plan.with_code(Code.DATE_AMBIGUOUS)
    plan.apply(AnswerDates(order))
    assert not plan.with_code(Code.DATE_AMBIGUOUS)
    return [plan.row(id)[Field.DATE_FROM] for id in plan.ids]


@pytest.mark.parametrize(
    ("left", "turned", "typed", "by_day", "by_month"),
    [
        ("13/04/2026", MARCH_4, "03/04/2026", APRIL_3, MARCH_4),
        ("04/13/2026", MARCH_4, "04/03/2026", MARCH_4, APRIL_3),
    ],
    ids=["turned month first", "turned day first"],
)
def test_real_dates_beside_texts_that_one_order_could_not_read_are_asked_about(
    read: Read, left: str, turned: date, typed: str, by_day: date, by_month: date
) -> None:
    lines = [(left, None), (turned, None)]
    reading = sheet(read, DATES, *lines)
    assert firsts(reading) == [date(2026, 4, 13), SlashDate(typed)]
    assert reading.date_order is None
    assert answered(reading, DMY) == [date(2026, 4, 13), by_day]
    assert answered(reading, MDY) == [date(2026, 4, 13), by_month]
    assert firsts(sheet(read, DATES, *lines, dates=DMY))[1] == by_day
    assert firsts(sheet(read, DATES, *lines, dates=MDY))[1] == by_month


def test_a_later_day_proves_that_dates_were_not_turned(read: Read) -> None:
    reading = sheet(read, DATES, ("13/04/2026", None), (MARCH_4, None), (date(2026, 3, 13), None))
    assert firsts(reading)[1:] == [MARCH_4, date(2026, 3, 13)]
    assert reading.date_order is DMY
    assert (
        firsts(sheet(read, DATES, ("13/04/2026", None), (date(2026, 3, 13), None), (MARCH_4, None), dates=DMY))[2]
        == MARCH_4
    )


def test_a_year_that_no_plan_has_proves_nothing(read: Read) -> None:
    """Numbers under a date format look like days of 1900."""
    reading = sheet(read, DATES, ("13/04/2026", None), (MARCH_4, None), (date(1905, 7, 18), None))
    assert firsts(reading)[1:] == [SlashDate("03/04/2026"), date(1905, 7, 18)]


def test_the_same_day_either_way_is_no_question(read: Read) -> None:
    reading = sheet(read, DATES, ("13/04/2026", None), (date(2026, 4, 4), None))
    assert firsts(reading)[1] == date(2026, 4, 4)
    assert reading.date_order is DMY


def test_texts_that_fit_both_orders_were_left_by_no_spreadsheet(read: Read) -> None:
    reading = sheet(read, DATES, ("05/06/2026", None), (MARCH_4, None))
    assert firsts(reading) == [SlashDate("05/06/2026"), MARCH_4]
    assert firsts(sheet(read, DATES, ("05/06/2026", None), (MARCH_4, None), dates=DMY))[1] == MARCH_4


def test_texts_left_in_one_column_cast_doubt_on_the_other(read: Read) -> None:
    """«01/02/2026» to «28/02/2026»: all first days were turned, no last day was."""
    lines = [(date(2026, 1, 2), "28/02/2026"), (date(2026, 1, 3), "31/03/2026")]
    reading = sheet(read, DATES, *lines)
    assert both(reading) == [
        (SlashDate("01/02/2026"), date(2026, 2, 28)),
        (SlashDate("01/03/2026"), date(2026, 3, 31)),
    ]
    assert reading.date_order is None
    assert answered(reading, DMY) == [date(2026, 2, 1), date(2026, 3, 1)]
    assert answered(reading, MDY) == [date(2026, 1, 2), date(2026, 1, 3)]


def test_texts_beside_a_later_day_cast_no_doubt_on_the_other_column(read: Read) -> None:
    lines = [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 1), "31/03/2026")]
    assert both(sheet(read, DATES, *lines)) == [lines[0], (date(2026, 3, 1), date(2026, 3, 31))]


def test_months_keep_their_ends(read: Read) -> None:
    months = [
        (SlashDate("03/04/2026", Edge.FIRST, whole_month=True), SlashDate("03/04/2026", Edge.LAST, whole_month=True))
    ]
    lines = [("13/04/2026",), (MARCH_4,)]
    for style in (1, 2):
        reading = sheet(read, ("Месяц",), *lines, style=style)
        assert both(reading)[1:] == months
        assert answered(reading, DMY) == [date(2026, 4, 1)] * 2
        assert answered(reading, MDY) == [date(2026, 4, 1), date(2026, 3, 1)]
        assert both(sheet(read, ("Месяц",), *lines, dates=DMY, style=style))[1] == (date(2026, 4, 1), date(2026, 4, 30))


def test_a_typed_month_was_not_turned(read: Read) -> None:
    reading = sheet(read, ("Месяц",), ("13/04/2026",), (date(2026, 2, 1),), style=2)
    assert both(reading)[1] == (date(2026, 2, 1), date(2026, 2, 28))


def test_one_day_of_a_range_column_stays_without_an_end(read: Read) -> None:
    reading = sheet(read, ("Период",), ("13/04/2026",), (MARCH_4,))
    assert both(reading)[1] == (SlashDate("03/04/2026"), None)
    assert both(sheet(read, ("Период",), ("13/04/2026",), (MARCH_4,), dates=DMY))[1] == (APRIL_3, None)


def test_a_column_of_days_asks_for_both_ends(read: Read) -> None:
    reading = sheet(read, ("Дата",), ("13/04/2026",), (MARCH_4,))
    assert both(reading)[1] == (SlashDate("03/04/2026"), SlashDate("03/04/2026", Edge.LAST))
