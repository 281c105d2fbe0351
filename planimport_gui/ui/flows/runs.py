"""The list of runs."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import RunRecord
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.ports import World
from planimport_gui.ui.states import FooterButton, FooterState, RunsState
from planimport_gui.ui.window import MainWindow, Page


class RunsFlow(QObject):
    """Ties the page of runs to the desk. ``left`` tells that the page was left."""

    left = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        window.runs.back_wanted.connect(self.left)
        window.footer.pressed.connect(self._press)

    def open(self) -> None:
        """Show all runs, newest first."""
        world = self._desk.world
        self._desk.jobs.start(world.records.runs, partial(self._show, world), self.failed.emit)

    def _show(self, world: World, runs: tuple[RunRecord, ...]) -> None:
        if world is not self._desk.world:
            return
        self._window.runs.show_state(RunsState(runs, busy=self._desk.busy))
        self._window.show_page(Page.RUNS)
        texts = self._desk.texts
        back = FooterButton("leave_runs_button", texts.say("ui.footer.close"))
        self._window.set_footer(Page.RUNS, FooterState(texts.say("ui.footer.runs"), None, (back,)))

    def _press(self, name: str) -> None:
        if name == "leave_runs_button":
            self.left.emit()
