"""A run on its way: told by table, chips, panel and footer while a thread carries it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from planimport_gui.facts.events import RunEnded
from planimport_gui.facts.failures import JournalError, JournalTrouble
from planimport_gui.facts.records import Project, RowFate, Totals
from planimport_gui.plan.row import RowId
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.flows import footers
from planimport_gui.ui.flows.editing import EditFlow
from planimport_gui.ui.running import Month, Running
from planimport_gui.ui.states import BatchesState, ChipsState, Filter, RowMark, RunPhase
from planimport_gui.ui.window import MainWindow, Page, Panel

_SHOWN = 50
"""Milliseconds between two pictures of a run."""


class RunFlow(QObject):
    """Ties a run to the window. ``ended`` tells a run that ended or paused, by its number and whether it was stopped;

    ``failed`` the exception that ended it instead, after ``ended`` where the run had begun. ``unreadable`` tells the
    number of a run and the exception, where the journal is gone from its place.
    """

    ended = Signal(object)
    not_begun = Signal()
    failed = Signal(object)
    unreadable = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, editing: EditFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._editing = editing
        self._marks: dict[RowId, RowMark] = {}
        self.last: Running | None = None
        """The run that has just ended: all that is known of it where the journal cannot be read."""
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN)
        self._soon.timeout.connect(self._show_all)
        window.run.details_wanted.connect(self.toggle_details)
        actions = window.actions_
        actions["action_pause"].triggered.connect(self.toggle_pause)
        actions["action_cancel"].triggered.connect(self.stop)
        actions["action_details"].triggered.connect(self.toggle_details)

    def begin(
        self,
        project: Project,
        months: Mapping[RowId, Month],
        fates: Mapping[RowId, RowFate] | None = None,
        *,
        left_out: int = 0,
        undoing: bool = False,
    ) -> Running:
        """Show a run, arguments as for ``Running``; the caller says what it does."""
        desk = self._desk
        running = Running(
            desk.world.engine, project, months, fates,
            left_out=left_out, practice=desk.world.practice, undoing=undoing, parent=self,
        )  # fmt: skip
        running.changed.connect(self._show_soon)
        running.rows_changed.connect(self._note_rows)
        running.ended.connect(self._ended)
        running.failed.connect(self._failed)
        desk.running = running
        desk.result = None
        self._window.message.show_state(None)
        self._window.show_page(Page.WORK)
        self._window.show_panel(Panel.RUN)
        desk.run_changed.emit()
        self.show()
        return running

    def show(self) -> None:
        """The run as it is now."""
        running = self._desk.running
        if running is not None:
            self._window.run.show_state(running.state)
            self._window.set_footer(Page.WORK, footers.of_run(self._desk.texts, running.state))
            self.show_chips(running.state.totals)
        self._name_pause()

    def show_chips(self, totals: Totals, resent: int = 0) -> None:
        """What became of the rows, as chips; ``resent`` rows in doubt were sent again and imported."""
        counts = {
            Filter.IMPORTED: totals.imported,
            Filter.PENDING: totals.pending,
            Filter.WAITING: totals.not_sent,
            Filter.REFUSED: totals.refused + totals.failed,
            Filter.UNKNOWN: totals.unknown,
            Filter.UNDONE: totals.undone,
        }
        shown = ((chip, count) for chip, count in counts.items() if count or chip is not Filter.UNDONE)
        every = (Filter.ALL, sum(counts.values()))
        self._window.chips.show_state(ChipsState((every, *shown), self._editing.filter, resent))

    def toggle_details(self) -> None:
        """«Что происходит»: every batch of the run, below the table."""
        self._window.show_details(not self._window.details.isVisible())
        self._show_batches()

    def stop(self) -> None:
        """Nothing new goes out; what is in flight is awaited, and the result offers to go on."""
        if self._desk.running is not None:
            self._desk.running.stop()
            self._show_all()

    def toggle_pause(self) -> None:
        """Nothing new goes out until this is asked for again; the run stays this program's."""
        running = self._desk.running
        if running is not None:
            if running.state.phase is RunPhase.PAUSED:
                running.go_on()
            else:
                running.pause()
            self._show_all()

    def _name_pause(self) -> None:
        """The action says what it would do now."""
        running = self._desk.running
        paused = running is not None and running.state.phase is RunPhase.PAUSED
        text = self._desk.texts.say("ui.action.goOn" if paused else "ui.action.pause")
        self._window.actions_["action_pause"].setText(text)

    def _note_rows(self, marks: dict[RowId, RowMark]) -> None:
        self._marks.update(marks)

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_all(self) -> None:
        """All that was told since the last time, in one go: a quick run tells hundreds of things a second."""
        self._soon.stop()
        marks, self._marks = self._marks, {}
        if marks and self._desk.document is not None:
            self._desk.document.set_run_marks(marks)
        self.show()
        self._show_batches()

    def _show_batches(self) -> None:
        running = self._desk.running
        if running is not None and self._window.details.isVisible():
            batches = tuple(running.batches[number] for number in sorted(running.batches))
            state = BatchesState(running.state.run, batches, running.spans, busy=True)
            self._window.details.show_state(state)

    def _ended(self, ended: RunEnded) -> None:
        self._drop()
        self.ended.emit((ended.run, ended.cancelled))

    def let_go(self) -> None:
        """What became of the last run was read, or is wanted no more."""
        if self.last is not None:
            self.last.deleteLater()
            self.last = None

    def _failed(self, error: BaseException) -> None:
        run = self._desk.running.state.run if self._desk.running is not None else 0
        self._drop()
        if run and isinstance(error, JournalError) and error.trouble is JournalTrouble.REPLACED:
            # Whatever stands in its place now may tell another run under the same number.
            self.unreadable.emit((run, error))
            return
        if run:
            self.ended.emit((run, False))
        else:
            self.not_begun.emit()
        self.failed.emit(error)

    def _drop(self) -> None:
        self._show_all()
        running = self._desk.running
        self._desk.running = None
        if running is not None:
            running.wait()
            self.let_go()
            self.last = running
        self._name_pause()
        self._desk.run_changed.emit()
