"""The whole window on a data folder of its own, meeting a practice service, as a person uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from support.console import HEADER, QUICK, good_rows
from support.gui import Person, the
from support.stage import SITE, TOKEN

from planimport_gui.app import Parts, build
from planimport_gui.assembly.projects import ProjectList
from planimport_gui.assembly.remembering import Remembered
from planimport_gui.assembly.settings import Settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.records import Project
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.controller import Controller
from planimport_gui.ui.document import Document
from planimport_gui.ui.window import MainWindow, Page, Panel

Found = TypeVar("Found", bound=QWidget)


class Desktop:
    """A window and the person in front of it."""

    def __init__(self, parts: Parts, gui: Person, tempo: Tempo) -> None:
        self.parts = parts
        self.tempo = tempo
        self.gui = gui

    @property
    def window(self) -> MainWindow:
        return self.parts.window

    @property
    def controller(self) -> Controller:
        return self.parts.controller

    @property
    def texts(self) -> Texts:
        return self.controller.desk.texts

    @property
    def document(self) -> Document:
        document = self.controller.desk.document
        assert document is not None, "no plan is open"
        return document

    def drop(self, path: Path) -> None:
        """A file dragged from a folder onto the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        middle = self.window.rect().center()
        how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, *how))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), *how))

    def open(self, path: Path) -> None:
        """Drop a file and wait until it lies open with its problems beside it."""
        self.drop(path)
        self.gui.wait_until(lambda: self.controller.editing.problems is not None, 20)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way on the plan."""
        self.gui.wait_until(lambda: not self.document.busy, 20)
        self.gui.settle()

    def find(self, kind: type[Found], name: str) -> Found:
        return the(self.window, kind, name)

    def press(self, name: str) -> None:
        """The button of that name, once it can be pressed."""
        self.gui.wait_until(lambda: self.find_button(name) is not None, 20)
        button = self.find_button(name)
        assert button is not None
        self.gui.click(button)
        self.gui.settle()

    def find_button(self, name: str) -> QAbstractButton | None:
        button = self.window.findChild(QAbstractButton, name)
        return button if button is not None and button.isVisible() and button.isEnabled() else None

    def trigger(self, name: str) -> None:
        """An action, as menu and keys do it."""
        action = self.window.findChild(QAction, name)
        assert action is not None, f"no action {name}"
        assert action.isEnabled(), f"{name} is off"
        action.trigger()
        self.gui.settle()

    def panel(self, panel: Panel, seconds: float = 20) -> None:
        """Wait until a panel stands beside the table."""
        self.gui.wait_until(lambda: self.window.panel is panel, seconds)
        self.gui.settle()

    def ended(self, seconds: float = 15) -> None:
        """Wait until the run has ended and its result is shown."""
        here = (Page.WORK, Panel.RESULT)
        self.gui.wait_until(
            lambda: not self.controller.desk.busy and (self.window.page, self.window.panel) == here, seconds
        )
        self.gui.settle()


def settings(folder: Path, address: str) -> Settings:
    """As the environment of a test would say it."""
    return Settings(folder, address, True, TOKEN)


@contextmanager
def desktop(
    gui: Person,
    folder: Path,
    address: str,
    *,
    project: bool = True,
    tempo: Tempo = QUICK,
    texts: Texts | None = None,
    size: tuple[int, int] = (1366, 700),
) -> Iterator[Desktop]:
    """The program's window. ``project``: one project is known and chosen."""
    where = settings(folder, address)
    if project:
        ProjectList(folder).put(Project(address, SITE, "Клиника на Мира"))
    parts = build(gui.application, where, Remembered(folder), texts or Texts(Language.RUSSIAN), tempo)
    if project and parts.controller.desk.project is None:
        parts.controller.projects.choose(Project(address, SITE, "Клиника на Мира"))
    try:
        gui.show(parts.window, *size)
        parts.controller.start()
        yield Desktop(parts, gui, tempo)
    finally:
        if parts.controller.desk.running is not None:
            parts.controller.desk.running.stop()
            parts.controller.desk.running.wait()
        parts.close()


def plan_file(folder: Path, count: int) -> Path:
    """A workbook with so many rows without problems."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for row in good_rows(count):
        sheet.append(row)
    path = folder / "МП v10.xlsx"
    book.save(path)
    return path
