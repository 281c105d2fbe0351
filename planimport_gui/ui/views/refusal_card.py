"""On the start page: which file was not read, and why."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.parts import label


class RefusalCard(QFrame):
    """Hidden while there is nothing to say."""

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
