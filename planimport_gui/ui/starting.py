"""What happens around the start of the window: its first paint, files the system hands over, no screen."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

NO_SCREEN = 2
"""The exit code where no window can be shown."""
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


class FirstPaint(QObject):
    """``painted`` is emitted once, after a widget has been painted for the first time and the paint is over."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False


class FileOpenings(QObject):
    """Files that the Finder hands over. Those that come before somebody ``listen``s are kept."""

    opened = Signal(object)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._kept: list[Path] | None = []
        application.installEventFilter(self)

    def listen(self, take: Callable[[Path], None]) -> None:
        """From now on ``take`` gets them, the kept ones first."""
        self.opened.connect(take)
        kept, self._kept = self._kept or [], None
        for path in kept:
            self.opened.emit(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return False
        path = Path(event.file())
        if self._kept is None:
            self.opened.emit(path)
        else:
            self._kept.append(path)
        return True


def start_application(words: list[str], no_screen: str) -> QApplication:
    """The application, or the end of the process: ``no_screen`` on standard error and exit code 2.

    Qt itself would abort the process where it has no display to draw on or lacks a library of it.
    """
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        _end(no_screen, [])
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _end(no_screen, said)
        said.append(message)

    before = qInstallMessageHandler(hear)
    try:
        application = QApplication(words)
    finally:
        qInstallMessageHandler(before)
    for message in said:
        print(message, file=sys.stderr)
    return application


def _end(no_screen: str, said: list[str]) -> None:
    """Leave at once: Qt aborts as soon as this returns."""
    details = " ".join(line.strip() for line in said if line.strip())
    print(no_screen + (f" ({details})" if details else ""), file=sys.stderr, flush=True)
    os._exit(NO_SCREEN)
