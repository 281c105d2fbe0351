"""The head of the plan table: names of columns, how it is sorted, and how wide the columns are."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QTableView

from planimport_gui.ui.look import Look
from planimport_gui.ui.models.columns import Column
from planimport_gui.ui.views.flat_header import FlatHeader, pad

_FLEXIBLE = (Column.CAMPAIGN, Column.CONTENT, Column.KEYWORD)
"""Columns that share the room that the others leave."""
_LEAST_FLEXIBLE = 22
_YIELDING = (Column.NAME, Column.SOURCE, Column.TYPE, Column.MEDIUM)
"""Columns that give up room they do not need where a flexible one has too little, in this order."""
_ARROW = 3
"""Room in units for the arrow of the column that is sorted by."""
_WIDTHS = {
    Column.MARK: 6.5, Column.NUMBER: 11, Column.DATE_FROM: 21, Column.DATE_TO: 21, Column.SOURCE: 27.5,
    Column.MEDIUM: 16, Column.TYPE: 27.5, Column.NAME: 42.5, Column.VALUE: 22.5, Column.STATE: 30,
}  # fmt: skip
"""The least width of columns in units; a longest text may need more."""


class TableHeader(FlatHeader):
    """Three clicks sort: upwards, downwards, sheet order. Columns fill the table until somebody changes a width."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(look, table)
        self._table = table
        self._pad = pad(look)
        self._by_hand = False
        self._fitting = False
        self._least: dict[Column, int] = {}
        self._titles: dict[Column, int] = {}
        self._texts: dict[Column, int] = {}
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(round(6 * look.u))
        self.sectionResized.connect(self._resized)

    def begin(self, longest: dict[Column, Sequence[str]]) -> None:
        """Start with widths in which these texts of columns fit."""
        metrics = QFontMetrics(self._look.font("body"))
        for column in Column:
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            self._titles[column] = metrics.horizontalAdvance(title) + 2 * self._pad + _ARROW * self._look.u
            text = max(map(metrics.horizontalAdvance, longest.get(column, ("",)))) + 2 * self._pad + self._look.u
            units = _WIDTHS.get(column, _LEAST_FLEXIBLE)
            self._least[column] = max(round(units * self._look.u), self._titles[column], text)
        self._by_hand = False
        self.fit()

    def show_texts(self, longest: dict[Column, str]) -> None:
        """Another plan, with these longest texts in its columns."""
        metrics, room = QFontMetrics(self._look.font("body")), 2 * self._pad + self._look.u
        self._texts = {column: metrics.horizontalAdvance(text) + room for column, text in longest.items()}
        self.fit()

    def fit(self) -> None:
        """Give the flexible columns the room that is left, unless somebody chose widths."""
        if self._by_hand or not self._least:
            return
        shown = [column for column in Column if not self.isSectionHidden(column)]
        flexible = [column for column in shown if column in _FLEXIBLE]
        widths = {column: self._least[column] for column in shown}
        rest = self._table.viewport().width() - sum(widths.values())
        lacking = sum(max(0, self._texts.get(column, 0) - widths[column]) for column in flexible) - rest
        for column in _YIELDING:
            if lacking > 0 and column in widths and column in self._texts:
                given = min(lacking, widths[column] - max(self._titles[column], self._texts[column]))
                given = max(given, 0)
                widths[column] -= given
                rest, lacking = rest + given, lacking - given
        self._fitting = True
        for column, width in widths.items():
            extra = max(rest, 0) // len(flexible) if column in flexible else 0
            self.resizeSection(column, width + extra)
        self._fitting = False

    def show_columns(self, columns: Sequence[Column], shown: bool) -> None:
        """Show or hide columns, and share the room anew."""
        self._fitting = True
        for column in columns:
            self.setSectionHidden(column, not shown)
        self._fitting = False
        self.fit()

    def _text_room(self, painter: QPainter, room: QRect, column: int) -> QRect:
        return self._paint_arrow(painter, room) if column == self.sortIndicatorSection() else room

    def _paint_arrow(self, painter: QPainter, room: QRect) -> QRect:
        """The sort arrow at the right; what is left of the room."""
        side = _ARROW * self._look.u
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        arrow = QRect(room.right() - side + self._pad // 2, room.center().y() - side // 2, side, side)
        self._look.icon("up" if up else "down", "link").paint(painter, arrow)
        return room.adjusted(0, 0, -side, 0)

    @Slot(int, int, int)
    def _resized(self, column: int, before: int, now: int) -> None:
        if not self._fitting and before and now and column != Column.STATE and self._pressed():
            self._by_hand = True

    def _pressed(self) -> bool:
        return self.cursor().shape() is Qt.CursorShape.SplitHCursor
