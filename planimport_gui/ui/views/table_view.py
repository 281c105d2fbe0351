"""What the plan table is as a view: how it paints, selects and opens editors; what it is for is in ``plan_table``."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.look.drawing import hairline
from planimport_gui.ui.models.columns import FIRST_FIELD, OPTIONAL, Column
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.delegates import CellDelegate, figures_font
from planimport_gui.ui.views.table_header import TableHeader

Index = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
_WISHES = (_Trigger.DoubleClicked, _Trigger.EditKeyPressed, _Trigger.AnyKeyPressed)


class TableView(QTableView):
    """A table over a ``PlanModel``, quick with a hundred thousand rows.

    ``edit_refused`` tells that somebody wants to edit what cannot be edited now.
    """

    edit_refused = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = PlanModel(texts, self)
        self.header = TableHeader(look, self)
        self.cells = CellDelegate(self.model_, look, self)
        look.wear(self, "cells", _dress_cells)
        self._texts = texts
        self._look = look
        self._putting = False
        self.setHorizontalHeader(self.header)
        self.setModel(self.model_)
        self.setItemDelegate(self.cells)
        self._lay_out()

    def put_cursor(self, index: QModelIndex) -> None:
        """Select this cell alone, whatever keys happen to be down."""
        self._putting = True
        self.setCurrentIndex(index)
        self._putting = False

    def begin(self, text: str | None = None, *, choosing: bool = False) -> None:
        """Edit the cell of the cursor, beginning with another text, or with what there is to choose from."""
        index = self.currentIndex()
        if not self.model_.editable or not self.model_.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit_refused.emit()
            return
        self.edit(index)
        editor = self.cells.editor
        if editor is not None and text is not None:
            editor.setText(text)
        if editor is not None and choosing:
            editor.open_choices()

    def end_editing(self) -> None:
        """Take over what is being typed."""
        editor = self.cells.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)

    # Qt

    def edit(self, index: Index, *how: object) -> bool | None:  # type: ignore[override]  # two overloads in one
        if not how:
            self.cells.typed = False
            super().edit(index)
            return None
        trigger, event = how
        if trigger is not _Trigger.NoEditTriggers and not self.model_.editable:
            if trigger in _WISHES and index.column() >= FIRST_FIELD:
                self.edit_refused.emit()
            return False
        self.cells.typed = trigger is _Trigger.AnyKeyPressed
        return bool(super().edit(index, trigger, event))  # type: ignore[call-overload]  # as above

    def keyboardSearch(self, search: str) -> None:
        """Letters edit; looking through all rows for what begins with one would take long."""

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Mark and number select their row, like the head of a row in Excel."""
        if self._putting:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        command = super().selectionCommand(index, event)
        if event is not None and index.isValid() and index.column() < FIRST_FIELD:
            return command | QItemSelectionModel.SelectionFlag.Rows
        return command

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.model_.ids:
            self._paint_grid(painter, event.rect())
        elif self.model_.document is not None:
            self._paint_hint(painter)
        painter.end()

    def dataChanged(
        self,
        topLeft: Index,  # noqa: N803 - Qt's own names
        bottomRight: Index,  # noqa: N803 - as above
        roles: Sequence[int] = (),
    ) -> None:
        """Paint anew what can be seen of it, and nothing where nothing can."""
        seen = self._rows_between(0, self.viewport().height() - 1)
        told, ids, width = self.model_.told, self.model_.ids, self.viewport().width()
        for row in range(max(topLeft.row(), seen.start), min(bottomRight.row() + 1, seen.stop)):
            if told is None or ids[row] in told:
                self.viewport().update(0, self.rowViewportPosition(row), width, self.rowHeight(row))

    # inside

    def _rows_between(self, top: int, bottom: int) -> range:
        """The rows that can be seen between two heights of the viewport."""
        first, last = self.rowAt(top), self.rowAt(bottom)
        if first < 0:
            return range(0)
        return range(first, (len(self.model_.ids) - 1 if last < 0 else last) + 1)

    def _paint_grid(self, painter: QPainter, area: QRect) -> None:
        """Lines below rows and beside columns: once for all cells, which is much quicker than cell by cell."""
        # The row below as well: the lines of columns end a part of a pixel above the end of their last row.
        rows = self._rows_between(area.top(), area.bottom() + 1)
        if not rows:
            return
        painter.setPen(hairline(painter, self._look.color("grid")))
        right = self.header.length() - self.header.offset()
        bottom = self.rowViewportPosition(rows[-1]) + self.rowHeight(rows[-1])
        for row in rows:
            y = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.drawLine(0, y, right - 1, y)
        for column in Column:
            if not self.isColumnHidden(column):
                x = self.columnViewportPosition(column) + self.columnWidth(column) - 1
                painter.drawLine(x, 0, x, bottom - 1)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(self._look.font("body"))
        painter.setPen(self._look.color("secondary"))
        room = self.viewport().rect().adjusted(0, 6 * self._look.u, 0, 0)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, centre.value | Qt.TextFlag.TextWordWrap.value, self._texts.say("ui.table.empty"))

    def _lay_out(self) -> None:
        self.setFont(figures_font(self._look))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._look.row_height)
        self.setSortingEnabled(True)
        day, marks = "00.00.0000", [self._texts.say(f"ui.mark.{mark}") for mark in RowMark]
        self.header.show_columns(OPTIONAL, shown=False)
        self.header.begin({Column.DATE_FROM: [day], Column.DATE_TO: [day], Column.STATE: marks})


def _dress_cells(table: TableView) -> None:
    table.cells.dress()
