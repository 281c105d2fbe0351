"""What the program's own dialogs have in common: they never block, and Enter only presses what has the focus."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planimport_gui.texts import Texts
from planimport_gui.ui.latin import press_in_latin
from planimport_gui.ui.look import Look
from planimport_gui.ui.views.parts import ENTER, button, label, paint_text

WIDTH = 120
"""Width of a dialog in units."""


class Frame(QDialog):
    """A column of widgets above a row of buttons. ``over`` is True once the dialog was closed."""

    def __init__(self, name: str, title: str, texts: Texts, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.texts, self.look = texts, look
        self.over = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4 * look.u, 4 * look.u, 4 * look.u, 4 * look.u)
        self.column.setSpacing(2 * look.u)
        self.setMinimumWidth(WIDTH * look.u)

    def add_heading(self, text: str) -> QLabel:
        """The first line, larger."""
        heading = label(self.look, "section")
        heading.setText(text)
        self.column.addWidget(heading)
        return heading

    def add_text(self, text: str, color: str = "text", role: str = "body") -> QLabel:
        """A line or paragraph."""
        made = label(self.look, role, color)
        made.setText(text)
        self.column.addWidget(made)
        return made

    def add_path(self, name: str, title: str, path: Path) -> None:
        """A path as long as it is, to be read, selected and copied."""
        line = QLineEdit(str(path))
        line.setObjectName(name)
        line.setAccessibleName(title)
        line.setFont(self.look.font("body"))
        line.setReadOnly(True)
        line.setCursorPosition(0)
        self.column.addWidget(line)

    def add_buttons(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """The last row: what is beside the point at the left, the ways out at the right."""
        self.column.addSpacing(2 * self.look.u)
        self.column.addLayout(buttons(self.look, left, right))

    def button(self, name: str, text: str) -> QPushButton:
        """An ordinary button, which Enter in another place does not press."""
        made = button(name, text)
        made.setMinimumHeight(8 * self.look.u)
        return made

    def done(self, result: int) -> None:
        self.over = True
        super().done(result)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._make_room()
        return done

    def _make_room(self) -> None:
        """Wrapped text needs more height than a layout asks of a window by itself, and appears as one types."""
        width = max(self.width(), self.column.totalMinimumSize().width())
        height = max(self.height(), self.column.totalHeightForWidth(width))
        if (width, height) != (self.width(), self.height()):
            self.resize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            if not press_in_latin(event, self):
                super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton) and focus.isEnabled():
            focus.click()


class Note(QLabel):
    """A line below something that says what is wrong with it or how it went; takes no room while it says nothing."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(look.font("body"))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._look = look
        self.hide()

    def show_text(self, text: str, color: str = "secondary") -> None:
        """Say it in a colour by name, or nothing."""
        if text:
            paint_text(self, self._look, color)
        self.setText(text)
        self.setVisible(bool(text))


def buttons(look: Look, left: Sequence[QWidget], right: Sequence[QWidget]) -> QLayout:
    """A row of buttons, some at its beginning and some at its end."""
    row = QHBoxLayout()
    row.setSpacing(2 * look.u)
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return row
