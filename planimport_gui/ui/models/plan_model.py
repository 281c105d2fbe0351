"""The open plan as a table: which rows, in which order, and what each cell shows."""

from collections.abc import Generator, Iterable, Sequence, Set
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import POSITION, Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document, DocumentChange
from planimport_gui.ui.jobs import SHORT, Slices
from planimport_gui.ui.models.arranging import Arrangement, arranged
from planimport_gui.ui.models.cell_text import edit_text
from planimport_gui.ui.models.cell_words import ON_THE_RIGHT, RIGHT, CellWords
from planimport_gui.ui.models.columns import FIRST_FIELD, LAST_FIELD, Column, field_of
from planimport_gui.ui.models.edits import set_cells, typed
from planimport_gui.ui.models.row_look import RowLook, look_of
from planimport_gui.ui.models.survey import Survey
from planimport_gui.ui.models.view_order import ViewOrder

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_STEP = 256
"""Rows that are looked at in one step."""
_LATER = 100
"""Milliseconds after which a plan, its chips and its cards are on the screen."""
_MOST_LOOKS = 5_000
"""Rows whose looks are kept: many more than a screen shows."""
_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.TextAlignmentRole,
    }
)
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITED = _SEEN | Qt.ItemFlag.ItemIsEditable


class PlanModel(QAbstractTableModel):
    """A table over a ``Document``. Rows are known by their ``RowId``; where one stands is asked of the model.

    Edits keep the order, so that a row stays under the hand that edits it even if it no longer fits the chosen
    chip; only ``arrange`` brings rows anew into the order wanted, as a reset, and tells ``arranged``. Which columns
    say something, ``survey`` tells.
    """

    arranged = Signal()

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self.wanted = Arrangement()
        self.read_only = False
        self.language = texts.language
        self.language = texts.language
        self.words = CellWords(texts)
        self._order = ViewOrder()
        self._looks: dict[RowId, RowLook] = {}
        self._arranging = Slices(self, SHORT)
        self.survey = Survey(self)
        self.told: Set[RowId] | None = None
        """While ``dataChanged`` is emitted: the rows meant, where it names those between them as well; else all."""

    # what is shown

    def set_document(self, document: Document | None) -> None:
        """Show another plan, all of it in sheet order; ``None`` shows nothing."""
        self._arranging.stop()
        if self.document is not None:
            self.document.changed.disconnect(self._changed)
        self.wanted = Arrangement()
        self._show(document, ViewOrder(() if document is None else document.sheet.ids))
        if document is not None:
            document.changed.connect(self._changed)
        self.survey.begin(document)
        self.arranged.emit()
        QTimer.singleShot(_LATER, self, self._prepare)

    def arrange(self, wanted: Arrangement) -> None:
        """Bring the rows into the order wanted. With many rows this takes a while and ends with ``arranged``."""
        self.wanted = wanted
        if self.document is not None:
            self._arranging.start(self._arrange(self.document, wanted), self.arranged.emit)

    @property
    def busy(self) -> bool:
        """Rows are being arranged, or a large step is under way: no edit is taken."""
        return self._arranging.busy or (self.document is not None and self.document.busy)

    @property
    def arranging(self) -> bool:
        """Rows are on their way into the order wanted last."""
        return self._arranging.busy

    @property
    def editable(self) -> bool:
        return self.document is not None and not self.read_only and not self.busy

    def finish(self) -> None:
        """Arrange what is being arranged at once."""
        self._arranging.finish()
        self.survey.finish()

    @property
    def ids(self) -> Sequence[RowId]:
        """The rows that are shown, from the top; not to be changed."""
        return self._order.ids

    def place(self, id: RowId) -> int | None:
        """The place of a row from 0; ``None`` for one that is not shown."""
        return self._order.place(id)

    def look(self, row: int) -> RowLook | None:
        """How the row at a place looks; ``None`` for one that has just gone."""
        id = self._order.ids[row]
        found = self._looks.get(id)
        return found if found is not None else self._make_look(id)

    def number(self, row: int) -> int | None:
        """The number people know the row at a place by; ``None`` for one that has just gone."""
        assert self.document is not None
        try:
            return self.document.sheet.number(self._order.ids[row])
        except KeyError:
            return None

    def cell(self, id: RowId, field: Field) -> Cell:
        """Raises KeyError for a row that is not there."""
        assert self.document is not None
        return self.document.sheet.row(id).cells[POSITION[field]]

    def text(self, id: RowId, field: Field) -> str:
        """A cell as it is edited and copied."""
        return edit_text(self.cell(id, field), self.language)

    # Qt

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is sheet order. The order stays until the next call, whatever is edited."""
        by = Column(column) if column >= 0 else None
        self.arrange(replace(self.wanted, column=by, descending=order is Qt.SortOrder.DescendingOrder))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITED if FIRST_FIELD <= index.column() <= LAST_FIELD and not self.read_only else _SEEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in ON_THE_RIGHT else None
        look = self.look(row)
        if look is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(look, row, column)
        if role == Qt.ItemDataRole.EditRole:
            field = field_of(column)
            return self.text(self._order.ids[row], field) if field else self._shown(look, row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words.tip(look, column)
        return self.words.aloud(look, column, self._shown(look, row, column))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        return self.words.head(section, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = field_of(index.column()) if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or field is None or not self.editable or self.document is None:
            return False
        id, text = self._order.ids[index.row()], str(value)
        if text != self.text(id, field):
            self.document.do(set_cells(self.document.sheet, [(id, field, typed(text))]))
        return True

    # inside

    def _shown(self, look: RowLook, row: int, column: int) -> str | None:
        field = field_of(column)
        if field is not None:
            return look.texts[POSITION[field]]
        if column == Column.STATE:
            return self.words.state(look)
        return str(self.number(row)) if column == Column.NUMBER else None

    def _make_look(self, id: RowId) -> RowLook | None:
        assert self.document is not None
        try:
            look = look_of(self.document, id, self.survey.first(id), self.language)
        except KeyError:
            return None
        if len(self._looks) >= _MOST_LOOKS:
            self._looks.clear()
        self._looks[id] = look
        return look

    def _show(self, document: Document | None, order: ViewOrder) -> None:
        self.beginResetModel()
        self.document = document
        self._order = order
        self._looks.clear()
        self.endResetModel()

    def _arrange(self, document: Document, wanted: Arrangement) -> Generator[None, None, None]:
        ids = yield from arranged(document, wanted)
        yield
        order = ViewOrder(ids, by_sheet=wanted.column is None)
        order.prepare()
        yield
        self._show(document, order)

    @Slot()
    def _prepare(self) -> None:
        """Once the plan is on the screen."""
        self._order.prepare()

    @Slot(object)
    def _changed(self, change: DocumentChange) -> None:
        if change.everything:
            self._repaint()
            return
        for id in change.touched:
            self._looks.pop(id, None)
        self._take_out(change.removed)
        self._put_in(change.inserted)
        # One signal for all: hundreds of them take long, most of them for rows that nobody sees.
        if (span := self._order.span(change.touched)) is not None:
            self.told = change.touched
            self.dataChanged.emit(self.index(span[0], 0), self.index(span[1], len(Column) - 1))
            self.told = None
        self.survey.look_again(change.touched)
        if self._arranging.busy and (change.removed or change.inserted):
            self.arrange(self.wanted)

    def _repaint(self) -> None:
        self._looks.clear()
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(Column) - 1))

    def _take_out(self, ids: Iterable[RowId]) -> None:
        runs = self._order.runs(ids)
        for first, last in reversed(runs):
            self.beginRemoveRows(_TOP, first, last)
            self._order.remove(first, last)
            self.endRemoveRows()
        if runs:
            self._renumber(runs[0][0])

    def _put_in(self, ids: tuple[RowId, ...]) -> None:
        assert self.document is not None
        first = len(self._order)
        while missing := [id for id in ids if id not in self._order]:
            for place, rows in self._order.homes(missing, self.document.sheet):
                self.beginInsertRows(_TOP, place, place + len(rows) - 1)
                self._order.insert(place, rows)
                self.endInsertRows()
                first = min(first, place)
        if ids:
            self._renumber(first)

    def _renumber(self, first: int) -> None:
        """Rows without a number in the file are counted by their place."""
        if first < len(self._order):
            top, last = self.index(first, Column.NUMBER), self.index(len(self._order) - 1, Column.NUMBER)
            self.dataChanged.emit(top, last)
