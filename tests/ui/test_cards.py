"""Cards: one for each cause and wrong text, and what they say."""

import pytest
from support.plan_sheets import document_with, sent_before

from planimport_gui.plan.cells import Cell, DateOrder, ErrorValue, ShownNumber, SlashDate
from planimport_gui.plan.commands import SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Problem, Severity
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui import card_words as words
from planimport_gui.ui.cards import cards_of
from planimport_gui.ui.document import SetAside
from planimport_gui.ui.states import Card, CardKind

Own = dict[str, Cell]


def cards(*rows: Own) -> tuple[Card, ...]:
    return cards_of(document_with(*rows))[0]


def told(found: tuple[Card, ...]) -> list[tuple[CardKind, Code, int]]:
    return [(card.kind, card.problem.code, card.rows) for card in found]


@pytest.fixture
def english() -> Texts:
    return Texts(Language.ENGLISH)


def test_certain_first_then_errors_by_size_then_warnings() -> None:
    found = cards(
        {"value": 0}, {"value": 0}, {"value": 0},
        {"value": "12%"},
        {"name": "Клкии"}, {"name": "Клкии"},
        {"name": "СРС"},
        {"value": 1.5}, {"value": 2.5}, {"value": 3.5},
        {"dateFrom": SlashDate("03/04/2026")},
    )  # fmt: skip
    assert told(found) == [
        (CardKind.CERTAIN, Code.NAME_UNKNOWN, 1),
        (CardKind.ROUND, Code.VALUE_FRACTION, 3),
        (CardKind.PROPOSED, Code.NAME_UNKNOWN, 2),
        (CardKind.BY_HAND, Code.VALUE_PERCENT, 1),
        (CardKind.DATES, Code.DATE_AMBIGUOUS, 1),
        (CardKind.BY_HAND, Code.VALUE_ZERO, 3),
    ]


def test_what_would_double_the_plan_is_first_among_warnings() -> None:
    found = cards({"value": 0}, {"value": 0}, {"source": "Всего мебель"}, {"value": 1.5})
    assert told(found) == [
        (CardKind.ROUND, Code.VALUE_FRACTION, 1),
        (CardKind.BY_HAND, Code.DIMENSION_TOTAL, 1),
        (CardKind.BY_HAND, Code.VALUE_ZERO, 2),
    ]


def test_each_wrong_text_has_a_card_of_its_own_and_its_row_is_named_as_in_the_file() -> None:
    first, second = cards({"value": "x"}, {"value": "y"}, {"value": "y"})
    assert (first.problem.found, first.rows, first.row, first.number) == ("y", 2, 2, 12)
    assert (second.problem.found, second.rows, second.row, second.number) == ("x", 1, 1, 11)


def test_a_mark_for_nothing_becomes_an_empty_cell(english: Texts) -> None:
    (card,) = cards({"campaign": "—"}, {"campaign": "—"})
    assert (card.kind, card.rows) == (CardKind.CERTAIN, 2)
    assert words.text(card, english) == "“—” → empty"


def test_a_value_that_its_header_may_multiply_says_why_it_is_asked_about(english: Texts) -> None:
    headed, foreign = cards({"value": ShownNumber(5000, "5000 (тыс)")}, {"value": "75 $"})
    assert (headed.kind, words.text(headed, english)) == (CardKind.PROPOSED, "“5000 (тыс)” → 5,000")
    assert words.note(headed, english).startswith("The column is headed as money")
    assert not words.note(foreign, english)


def test_repeats_are_no_cards_and_months_are_one() -> None:
    own: Own = {"campaign": "brand 1"}
    document = document_with(own, own, {}, {}, history=sent_before(1))
    assert document.sheet.counts.repeats == 2
    assert told(cards_of(document)[0]) == [(CardKind.BY_HAND, Code.PLAN_MONTH, 2)]


def test_rows_set_aside_do_not_count() -> None:
    document = document_with({"value": "x"}, {"value": "x"}, {"value": "y"})
    document.do(SetAside(frozenset({RowId(1), RowId(3)})))
    assert told(cards_of(document)[0]) == [(CardKind.BY_HAND, Code.VALUE_INVALID, 1)]
    document.undo()
    assert [card.rows for card in cards_of(document)[0]] == [2, 1]


