"""The list of imports, newest first."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from planimport_gui.facts.records import RunRecord
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import cause_sentence
from planimport_gui.ui.models.lines_model import Line, LinesModel
from planimport_gui.ui.run_words import day_and_time, file_name, meant, project_words, run_mark, run_state
from planimport_gui.ui.states import RowMark


class RunColumn(IntEnum):
    """The columns, in order."""

    WHEN = 0
    FILE = 1
    PROJECT = 2
    ROWS = 3
    STATE = 4


_TITLES = ("when", "file", "project", "rows", "state")


class RunsModel(LinesModel[RunRecord, RowMark]):
    """``icon`` makes the mark of a state."""

    def __init__(self, texts: Texts, icon: Callable[[RowMark], QIcon], parent: QObject | None = None) -> None:
        titles = [texts.say(f"ui.runs.column.{title}") for title in _TITLES]
        super().__init__(titles, RunColumn.STATE, icon, parent=parent)
        self._texts = texts

    def show_runs(self, runs: Sequence[RunRecord]) -> None:
        """Show other runs; where they are the same ones, only those that changed are told."""
        ordered = sorted(runs, key=lambda run: run.id, reverse=True)
        if [run.id for run in ordered] != [line.record.id for line in self._lines]:
            self._show_anew([self._line(run) for run in ordered])
            return
        for row, run in enumerate(ordered):
            if run != self._lines[row].record:
                self._lines[row] = self._line(run)
                self._tell(row, row)

    def row_of(self, run: int) -> int | None:
        """Where a run stands; ``None`` where it is not in the list."""
        return next((row for row, line in enumerate(self._lines) if line.record.id == run), None)

    def _line(self, run: RunRecord) -> Line[RunRecord, RowMark]:
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
        tip = "\n".join(part for part in (state, paused) if part)
        return Line(run, cells, (*cells[:-1], tip), run_mark(run))
