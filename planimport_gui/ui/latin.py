"""Shortcuts on a keyboard that knows Russian letters alone."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_LATIN = dict(zip(map(ord, "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"), map(ord, "QWERTYUIOPASDFGHJKLZXCVBNM"), strict=True))
"""The letters of one key, as codes of ``Qt.Key``."""
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_ASCII_CONTROL = 0x1F


def press_in_latin(event: QKeyEvent, window: QWidget) -> bool:
    """Do what a shortcut means whose letter came in Cyrillic; False where ``event`` is no such thing.

    Called with keys that nobody in the window took. Qt finds the Latin letter of a key in another layout of the
    keyboard, and on X11 with the Russian layout alone there is none.
    """
    code, modifiers = _LATIN.get(event.key()), event.modifiers()
    if code is None or not modifiers & _CONTROL or modifiers & _ALT:
        return False
    focus: QWidget | None = window.focusWidget()
    target = focus if focus is not None else window
    # As Qt itself does it: who has the focus may claim the keys, then come shortcuts, then again who has the focus.
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, code, modifiers)
    claim.ignore()
    QApplication.sendEvent(target, claim)
    if claim.isAccepted() or not _trigger(window, QKeySequence(QKeyCombination(modifiers, Qt.Key(code)))):
        key = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, chr(code & _ASCII_CONTROL))
        QApplication.sendEvent(target, key)
    return True


def _trigger(window: QWidget, keys: QKeySequence) -> bool:
    """Whether there is an action for these keys."""
    found = next((action for action in window.actions() if action.isEnabled() and keys in action.shortcuts()), None)
    if found is not None:
        found.trigger()
    return found is not None
