"""A person in front of a widget: shows it, presses, types, clicks, waits; and what went wrong unseen."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from math import ceil
from types import TracebackType
from typing import TypeVar

import pytest
from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QPoint,
    Qt,
    QtMsgType,
    SignalInstance,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from planimport_gui.texts import Language, Texts, Value
from planimport_gui.ui.look import Look

Shown = TypeVar("Shown", bound=QWidget)
A_WORD = re.compile(r"[^\W\d_]+")
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
TOLD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
UNAVOIDABLE = ("This plugin does not support ",)
"""What Qt says of the platform without a screen."""


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The one QApplication of the process, in the style of the program."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication([])
    made.setStyle("Fusion")
    return made


@pytest.fixture
def gui(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator["Person"]:
    """Somebody who sees and uses widgets; a warning of Qt or an exception in a slot fails the test."""
    wrong: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in TOLD and not message.startswith(UNAVOIDABLE):
            wrong.append(f"Qt: {message}")

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        wrong.append(f"in a slot: {error!r}")
        sys.__excepthook__(kind, error, trace)

    before = qInstallMessageHandler(hear)
    monkeypatch.setattr(sys, "excepthook", caught)
    person = Person(application)
    yield person
    person.leave()
    qInstallMessageHandler(before)
    assert not wrong, "\n".join(wrong)


@pytest.fixture(params=list(Language), ids=str)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Once in each language."""
    return Texts(request.param)


@pytest.fixture
def russian() -> Texts:
    return Texts(Language.RUSSIAN)


@pytest.fixture
def look(application: QApplication) -> Look:
    """The light look."""
    return Look(False, application.font())


class Person:
    """Uses widgets through the events that mouse and keyboard make, and owns the ones it shows."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self._shown: list[QWidget] = []

    def show(self, widget: Shown, width: int = 0, height: int = 0) -> Shown:
        """Show a widget, in that size where one is given, as the active window; closed after the test."""
        self._shown.append(widget)
        if width and height:
            widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        assert QTest.qWaitForWindowExposed(widget)
        self.settle()
        return widget

    def leave(self) -> None:
        """Close and destroy what was shown."""
        for widget in self._shown:
            widget.close()
            widget.deleteLater()
        self._shown.clear()
        self.settle()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        """Let everything that is due happen."""
        self.application.processEvents()

    def wait_until(self, predicate: Callable[[], object], seconds: float = 5.0) -> None:
        """Live on until something is so; fails the test if it never is."""
        end = time.monotonic() + seconds
        while not predicate():
            assert time.monotonic() < end, f"never came: {predicate}"
            QTest.qWait(5)

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(widget, key, modifier)

    def type_text(self, widget: QWidget, text: str) -> None:
        """Letter by letter, in any alphabet."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.application.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """With the left mouse button, in the middle unless said."""
        QTest.mouseClick(widget, LEFT, NONE, widget.rect().center() if at is None else at)

    def double_click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseDClick(widget, LEFT, NONE, widget.rect().center() if at is None else at)


class Signals:
    """Collects what a signal tells: ``told`` holds the argument of each emit, ``None`` where it has none."""

    def __init__(self, signal: SignalInstance) -> None:
        self.told: list[object] = []
        signal.connect(self._hear)

    def _hear(self, *arguments: object) -> None:
        self.told.append(arguments[0] if arguments else None)


class Stretched(Texts):
    """Every word two fifths longer, as a translation may be."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._inside = False

    def say(self, code: str, /, **params: Value) -> str:
        return self._outermost(super().say, code, **params)

    def count(self, code: str, n: int, /, **params: Value) -> str:
        return self._outermost(super().count, code, n, **params)

    def _outermost(self, made: Callable[..., str], *arguments: object, **params: Value) -> str:
        if self._inside:
            return made(*arguments, **params)
        self._inside = True
        try:
            return A_WORD.sub(lambda word: word[0] + word[0][-1] * ceil(len(word[0]) * 0.4), made(*arguments, **params))
        finally:
            self._inside = False


def the(root: QWidget, kind: type[Shown], name: str) -> Shown:
    """The widget of that name inside; fails the test where there is none."""
    found = root.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} {name} in {root.objectName()}"
    return found


def cut_off(root: QWidget) -> list[str]:
    """The texts of visible labels and buttons inside that do not fit where they stand."""
    found = []
    for child in (root, *root.findChildren(QWidget)):
        if isinstance(child, QLabel | QAbstractButton) and child.isVisible() and child.text() and not _fits(child):
            found.append(f"{child.objectName()} {child.size().toTuple()}: {child.text()}")
    return found


def _fits(child: QLabel | QAbstractButton) -> bool:
    size, parent = child.size(), child.parentWidget()
    if parent is not None and not parent.rect().contains(child.geometry()):
        return False
    if isinstance(child, QLabel) and child.wordWrap():
        return child.heightForWidth(size.width()) <= size.height() and _longest_word(child) <= size.width()
    needed = child.minimumSizeHint()
    return needed.width() <= size.width() and needed.height() <= size.height()


def _longest_word(label: QLabel) -> int:
    return max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])


def picture(widget: QWidget, ratio: float = 1.0) -> QImage:
    """What a widget looks like on a screen of that scale."""
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(widget.palette().window().color())
    widget.render(image)
    return image
