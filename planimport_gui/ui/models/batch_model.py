"""The batches of a run as a table: every change is told exactly, so that what is chosen stays chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from planimport_gui.facts.records import BatchKind, BatchRecord, BatchState
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import capital, span_words, state_message
from planimport_gui.ui.run_words import clock

Index = QModelIndex | QPersistentModelIndex
Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last month, each as year and month."""


class BatchColumn(IntEnum):
    """The columns, in order."""

    NUMBER = 0
    MONTH = 1
    ROWS = 2
    STATE = 3
    LOG_ID = 4
    TRIES = 5
    TIME = 6
    WORDS = 7


_TITLES = ("number", "month", "rows", "state", "logId", "tries", "time", "words")
_RIGHT = (BatchColumn.NUMBER, BatchColumn.ROWS, BatchColumn.LOG_ID, BatchColumn.TRIES)
_ALIGNED_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Line:
    """A batch and what its cells show."""

    batch: BatchRecord
    span: Span | None
    cells: tuple[str, ...]
    tip: str


class BatchModel(QAbstractTableModel):
    """``UserRole`` is the ``BatchRecord`` of a row. ``icon`` makes the mark of a state."""

    def __init__(self, texts: Texts, icon: Callable[[BatchState], QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._icon = icon
        self._titles = tuple(texts.say(f"ui.batches.column.{title}") for title in _TITLES)
        self._lines: list[_Line] = []

    def show_batches(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Take the batches of a run, by number. Those that came are inserted, those that changed told as changed.

        A run that lacks batches shown before is another run: then everything is new.
        """
        numbers = [batch.number for batch in batches]
        if set(self.numbers) - set(numbers):
            self.beginResetModel()
            self._lines = [self._line(batch, spans.get(batch.number)) for batch in batches]
            self.endResetModel()
            return
        self._insert(batches, spans)
        self._change(batches, spans)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the batches shown."""
        return [line.batch.number for line in self._lines]

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """What the cells show, row by row."""
        return [line.cells for line in self._lines]

    def batch(self, row: int) -> BatchRecord:
        return self._lines[row].batch

    def sentence(self, row: int) -> str:
        """All there is to say of a batch, in one line."""
        line = self._lines[row]
        return self._texts.say(
            "cli.batch.line", batch=line.batch.number, rows=len(line.batch.rows), message=_message(line, self._texts)
        )

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(BatchColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[column]
            case Qt.ItemDataRole.DecorationRole if column == BatchColumn.STATE:
                return self._icon(line.batch.state)
            case Qt.ItemDataRole.TextAlignmentRole if column in _RIGHT:
                return _ALIGNED_RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip
            case Qt.ItemDataRole.UserRole:
                return line.batch
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return _ALIGNED_RIGHT
        return None

    # inside

    def _insert(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Put in those that are not there yet, neighbours together."""
        row = 0
        while row < len(batches):
            last = row
            while last < len(batches) and not self._stands(row, batches[last].number):
                last += 1
            if last > row:
                self.beginInsertRows(QModelIndex(), row, last - 1)
                self._lines[row:row] = [self._line(batch, spans.get(batch.number)) for batch in batches[row:last]]
                self.endInsertRows()
            row = last + 1

    def _stands(self, row: int, number: int) -> bool:
        return row < len(self._lines) and self._lines[row].batch.number == number

    def _change(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Tell the rows that changed, neighbours as one range."""
        first: int | None = None
        for row, batch in enumerate(batches):
            line, span = self._lines[row], spans.get(batch.number)
            same = line.batch is batch or line.batch == batch
            if not same or line.span != span:
                self._lines[row] = self._line(batch, span)
                first = row if first is None else first
            elif first is not None:
                self._tell(first, row - 1)
                first = None
        if first is not None:
            self._tell(first, len(batches) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(BatchColumn) - 1))

    def _line(self, batch: BatchRecord, span: Span | None) -> _Line:
        last, texts = batch.last, self._texts
        cause = last.cause if last else None
        cells = (
            str(batch.number),
            capital(span_words(*span, texts)) if span else "",
            str(len(batch.rows)),
            capital(state_message(batch.state, None, cause, "", texts)),
            str(last.log_id) if last and last.log_id is not None else "",
            str(len(batch.attempts)) if batch.attempts else "",
            clock(last.started, seconds=True) if last else "",
            " ".join(last.words.split()) if last else "",
        )
        return _Line(batch, span, cells, self._tip(batch))

    def _tip(self, batch: BatchRecord) -> str:
        """Where a batch comes from, and the service's words in full."""
        origin = ""
        if batch.kind is not BatchKind.PLANNED:
            origin = self._texts.say(f"ui.batches.kind.{batch.kind}", batch=batch.parent or 0)
        words = batch.last.words if batch.last else ""
        return "\n".join(part for part in (origin, words) if part)


def _message(line: _Line, texts: Texts) -> str:
    last = line.batch.last
    if last is None:
        return state_message(line.batch.state, None, None, "", texts)
    return state_message(line.batch.state, last.log_id, last.cause, last.words, texts)
