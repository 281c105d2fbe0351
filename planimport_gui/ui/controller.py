"""Ties the flows together and to the window: which page when, worlds, keys, closing."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication

from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.flows.carrying import RunFlow
from planimport_gui.ui.flows.editing import EditFlow
from planimport_gui.ui.flows.files import FileFlow
from planimport_gui.ui.flows.practising import PracticeFlow
from planimport_gui.ui.flows.projects import ProjectFlow
from planimport_gui.ui.flows.replacing import ReplaceFlow
from planimport_gui.ui.flows.resolving import DoubtFlow
from planimport_gui.ui.flows.results import ResultFlow
from planimport_gui.ui.flows.runs import RunsFlow
from planimport_gui.ui.flows.saving import SaveFlow
from planimport_gui.ui.flows.sending import SendFlow
from planimport_gui.ui.flows.troubles import Troubles
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.ports import Memory, World
from planimport_gui.ui.states import TopState, WaitingKind, WaitingRun
from planimport_gui.ui.window import MainWindow, Page, Panel

_HELP_OF_PAGE = {Page.START: "open", Page.DOUBT: "doubt", Page.RUNS: "undo"}
_HELP_OF_PANEL = {Panel.PROBLEMS: "repair", Panel.BEFORE: "send", Panel.RUN: "send", Panel.RESULT: "undo"}
"""Parts of the help, by what is on the screen."""
CALLTOUCH = "https://my.calltouch.ru/"
"""Where Calltouch's own pages begin."""


