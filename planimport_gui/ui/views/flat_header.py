"""The flat head of every table: names of columns on an even ground, above the texts of their cells."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from planimport_gui.ui.look import Look
from planimport_gui.ui.look.drawing import hairline

_HORIZONTAL = Qt.Orientation.Horizontal
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def pad(look: Look) -> int:
    """Pixels between the edge of a cell and its text, in heads and below."""
    return round(1.5 * look.u)


class FlatHeader(QHeaderView):
    """Texts stand as the model aligns them, at the left where it does not say."""

    def __init__(self, look: Look, table: QWidget) -> None:
        super().__init__(_HORIZONTAL, table)
        self._look = look
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setFixedHeight(look.header_height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        model, look = self.model(), self._look
        text = str(model.headerData(logicalIndex, _HORIZONTAL) or "")
        align = model.headerData(logicalIndex, _HORIZONTAL, Qt.ItemDataRole.TextAlignmentRole)
        painter.fillRect(rect, look.color("header"))
        painter.setPen(hairline(painter, look.color("grid")))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = self._text_room(painter, rect.adjusted(pad(look), 0, -pad(look), 0), logicalIndex)
        painter.setPen(look.color("text"))
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, (_LEFT if align is None else Qt.AlignmentFlag(align)).value, fitting)

    def _text_room(self, painter: QPainter, room: QRect, column: int) -> QRect:
        """Where the text of a column goes; what else belongs into its head is painted here."""
        return room
