"""A table of records, each of them a line of text with a mark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

Index = QModelIndex | QPersistentModelIndex
Record = TypeVar("Record")
Mark = TypeVar("Mark")
_ALIGNED_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line(Generic[Record, Mark]):
    """A record and what its cells show; ``tips`` stand beside the mouse."""

    record: Record
    cells: tuple[str, ...]
    tips: tuple[str, ...]
    mark: Mark


class LinesModel(QAbstractTableModel, Generic[Record, Mark]):
    """``UserRole`` is the record of a row. ``icon`` makes the mark that stands in the column ``marked``."""

    def __init__(
        self,
        titles: Sequence[str],
        marked: int,
        icon: Callable[[Mark], QIcon],
        right: Sequence[int] = (),
        parent: QObject | None = None,
    ) -> None:
        """The columns ``right`` hold figures."""
        super().__init__(parent)
        self._titles, self._marked, self._right, self._icon = tuple(titles), marked, right, icon
        self._lines: list[Line[Record, Mark]] = []

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """What the cells show, row by row."""
        return [line.cells for line in self._lines]

    def record(self, row: int) -> Record:
        return self._lines[row].record

    def mark(self, row: int) -> Mark:
        return self._lines[row].mark

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[column]
            case Qt.ItemDataRole.DecorationRole if column == self._marked:
                return self._icon(line.mark)
            case Qt.ItemDataRole.TextAlignmentRole if column in self._right:
                return _ALIGNED_RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return line.tips[column]
            case Qt.ItemDataRole.UserRole:
                return line.record
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return _ALIGNED_RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right else None

    # inside

    def _show_anew(self, lines: list[Line[Record, Mark]]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def _tell(self, first: int, last: int) -> None:
        """These rows have changed."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._titles) - 1))
