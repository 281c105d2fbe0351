"""The problem panel as a person uses it: cards, buttons, keys, focus."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton
from support.gui import Person, Signals, Stretched, cut_off
from support.plan_sheets import document_with

from planimport_gui.plan.causes import Remedy
from planimport_gui.plan.cells import Cell, DateOrder, ErrorValue, SlashDate
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.cards import cards_of
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import CardKind, ProblemsState
from planimport_gui.ui.views.problem_card import ProblemCard
from planimport_gui.ui.views.problem_panel import ProblemPanel

Own = dict[str, Cell]
ROWS: list[Own] = [
    {"name": "СРС"},
    {"name": "Клкии"}, {"name": "Клкии"}, {"name": "Клкии"}, {"name": "Клкии"},
    {"value": 1.5}, {"value": 2.5}, {"value": 3.5},
    {"dateFrom": SlashDate("03/04/2026")}, {"dateFrom": SlashDate("03/04/2026")},
    {"value": ErrorValue("#ДЕЛ/0!")},
]  # fmt: skip
CERTAIN, PROPOSED, ROUND, DATES, BY_HAND = range(5)


def state_of(rows: Iterable[Own], **more: int) -> ProblemsState:
    document = document_with(*rows)
    cards, left = cards_of(document)
    counts = document.sheet.counts
    state = ProblemsState(
        cards, left, counts.rows, counts.errors, counts.warnings, document.sheet.needing(Remedy.PRESS)
    )
    return replace(state, **more)


class Shown:
    """A panel on the screen and what it told."""

    def __init__(self, gui: Person, texts: Texts, look: Look) -> None:
        self.gui = gui
        self.panel = ProblemPanel(texts, look)
        names = ("fix", "show", "aside", "round", "dates", "replace", "left_out")
        self._ears = {name: Signals(getattr(self.panel, f"{name}_wanted")) for name in names}
        self.told = {name: ear.told for name, ear in self._ears.items()}
        gui.show(self.panel, 84 * look.u, 160 * look.u)

    def show(self, state: ProblemsState) -> None:
        self.panel.show_state(state)
        self.gui.wait_until(lambda: len(self.cards) == len(state.cards))
        self.gui.settle()

    @property
    def cards(self) -> list[ProblemCard]:
        return [card for card in self.panel.findChildren(ProblemCard) if card.isVisible()]

    @property
    def texts(self) -> str:
        return " | ".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())

    def press(self, card: int, button: str) -> None:
        self.gui.click(self.cards[card].buttons[button])

    def key(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.gui.press(focus, key)

    @property
    def focused(self) -> int | None:
        """The number of the card with the focus."""
        focus = QApplication.focusWidget()
        found = [at for at, card in enumerate(self.cards) if focus is card or (focus and card.isAncestorOf(focus))]
        return found[0] if found else None


@pytest.fixture
def shown(gui: Person, russian: Texts, look: Look) -> Shown:
    return Shown(gui, russian, look)


def button(shown: Shown, name: str) -> QAbstractButton:
    found = shown.panel.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def test_each_button_tells_what_is_wanted_of_its_card(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(state)
    kinds = [CardKind.CERTAIN, CardKind.PROPOSED, CardKind.ROUND, CardKind.DATES, CardKind.BY_HAND]
    assert [card.kind for card in state.cards] == kinds
    shown.press(CERTAIN, "fix")
    shown.press(PROPOSED, "fix")
    assert shown.told["fix"] == [state.cards[CERTAIN], state.cards[PROPOSED]]
    shown.press(ROUND, "fix")
    assert shown.told["round"] == [None]
    shown.press(DATES, "dmy")
    shown.press(DATES, "mdy")
    assert shown.told["dates"] == [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST]
    shown.press(BY_HAND, "show")
    shown.press(BY_HAND, "aside")
    assert shown.told["show"] == shown.told["aside"] == [state.cards[BY_HAND]]


def test_a_missing_last_day_is_asked_and_not_chosen(shown: Shown) -> None:
    state = state_of([{"dateTo": None}, {"dateTo": None}])
    shown.show(state)
    assert [card.kind for card in state.cards] == [CardKind.END]
    said = [button.text() for button in shown.cards[0].buttons.values()]
    assert said == ["В тот же день: 01.12.2026", "В конце месяца: 31.12.2026", "Показать"]
    shown.cards[0].setFocus()
    shown.key(Qt.Key.Key_Return)
    assert shown.told["replace"] == []
    assert QApplication.focusWidget() is shown.cards[0].buttons["day"]
    shown.press(0, "day")
    shown.press(0, "month")
    assert shown.told["replace"] == [(state.cards[0], "01.12.2026"), (state.cards[0], "31.12.2026")]


def test_a_plan_that_begins_on_the_last_day_of_a_month_can_only_end_there(shown: Shown) -> None:
    state = state_of([{"dateFrom": "31.10.2026", "dateTo": None}])
    assert [card.kind for card in state.cards] == [CardKind.PROPOSED]


def test_buttons_carry_their_numbers(shown: Shown) -> None:
    shown.show(state_of(ROWS))
    said = [[button.text() for button in card.buttons.values()] for card in shown.cards]
    assert said == [
        ["Исправить 1", "Другое…"],
        ["Да, исправить 4", "Другое…"],
        ["Округлить 3"],
        ["день.месяц: 3 апреля", "месяц.день: 4 марта", "Показать"],
        ["Показать", "Не отправлять"],
    ]
    assert shown.cards[PROPOSED].accessibleName() == "Нет такой метрики, 4 строки"


def test_no_errors_is_said(shown: Shown) -> None:
    shown.show(state_of(ROWS))
    assert "Ошибок нет" not in shown.texts
    shown.show(state_of([{}] * 3))
    assert shown.texts.startswith("Ошибок нет | Проверено 3 из 3")
    shown.show(state_of([{}, {"value": 0}]))
    assert "Ошибок нет | Проверено 2 из 2 · 1 строку стоит проверить" in shown.texts
    shown.show(replace(state_of([{}]), errors=1))
    assert "Ошибок нет" not in shown.texts


def test_rows_set_aside_are_never_silent(shown: Shown) -> None:
    shown.show(state_of(ROWS, set_aside=35))
    line = button(shown, "left_out_link")
    assert line.text() == "Не отправляем 35 строк. Показать"
    shown.gui.click(line)
    assert shown.told["left_out"] == [None]


def test_what_is_not_listed_is_counted(shown: Shown) -> None:
    shown.show(state_of(ROWS, more=1200))
    assert "Ещё 1\u202f200 причин. Появятся здесь" in shown.texts
    assert "1\u202f205 причин" in shown.texts


def test_arrows_go_through_the_cards_and_space_or_enter_presses(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(state)
    shown.panel.setFocus()
    assert shown.focused == 0
    shown.key(Qt.Key.Key_Down)
    assert shown.focused == 1
    shown.key(Qt.Key.Key_Return)
    assert shown.told["fix"] == [state.cards[1]]
    shown.key(Qt.Key.Key_End)
    assert shown.focused == 4
    shown.key(Qt.Key.Key_Down)
    assert shown.focused == 4
    shown.key(Qt.Key.Key_Space)
    assert shown.told["show"] == [state.cards[4]]
    shown.key(Qt.Key.Key_Tab)
    shown.key(Qt.Key.Key_Tab)
    shown.key(Qt.Key.Key_Return)
    assert shown.told["aside"] == [state.cards[4]]
    shown.key(Qt.Key.Key_Up)
    assert shown.focused == 3
    shown.key(Qt.Key.Key_Home)
    assert shown.focused == 0


def test_when_a_card_vanishes_the_next_takes_its_place(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(state)
    shown.panel.setFocus()
    shown.key(Qt.Key.Key_Down)
    shown.show(replace(state, cards=(state.cards[0], *state.cards[2:])))
    assert shown.focused == 1
    shown.show(replace(state, cards=state.cards[:1]))
    assert shown.focused == 0
    shown.show(replace(state, cards=()))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert shown.panel.isAncestorOf(focus)


def test_the_focus_goes_along_with_its_card(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(replace(state, cards=state.cards[1:]))
    shown.cards[2].buttons["mdy"].setFocus()
    shown.show(state)
    assert shown.focused == 3
    assert QApplication.focusWidget() is shown.cards[3].buttons["mdy"]


def test_another_name_is_chosen_in_the_card(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(state)
    shown.press(PROPOSED, "other")
    box = shown.panel.findChild(QComboBox, "name_choice_box")
    take = shown.panel.findChild(QPushButton, "name_choice_button")
    assert box is not None
    assert take is not None
    assert box.isVisible()
    assert box.hasFocus()
    assert not take.isEnabled()
    assert take.text() == "Заменить 4"
    box.setEditText("Нет такой")
    assert not take.isEnabled()
    box.setEditText("Показы")
    shown.gui.click(take)
    assert shown.told["replace"] == [(state.cards[PROPOSED], "Показы")]
    assert not box.isVisible()


def test_esc_leaves_the_choice(shown: Shown) -> None:
    shown.show(state_of(ROWS))
    shown.press(PROPOSED, "other")
    shown.key(Qt.Key.Key_Escape)
    assert shown.focused == PROPOSED
    assert shown.told["replace"] == []


def test_the_choice_goes_with_its_card(shown: Shown) -> None:
    state = state_of(ROWS)
    shown.show(state)
    shown.press(PROPOSED, "other")
    box = shown.panel.findChild(QComboBox, "name_choice_box")
    assert box is not None
    shown.show(replace(state, errors=3))
    assert box.isVisible()
    shown.show(replace(state, cards=(state.cards[0], *state.cards[2:])))
    assert not box.isVisible()


def test_while_a_step_is_under_way_nothing_can_be_pressed(shown: Shown) -> None:
    shown.show(replace(state_of(ROWS), busy=True))
    shown.press(CERTAIN, "fix")
    shown.cards[CERTAIN].setFocus()
    shown.key(Qt.Key.Key_Space)
    assert shown.told["fix"] == []
    shown.show(state_of(ROWS))
    shown.press(CERTAIN, "fix")
    assert len(shown.told["fix"]) == 1


def test_a_hundred_cards_come_and_go(shown: Shown) -> None:
    state = state_of([{"value": f"x{n}"} for n in range(100)])
    shown.show(state)
    assert len(shown.cards) == 100
    shown.show(replace(state, cards=state.cards[:2]))
    assert len(shown.cards) == 2
    shown.show(state)
    shown.press(0, "show")
    assert shown.told["show"] == [state.cards[0]]


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language) -> None:
    rows: list[Own] = [*ROWS, {"source": "очень_длинное_название_источника_" * 8}, {"medium": None}, {"name": "Охват"}]
    shown = Shown(gui, Stretched(language), look)
    shown.show(state_of(rows, set_aside=1200, more=1200))
    assert cut_off(shown.panel) == []


def test_cards_are_as_high_as_their_texts(shown: Shown, look: Look) -> None:
    long: Own = {"campaign": "w" * 300}
    shown.show(state_of([long]))
    wide = shown.cards[0].height()
    shown.panel.resize(40 * look.u, 160 * look.u)
    shown.gui.settle()
    assert shown.cards[0].height() > wide
