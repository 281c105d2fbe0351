"""The dashed area of the start page: drop a plan, watch it being read, see why it was not."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.parts import label, primary

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class DropArea(QFrame):
    """Shows an invitation, a file being read, or a refusal above the invitation."""

    open_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.setObjectName("drop_area")
        self._texts, self._look, self._hint = texts, look, False
        self._refusal = _Refusal(texts, look)
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
        self._cancel = QPushButton(texts.say("ui.start.cancel"))
        self._cancel.setObjectName("cancel_opening_button")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._lay_out()

    def show_what(self, opening: str, refused: str, refusal: str) -> None:
        """A file being read, or the invitation; a refusal stays until the next file is read."""
        title = self._texts.say("ui.start.opening", file=opening) if opening else self._texts.say("ui.start.drop")
        self._title.setText(title)
        self._refusal.show_what(refused, "" if opening else refusal)
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
        column.addWidget(self._refusal)
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


class _Refusal(QFrame):
    """Which file was not read, and why."""

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.setObjectName("start_refusal")
        self._texts, self._look = texts, look
        self._file = label(look, "section", "error.text")
        self._file.setObjectName("refused_file")
        self._why = label(look)
        self._why.setObjectName("refusal_sentence")
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(look.u)
        column.addWidget(self._file)
        column.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(10 * look.u, 2 * look.u, 3 * look.u, 2 * look.u)
        row.addLayout(column)
        self.hide()

    def show_what(self, file: str, why: str) -> None:
        self._file.setText(self._texts.say("ui.start.notRead", file=file))
        self._why.setText(why)
        self.setAccessibleName(why)
        self.setVisible(bool(why))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        u = self._look.u
        painter.setPen(QPen(self._look.color("error.mark"), 1))
        painter.setBrush(self._look.color("error.fill"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * u, 2 * u)
        self._look.paint_mark(painter, QRectF(3 * u, 3 * u, 5 * u, 5 * u), RowMark.ERROR)
        painter.end()
