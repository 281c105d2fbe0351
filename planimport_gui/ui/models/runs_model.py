"""The list of imports, newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from planimport_gui.facts.records import RunRecord
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import cause_sentence
from planimport_gui.ui.run_words import day_and_time, file_name, meant, project_words, run_mark, run_state
from planimport_gui.ui.states import RowMark

Index = QModelIndex | QPersistentModelIndex


class RunColumn(IntEnum):
    """The columns, in order."""

    WHEN = 0
    FILE = 1
    PROJECT = 2
    ROWS = 3
    STATE = 4


_TITLES = ("when", "file", "project", "rows", "state")


@dataclass(frozen=True, slots=True)
class _Line:
    run: RunRecord
    cells: tuple[str, ...]
    mark: RowMark
    tip: str


class RunsModel(QAbstractTableModel):
    """``UserRole`` is the ``RunRecord`` of a row. ``icon`` makes the mark of a state."""

    def __init__(self, texts: Texts, icon: Callable[[RowMark], QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._icon = icon
        self._titles = tuple(texts.say(f"ui.runs.column.{title}") for title in _TITLES)
        self._lines: list[_Line] = []

    def show_runs(self, runs: Sequence[RunRecord]) -> None:
        """Show other runs; where they are the same ones, only those that changed are told."""
        ordered = sorted(runs, key=lambda run: run.id, reverse=True)
        if [run.id for run in ordered] != [line.run.id for line in self._lines]:
            self.beginResetModel()
            self._lines = [self._line(run) for run in ordered]
            self.endResetModel()
            return
        for row, run in enumerate(ordered):
            if run != self._lines[row].run:
                self._lines[row] = self._line(run)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(RunColumn) - 1))

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """What the cells show, row by row."""
        return [line.cells for line in self._lines]

    def run(self, row: int) -> RunRecord:
        return self._lines[row].run

    def row_of(self, run: int) -> int | None:
        """Where a run stands; ``None`` where it is not in the list."""
        return next((row for row, line in enumerate(self._lines) if line.run.id == run), None)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(RunColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[column]
            case Qt.ItemDataRole.DecorationRole if column == RunColumn.STATE:
                return self._icon(line.mark)
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip if column == RunColumn.STATE else line.cells[column]
            case Qt.ItemDataRole.UserRole:
                return line.run
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._titles[section] if 0 <= section < len(self._titles) else None

    # inside

    def _line(self, run: RunRecord) -> _Line:
        texts = self._texts
        state = run_state(run, texts)
        cells = (
            day_and_time(run.created, texts, year=True),
            file_name(run.file),
            project_words(run.project),
            texts.say("ui.runs.rows", imported=run.totals.imported, total=meant(run.totals)),
            state,
        )
        paused = cause_sentence(run.paused, run.paused_words, texts) if run.paused is not None else ""
        return _Line(run, cells, run_mark(run), "\n".join(part for part in (state, paused) if part))