class Controller(QObject):
    """What the window does. Owns nothing that outlives it but the desk's papers."""

    def __init__(
        self,
        window: MainWindow,
        world: World,
        practice: Callable[[], World],
        memory: Memory,
        texts: Texts,
        jobs: Jobs,
        questions: Questions,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """``practice`` is as in ``PracticeFlow``; ``now`` gives wall time with its zone."""
        super().__init__(parent)
        self._window = window
        self._questions = questions
        self._projects: tuple[Project, ...] = ()
        self._closing = self._leaving = False

        def today() -> date:
            return now().date()

        self.desk = Desk(world, memory, texts, jobs, today, self)
        self.saving = SaveFlow(window, self.desk, questions, self)
        self.files = FileFlow(window, self.desk, self.saving, questions, self)
        self.editing = EditFlow(window, self.desk, self)
        self.projects = ProjectFlow(window, self.desk, questions, self)
        self.carrying = RunFlow(window, self.desk, self.editing, self)
        self.results = ResultFlow(window, self.desk, self.editing, self.carrying, self.saving, questions, self)
        self.sending = SendFlow(window, self.desk, self.editing, self.projects, self.carrying, self.results, self)
        self.replacing = ReplaceFlow(
            window, self.desk, self.sending, self.projects, self.carrying, self.results, questions, self
        )
        self.doubts = DoubtFlow(window, self.desk, now, self)
        self.runs = RunsFlow(window, self.desk, self)
        self.practice = PracticeFlow(window, self.desk, practice, self.saving, self.files, self.results, self)
        self.troubles = Troubles(window, self.desk, self)
        self._connect()

    def start(self, file: Path | None = None, *, practice: bool = False) -> None:
        """Show the empty window, or begin with a file. Where practice is asked for it opens there or not at all."""
        self._read_projects()
        if practice:
            self.practice.enter()
        else:
            self.files.show_start()
        if file is not None:
            self.files.open(file)

    def _connect(self) -> None:
        self._connect_troubles()
        self._connect_flows()
        self._connect_window()

    def _connect_troubles(self) -> None:
        before = (self.saving, self.files, self.projects, self.sending)
        flows = (*before, self.carrying, self.replacing, self.results, self.doubts, self.runs, self.practice)
        for flow in flows:
            flow.failed.connect(self.troubles.take)
        self.troubles.unexpected.connect(self._questions.crash)
        self.troubles.outdated.connect(self.projects.judge)
        self.troubles.token_missing.connect(self._ask_token)
        self.troubles.blocked.connect(self.sending.blocked_by)
        self.results.failed.connect(self._close_if_asked)
        self.results.failed.connect(self._leave_answered_doubt)

    def _connect_flows(self) -> None:
        """What one part of the journey leads to in another."""
        desk = self.desk
        self.sending.next_wanted.connect(self.files.choose)
        self.results.shown.connect(self._close_if_asked)
        self.carrying.not_begun.connect(self._close_if_asked)
        self.files.waiting_wanted.connect(self._open_waiting)
        self.results.doubt_wanted.connect(self._open_doubt)
        self.doubts.left.connect(self._left_doubt)
        self.doubts.spare_wanted.connect(self._delete_spare)
        self.doubts.sent_again.connect(self._sent_again)
        self.runs.left.connect(self._back)
        desk.project_changed.connect(self._read_projects)
        shown = (desk.plan_changed, desk.paper_changed, desk.run_changed, desk.moving_changed, self.editing.changed)
        for signal in shown:
            signal.connect(self._show_top)

    def _connect_window(self) -> None:
        window = self._window
        window.doubt.rows_wanted.connect(self._show_doubtful)
        window.doubt.calltouch_wanted.connect(self._open_calltouch)
        window.runs.run_wanted.connect(self.results.open)
        window.runs.resume_wanted.connect(self._resume)
        window.runs.undo_wanted.connect(self._undo)
        window.runs.doubt_wanted.connect(self.doubts.open)
        window.top.runs_wanted.connect(self.runs.open)
        window.top.help_wanted.connect(self._help)
        window.proof.reading_wanted.connect(window.proof.show_reading)
        window.closing.connect(self._close)
        for name, slot in {
            "runs": self.runs.open,
            "projects": self._open_projects,
            "settings": self._questions.settings,
            "help": self._help,
            "log": self._show_log,
            "about": self._about,
            "reading": window.proof.show_reading,
            "panel": window.toggle_panel,
            "next_zone": self._next_zone,
            "previous_zone": self._previous_zone,
            "quit": window.close,
        }.items():
            window.actions_[f"action_{name}"].triggered.connect(slot)

    # the frame

    def _read_projects(self) -> None:
        self._projects = self.desk.world.projects.all()
        self._show_top()

    def _show_top(self) -> None:
        desk = self.desk
        projects, scenarios = desk.world.projects, desk.world.scenarios
        paper, document = desk.paper, desk.document
        self._window.top.show_state(
            TopState(
                file=paper.name if paper else "",
                dirty=document is not None and document.dirty,
                project=desk.project,
                projects=self._projects,
                practice=desk.world.practice,
                address=projects.address if projects.elsewhere and not desk.world.practice else "",
                scenarios=scenarios.names() if scenarios else (),
                scenario=scenarios.chosen() if scenarios else "",
                busy=not desk.free,
            )
        )
        texts = desk.texts
        name = texts.say("ui.window.practice") if desk.world.practice else texts.say("ui.window.title")
        self._window.setWindowTitle(f"{paper.name} — {name}" if paper else name)

    def _back(self) -> None:
        """From a page to what was there before: the plan, else the start."""
        if self.desk.document is None:
            self.files.show_start()
        else:
            self._window.show_page(Page.WORK)

    def _open_waiting(self, waiting: WaitingRun) -> None:
        if waiting.kind is WaitingKind.DOUBT:
            self.doubts.open(waiting.run)
        elif waiting.kind is WaitingKind.REPLACED:
            self._resume(waiting.run)
        else:
            self.results.open(waiting.run)

    def _open_doubt(self, place: tuple[int, int]) -> None:
        self.doubts.open(*place)

    def _resume(self, run: int) -> None:
        self.results.open(run, then=self.results.go_on)

    def _undo(self, run: int) -> None:
        self.results.open(run, then=self.results.undo)

    def _leave_answered_doubt(self) -> None:
        """Where the result cannot be read there is nothing to go to from a doubt that is over."""
        if self._window.page is Page.DOUBT and self.doubts.run is None:
            self._back()

    def _delete_spare(self, place: tuple[int, int]) -> None:
        run, batch = place
        self.results.open(run, then=partial(self.results.delete_spare, batch))

    def _left_doubt(self, run: int) -> None:
        """To the result of its run, unless another plan lies open."""
        result = self.desk.result
        if self.desk.document is None or (result is not None and result.id == run):
            self.results.open(run)
        else:
            self._back()

    def _sent_again(self, run: int) -> None:
        self._back()
        self._resume(run)

    def _ask_token(self, project: Project) -> None:
        if not self._closing:
            self._questions.project(project, self.projects.choose)

    def _show_doubtful(self) -> None:
        run = self.doubts.run
        if run is not None:
            self.results.open(run, then=self.results.show_doubtful)

    def _open_calltouch(self) -> None:
        QDesktopServices.openUrl(QUrl(CALLTOUCH))

    def _open_projects(self) -> None:
        self._questions.projects(self._read_projects)

    def _help(self) -> None:
        """The help, at what is on the screen."""
        window = self._window
        self._questions.help(_HELP_OF_PANEL[window.panel] if window.page is Page.WORK else _HELP_OF_PAGE[window.page])

    def _about(self) -> None:
        self._questions.help("about")

    def _show_log(self) -> None:
        self._questions.help("log")

    def _next_zone(self) -> None:
        self._zone(1)

    def _previous_zone(self) -> None:
        self._zone(-1)

    def _zone(self, step: int) -> None:
        zones = self._window.zones()
        focus = QApplication.focusWidget()
        here = -step
        if focus is not None:
            here = next((at for at, zone in enumerate(zones) if zone is focus or zone.isAncestorOf(focus)), here)
        self._window.enter(zones[(here + step) % len(zones)])

    # closing

    def _close(self, event: QCloseEvent) -> None:
        """A run is stopped and awaited, unsaved changes are asked about; only then the window goes."""
        if self._closing:
            return
        event.ignore()
        if self.desk.busy:
            self._leaving = True
            self.carrying.stop()
        else:
            self.saving.when_free(self._really_close)

    def _close_if_asked(self) -> None:
        if self._leaving:
            self._leaving = False
            self.saving.when_free(self._really_close)

    def _really_close(self) -> None:
        self._closing = True
        # Qt does nothing for a close inside a close, which this may be.
        QTimer.singleShot(0, self._window.close)
