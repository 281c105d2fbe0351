"""Days and periods as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.periods import (
    Period,
    SlashKind,
    day_text,
    known_day,
    month_of,
    read_day,
    read_period,
    slash_order,
)

DAY = date(2025, 2, 1)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "01.02.2025", "1.2.2025", "1.2.25", "01-02-2025", "1-2-25", "2025-02-01", "2025.02.01", "2025/2/1",
        "1 февраля 2025", "1 февраля 2025 г.", "1 ФЕВРАЛЯ 2025 года", "1 фев 2025", "1 фев. 25", "1-фев-2025",
        "1 February 2025", "1 Feb 2025", "Feb 1, 2025", "February 1 2025", " 01.02.2025\u00a0", "01.02.2025г.",
        "01.02.2025\u202fг.", "\ufeff01.02.2025", "01.02.2025_x000D_", "01.02.2025 00:00:00", "2025-02-01T00:00:00",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "31.02.2025", "29.02.2025", "32.01.2025", "00.01.2025", "01.13.2025", "01.02.1899", "01.02.2101",
        "01.02", "февраль 2025", "02.2025", "2025", "45000", "01.02-2025", "01.02.025", "1 фвраля 2025",
        "01.02.2025 13:00", "01.02.2025-14.02.2025", "2025-13-01", "1 2 2025", "Feb 25", "завтра",
    ],
)  # fmt: skip
def test_no_day(text: str) -> None:
    assert read_day(text) is None


def test_slashes_are_read_only_where_one_order_fits() -> None:
    assert read_day("03/04/2025") is None
    assert read_day("03/04/2025", DateOrder.DAY_FIRST) == date(2025, 4, 3)
    assert read_day("03/04/2025", DateOrder.MONTH_FIRST) == date(2025, 3, 4)
    assert read_day("25/04/2025") == read_day("04/25/2025") == date(2025, 4, 25)
    assert read_day("25/04/2025", DateOrder.MONTH_FIRST) is None
    assert read_day("04/04/25") == date(2025, 4, 4)
    assert read_day("31/02/2025") is None


FEBRUARY = Period(DAY, date(2025, 2, 28))
FORTNIGHT = Period(DAY, date(2025, 2, 14))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("01.02.2025-14.02.2025", FORTNIGHT),
        ("01.02.2025 - 14.02.2025", FORTNIGHT),
        ("01.02.2025\u00a0–\u00a014.02.2025", FORTNIGHT),
        ("01.02.2025 — 14.02.2025 г.", FORTNIGHT),
        ("01-02-2025-14-02-2025", FORTNIGHT),
        ("2025-02-01-2025-02-14", FORTNIGHT),
        ("2025-02-01..2025-02-14", FORTNIGHT),
        ("с 01.02.2025 по 14.02.2025", FORTNIGHT),
        ("1 февраля 2025 - 14 февраля 2025", FORTNIGHT),
        ("1–14 февраля 2025", FORTNIGHT),
        ("01.02-14.02.2025", FORTNIGHT),
        ("01.02.2025", Period(DAY, DAY)),
        ("Февраль 2025", FEBRUARY),
        ("февраль 2025 г.", FEBRUARY),
        ("фев 25", FEBRUARY),
        ("фев.2025", FEBRUARY),
        ("Feb-25", FEBRUARY),
        ("February 2025", FEBRUARY),
        ("02.2025", FEBRUARY),
        ("02/2025", FEBRUARY),
        ("2025-02", FEBRUARY),
        ("Февраль–март 2025", Period(DAY, date(2025, 3, 31))),
        ("02.2025 - 03.2025", Period(DAY, date(2025, 3, 31))),
        ("14.02.2025-01.02.2025", Period(date(2025, 2, 14), DAY)),
    ],
)
def test_a_period(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "22.04-30.04", "22 апреля - 30 апреля", "апрель", "апрель-май", "Feb 25", "фев 2101", "13.2025", "00.2025",
        "15.12-15.01.2026", "01.02.2025-", "-14.02.2025", "01.02.2025-30.02.2025", "01.02.2025-14.02.2025-20.02.2025",
        "01/02/2025-03/02/2025", "12 недель", "2025", "",
    ],
)  # fmt: skip
def test_no_period(text: str) -> None:
    assert read_period(text) is None


def test_a_range_of_slash_dates_follows_the_order() -> None:
    text = "01/02/2025-03/02/2025"
    assert read_period(text, DateOrder.DAY_FIRST) == Period(DAY, date(2025, 2, 3))
    assert read_period(text, DateOrder.MONTH_FIRST) == Period(date(2025, 1, 2), date(2025, 3, 2))


@pytest.mark.parametrize(
    ("texts", "kind", "examples"),
    [
        (["01.02.2025", "нет", ""], SlashKind.NONE, ()),
        (["04/04/2025", "99/99/2025"], SlashKind.NONE, ()),
        (["03/04/2025", "25/04/2025"], SlashKind.DAY_FIRST, ("25/04/2025",)),
        (["03/04/2025", "04/25/2025"], SlashKind.MONTH_FIRST, ("04/25/2025",)),
        (["01.02.2025", "03/04/2025", "05/06/2025"], SlashKind.AMBIGUOUS, ("03/04/2025",)),
        (["25/04/2025", "04/26/2025"], SlashKind.CONTRADICTORY, ("25/04/2025", "04/26/2025")),
        (["01/02/2025 - 14/02/2025"], SlashKind.DAY_FIRST, ("01/02/2025 - 14/02/2025",)),
        (["с 01/02/2025 по 03/02/2025"], SlashKind.AMBIGUOUS, ("с 01/02/2025 по 03/02/2025",)),
    ],
)
def test_what_a_column_of_slash_dates_proves(texts: list[str], kind: SlashKind, examples: tuple[str, ...]) -> None:
    evidence = slash_order(texts)
    assert (evidence.kind, evidence.examples) == (kind, examples)
    expected = {SlashKind.DAY_FIRST: DateOrder.DAY_FIRST, SlashKind.MONTH_FIRST: DateOrder.MONTH_FIRST}.get(kind)
    assert evidence.order is expected


@given(DAYS)
def test_every_day_is_read_back_from_what_sheets_show(day: date) -> None:
    assert read_day(day_text(day)) == day
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", DateOrder.DAY_FIRST) == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", DateOrder.MONTH_FIRST) == day


@given(DAYS, DAYS)
def test_every_range_is_read_back(first: date, last: date) -> None:
    for text in (f"{day_text(first)}-{day_text(last)}", f"{first.isoformat()} – {last.isoformat()}"):
        assert read_period(text) == Period(first, last)


@given(DAYS)
def test_a_slash_date_is_never_guessed(day: date) -> None:
    text = f"{day.day}/{day.month}/{day.year}"
    assert read_day(text) == (day if day.day > 12 or day.day == day.month else None)


@given(DAYS)
def test_a_month_is_whole(day: date) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last
    assert month.first.day == 1
    assert (month.last + timedelta(days=1)).day == 1
    assert read_period(f"{day.month:02}.{day.year}") == month


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    read_day(text)
    read_period(text)
    slash_order([text])


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(1900, 1, 5), False),
        (date(1905, 7, 18), False),
        (date(1999, 12, 31), False),
        (date(2000, 1, 1), True),
        (date(2100, 12, 31), True),
        (date(2101, 1, 1), False),
    ],
)
def test_small_numbers_under_a_date_format_are_no_days_of_plans(day: date, known: bool) -> None:
    assert known_day(day) is known
