"""The program as it is started, with somebody who tells what is on the screen and where.

A question is one JSON object on a line of standard input, its answer one line of standard output:
``{"where": NAME}`` a point of the screen that hits that widget, or null · ``{"see": true}`` what the window shows ·
``{"drop": FILE}`` drops a file on it, as the system does at the end of a drag.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import planimport_gui.app as app
from planimport_gui.app import Parts

Answer = dict[str, Any] | list[int] | None


class Witness(QObject):
    """Answers in the GUI thread what a thread reads from standard input."""

    asked = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(json.loads(line))

    @Slot(object)
    def _answer(self, question: dict[str, Any]) -> None:
        answer: Answer
        if "where" in question:
            answer = self._where(question["where"])
        elif "drop" in question:
            answer = self._drop(Path(question["drop"]))
        else:
            answer = self._see()
        print(json.dumps(answer), flush=True)

    def _where(self, name: str) -> Answer:
        """The middle of a widget that can be used, if a click there would hit it."""
        modal = QApplication.activeModalWidget()
        for top in [modal] if modal is not None else QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(QWidget, name)):
                if widget.objectName() == name and _usable(widget):
                    point = widget.mapToGlobal(widget.rect().center())
                    hit = QApplication.widgetAt(point)
                    if hit is not None and (hit is widget or widget.isAncestorOf(hit)):
                        return [point.x(), point.y()]
        return None

    def _drop(self, path: Path) -> Answer:
        mime, window = QMimeData(), self._parts.window
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        middle = window.rect().center()
        how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, QDragEnterEvent(middle, *how))
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), *how))
        return None

    def _see(self) -> Answer:
        window, controller = self._parts.window, self._parts.controller
        desk, problems, doubt = controller.desk, controller.editing.problems, controller.doubts
        focus = QApplication.focusWidget()
        totals = desk.result.totals if desk.result is not None else None
        return {
            "page": window.page.value,
            "panel": window.panel.value,
            "busy": desk.busy,
            "resting": desk.document is not None and not desk.document.busy,
            "file": desk.paper.name if desk.paper is not None else "",
            "errors": problems.errors if problems is not None else None,
            "rows": len(desk.document.sheet) if desk.document is not None else 0,
            "totals": {name: getattr(totals, name) for name in totals.__slots__} if totals is not None else None,
            "unfinished": desk.result is not None and desk.result.unfinished,
            "answer": str(state.answer) if (state := doubt._state) is not None and state.answer else "",
            "focus": focus.objectName() if focus is not None else "",
            "typed": focus.text() if isinstance(focus, QLineEdit) else "",
        }


def _usable(widget: QWidget) -> bool:
    """Whether it can be used and the X server shows the window it is in."""
    shown = widget.window().windowHandle()
    return widget.isVisible() and widget.isEnabled() and bool(shown) and shown.isExposed()


def main() -> int:
    build = app.build

    def watched(*arguments: Any) -> Parts:
        parts = build(*arguments)
        Witness(parts)
        return parts

    app.build = watched  # type: ignore[assignment]  # the watched one
    return app.main()


if __name__ == "__main__":
    sys.exit(main())
