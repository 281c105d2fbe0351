"""The table of the plan: rows are looked at, edited, copied, filtered and sorted here."""

from collections.abc import Callable, Generator
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from planimport_gui.plan.commands import DeleteRows, Edit, Many, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import Slices
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.arranging import Arrangement
from planimport_gui.ui.models.clipboard import text_of
from planimport_gui.ui.models.columns import FIRST_FIELD, LAST_FIELD, OPTIONAL, Column, column_of, field_of
from planimport_gui.ui.models.edits import cleared, filled_down, new_rows
from planimport_gui.ui.models.finding import Replacement, Spot, next_match, next_problem, replaced
from planimport_gui.ui.models.pasting import Target, TooWide, pasted
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.states import Filter
from planimport_gui.ui.views.delegates import CellDelegate, figures_font
from planimport_gui.ui.views.delegates_editing import Leave
from planimport_gui.ui.views.table_menu import fill_menu
from planimport_gui.ui.views.table_replace import ReplaceDialog
from planimport_gui.ui.views.table_selection import JUMPS, TableSelection

_WIDTHS = (6.5, 11, 21, 21, 27.5, 16, 55, 27.5, 27.5, 27.5, 42.5, 22.5, 32.5)
"""Columns in units."""
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LONG_TEXT = 200_000
"""Letters of a copied table from which on nobody waits for it."""


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
        self._working = Slices(self)
        self._spot: Spot | None = None
        self._kept: tuple[RowId, int, int] | None = None
        self._tab_column: int | None = None
        self._shown_by_hand: set[Column] = set()
        self._replacing: ReplaceDialog | None = None
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.selection = TableSelection(self, self.model_)
        self._lay_out()
        self._connect()

    # what is shown

    def set_document(self, document: Document | None) -> None:
        """Show another plan from its beginning; ``None`` shows nothing."""
        self._close_editor()
        self._working.stop()
        self._spot = self._kept = None
        self._shown_by_hand.clear()
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        for column in OPTIONAL:
            self.setColumnHidden(column, True)
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

    # what is done

    @Slot()
    def copy(self) -> None:
        """The selected cells of shown fields as a table for the clipboard; numbers without gaps."""
        bounds = self.selection.bounds()
        if bounds is not None and self.model_.document is not None:
            top, bottom, left, right = bounds
            fields = self.selection.fields_between(left, right)
            ids = self.model_.ids[top : bottom + 1]
            rows = ([self.model_.text(id, field) for field in fields] for id in ids)
            QGuiApplication.clipboard().setText(text_of(rows))

    @Slot()
    def cut(self) -> None:
        """Copy, and empty the cells."""
        if self._ready() is not None:
            self.copy()
            self.clear_cells()

    @Slot()
    def clear_cells(self) -> None:
        """Empty the selected cells."""
        document = self._ready()
        if document is not None:
            self._do(cleared(document.sheet, self.selection.cells()))

    @Slot()
    def paste(self) -> None:
        """Put the table of the clipboard into shown columns and rows from the selection on, as one step."""
        document, bounds, text = self._ready(), self.selection.bounds(), QGuiApplication.clipboard().text()
        if document is not None and text:
            target = self._target(bounds)
            self._work(pasted(self.model_, document, target, text), self._pasted)

    @Slot()
    def fill_down(self) -> None:
        """Put the first of the selected rows into the others; with a single one, the row above into it."""
        document, bounds = self._ready(), self.selection.bounds()
        if document is None or bounds is None:
            return
        top, bottom, left, right = bounds
        top = max(top - 1, 0) if top == bottom else top
        self._do(
            filled_down(document.sheet, self.model_.ids[top : bottom + 1], self.selection.fields_between(left, right))
        )

    @Slot()
    def add_row(self) -> None:
        """Put an empty row below the cursor, and go there."""
        document, here = self._ready(), self.selection.current()
        if document is None:
            return
        sheet = document.sheet
        position = len(sheet) if here is None else sheet.position(self.model_.ids[here[0]]) + 1
        step = new_rows(sheet, position, [{}])
        document.do(step)
        self.show_row(step.rows[0].id, Field.DATE_FROM)

    @Slot()
    def delete_rows(self) -> None:
        """Take the selected rows out."""
        document, rows = self._ready(), self.selection.rows()
        if document is not None and rows:
            document.do(DeleteRows(rows))

    @Slot()
    def open_replace(self) -> None:
        """The small window that replaces a text in the rows that are shown."""
        if self._replacing is None:
            self._replacing = ReplaceDialog(self._texts, self._look, self.model_, self)
            self._replacing.wanted.connect(self._replace)
        here = self.current()
        self._replacing.open_for(here[1] if here else None, self.selection.fields())

    @Slot()
    def next_problem(self) -> None:
        """Go to the next wrong cell; when none is wrong, to the next that is to be checked."""
        self._walk_problems(back=False)

    @Slot()
    def previous_problem(self) -> None:
        """As ``next_problem``, upwards."""
        self._walk_problems(back=True)

    def find_next(self, *, back: bool = False) -> None:
        """Go to the next cell that holds the text that is searched for."""
        document, search = self.model_.document, self.model_.wanted.search
        if document is not None and search.strip():
            start, after = self._start(back=back)
            fields = self.selection.fields()
            self._work(next_match(self.model_, document, fields, search, start, after, back=back), self._found)

    def needs_column(self, column: Column, shown: bool) -> None:
        """Show a column that says nothing yet, or hide it again."""
        (self._shown_by_hand.add if shown else self._shown_by_hand.discard)(column)
        self.setColumnHidden(column, not shown)

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
        if not self._take_key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters edit; looking through all rows for what begins with one would take long."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Mark and number select their row, like the head of a row in Excel."""
        command = super().selectionCommand(index, event)
        if index.isValid() and index.column() < FIRST_FIELD and event is not None:
            return command | QItemSelectionModel.SelectionFlag.Rows
        return command

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        index = self.indexAt(place)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        fill_menu(self, self._texts).popup(self.viewport().mapToGlobal(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model_.document is not None and not self.model_.ids:
            painter = QPainter(self.viewport())
            painter.setFont(self._look.font("body"))
            painter.setPen(self._look.color("secondary"))
            room = self.viewport().rect().adjusted(0, 6 * self._look.u, 0, 0)
            centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, centre.value | Qt.TextFlag.TextWordWrap.value, self._texts.say("ui.table.empty"))

    # inside

    def _lay_out(self) -> None:
        u, digits = self._look.u, QFontMetrics(figures_font(self._look))
        self.setFont(self._look.font("body"))
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
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._look.row_height)
        header.setMinimumSectionSize(round(6 * u))
        header.setFixedHeight(self._look.header_height)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        day = digits.horizontalAdvance("00.00.0000") + 4 * u
        for column, width in zip(Column, _WIDTHS, strict=True):
            least = day if field_of(column) in (Field.DATE_FROM, Field.DATE_TO) else 0
            self.setColumnWidth(column, max(round(width * u), least))
            self.setColumnHidden(column, column in OPTIONAL)

    def _connect(self) -> None:
        model = self.model_
        model.arranged.connect(self._arranged)
        model.needed.connect(self._needed)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self._delegate.left.connect(self._leave)
        self.selectionModel().currentChanged.connect(self._current_moved)

    def _arrange(self, wanted: Arrangement) -> None:
        self._close_editor()
        self._working.stop()
        self.model_.arrange(wanted)

    def _ready(self) -> Document | None:
        """The document, if it may be edited now; what is being typed is taken over first."""
        self._close_editor()
        return self.model_.document if self.model_.editable and not self._working.busy else None

    def _close_editor(self) -> None:
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)

    def _do(self, step: Edit) -> None:
        """Carry out a step, unless it would change nothing."""
        nothing = step in (SetCells(()), Many(()))
        if self.model_.document is not None and not nothing:
            self.model_.document.do(step)

    def _work(self, steps: Generator[None, None, object], take: Callable[[object], None]) -> None:
        """Work something out in slices, and ``take`` what comes of it."""
        self._working.start(_delivered(steps, take))

    def _target(self, bounds: tuple[int, int, int, int] | None) -> Target:
        if bounds is None:
            return Target(self.model_.ids[:0], self.selection.fields(), 1, 1)
        top, bottom, left, right = bounds
        ids = tuple(self.model_.ids[top:])
        fields = self.selection.fields_between(left, LAST_FIELD)
        return Target(ids, fields, bottom - top + 1, len(self.selection.fields_between(left, right)))

    def _pasted(self, edit: object) -> None:
        if isinstance(edit, TooWide):
            self._tell(self._texts.say("ui.table.tooWide", columns=edit.columns, room=edit.room))
        elif isinstance(edit, Many):
            self._do(edit)

    def _tell(self, sentence: str) -> None:
        place = self.visualRect(self.currentIndex()).bottomLeft()
        QToolTip.showText(self.viewport().mapToGlobal(place), sentence, self)

    @Slot(object)
    def _replace(self, wanted: Replacement) -> None:
        document = self._ready()
        if document is not None:
            self._work(replaced(self.model_, document, wanted), self._replaced)

    def _replaced(self, found: object) -> None:
        assert isinstance(found, tuple)
        edit, count = found
        self._do(edit)
        if self._replacing is not None:
            self._replacing.tell_replaced(count)

    def _walk_problems(self, *, back: bool) -> None:
        document = self.model_.document
        if document is not None and self.model_.ids:
            self._close_editor()
            start, after = self._start(back=back)
            self._work(next_problem(self.model_, document, start, after, back=back), self._found)

    def _start(self, *, back: bool) -> tuple[int, Field | None]:
        """Where to begin looking: a row, and the field that was seen already."""
        row, column = self.selection.current() or (0, 0)
        edge = column <= LAST_FIELD if back else column >= FIRST_FIELD
        seen = field_of(min(max(column, FIRST_FIELD), LAST_FIELD)) if edge else None
        return row, seen

    def _found(self, spot: object) -> None:
        if isinstance(spot, tuple):
            self.show_row(*spot)

    def _show_spot(self) -> None:
        if self._spot is None or self.model_.arranging:
            return
        (id, field), self._spot = self._spot, None
        place = self.model_.place(id)
        if place is not None:
            column = column_of(field or Field.SOURCE)
            if self.isColumnHidden(column):
                self.needs_column(column, shown=True)
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
        for column in columns:
            self.setColumnHidden(column, False)

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
            self.setCurrentIndex(self.model_.index(place, kept[1]))
            self.verticalScrollBar().setValue(place - kept[2])
        elif self.model_.ids:
            self.setCurrentIndex(self.model_.index(0, column_of(Field.SOURCE)))

    @Slot()
    def _current_moved(self) -> None:
        self.current_changed.emit()

    @Slot(object)
    def _leave(self, leave: Leave) -> None:
        """Go on as Excel does: after some Tabs, Enter returns to the column where they began."""
        here = self.selection.current()
        if here is None:
            return
        if leave.tab:
            self._tab_column = here[1] if self._tab_column is None else self._tab_column
            self.selection.step(0, leave.columns)
            return
        column, self._tab_column = self._tab_column, None
        self.selection.step(leave.rows, leave.columns)
        moved = self.selection.current()
        if leave.rows and column is not None and moved is not None:
            self.selection.go(moved[0], column)

    # keys

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the table's own."""
        return self._take_edit_key(event) or self._take_moving_key(event)

    def _take_edit_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key is Qt.Key.Key_Delete:
            self.clear_cells()
        elif key is Qt.Key.Key_Backspace:
            self._begin_empty()
        elif key is Qt.Key.Key_D and modifiers == _CONTROL:
            self.fill_down()
        elif key is Qt.Key.Key_F2:
            self.edit(self.currentIndex())
        elif key is Qt.Key.Key_F3:
            self.find_next(back=bool(modifiers & _SHIFT))
        elif key is Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            self._begin_choosing()
        else:
            return False
        return True

    def _take_moving_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        back = bool(modifiers & _SHIFT)
        if key in JUMPS and modifiers & _CONTROL:
            self.selection.jump(*JUMPS[key], extend=back)
        elif key is Qt.Key.Key_Space and modifiers == _CONTROL:
            self.selection.select_columns()
        elif key is Qt.Key.Key_Space and modifiers == _SHIFT:
            self.selection.select_rows()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave(Leave(-1 if back else 1, 0))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._leave(Leave(0, -1 if key is Qt.Key.Key_Backtab or back else 1, tab=True))
        else:
            self._tab_column = None
            return False
        return True

    def _begin_empty(self) -> None:
        if field_of(self.currentIndex().column()) is not None and self.model_.editable:
            self.edit(self.currentIndex())
            if self._delegate.editor is not None:
                self._delegate.editor.clear()

    def _begin_choosing(self) -> None:
        self.edit(self.currentIndex())
        if self._delegate.editor is not None:
            self._delegate.editor.open_choices()


def _delivered(steps: Generator[None, None, object], take: Callable[[object], None]) -> Generator[None, None, None]:
    take((yield from steps))
