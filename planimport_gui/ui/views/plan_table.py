"""The table of the plan: rows are looked at, edited, copied, filtered and sorted here."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.arranging import Arrangement
from planimport_gui.ui.models.columns import OPTIONAL, Column, column_of, field_of
from planimport_gui.ui.models.finding import Replacement, Spot
from planimport_gui.ui.models.pasting import TooWide
from planimport_gui.ui.states import Filter
from planimport_gui.ui.views.delegates_editing import Leave
from planimport_gui.ui.views.table_keys import TableKeys
from planimport_gui.ui.views.table_menu import fill_menu
from planimport_gui.ui.views.table_replace import ReplaceDialog
from planimport_gui.ui.views.table_selection import TableSelection
from planimport_gui.ui.views.table_view import TableView
from planimport_gui.ui.views.table_work import TableWork

_MEASURED = 100
"""Rows whose texts say how much room columns need."""


class PlanTable(TableView):
    """Shows a ``Document`` and edits it by its steps alone.

    ``current_changed`` tells that the cursor stands elsewhere, ``filter_left`` that filter and search were given
    up to show a row. While rows are arranged or a large step is under way nothing is edited.
    """

    current_changed = Signal()
    filter_left = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(texts, look, parent)
        self.setObjectName("plan_table")
        self.setAccessibleName(texts.say("ui.table.name"))
        self._spot: Spot | None = None
        self._kept: tuple[RowId, int, int] | None = None
        self._replacing: ReplaceDialog | None = None
        self.selection = TableSelection(self, self.model_, self.put_cursor)
        self._work = TableWork(self.model_, self.selection, self)
        self._keys = TableKeys(self, self.selection)
        self._connect()

    # what is shown

    def set_document(self, document: Document | None) -> None:
        """Show another plan from its beginning; ``None`` shows nothing."""
        self.end_editing()
        self._work.stop()
        self._spot = None
        self.setCurrentIndex(QModelIndex())
        self.header.blockSignals(True)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.blockSignals(False)
        self.header.show_columns(OPTIONAL, shown=False)
        self.model_.set_document(document)
        self.header.show_texts(self._longest())
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
        self._work.cut()

    @Slot()
    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._work.clear_cells()

    @Slot()
    def paste(self) -> None:
        """Put the table of the clipboard into shown columns and rows from the selection on, as one step."""
        self.end_editing()
        self._work.paste()

    @Slot()
    def fill_down(self) -> None:
        """Put the first of the selected rows into the others; with a single one, the row above into it."""
        self.end_editing()
        self._work.fill_down()

    @Slot()
    def add_row(self) -> None:
        """Put an empty row below the cursor, and go there."""
        self.end_editing()
        self._work.add_row()

    @Slot()
    def delete_rows(self) -> None:
        """Take the selected rows out."""
        self.end_editing()
        self._work.delete_rows()

    @Slot()
    def open_replace(self) -> None:
        """The small window that replaces a text in the rows that are shown."""
        self.end_editing()
        if self._replacing is None:
            self._replacing = ReplaceDialog(self._texts, self._look, self.model_, self)
            self._replacing.wanted.connect(self.replace_all)
            self._work.replaced.connect(self._replacing.tell_replaced)
        here = self.current()
        self._replacing.open_for(here[1] if here else None, self.selection.fields())

    @Slot(object)
    def replace_all(self, wanted: Replacement) -> None:
        """Replace a text in the rows that are shown, as one step."""
        self.end_editing()
        self._work.replace(wanted)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next wrong cell; when none is wrong, to the next that is to be checked."""
        self.end_editing()
        self._work.walk_problems(back=False)

    @Slot()
    def previous_problem(self) -> None:
        """As ``next_problem``, upwards."""
        self.end_editing()
        self._work.walk_problems(back=True)

    def find_next(self, *, back: bool = False) -> None:
        """Go to the next cell that holds the text that is searched for."""
        self._work.find(back=back)

    def show_column(self, column: Column, shown: bool) -> None:
        """Show a column that says nothing yet, or hide it again."""
        self.header.show_columns((column,), shown)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        index = self.indexAt(place)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.put_cursor(index)
        fill_menu(self, self._texts).popup(self.viewport().mapToGlobal(place))

    # inside

    def _connect(self) -> None:
        model = self.model_
        model.arranged.connect(self._arranged)
        model.survey.needed.connect(self._needed)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self.cells.left.connect(self._leave)
        self._work.found.connect(self._go_to)
        self._work.too_wide.connect(self._tell_too_wide)
        self.selectionModel().currentChanged.connect(self._current_moved)

    def _arrange(self, wanted: Arrangement) -> None:
        self.end_editing()
        self._work.stop()
        self.model_.arrange(wanted)

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

    def _longest(self) -> dict[Column, str]:
        """The longest text of every column in the first rows."""
        ids = self.model_.ids[:_MEASURED]
        return {column_of(field): max((self.model_.text(id, field) for id in ids), key=len, default="")
                for field in Field}  # fmt: skip

    @Slot(object)
    def _needed(self, columns: frozenset[Column]) -> None:
        self.header.show_columns(tuple(columns), shown=True)

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
