"""Labels and buttons as the views need them again and again."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from planimport_gui.ui.look import Look


def label(look: Look, role: str = "body", color: str = "text", *, wraps: bool = True) -> QLabel:
    """Plain text, whatever it holds: names of files and the service's words are never read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(look.font(role))
    made.setWordWrap(wraps)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    paint_text(made, look, color)
    return made


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The keys that say go on."""


class Elided(QLabel):
    """One line that gives up its middle where there is no room; whole in the tool tip and for screen readers."""

    def __init__(self, look: Look, color: str = "text") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        paint_text(self, look, color)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 8 * self.fontMetrics().averageCharWidth()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
        self.setToolTip(self.text() if shown != self.text() else "")


def paint_text(widget: QWidget, look: Look, color: str) -> None:
    """The colour of a label's or a flat button's text, by its name."""
    set_color(widget, look, color, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


def set_color(widget: QWidget, look: Look, color: str, *roles: QPalette.ColorRole) -> None:
    """A colour by its name in the palette of a widget."""

    def put_on(wearing: QWidget) -> None:
        palette = wearing.palette()
        for role in roles:
            palette.setColor(role, look.color(color))
        wearing.setPalette(palette)

    look.wear(widget, f"palette {roles}", put_on)


def link(look: Look, name: str, text: str = "") -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setFlat(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    look.wear(made, "sheet", lambda worn: worn.setStyleSheet(look.stylesheet("link")))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(name: str, text: str = "", press: Callable[[], object] | SignalInstance | None = None) -> QPushButton:
    """An ordinary button, which Enter in another place does not press."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    if press is not None:
        made.clicked.connect(press)
    return made


def primary(look: Look, name: str, text: str = "") -> QPushButton:
    """The button that says what comes next."""
    made = QPushButton(text)
    made.setObjectName(name)
    look.wear(made, "sheet", lambda worn: worn.setStyleSheet(look.stylesheet("primary")))
    return made


def icon_button(look: Look, icon: str, name: str, text: str) -> QToolButton:
    """A button that is a picture; ``text`` is read aloud and shown beside the mouse."""
    made = QToolButton()
    made.setObjectName(name)
    made.setAutoRaise(True)
    look.wear(made, "icon", lambda worn: worn.setIcon(look.icon(icon)))
    made.setIconSize(QSize(4 * look.u, 4 * look.u))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made
