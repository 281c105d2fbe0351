"""The footer: one sentence, its buttons, and nothing sent by accident."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from support.gui import Person, Signals, cut_off, the

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import FooterButton, FooterState
from planimport_gui.ui.views.footer import Footer

FIX = FooterButton("fix_certain_button", "Исправить очевидное: 120")
REVIEW = FooterButton("import_button", "Отправить только 60 готовых…")
SEND = FooterButton("confirm_button", "Отправить 240 строк в «Клиника на Мира»")
GO_ON = FooterButton("retry_button", "Продолжить")
PROBLEMS = FooterState("180 ошибок, 120 замечаний.", FIX, (REVIEW,))
CONFIRM = FooterState("Ошибок нет.", SEND, (REVIEW,))


@pytest.fixture
def footer(gui: Person, russian: Texts, look: Look) -> Footer:
    return gui.show(Footer(russian, look), 1366, 52)


def visible(footer: Footer) -> list[str]:
    """Names of the buttons from left to right."""
    shown = [button for button in footer.findChildren(QPushButton) if button.isVisible()]
    return [button.objectName() for button in sorted(shown, key=lambda button: button.x())]


def button(footer: Footer, name: str) -> QPushButton:
    return the(footer, QPushButton, name)


def test_the_primary_button_stands_last_and_looks_it(gui: Person, footer: Footer) -> None:
    footer.show_state(PROBLEMS)
    gui.settle()
    assert the(footer, QLabel, "footer_sentence").text() == "180 ошибок, 120 замечаний."
    assert visible(footer) == ["import_button", "fix_certain_button"]
    assert button(footer, "fix_certain_button").styleSheet()
    assert not button(footer, "import_button").styleSheet()


def test_buttons_tell_their_names(gui: Person, footer: Footer) -> None:
    footer.show_state(PROBLEMS)
    told = Signals(footer.pressed)
    gui.click(button(footer, "fix_certain_button"))
    gui.press(button(footer, "import_button"), Qt.Key.Key_Space)
    gui.press(button(footer, "import_button"), Qt.Key.Key_Return)
    assert told.told == ["fix_certain_button", "import_button", "import_button"]


def test_a_button_of_the_same_name_is_the_same_widget(gui: Person, footer: Footer) -> None:
    footer.show_state(PROBLEMS)
    review = button(footer, "import_button")
    footer.show_state(CONFIRM)
    footer.show_state(FooterState("Готово.", FooterButton("import_button", "Ещё раз…", False)))
    gui.settle()
    assert visible(footer) == ["import_button"]
    assert button(footer, "import_button") is review
    assert review.text() == "Ещё раз…"
    assert not review.isEnabled()
    assert review.styleSheet()


@pytest.mark.parametrize("sends", [SEND, GO_ON], ids=lambda sends: sends.name)
def test_enter_never_sends(gui: Person, footer: Footer, sends: FooterButton) -> None:
    footer.show_state(FooterState("", sends, (REVIEW,)))
    told = Signals(footer.pressed)
    send = button(footer, sends.name)
    gui.wait_until(send.isEnabled)
    send.setFocus()
    gui.press(send, Qt.Key.Key_Return)
    gui.press(send, Qt.Key.Key_Enter)
    assert told.told == []
    assert not send.isDefault()
    assert not send.autoDefault()
    gui.press(send, Qt.Key.Key_Space)
    gui.click(send)
    assert told.told == [sends.name] * 2


def test_the_second_half_of_a_double_click_never_sends(gui: Person, footer: Footer) -> None:
    """The first click repairs the last error, and the button that sends stands where it was."""
    footer.show_state(PROBLEMS)
    gui.click(button(footer, "fix_certain_button"))
    told = Signals(footer.pressed)
    footer.show_state(CONFIRM)
    send = button(footer, "confirm_button")
    appeared = time.monotonic()
    while not send.isEnabled():
        gui.click(send)
        gui.press(send, Qt.Key.Key_Space)
        assert told.told == []
        gui.settle()
        assert time.monotonic() < appeared + 10
    assert time.monotonic() > appeared + 1
    gui.click(send)
    assert told.told == ["confirm_button"]


def test_a_button_that_is_not_allowed_stays_off(gui: Person, footer: Footer) -> None:
    footer.show_state(CONFIRM)
    send = button(footer, "confirm_button")
    gui.wait_until(send.isEnabled)
    footer.show_state(FooterState("Ошибок нет.", FooterButton("confirm_button", SEND.text, False)))
    assert not send.isEnabled()
    footer.show_state(CONFIRM)
    assert send.isEnabled()


def test_a_long_sentence_wraps_beside_its_buttons(gui: Person, footer: Footer) -> None:
    sentence = "180 ошибок, 120 замечаний: 120 исправим сразу, 145 — после вашего «да», 35 — вручную. " * 2
    footer.show_state(FooterState(sentence, FIX, (REVIEW, FooterButton("undo_button", "Отменить"))))
    gui.settle()
    footer.resize(1366, footer.heightForWidth(1366))
    gui.settle()
    assert cut_off(footer) == []
