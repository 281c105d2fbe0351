"""The table of the plan: rows are looked at, edited, copied, filtered and sorted here."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.arranging import Arrangement
from planimport_gui.ui.models.columns import FIRST_FIELD, OPTIONAL, Column, column_of, field_of
from planimport_gui.ui.models.finding import Replacement, Spot
from planimport_gui.ui.models.pasting import TooWide
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.views.delegates import CellDelegate, figures_font
from planimport_gui.ui.views.delegates_editing import Leave
from planimport_gui.ui.views.table_header import TableHeader
from planimport_gui.ui.views.table_keys import TableKeys
from planimport_gui.ui.views.table_menu import fill_menu
from planimport_gui.ui.views.table_replace import ReplaceDialog
from planimport_gui.ui.views.table_selection import TableSelection
from planimport_gui.ui.views.table_work import TableWork


class PlanTable(QTableView):
    """Shows a ``Document`` and edits it by its steps alone.

    ``current_changed`` tells that the cursor stands elsewhere, ``filter_left`` that filter and search were given
    up to show a row. While rows are arranged or a large step is under way nothing is edited.
    """

    current_changed = Signal()
    filter_left = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_table")
        self.setAccessibleName(texts.say("ui.table.name"))
        self._texts = texts
        self._look = look
        self.model_ = PlanModel(texts, self)
        self._delegate = CellDelegate(self.model_, look, self)
        self._putting = False
        self._spot: Spot | None = None
        self._kept: tuple[RowId, int, int] | None = None
        self._replacing: ReplaceDialog | None = None
        self._header = TableHeader(look, self)
        self.setHorizontalHeader(self._header)
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.selection = TableSelection(self, self.model_, self.put_cursor)
        self._work = TableWork(self.model_, self.selection, self)
        self._keys = TableKeys(self, self.selection)
        self._lay_out()
        self._connect()

    # what is shown

    def set_document(self, document: Document | None) -> None:
        """Show another plan from its beginning; ``None`` shows nothing."""
        self._close_editor()
        self._work.stop()
        self._spot = self._kept = None
        self._header.blockSignals(True)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._header.blockSignals(False)
        self._header.show_columns(OPTIONAL, shown=False)
        self.model_.set_document(document)
        if self._replacing is not None:
            self._replacing.close()

    def set_filter(self, chip: Filter) -> None:
        """Show the rows of a chip as they are now; rows that change later stay until this is called again."""
        self._arrange(replace(self.model_.wanted, filter=chip))

    def set_search(self, text: str) -> None:
        """Show only rows one of whose cells holds the text."""
        self._arrange(replace(self.model_.wanted, search=text))

    def set_read_only(self, read_only: bool) -> None:
        self.model_.read_only = read_only

    def show_row(self, id: RowId, field: Field | None) -> None:
        """Put the cursor on a row, and on a field of it. Filter and search are given up if they hide the row."""
        self._spot = (id, field)
        self._show_spot()

    def current(self) -> tuple[RowId, Field] | None:
        """The row and field of the cursor. Beside the fields it is the row's first wrong one, else its source."""
        here = self.selection.current()
        if here is None:
            return None
        look = self.model_.look(here[0])
        wrong = (problem.field for problem in look.problems if problem.field) if look else iter(())
        return self.model_.ids[here[0]], field_of(here[1]) or next(wrong, Field.SOURCE)

    def selected_rows(self) -> tuple[RowId, ...]:
        """Rows with something selected, in the order of the table."""
        return self.selection.rows()

    @property
    def working(self) -> bool:
        """Something that takes long is being worked out: a paste, a replacement, a search."""
        return self._work.busy

    # what is done

    @Slot()
    def copy(self) -> None:
        """The selected cells of shown fields as a table for the clipboard; numbers without gaps."""
        self._work.copy()

    @Slot()
    def cut(self) -> None:
        """Copy, and empty the cells."""
        self._work.copy()
        self._work.clear_cells()

    @Slot()
    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._work.clear_cells()

    @Slot()
    def paste(self) -> None:
        """Put the table of the clipboard into shown columns and rows from the selection on, as one step."""
        self._close_editor()
        self._work.paste()

    @Slot()
    def fill_down(self) -> None:
        """Put the first of the selected rows into the others; with a single one, the row above into it."""
        self._close_editor()
        self._work.fill_down()

    @Slot()
    def add_row(self) -> None:
        """Put an empty row below the cursor, and go there."""
        self._close_editor()
        self._work.add_row()

    @Slot()
    def delete_rows(self) -> None:
        """Take the selected rows out."""
        self._close_editor()
        self._work.delete_rows()

    @Slot()
    def open_replace(self) -> None:
        """The small window that replaces a text in the rows that are shown."""
        self._close_editor()
        if self._replacing is None:
            self._replacing = ReplaceDialog(self._texts, self._look, self.model_, self)
            self._replacing.wanted.connect(self.replace_all)
            self._work.replaced.connect(self._replacing.tell_replaced)
        here = self.current()
        self._replacing.open_for(here[1] if here else None, self.selection.fields())

    @Slot(object)
    def replace_all(self, wanted: Replacement) -> None:
        """Replace a text in the rows that are shown, as one step."""
        self._close_editor()
        self._work.replace(wanted)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next wrong cell; when none is wrong, to the next that is to be checked."""
        self._close_editor()
        self._work.walk_problems(back=False)

    @Slot()
    def previous_problem(self) -> None:
        """As ``next_problem``, upwards."""
        self._close_editor()
        self._work.walk_problems(back=True)

    def find_next(self, *, back: bool = False) -> None:
        """Go to the next cell that holds the text that is searched for."""
        self._work.find(back=back)

    def put_cursor(self, index: QModelIndex) -> None:
        """Select this cell alone, whatever keys happen to be down."""
        self._putting = True
        self.setCurrentIndex(index)
        self._putting = False

    def begin(self, text: str | None = None, *, choosing: bool = False) -> None:
        """Edit the cell of the cursor, beginning with another text, or with what there is to choose from."""
        self.edit(self.currentIndex())
        editor = self._delegate.editor
        if editor is not None and text is not None:
            editor.setText(text)
        if editor is not None and choosing:
            editor.open_choices()

    def show_column(self, column: Column, shown: bool) -> None:
        """Show a column that says nothing yet, or hide it again."""
        self._header.show_columns((column,), shown)

    # Qt

    def edit(self, index: QModelIndex | QPersistentModelIndex, *how: object) -> bool | None:  # type: ignore[override]  # two overloads in one
        if not how:
            self._delegate.typed = False
            super().edit(index)
            return None
        trigger, event = how
        self._delegate.typed = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        return bool(super().edit(index, trigger, event))  # type: ignore[call-overload]  # as above

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters edit; looking through all rows for what begins with one would take long."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Mark and number select their row, like the head of a row in Excel."""
        if self._putting:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        command = super().selectionCommand(index, event)
        if event is not None and index.isValid() and index.column() < FIRST_FIELD:
            return command | QItemSelectionModel.SelectionFlag.Rows
        return command

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        index = self.indexAt(place)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.put_cursor(index)
        fill_menu(self, self._texts).popup(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paint_grid(event)
        if self.model_.document is not None and not self.model_.ids:
            painter = QPainter(self.viewport())
            painter.setFont(self._look.font("body"))
            painter.setPen(self._look.color("secondary"))
            room = self.viewport().rect().adjusted(0, 6 * self._look.u, 0, 0)
            centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, centre.value | Qt.TextFlag.TextWordWrap.value, self._texts.say("ui.table.empty"))

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,  # noqa: N803 - Qt's own names
        bottomRight: QModelIndex | QPersistentModelIndex,  # noqa: N803 - as above
        roles: Sequence[int] = (),
    ) -> None:
        """Paint anew what can be seen of it, and nothing where nothing can."""
        top, bottom = self.rowViewportPosition(topLeft.row()), self.rowViewportPosition(bottomRight.row())
        room = self.viewport().rect()
        changed = QRect(0, top, room.width(), bottom - top + self.rowHeight(bottomRight.row())) & room
        if not changed.isEmpty():
            self.viewport().update(changed)

    # inside

    def _paint_grid(self, event: QPaintEvent) -> None:
        """Lines below rows and beside columns: once for all cells, which is much quicker than cell by cell."""
        count = len(self.model_.ids)
        first = self.rowAt(event.rect().top())
        if first < 0 or not count:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._look.color("grid"))
        last = self.rowAt(event.rect().bottom())
        last = count - 1 if last < 0 else last
        right = self.horizontalHeader().length() - self.horizontalHeader().offset()
        bottom = self.rowViewportPosition(last) + self.rowHeight(last)
        for row in range(first, last + 1):
            y = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.drawLine(0, y, right - 1, y)
        for column in Column:
            if not self.isColumnHidden(column):
                x = self.columnViewportPosition(column) + self.columnWidth(column) - 1
                painter.drawLine(x, 0, x, bottom - 1)

    def _lay_out(self) -> None:
        self.setFont(figures_font(self._look))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._look.row_height)
        self.setSortingEnabled(True)
        day, marks = "00.00.0000", [self._texts.say(f"ui.mark.{mark}") for mark in RowMark]
        self._header.show_columns(OPTIONAL, shown=False)
        self._header.begin({Column.DATE_FROM: [day], Column.DATE_TO: [day], Column.STATE: marks})

    def _connect(self) -> None:
        model = self.model_
        model.arranged.connect(self._arranged)
        model.needed.connect(self._needed)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self._delegate.left.connect(self._leave)
        self._work.found.connect(self._go_to)
        self._work.too_wide.connect(self._tell_too_wide)
        self.selectionModel().currentChanged.connect(self._current_moved)

    def _arrange(self, wanted: Arrangement) -> None:
        self._close_editor()
        self._work.stop()
        self.model_.arrange(wanted)

    def _close_editor(self) -> None:
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)

    @Slot(object)
    def _tell_too_wide(self, paste: TooWide) -> None:
        place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        QToolTip.showText(place, self._texts.say("ui.table.tooWide", columns=paste.columns, room=paste.room), self)

    @Slot(object)
    def _go_to(self, spot: Spot) -> None:
        self.show_row(*spot)

    def _show_spot(self) -> None:
        if self._spot is None or self.model_.arranging:
            return
        (id, field), self._spot = self._spot, None
        place = self.model_.place(id)
        if place is not None:
            column = column_of(field or Field.SOURCE)
            if self.isColumnHidden(column):
                self.show_column(column, shown=True)
            self.selection.go(place, column)
        elif not self.model_.wanted.whole:
            self._spot = (id, field)
            self.filter_left.emit()
            self._arrange(replace(self.model_.wanted, filter=Filter.ALL, search=""))

    @Slot()
    def _arranged(self) -> None:
        if self._spot is not None:
            self._show_spot()

    @Slot(object)
    def _needed(self, columns: frozenset[Column]) -> None:
        self._header.show_columns(tuple(columns), shown=True)

    @Slot()
    def _keep_place(self) -> None:
        here = self.selection.current()
        if here is not None and here[0] < len(self.model_.ids):
            self._kept = (self.model_.ids[here[0]], here[1], here[0] - self.verticalScrollBar().value())

    @Slot()
    def _restore_place(self) -> None:
        kept, self._kept = self._kept, None
        place = self.model_.place(kept[0]) if kept is not None else None
        if kept is not None and place is not None:
            self.put_cursor(self.model_.index(place, kept[1]))
            self.verticalScrollBar().setValue(place - kept[2])
        elif self.model_.ids:
            self.put_cursor(self.model_.index(0, column_of(Field.SOURCE)))

    @Slot()
    def _current_moved(self) -> None:
        self.current_changed.emit()

    @Slot(object)
    def _leave(self, leave: Leave) -> None:
        self._keys.leave(leave)
