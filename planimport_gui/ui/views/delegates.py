"""How a cell of the plan table is painted."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip

from planimport_gui.plan.fields import POSITION
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.columns import Column, field_of
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.models.row_look import RowLook, Sign
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.delegates_editing import EditingDelegate

Index = QModelIndex | QPersistentModelIndex
_FIGURES = (Column.NUMBER, Column.DATE_FROM, Column.DATE_TO, Column.VALUE)
"""Columns whose texts are shown whole or not at all: a number cut short is another number."""
_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _LINE
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _LINE
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_TOO_LONG = "####"
_MOST_FITS = 5_000


class CellDelegate(EditingDelegate):
    """Paints cells with the tokens of the look; editing is in ``EditingDelegate``."""

    def __init__(self, model: PlanModel, look: Look, parent: QAbstractItemView) -> None:
        super().__init__(model, look, parent)
        self._model = model
        self._look = look
        self._metrics = QFontMetrics(figures_font(look))
        self._widest = max(map(self._metrics.horizontalAdvance, "Щ0WЖ@"))
        self._pad = round(1.5 * look.u)
        self._fits: dict[tuple[str, int, int], str] = {}
        self.dress()

    def dress(self) -> None:
        """Take the colours of the look as they are now."""
        look, color = self._look, self._look.color
        self._text, self._grey, self._surface = color("text"), color("secondary"), color("surface")
        self._selection, self._on_selection = look.selected
        self._fills = {Sign.ERROR: color("error.fill"), Sign.CHECK: color("check.fill")}
        self._focus = QPen(color("link"), 2)
        self._error, self._fixed = color("error.mark"), color("imported.mark")
        self._frame = QPen(self._error, 1.5)
        self._frame.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        changed = color(f"{look.state(RowMark.CHANGED)}.mark")
        self._underlines = {
            Sign.CHECK: _pen(color("check.mark"), (4.0, 2.5)),
            Sign.CHANGED: _pen(changed, (1.0, 2.0)),
        }
        self._states = {mark: color(f"{look.state(mark)}.text") for mark in RowMark}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        look = self._model.look(row)
        if look is None:
            return
        rect = option.rect
        state = option.state.value
        field = field_of(column)
        sign = None if field is None else look.signs[POSITION[field]]
        focused, selected = bool(state & _FOCUSED), bool(state & _SELECTED)
        ink = self._on_selection if selected else None
        self._paint_ground(painter, rect, sign, selected=selected, focused=focused)
        if column == Column.MARK:
            self._paint_mark(painter, rect, look.mark, ink)
        else:
            self._paint_text(painter, rect, look, row, column, ink)
        if sign is not None:
            painter.save()
            inner = rect.adjusted(2, 2, -1, -1) if focused else rect
            self._paint_sign(painter, QRectF(inner), sign, ink)
            painter.restore()
        if focused:
            painter.save()
            self._paint_focus(painter, QRectF(rect))
            painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The full sentences of a cell, and its text where it does not fit."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        fits = self._metrics.horizontalAdvance(text) <= option.rect.width() - 2 * self._pad
        sentences = index.data(Qt.ItemDataRole.ToolTipRole)
        lines = [] if fits else [text]
        lines += sentences.split("\n") if sentences else []
        QToolTip.showText(event.globalPos(), f"<qt>{'<br>'.join(map(escape, lines))}</qt>" if lines else "", view)
        return True

    # inside

    def _paint_ground(
        self, painter: QPainter, rect: QRect, sign: Sign | None, *, selected: bool, focused: bool
    ) -> None:
        """A wrong cell keeps its colour under the cursor; in a selection only its frame tells it."""
        fill = self._fills.get(sign) if sign is not None and (focused or not selected) else None
        painter.fillRect(rect, fill or (self._selection if selected else self._surface))

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: RowMark, ink: QColor | None) -> None:
        size = round(3.5 * self._look.u)
        pixmap = self._look.mark_pixmap(mark, size, painter.device().devicePixelRatio(), ink)
        painter.drawPixmap(rect.center() - QPointF(size / 2, size / 2).toPoint() + QPointF(0.5, 0.5).toPoint(), pixmap)

    def _paint_text(
        self, painter: QPainter, rect: QRect, look: RowLook, row: int, column: int, ink: QColor | None
    ) -> None:
        text, color, align = self._words(look, row, column)
        if not text:
            return
        room = rect.adjusted(self._pad, 0, -self._pad, -1)
        if len(text) * self._widest > room.width():
            text = self._fitting(text, room.width(), column)
        painter.setPen(ink or color)
        painter.drawText(room, align, text)

    def _words(self, look: RowLook, row: int, column: int) -> tuple[str, QColor, int]:
        if column == Column.NUMBER:
            return str(self._model.number(row)), self._grey, _RIGHT
        if column == Column.STATE:
            return self._model.words.state(look), self._states[look.mark], _LEFT
        align = _RIGHT if column == Column.VALUE else _LEFT
        return look.texts[column - Column.DATE_FROM], self._grey if look.out else self._text, align

    def _fitting(self, text: str, width: int, column: int) -> str:
        """What fits of a text; kept, for the same cells are painted again and again."""
        key = text, width, column
        found = self._fits.get(key)
        if found is None:
            if len(self._fits) >= _MOST_FITS:
                self._fits.clear()
            found = self._fits[key] = self._shortened(text, width, column)
        return found

    def _shortened(self, text: str, width: int, column: int) -> str:
        if self._metrics.horizontalAdvance(text) <= width:
            return text
        if column in _FIGURES and any(char.isdigit() for char in text):
            return _TOO_LONG
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _paint_sign(self, painter: QPainter, rect: QRectF, sign: Sign, ink: QColor | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if sign is Sign.ERROR:
            inner = rect.adjusted(0.75, 0.75, -1.75, -1.75)
            painter.setPen(_in(ink, self._frame))
            painter.drawRect(inner)
            side = 1.75 * self._look.u
            corner = inner.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ink or self._error))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))
        elif sign is Sign.FIXED:
            radius = 0.5 * self._look.u
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ink or self._fixed))
            painter.drawEllipse(rect.topRight() + QPointF(-3 * radius, 3 * radius), radius, radius)
        else:
            painter.setPen(_in(ink, self._underlines[sign]))
            y = rect.bottom() - 0.75 * self._look.u
            painter.drawLine(QPointF(rect.left() + self._pad, y), QPointF(rect.right() - self._pad, y))

    def _paint_focus(self, painter: QPainter, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._focus)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))


def figures_font(look: Look) -> QFont:
    """The font of the table: figures of one width stand in columns."""
    font = look.font("body")
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _in(ink: QColor | None, pen: QPen) -> QPen:
    """The pen, in another colour where one is given."""
    if ink is None:
        return pen
    other = QPen(pen)
    other.setColor(ink)
    return other


def _pen(color: QColor, dashes: tuple[float, float]) -> QPen:
    pen = QPen(color, 1.5)
    pen.setDashPattern(dashes)
    return pen
