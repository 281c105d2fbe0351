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
    """Ties the project to the desk, and judges the open plan against what went to it."""

    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._questions = questions
        self._wanted = 0
        self._judged_for: Project | None = desk.project
        window.top.project_chosen.connect(self.choose)
        window.top.project_wanted.connect(self.ask)
        window.before.project_wanted.connect(self.ask)
        desk.project_changed.connect(self.judge)
        desk.plan_changed.connect(self._plan_changed)

    def choose(self, project: Project | None) -> None:
        """Another project: the plan is judged against what went there."""
        if self._desk.free:
            self._desk.project = project
            self._desk.world.projects.choose(project)
            self._desk.project_changed.emit()

    def ask(self) -> None:
        """Enter a project and its token, or choose one; practice has one of its own.

        Where none is chosen the one used last is proposed, or the first: a new one is rarely meant.
        """
        if self._desk.free and not self._desk.world.practice:
            accounts = self._desk.world.projects
            proposed = self._desk.project or accounts.chosen() or next(iter(accounts.all()), None)
            self._questions.project(proposed, self.choose)

    def judge(self) -> None:
        """Judge the open plan against the journal, in the background; edits are held back meanwhile."""
        document = self._desk.document
        if document is None or document.in_run:
            self._desk.history = History()
            return
        self._wanted += 1
        self._desk.set_judging(True)
        document.when_at_rest(partial(self._begin, document, self._wanted))

    def _begin(self, document: Document, wanted: int) -> None:
        if wanted != self._wanted:
            return
        project, world, rows = self._desk.project, self._desk.world, document.sheet.rows
        if project != self._judged_for:
            # What one project refused says nothing of another.
            document.set_refusals(())
            self._judged_for = project
        today, file = self._desk.today(), self._desk.paper.file if self._desk.paper else None
        order = file.reading.date_order if file else None

        def work() -> tuple[History, PlanSheet]:
            with collector_at_rest():
                history = world.records.history(project) if project is not None else History()
                sheet = PlanSheet(rows, today=today, history=history, date_order=order)
                sheet.prepare()
            return history, sheet

        done = partial(self._judged, document, document.version, wanted)
        self._desk.jobs.start(work, done, partial(self._not_judged, wanted))

    def _judged(self, document: Document, version: int, wanted: int, result: tuple[History, PlanSheet]) -> None:
        if wanted != self._wanted:
            return
        if document.version != version:
            self.judge()
            return
        self._desk.history, sheet = result
        document.rejudge(sheet)
        self._desk.set_judging(False)

    def _not_judged(self, wanted: int, error: BaseException) -> None:
        if wanted == self._wanted:
            self._forget()
        self.failed.emit(error)

    def _plan_changed(self) -> None:
        self._judged_for = self._desk.project
        self._forget()

    def _forget(self) -> None:
        """What is being judged is wanted no more."""
        self._wanted += 1
        self._desk.set_judging(False)
