"""Labels and buttons as the views need them again and again."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from planimport_gui.ui.look import Look


def label(look: Look, role: str = "body", color: str = "text", *, wraps: bool = True) -> QLabel:
    """Plain text, whatever it holds: names of files and the service's words are never read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(look.font(role))
    made.setWordWrap(wraps)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    paint_text(made, look.color(color))
    return made


class Elided(QLabel):
    """One line that gives up its middle where there is no room; whole in the tool tip and for screen readers."""

    def __init__(self, look: Look, color: str = "text") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        paint_text(self, look.color(color))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 8 * self.fontMetrics().averageCharWidth()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
        self.setToolTip(self.text() if shown != self.text() else "")


def paint_text(widget: QWidget, color: QColor) -> None:
    """The colour of a label's or a flat button's text."""
    palette = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(role, color)
    widget.setPalette(palette)


def link(look: Look, name: str, text: str = "") -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setFlat(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setStyleSheet(look.stylesheet("link"))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def primary(look: Look, name: str, text: str = "") -> QPushButton:
    """The button that says what comes next."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setStyleSheet(look.stylesheet("primary"))
    return made


def icon_button(look: Look, icon: str, name: str, text: str) -> QToolButton:
    """A button that is a picture; ``text`` is read aloud and shown beside the mouse."""
    made = QToolButton()
    made.setObjectName(name)
    made.setAutoRaise(True)
    made.setIcon(look.icon(icon))
    made.setIconSize(QSize(4 * look.u, 4 * look.u))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made
