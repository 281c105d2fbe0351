"""The project, and the open plan judged against what went there."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import Project
from planimport_gui.plan.history import History
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.collector import collector_at_rest
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.window import MainWindow


class ProjectFlow(QObject):
    """Ties the project to the desk. ``judged`` tells that the plan is judged against the journal as it is now."""

    judged = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._questions = questions
        self.judging = False
        window.top.project_chosen.connect(self.choose)
        window.top.project_wanted.connect(self.ask)
        window.before.project_wanted.connect(self.ask)
        desk.project_changed.connect(self.judge)

    def choose(self, project: Project | None) -> None:
        """Another project: the plan is judged against what went there."""
        if not self._desk.busy:
            self._desk.project = project
            self._desk.world.projects.choose(project)
            self._desk.project_changed.emit()

    def ask(self) -> None:
        """Enter a project and its token, or choose one; practice has one of its own."""
        if not self._desk.busy and not self._desk.world.practice:
            self._questions.project(self._desk.project, self.choose)

    def judge(self) -> None:
        """Judge the open plan against the journal, in the background; edits are held back meanwhile."""
        document, project, world = self._desk.document, self._desk.project, self._desk.world
        if document is None or document.in_run:
            self._desk.history = History()
            return
        document.finish()
        rows = document.sheet.rows
        today, file = self._desk.today(), self._desk.paper.file if self._desk.paper else None
        order = file.reading.date_order if file else None
        self.judging = True
        self._window.table.set_read_only(True)

        def work() -> tuple[History, PlanSheet]:
            with collector_at_rest():
                history = world.records.history(project) if project is not None else History()
                sheet = PlanSheet(rows, today=today, history=history, date_order=order)
                sheet.prepare()
            return history, sheet

        self._desk.jobs.start(work, partial(self._judged, document, document.version, project), self._not_judged)

    def _judged(
        self, document: Document, version: int, project: Project | None, result: tuple[History, PlanSheet]
    ) -> None:
        if document is not self._desk.document or project != self._desk.project:
            return
        if document.version != version:
            self.judge()
            return
        self.judging = False
        self._desk.history, sheet = result
        self._window.table.set_read_only(False)
        document.rejudge(sheet)
        self.judged.emit()

    def _not_judged(self, error: BaseException) -> None:
        self.judging = False
        self._window.table.set_read_only(False)
        self.failed.emit(error)
