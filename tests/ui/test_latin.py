"""Shortcuts whose letters come in Cyrillic, as Qt gives them on X11 with the Russian layout alone."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from support.dialog_world import Accounts, Later
from support.gui import CONTROL, NONE, SHIFT, Person, Signals, the

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.project import ProjectDialog
from planimport_gui.ui.look import Look
from planimport_gui.ui.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
RUSSIAN = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфывапролдячсмить", strict=True))
COMMON = {
    "open": "O", "save": "S", "undo": "Z", "redo": "Y", "cut": "X", "copy": "C", "paste": "V",
    "fill_down": "D", "find": "F", "replace": "H", "runs": "I", "reading": "L",
}  # fmt: skip


def press(widget: QWidget, latin: str, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    """The key of a Latin letter, which writes a Russian one."""
    letter = RUSSIAN[latin]
    event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), modifiers, letter)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def window(gui: Person, russian: Texts, look: Look) -> MainWindow:
    return gui.show(MainWindow(russian, look), 1000, 700)


def action(window: MainWindow, name: str) -> QAction:
    found = window.actions_[f"action_{name}"]
    found.setEnabled(True)
    return found


@pytest.mark.parametrize("name", COMMON)
def test_actions(window: MainWindow, name: str) -> None:
    window.footer.setFocus()
    triggered = Signals(action(window, name).triggered)
    press(window.footer, COMMON[name])
    assert len(triggered.told) == 1


def test_nothing_else_is_a_shortcut(window: MainWindow) -> None:
    told = Signals(action(window, "undo").triggered)
    for modifiers in (NONE, SHIFT, CONTROL | ALT, CONTROL | SHIFT):
        press(window.start, "Z", modifiers)
    window.actions_["action_undo"].setEnabled(False)
    press(window.start, "Z")
    assert not told.told


def test_all_letters_have_their_keys(window: MainWindow) -> None:
    for latin in RUSSIAN.keys() - {"S"}:
        window.actions_["action_help"].setShortcut(QKeySequence(f"Ctrl+Shift+{latin}"))
        told = Signals(window.actions_["action_help"].triggered)
        press(window.start, latin, CONTROL | SHIFT)
        assert told.told, latin


def test_a_line_comes_before_the_actions_of_the_window(window: MainWindow) -> None:
    line = QLineEdit("план", window.start)
    line.show()
    line.setFocus()
    undo, paste = (Signals(action(window, name).triggered) for name in ("undo", "paste"))
    QGuiApplication.clipboard().setText("МП")
    press(line, "A")
    assert line.selectedText() == "план"
    press(line, "V")
    assert line.text() == "МП"
    press(line, "Z")
    assert line.text() == "план"
    assert not undo.told + paste.told


def test_a_token_is_pasted_into_its_dialog(gui: Person, russian: Texts, look: Look) -> None:
    dialog = gui.show(ProjectDialog(russian, look, Later(), Accounts(), None))  # type: ignore[arg-type]  # stands in for Jobs
    line = the(dialog, QLineEdit, "project_token")
    line.setFocus()
    QGuiApplication.clipboard().setText("t0ken")
    press(line, "V")
    assert line.text() == "t0ken"


def test_an_empty_clipboard_pastes_nothing(window: MainWindow) -> None:
    window.start.setFocus()
    pasted = Signals(window.start.pasted)
    QGuiApplication.clipboard().clear()
    press(window.start, "V")
    assert not pasted.told
