"""Sums by metric and month: months side by side where there is room, else one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planimport_gui.plan import metrics
from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import MonthSum, RowMark

_Month = tuple[int, int]
_Metric = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text of the table. ``already`` cells stand for months in which something was imported."""

    text: str
    heavy: bool = False
    left: bool = False
    already: bool = False
    grey: bool = False


_Row = tuple[_Cell, ...]
_EMPTY = _Cell("")


class SumTable(QWidget):
    """Painted, so that hundreds of sums cost nothing; read aloud as its accessible description."""

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_sums")
        self.setAccessibleName(texts.say("ui.before.sums"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._texts, self._look = texts, look
        self._font, self._heavy = look.font("body"), look.font("body")
        self._heavy.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._heavy)
        self._line = self._metrics.height() + look.u
        self._wide: tuple[_Row, ...] = ()
        self._long: tuple[_Row, ...] = ()
        self._rows: tuple[_Row, ...] = ()
        self._widths: tuple[int, ...] = ()

    def show_sums(self, sums: Sequence[MonthSum]) -> None:
        """Show them, metric by metric."""
        table: dict[_Metric, dict[_Month, MonthSum]] = {}
        for one in sums:
            table.setdefault(one.key[:2], {})[one.key[2:]] = one
        self._wide, self._long = self._side_by_side(table), self._one_below(table)
        said = (" ".join(cell.text for cell in row if cell.text) for row in self._long)
        self.setAccessibleDescription(". ".join(said))
        self._arrange(self.width())

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The texts as they are arranged now."""
        return tuple(tuple(cell.text for cell in row) for row in self._rows)

    # arranging

    def _side_by_side(self, table: dict[_Metric, dict[_Month, MonthSum]]) -> tuple[_Row, ...]:
        months = sorted({month for by_month in table.values() for month in by_month})
        if not months:
            return ()
        head = (_EMPTY, *(_Cell(self._short_month(month), heavy=True) for month in months))
        rows = [head]
        for metric, by_month in table.items():
            cells = (self._sum(metric, by_month.get(month), unit=False) for month in months)
            rows.append((_Cell(self._named(metric), left=True), *cells))
        return tuple(rows)

    def _one_below(self, table: dict[_Metric, dict[_Month, MonthSum]]) -> tuple[_Row, ...]:
        rows: list[_Row] = []
        for metric, by_month in table.items():
            rows.append((_Cell(metric[1], heavy=True, left=True), _EMPTY))
            for month, one in sorted(by_month.items()):
                name = self._texts.say(f"month.{month[1]}", year=str(month[0]))
                rows.append((_Cell(name, left=True), self._sum(metric, one, unit=True)))
            if len(by_month) > 1:
                whole = sum(one.sending for one in by_month.values())
                text = self._said(metric, whole, unit=True)
                rows.append((_Cell(self._texts.say("ui.before.total"), left=True, grey=True), _Cell(text, grey=True)))
        return tuple(rows)

    def _sum(self, metric: _Metric, one: MonthSum | None, *, unit: bool) -> _Cell:
        if one is None:
            return _Cell(self._texts.say("ui.before.none"), grey=True)
        return _Cell(self._said(metric, one.sending, unit=unit), already=one.already != 0)

    def _said(self, metric: _Metric, amount: int, *, unit: bool) -> str:
        money = unit and metrics.is_money(metric[1])
        return self._texts.say("ui.before.money" if money else "ui.before.number", sum=amount)

    def _named(self, metric: _Metric) -> str:
        name = metric[1]
        return self._texts.say("ui.before.moneyMetric", metric=name) if metrics.is_money(name) else name

    def _short_month(self, month: _Month) -> str:
        return f"{month[1]:02}.{month[0]}"

    def _arrange(self, width: int) -> None:
        widths = self._columns(self._wide)
        if self._wide and sum(widths) <= width:
            self._rows, self._widths = self._wide, (widths[0] + width - sum(widths), *widths[1:])
        else:
            widths = self._columns(self._long) or (0, 0)
            right = min(widths[1], width * 2 // 3)
            self._rows, self._widths = self._long, (width - right, right)
        self.setFixedHeight(len(self._rows) * self._line)
        self.update()

    def _columns(self, rows: tuple[_Row, ...]) -> tuple[int, ...]:
        room = 3 * self._look.u
        sizes = zip(*([self._needed(cell) for cell in row] for row in rows), strict=True)
        return tuple(max(column) + room for column in sizes)

    def _needed(self, cell: _Cell) -> int:
        mark = 5 * self._look.u if cell.already else 0
        return self._metrics.horizontalAdvance(cell.text) + mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._arrange(event.size().width())

    def sizeHint(self) -> QSize:
        return QSize(60 * self._look.u, len(self._rows) * self._line)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        first = max(0, event.rect().top() // self._line)
        for at in range(first, min(len(self._rows), event.rect().bottom() // self._line + 1)):
            x = 0
            for cell, width in zip(self._rows[at], self._widths, strict=True):
                room = self.width() if cell.heavy and cell.left else width
                self._paint(painter, cell, QRect(x, at * self._line, room, self._line))
                x += width
        painter.end()

    def _paint(self, painter: QPainter, cell: _Cell, rect: QRect) -> None:
        painter.setFont(self._heavy if cell.heavy else self._font)
        painter.setPen(self._look.color("secondary" if cell.grey else "text"))
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, rect.width())
        if cell.already:
            size = 3 * self._look.u
            start = rect.right() - painter.fontMetrics().horizontalAdvance(text) - size - self._look.u
            mark = QRectF(start, rect.top(), size, rect.height())
            self._look.paint_mark(painter, mark, RowMark.CHECK)
        side = Qt.AlignmentFlag.AlignLeft if cell.left else Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
