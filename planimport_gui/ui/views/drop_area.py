"""The dashed area of the start page: drop a plan, watch it being read."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.views.parts import button, label, primary

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class DropArea(QFrame):
    """Shows an invitation, or a file being read."""

    open_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.setObjectName("drop_area")
        self._texts, self._look, self._hint = texts, look, False
        self._title = label(look, "title")
        self._title.setAlignment(_MIDDLE)
        self._formats = label(look, color="secondary")
        self._formats.setText(texts.say("ui.start.formats"))
        self._formats.setAlignment(_MIDDLE)
        self._open = primary(look, "open_plan_button", texts.say("ui.start.open"))
        self._open.clicked.connect(self.open_wanted)
        self._busy = QProgressBar()
        self._busy.setObjectName("opening_bar")
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._cancel = button("cancel_opening_button", texts.say("ui.start.cancel"), self.cancel_wanted)
        self._lay_out()

    def show_what(self, opening: str) -> None:
        """A file being read, or the invitation."""
        title = self._texts.say("ui.start.opening", file=opening) if opening else self._texts.say("ui.start.drop")
        self._title.setText(title)
        shown: tuple[QWidget, ...] = (self._busy, self._cancel)
        hidden: tuple[QWidget, ...] = (self._formats, self._open)
        for widget in shown:
            widget.setVisible(bool(opening))
        for widget in hidden:
            widget.setVisible(not opening)
        self._busy.setAccessibleName(title)

    def set_hint(self, on: bool) -> None:
        self._hint = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        pen = QPen(look.color("link" if self._hint else "border"), 2 if self._hint else 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.color("selection" if self._hint else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2 * look.u, 2 * look.u)
        painter.end()

    def _lay_out(self) -> None:
        u = self._look.u
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * u, 6 * u, 6 * u, 8 * u)
        column.setSpacing(3 * u)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._formats)
        column.addWidget(self._busy, 0, _MIDDLE)
        column.addSpacing(u)
        column.addWidget(self._open, 0, _MIDDLE)
        column.addWidget(self._cancel, 0, _MIDDLE)
        column.addStretch(1)
        self._busy.setFixedWidth(80 * u)
        self.setMinimumHeight(55 * u)
