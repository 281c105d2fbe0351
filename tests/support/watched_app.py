"""The program as it is started, telling what happens: one JSON object a line on standard output.

``painted`` with the modules loaded then, ``loaded`` when the heavy ones are there, ``opened FILE``, ``said TEXT``.
"""

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

import planimport_gui.app as app
from planimport_gui.ui.flows.files import FileFlow
from planimport_gui.ui.states import Message
from planimport_gui.ui.views.message_bar import MessageBar
from planimport_gui.ui.window import MainWindow

HEAVY = ("requests", "urllib3", "keyring", "openpyxl", "python_calamine", "sqlite3", "ssl")


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class Window(MainWindow):
    """Tells its first paint."""

    told = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self.told:
            self.told = True
            tell(painted=[name for name in HEAVY if name in sys.modules])
            QTimer.singleShot(100, self.wait_for_imports)

    def wait_for_imports(self) -> None:
        if any(thread.name == "imports" for thread in threading.enumerate()):
            QTimer.singleShot(100, self.wait_for_imports)
        else:
            tell(loaded=[name for name in HEAVY if name in sys.modules])


def watch() -> None:
    program: Any = app
    flow: Any = FileFlow
    bar: Any = MessageBar
    program.MainWindow = Window
    opened, shown = flow.open, bar.show_state

    def open_(self: FileFlow, path: Any) -> None:
        tell(opened=str(path))
        opened(self, path)

    def show(self: MessageBar, message: Message | None) -> None:
        if message is not None:
            tell(said=message.text)
        shown(self, message)

    flow.open = open_
    bar.show_state = show


if __name__ == "__main__":
    watch()
    sys.exit(app.main())
