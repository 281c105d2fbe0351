"""Opening, saving and closing plans; the start page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import RunRecord
from planimport_gui.facts.saving import SaveRefusal
from planimport_gui.plan.history import History
from planimport_gui.ui.desk import Desk, Paper
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.opening import NotOpened, OpenedPlan, Opening
from planimport_gui.ui.states import Message, MessageKind, RecentPlan, StartState, WaitingKind, WaitingRun
from planimport_gui.ui.window import MainWindow, Page

_RECENT = 8


class FileFlow(QObject):
    """From the start page to an open plan, and back.

    ``waiting_wanted`` tells the run of a line of «Ждут вас», ``sample_wanted`` that the sample is to be tried.
    """

    waiting_wanted = Signal(object)
    sample_wanted = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._questions = questions
        self._opening = Opening(desk.jobs, desk.today, self)
        self._start = StartState()
        self._sample: Path | None = None
        self._connect()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        actions["action_open"].triggered.connect(self.choose)
        actions["action_sample"].triggered.connect(self.sample_wanted)
        actions["action_template"].triggered.connect(self.save_template)
        actions["action_save"].triggered.connect(self.save)
        actions["action_save_as"].triggered.connect(self.save_as)
        actions["action_close"].triggered.connect(self.close)
        window.dropped.connect(self.open)
        window.start.open_wanted.connect(self.choose)
        window.start.sample_wanted.connect(self.sample_wanted)
        window.start.template_wanted.connect(self.save_template)
        window.start.recent_wanted.connect(self.open)
        window.start.pasted.connect(self.open_text)
        window.start.waiting_wanted.connect(self.waiting_wanted)
        window.start.cancel_wanted.connect(self.cancel)
        window.top.open_wanted.connect(self.choose)
        window.proof.sheet_wanted.connect(self.open_sheet)
        self._opening.opened.connect(self._opened)
        self._opening.refused.connect(self._refused)
        self._opening.failed.connect(self._broken)

    # opening

    def choose(self) -> None:
        """Ask for a file and open it."""
        if not self._desk.busy:
            self._questions.open(self.open)

    def open(self, path: Path | str) -> None:
        """Open a file, after asking about unsaved changes."""
        if not self._desk.busy:
            self._when_free(partial(self._begin, Path(path), None))

    def open_sample(self) -> None:
        """In the place of the open plan, of which the user has taken leave (see ``when_free``)."""
        self._sample = self._desk.world.files.sample()
        self._begin(self._sample, None)

    @property
    def on_sample(self) -> bool:
        """Whether the sample lies open."""
        paper = self._desk.paper
        return paper is not None and paper.path is not None and paper.path == self._sample

    def open_sheet(self, name: str) -> None:
        """Another sheet of the open workbook."""
        paper = self._desk.paper
        if paper is not None and paper.path is not None and not self._desk.busy:
            self._when_free(partial(self._begin, paper.path, name))

    def open_text(self, text: str) -> None:
        """A table copied elsewhere becomes a plan."""
        self._begin_text(text)

    def cancel(self) -> None:
        """Give up opening."""
        self._opening.cancel()
        self.show_start()

    def _begin(self, path: Path, sheet: str | None) -> None:
        self._start = StartState(self._start.recent, self._start.waiting, opening=path.name)
        self._window.start.show_state(self._start)
        self._window.show_page(Page.START)
        self._opening.open(self._desk.world.files, path.absolute(), sheet=sheet, history=self._history())

    def _begin_text(self, text: str) -> None:
        name = Path(self._desk.texts.say("ui.paper.pasted"))
        self._opening.open_with(partial(self._desk.world.files.paste, text), name, history=self._history())

    def _history(self) -> Callable[[], History]:
        project, records = self._desk.project, self._desk.world.records
        return History if project is None else partial(records.history, project)

    def _opened(self, plan: OpenedPlan) -> None:
        pasted = not plan.path.is_absolute()
        if not pasted and plan.path != self._sample:
            self._desk.memory.remember(str(plan.path))
        self._window.message.show_state(None)
        document = Document(plan.sheet)
        document.dirty = pasted
        self._desk.history = plan.history
        self._desk.lay_open(document, Paper(plan.path.name, None if pasted else plan.path, plan.file))

    def _refused(self, refused: NotOpened) -> None:
        self._start = StartState(
            self._start.recent, self._start.waiting, refused_file=refused.path.name, refusal=refused.refusal
        )
        self._back()

    def _broken(self, error: BaseException) -> None:
        self._start = StartState(self._start.recent, self._start.waiting)
        self._back()
        self.failed.emit(error)

    def _back(self) -> None:
        """To the start page; a plan that was open stays open behind it and is shown again."""
        self._window.start.show_state(self._start)
        self._window.show_page(Page.START)

    # the start page

    def show_start(self) -> None:
        """The empty window, with what waits and what was open lately; both are looked up in the background."""
        self._window.show_page(Page.START)
        self._window.start.setFocus()
        records = self._desk.world.records
        self._desk.jobs.start(records.runs, self._show_waiting, self.failed.emit)

    def _show_waiting(self, runs: tuple[RunRecord, ...]) -> None:
        recent = tuple(_recent(path, runs) for path in self._desk.memory.recent()[:_RECENT])
        waiting = tuple(line for run in runs for line in _waiting(run))
        self._start = StartState(
            recent, waiting, self._start.opening if self._opening.busy else "",
            self._start.refused_file, self._start.refusal,
        )  # fmt: skip
        self._window.start.show_state(self._start)

    # saving and closing

    def save(self) -> None:
        """Save where this program saved the plan before; the workbook that was opened is never written."""
        paper = self._desk.paper
        if paper is not None and paper.saved is not None:
            self._save(paper.saved)
        else:
            self.save_as()

    def save_as(self) -> None:
        paper = self._desk.paper
        if self._desk.document is not None and paper is not None:
            stem = Path(paper.name).stem
            self._questions.save(self._desk.texts.say("ui.paper.copy", name=stem), self._save)

    def save_template(self) -> None:
        self._questions.save(self._desk.texts.say("ui.paper.template"), self._save_template)

    def close(self) -> None:
        """Take the plan off the desk, after asking about unsaved changes."""
        if not self._desk.busy:
            self._when_free(self.let_go)

    def when_free(self, go_on: Callable[[], None]) -> None:
        """Go on once the open plan is saved or let go."""
        self._when_free(go_on)

    def let_go(self) -> None:
        """Take the plan off the desk, saved or not."""
        self._desk.close()
        self._start = StartState(self._start.recent, self._start.waiting)
        self.show_start()

    def _save(self, path: Path, then: Callable[[], None] | None = None) -> None:
        document = self._desk.document
        if document is None:
            return
        document.finish()
        rows = document.sheet.rows
        files = self._desk.world.files

        def done(refusal: SaveRefusal | None) -> None:
            if refusal is not None:
                self._not_saved(refusal)
                return
            document.saved()
            if self._desk.paper is not None:
                self._desk.paper = replace(self._desk.paper, saved=path)
            self._say("ui.message.saved", MessageKind.GOOD, file=path.name)
            self._desk.memory.remember(str(path))
            if then is not None:
                then()

        self._desk.jobs.start(lambda: files.save(path, rows), done, self.failed.emit)

    def _save_template(self, path: Path) -> None:
        files = self._desk.world.files

        def done(refusal: SaveRefusal | None) -> None:
            if refusal is not None:
                self._not_saved(refusal)
            else:
                self._say("ui.message.template", MessageKind.GOOD, file=path.name)

        self._desk.jobs.start(lambda: files.save_template(path), done, self.failed.emit)

    def _not_saved(self, refusal: SaveRefusal) -> None:
        self._say(f"save.{refusal.trouble}", MessageKind.ERROR, path=refusal.path, detail=refusal.detail)

    def _when_free(self, go_on: Callable[[], None]) -> None:
        document = self._desk.document
        if document is None or not document.dirty or document.in_run:
            go_on()
            return

        def answered(save_first: bool) -> None:
            if save_first:
                self._questions.save(self._proposed(), partial(self._save, then=go_on))
            else:
                go_on()

        self._questions.discard(answered)

    def _proposed(self) -> str:
        paper = self._desk.paper
        return self._desk.texts.say("ui.paper.copy", name=Path(paper.name).stem if paper else "")

    def _say(self, code: str, kind: MessageKind, **params: str) -> None:
        self._window.message.show_state(Message(self._desk.texts.say(code, **params), kind))


def _recent(path: str, runs: tuple[RunRecord, ...]) -> RecentPlan:
    name = Path(path).name
    run = next((run for run in runs if Path(run.file).name == name and run.totals.imported), None)
    if run is None:
        return RecentPlan(path)
    return RecentPlan(path, run.created, run.totals.imported, run.project.name or run.project.site)


def _waiting(run: RunRecord) -> tuple[WaitingRun, ...]:
    name = run.project.name or run.project.site
    created: datetime = run.created
    lines = []
    if run.totals.unknown:
        lines.append(WaitingRun(run.id, WaitingKind.DOUBT, run.totals.unknown, name, created))
    if run.unfinished:
        rows = run.totals.not_sent + run.totals.pending
        lines.append(WaitingRun(run.id, WaitingKind.UNFINISHED, rows, name, created))
    return tuple(lines)
