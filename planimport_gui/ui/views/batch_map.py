"""The batches of a long run as squares: a calm square needs nobody, anything else does."""

from collections import Counter
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planimport_gui.facts.records import BatchState
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import capital
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.batch_model import BatchModel

_GAP = 1.5
"""Units between two squares, which are three wide."""


class BatchMap(QWidget):
    """A square for each row of a ``BatchModel``. ``chosen`` tells the row a person went to with mouse or keys."""

    chosen = Signal(object)

    def __init__(self, texts: Texts, look: Look, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batch_map")
        self.setAccessibleName(texts.say("ui.batches.map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._texts, self._look, self._model = texts, look, model
        self._current = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self._refresh)

    @property
    def current(self) -> int:
        """The row with the frame."""
        return self._current

    def go_to(self, row: int) -> None:
        """Move the frame; does not tell."""
        if 0 <= row < self._model.rowCount() and row != self._current:
            self._current = row
            self._describe()
            self.update()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = ceil(self._model.rowCount() / self._across(width))
        return round(lines * self._pitch + 3 * self._look.u)

    def sizeHint(self) -> QSize:
        width = 60 * self._look.u
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self._look.u, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in self._rows_within(event.rect()):
            painter.drawPixmap(self._place(row).topLeft(), self._pixmap(self._model.mark(row)))
        if self._model.rowCount():
            strong = self.hasFocus()
            painter.setPen(QPen(self._look.color("link" if strong else "border"), 2 if strong else 1))
            painter.drawRect(QRectF(self._place(self._current)).adjusted(-2, -2, 2, 2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row is not None:
            self._choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self._across(self.width())
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across,
            Qt.Key.Key_Home: -self._current, Qt.Key.Key_End: self._model.rowCount(),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._model.rowCount():
            self._choose(min(max(self._current + step, 0), self._model.rowCount() - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._model.sentence(row), self, self._place(row))
            return True
        return super().event(event)

    # inside

    @property
    def _pitch(self) -> float:
        return (3 + _GAP) * self._look.u

    def _across(self, width: int) -> int:
        return max(1, int((width - 3 * self._look.u) / self._pitch))

    def _place(self, row: int) -> QRect:
        u, across = self._look.u, self._across(self.width())
        corner = QPoint(round(2 * u + row % across * self._pitch), round(2 * u + row // across * self._pitch))
        return QRect(corner, QSize(3 * u, 3 * u))

    def _rows_within(self, area: QRect) -> range:
        """Those in lines that are at least partly there."""
        across, top = self._across(self.width()), 2 * self._look.u
        first, last = int((area.top() - top) // self._pitch), int((area.bottom() - top) // self._pitch)
        return range(max(0, first * across), min(self._model.rowCount(), (last + 1) * across))

    def _row_at(self, point: QPoint) -> int | None:
        u, across = self._look.u, self._across(self.width())
        column, line = int((point.x() - 1.25 * u) // self._pitch), int((point.y() - 1.25 * u) // self._pitch)
        row = line * across + column
        return row if 0 <= column < across and line >= 0 and row < self._model.rowCount() else None

    def _choose(self, row: int) -> None:
        self.go_to(row)
        self.chosen.emit(row)

    def _pixmap(self, state: BatchState) -> QPixmap:
        return self._look.mark_pixmap(state, 3 * self._look.u, self.devicePixelRatioF())

    def _refresh(self) -> None:
        self._current = min(self._current, max(0, self._model.rowCount() - 1))
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        """Count the states in words, then say the batch with the frame."""
        count = self._model.rowCount()
        states = Counter(map(self._model.mark, range(count)))
        parts = [
            self._texts.say("cli.totals.part", label=capital(self._texts.say(f"state.{state}")), n=states[state])
            for state in BatchState
            if states[state]
        ]
        said = [self._texts.count("count.batches", count), *parts]
        if count:
            said.append(self._model.sentence(self._current))
        self.setAccessibleDescription(". ".join(said))
