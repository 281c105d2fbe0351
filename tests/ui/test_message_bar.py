"""The line that says what happened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from support.gui import Person, Signals, cut_off, picture, the

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.views.message_bar import MessageBar


@pytest.fixture
def bar(gui: Person, texts: Texts, look: Look) -> MessageBar:
    bar = gui.show(MessageBar(texts, look), 900, 30)
    bar.show_state(None)
    bar.hide()
    return bar


def button(bar: MessageBar, name: str) -> QAbstractButton:
    return the(bar, QAbstractButton, name)


def test_a_message_is_shown_as_plain_text_and_read_aloud(gui: Person, bar: MessageBar) -> None:
    bar.show_state(Message("Сохранили «<b>МП</b>.xlsx»."))
    label = the(bar, QLabel, "message_text")
    assert bar.isVisible()
    assert label.text() == bar.accessibleName() == "Сохранили «<b>МП</b>.xlsx»."
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not button(bar, "message_action").isVisible()


def test_its_action_is_told_by_name(gui: Person, bar: MessageBar) -> None:
    bar.show_state(Message("Сохранили.", MessageKind.GOOD, "Показать", "show_file"))
    told = Signals(bar.pressed)
    gui.settle()
    gui.click(button(bar, "message_action"))
    assert told.told == ["show_file"]


def test_it_is_closed_and_can_come_again(gui: Person, bar: MessageBar) -> None:
    message = Message("Сохранили.")
    bar.show_state(message)
    gui.settle()
    gui.click(button(bar, "message_close"))
    assert not bar.isVisible()
    bar.show_state(message)
    assert bar.isVisible()
    bar.show_state(None)
    assert not bar.isVisible()


@pytest.mark.parametrize("kind", MessageKind)
def test_kinds_differ_in_more_than_colour(gui: Person, bar: MessageBar, kind: MessageKind) -> None:
    """A grey picture of each is unlike a grey picture of any other, left of the words."""
    pictures = []
    for one in (kind, *(other for other in MessageKind if other is not kind)):
        bar.show_state(Message("Слова", one))
        gui.settle()
        image = picture(bar)
        ground = image.pixelColor(bar.width() // 2, 2).lightness()
        signs = [
            abs(image.pixelColor(x, y).lightness() - ground) > 40 for x in range(8, 32) for y in range(bar.height())
        ]
        pictures.append(signs)
    assert any(pictures[0])
    assert pictures[0] not in pictures[1:]


def test_a_long_message_wraps(gui: Person, bar: MessageBar) -> None:
    bar.show_state(
        Message("Calltouch больше не принимает запросы. " * 8, MessageKind.ERROR, "Попробовать ещё раз", "x")
    )
    bar.resize(900, bar.heightForWidth(900))
    gui.settle()
    assert cut_off(bar) == []