def test_what_is_not_listed_is_counted() -> None:
    document = document_with(*({"value": f"x{n}"} for n in range(120)))
    found, more = cards_of(document)
    assert (len(found), more) == (100, 20)
    found, more = cards_of(document, most=3)
    assert ([card.row for card in found], more) == ([1, 2, 3], 117)


def test_cards_follow_edits() -> None:
    document = document_with({"value": "x"}, {})
    document.do(SetCells(((RowId(1), Field.VALUE, 5), (RowId(2), Field.NAME, "СРС"))))
    assert told(cards_of(document)[0]) == [(CardKind.CERTAIN, Code.NAME_UNKNOWN, 1)]
    document.undo()
    assert told(cards_of(document)[0]) == [(CardKind.BY_HAND, Code.VALUE_INVALID, 1)]


# words


@pytest.mark.parametrize("code", [code for code in Code if code not in (Code.PLAN_SENT, Code.PLAN_DUPLICATE)])
def test_every_cause_has_a_short_title(code: Code, texts: Texts) -> None:
    (card, *_) = cards({"medium": None})
    said = words.title(
        Card(card.kind, card.problem if code is Code.DIMENSION_PARTIAL else _of(code), card.row, 1, 1), texts
    )
    assert 0 < len(said) <= 30


def _of(code: Code) -> Problem:
    return Problem(code, Severity.ERROR)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"name": "СРС"}, "“СРС” – Cyrillic letters → CPC"),
        ({"name": "Kлики"}, "“Kлики” – Latin letters → Клики"),
        ({"name": " Клики"}, "“␣Клики” – too many blanks → Клики"),
        ({"name": "клики"}, "“клики” → Клики"),
        ({"name": "Клкии"}, "“Клкии” → Клики"),
        ({"type": None}, "empty → Площадки"),
        ({"type": "Лиды"}, "“Клики”: Metric type → Площадки"),
        ({"value": 145454.55}, "“145454.55” → 145,455"),
        ({"dateTo": None}, "It begins on 01.12.2026. When does it end?"),
        ({"campaign": "a  b"}, "“a ␣b” – too many blanks → a b"),
        ({"value": ErrorValue("#DIV/0!")}, "Row 11, Plan: a formula with an error: “#DIV/0!”. Correct it in Excel or type the value."),
        ({"dateFrom": SlashDate("03/04/2026")}, "What does “03/04/2026” mean? The answer is for all such dates."),
    ],
)  # fmt: skip
def test_a_card_shows_what_becomes_of_what(own: Own, said: str, english: Texts) -> None:
    assert words.text(cards(own)[0], english) == said


def test_buttons_carry_their_number(russian: Texts) -> None:
    found = cards({"name": "СРС"}, {"name": "Клкии"}, {"name": "Клкии"}, {"value": 1.5}, {"value": "x"})
    assert [words.press(card, russian) for card in found] == ["Исправить 1", "Да, исправить 2", "Округлить 1", ""]


def test_the_two_orders_of_a_date_say_what_the_example_becomes(russian: Texts) -> None:
    (card,) = cards({"dateFrom": SlashDate("03/04/2026")})
    said = [words.date_press(card, order, russian) for order in DateOrder]
    assert said == ["день.месяц: 3 апреля", "месяц.день: 4 марта"]


def test_names_can_be_chosen_where_a_metric_is_unknown() -> None:
    (unknown,) = cards({"name": "Охват"})
    assert "Уникальные лиды" in words.choices(unknown)
    (other,) = cards({"value": "x"})
    assert words.choices(other) == ()


@pytest.mark.parametrize(
    ("found", "right", "why"),
    [
        ("СРC", "CPC", "cyrillic"),
        ("Показы\u00a0", "Показы", "blanks"),
        ("Удален из корзины", "Удалён из корзины", None),
    ],
)
def test_why_a_text_is_wrong_that_looks_right(found: str, right: str, why: str | None) -> None:
    assert words.difference(found, right) == why
