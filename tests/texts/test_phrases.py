"""Phrases that console and window share."""

import re
from datetime import date

import pytest

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.phrases import (
    capital,
    cause_sentence,
    day_words,
    month_words,
    number_list,
    span_words,
    state_message,
    totals_line,
    with_words,
)

PARTS = ("imported", "pending", "refused", "failed", "unknown", "undone", "not_sent", "left_out")
RUSSIAN = Texts(Language.RUSSIAN)


@pytest.fixture(params=list(Language))
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((5,), "5"), ((1, 2, 3), "1–3"), ((7, 1, 2, 2), "1–2, 7"), ((124, 126), "124, 126")],
)
def test_neighbours_are_joined(numbers: tuple[int, ...], text: str) -> None:
    assert number_list(numbers) == text


def test_the_sum_adds_up(texts: Texts) -> None:
    line = totals_line(Totals(240, imported=179, refused=1, unknown=60), texts)
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    assert numbers == [179, 1, 60, 240]


def test_the_sum_in_words() -> None:
    line = totals_line(Totals(240, imported=179, refused=1, unknown=60), RUSSIAN)
    assert line == "179 импортировано + 1 отклонена + 60 под вопросом = 240"


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_the_sum_is_forgotten(texts: Texts, part: str) -> None:
    line = totals_line(Totals(7, **{part: 7}), texts)
    assert re.fullmatch(r"7 .+ = 7", line)


def test_an_empty_sum(texts: Texts) -> None:
    assert totals_line(Totals(0), texts).startswith("0 = ")


def test_words_of_the_service_follow_in_quotes() -> None:
    assert with_words("Отклонён", " нет такой метрики ", RUSSIAN) == "Отклонён. Ответ Calltouch: «нет такой метрики»."
    assert with_words("Отклонён.", "x", RUSSIAN) == "Отклонён. Ответ Calltouch: «x»."
    assert with_words("Отклонён", "", RUSSIAN) == "Отклонён"


def test_a_cause_says_what_to_do_and_quotes_the_service(texts: Texts) -> None:
    said = cause_sentence(Cause.POINTS, "limit", texts)
    assert said.startswith(texts.say("cause.points"))
    assert "limit" in said


def test_a_state_with_number_and_cause() -> None:
    assert state_message(BatchState.ACCEPTED, 127, None, "", RUSSIAN) == "в обработке, номер 127"
    assert state_message(BatchState.UNKNOWN, None, Cause.SILENT, "", RUSSIAN) == "под вопросом: ответа не было"


def test_days_and_months_in_words() -> None:
    assert day_words(date(2026, 11, 24), RUSSIAN) == "24 ноября"
    assert month_words((2026, 11), RUSSIAN) == "ноябрь 2026"
    assert month_words((2026, 11), RUSSIAN, year=False) == "ноябрь"


def test_spans_of_months_name_each_year_once() -> None:
    assert span_words((2026, 11), (2026, 11), RUSSIAN) == "ноябрь 2026"
    assert span_words((2026, 11), (2026, 12), RUSSIAN) == "ноябрь – декабрь 2026"
    assert span_words((2026, 12), (2027, 1), RUSSIAN) == "декабрь 2026 – январь 2027"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_day(texts: Texts, month: int) -> None:
    assert "17" in day_words(date(2026, month, 17), texts)


def test_a_capital() -> None:
    assert [capital("ноябрь"), capital("")] == ["Ноябрь", ""]
