"""Plan values as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan.numbers import Amount, Other, Reading, Unclear, WithUnit, read_number, rounded, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"), ("7", "7"), ("-5", "-5"), ("−5", "-5"), ("+5", "5"), ("1234", "1234"), ("007", "7"),
        ("1 234", "1234"), ("1\u00a0234", "1234"), ("1\u202f234\u202f567", "1234567"), ("1'234", "1234"),
        ("1’234’567", "1234567"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), (" 12 ", "12"),
        ("1 234,56", "1234.56"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1234,5", "1234.5"),
        ("1 234,567", "1234.567"), ("1234.567", "1234.567"), ("0,123", "0.123"), ("0.5", "0.5"), ("12,00", "12"),
        ("200000.00000000017", "200000.00000000017"), ("-1 234", "-1234"),
    ],
)  # fmt: skip
def test_an_amount(text: str, value: str) -> None:
    assert read_number(text) == Amount(Decimal(value))


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "–", "−", "n/a", "N/A", "н/д", "Н/Д", "\u00a0"])
def test_nothing_is_meant(text: str) -> None:
    assert read_number(text) is Other.MISSING


@pytest.mark.parametrize("text", ["20%", "20 %", "12,5%", "0\u00a0%", "1.234%"])
def test_a_percentage(text: str) -> None:
    assert read_number(text) is Other.PERCENT


@pytest.mark.parametrize(
    "text",
    [
        "nan", "inf", "Infinity", "1e5", "1E+05", "1_000", "12 34", "1 2345", "1,23,456", "1..5", "1,2,3", ",5", "5,",
        "--5", "abc", "5 лет", "5-7", "от 5", "=1+1", "%", "12 попугаев", "0x10", "1" * 41, "1 234 567.890.1", "١٢",
    ],
)  # fmt: skip
def test_no_number(text: str) -> None:
    assert read_number(text) is Other.NONE


@pytest.mark.parametrize(("text", "whole_one", "fraction"), [("1.234", 1234, "1.234"), ("12,345", 12345, "12.345")])
def test_one_separator_before_three_digits_is_never_guessed(text: str, whole_one: int, fraction: str) -> None:
    assert read_number(text) == Unclear(Decimal(whole_one), Decimal(fraction))
    assert read_number("-" + text) == Unclear(-Decimal(whole_one), -Decimal(fraction))


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("75 т.р.", 75_000, True), ("75т.р", 75_000, True), ("75 тыс.", 75_000, True), ("75 тыс. руб.", 75_000, True),
        ("1 млн", 1_000_000, True), ("1,5 млн", 1_500_000, True), ("1,5 млн. ₽", 1_500_000, True),
        ("2 млрд", 2_000_000_000, True), ("100 руб.", 100, True), ("100₽", 100, True), ("₽ 100", 100, True),
        ("1 234 р.", 1_234, True), ("100 RUB", 100, True), ("12 шт.", 12, True), ("-5 руб", -5, True),
        ("75 т", 75_000, False), ("75k", 75_000, False), ("5 M", 5_000_000, False), ("$100", 100, False),
        ("100 USD", 100, False), ("1.234 млн", 1_234_000, False), ("1.234 руб.", 1234, False),
    ],
)  # fmt: skip
def test_a_unit(text: str, value: int, certain: bool) -> None:
    found = read_number(text)
    assert found == WithUnit(Decimal(value), certain, foreign="$" in text or "USD" in text)


def test_float_noise_is_no_fraction() -> None:
    assert whole(Decimal("200000.00000000017")) == 200000
    assert whole(Decimal("5.0000009")) == 5
    assert whole(Decimal("4.9999991")) == 5
    assert whole(Decimal("5.000001")) is None
    assert whole(Decimal("145454.545")) is None


def test_halves_are_rounded_away_from_zero() -> None:
    assert [rounded(Decimal(text)) for text in ("0.5", "1.5", "2.5", "-0.5", "-2.5", "2.4")] == [1, 2, 3, -1, -3, 2]


def spelled(number: int, blank: str) -> str:
    return f"{number:,}".replace(",", blank)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["\u00a0", "\u202f", " ", "'"]))
def test_every_whole_number_is_read_back(number: int, blank: str) -> None:
    assert read_number(str(number)) == Amount(Decimal(number))
    assert read_number(spelled(number, blank)) == Amount(Decimal(number))


@given(st.integers(-(10**12), 10**12), st.integers(1, 99))
def test_every_price_is_read_back(roubles: int, kopecks: int) -> None:
    expected: Reading = Amount(Decimal(f"{roubles}.{kopecks:02}"))
    assert read_number(f"{roubles},{kopecks:02}") == expected
    assert read_number(f"{spelled(roubles, ' ')}.{kopecks:02}") == expected


@given(st.text(max_size=30) | st.text("0123456789., '-+%₽млнтыр", max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_number(text)
    if isinstance(reading, Amount):
        assert any(char.isdigit() for char in text)
