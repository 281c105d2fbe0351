"""Opening and closing plans; the start page."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.reading import OpenedFile
from planimport_gui.facts.records import Project
from planimport_gui.plan.history import History
from planimport_gui.texts.sentences import refusal_sentence
from planimport_gui.ui.desk import Desk, Paper
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.flows.lists import StartLists
from planimport_gui.ui.flows.saving import SaveFlow
from planimport_gui.ui.notes import Notes
from planimport_gui.ui.opening import NotOpened, OpenedPlan, Opening, SheetsFound
from planimport_gui.ui.ports import World
from planimport_gui.ui.states import Message, MessageKind, SheetQuestion, StartState
from planimport_gui.ui.window import MainWindow, Page

OPEN_NEXT = "open_next_button"


class FileFlow(QObject):
    """From the start page to an open plan, and back.

    ``waiting_wanted`` tells the run of a line of «Ждут вас», ``sample_wanted`` that the sample is to be tried.
    """

    waiting_wanted = Signal(object)
    sample_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        saving: SaveFlow,
        questions: Questions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._saving = saving
        self._questions = questions
        self._opening = Opening(desk.jobs, desk.today, self)
        self._start = StartState()
        self._sample: Path | None = None
        self._next: Path | None = None
        self._kept: Path | None = None
        self._notes = Notes(desk.memory)
        self._found: SheetsFound | None = None
        """The workbook whose sheet is being asked for."""
        self._lists = StartLists(desk, self._notes, self)
        self._asked: tuple[World, Project | None] = desk.world, desk.project
        """For what the plan that is being opened is judged."""
        self._connect()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        actions["action_open"].triggered.connect(self.choose)
        actions["action_sample"].triggered.connect(self.sample_wanted)
        actions["action_close"].triggered.connect(self.close)
        window.dropped.connect(self.open)
        window.start.open_wanted.connect(self.choose)
        window.start.sample_wanted.connect(self.sample_wanted)
        window.start.recent_wanted.connect(self.open)
        window.start.pasted.connect(self.open_text)
        window.start.waiting_wanted.connect(self.waiting_wanted)
        window.start.cancel_wanted.connect(self.cancel)
        window.start.sheet_chosen.connect(self.choose_sheet)
        window.start.arrival_answered.connect(self._lists.answer)
        self._lists.changed.connect(self._show_lists)
        self._lists.failed.connect(self.failed)
        window.top.open_wanted.connect(self.choose)
        window.proof.sheet_wanted.connect(self.open_sheet)
        window.message.pressed.connect(self._press)
        self._desk.run_changed.connect(self._run_changed)
        self._opening.opened.connect(self._opened)
        self._opening.asked.connect(self._ask_sheet)
        self._opening.refused.connect(self._refused)
        self._opening.failed.connect(self._broken)

    # opening

    def choose(self) -> None:
        """Ask for a file and open it."""
        if not self._desk.busy:
            self._questions.open(self.open)

    def open(self, path: Path | str) -> None:
        """Open a file, after asking about unsaved changes. During a run it is offered again when that has ended,

        and on the way to another world it waits for ``open_kept``.
        """
        if self._desk.busy:
            self._next = Path(path)
            self._say("ui.message.openLater", file=self._next.name)
        elif self._desk.moving:
            self._kept = Path(path)
        else:
            self._saving.when_free(partial(self._begin, Path(path), None))

    def open_next(self) -> None:
        """The file that came during a run."""
        path, self._next = self._next, None
        if path is not None:
            self.open(path)

    def open_kept(self) -> None:
        """The file that came on the way to another world."""
        path = self.forget_kept()
        if path is not None:
            self.open(path)

    def forget_kept(self) -> Path | None:
        """That file; it is not opened."""
        path, self._kept = self._kept, None
        return path

    def open_sample(self) -> None:
        """In the place of the open plan, of which the user has taken leave (see ``when_free``)."""
        self._sample = self._desk.world.files.sample()
        self._begin(self._sample, None)

    @property
    def on_sample(self) -> bool:
        """Whether the sample lies open, or is being opened."""
        paper = self._desk.paper
        here = self._opening.path or (paper.path if paper else None)
        return here is not None and here == self._sample

    def open_sheet(self, name: str) -> None:
        """Another sheet of the open workbook."""
        paper = self._desk.paper
        if paper is not None and paper.path is not None and not self._desk.busy:
            self._saving.when_free(partial(self._begin, paper.path, name, paper.file))

    def choose_sheet(self, name: str) -> None:
        """The answer to the question which sheet of a workbook is meant."""
        found = self._found
        if found is None or self._desk.busy:
            return
        if found.file is not None and found.file.reading.sheet == name:
            self._show_opening(found.path)
            self._opening.open_with(partial(_as_read, found.file), found.path, history=self._history())
        else:
            self._begin(found.path, name, found.file)

    def open_text(self, text: str) -> None:
        """A table copied elsewhere becomes a plan, after asking about unsaved changes."""
        if not self._desk.busy:
            self._saving.when_free(partial(self._begin_text, text))

    def cancel(self) -> None:
        """Give up opening; a plan that was open is shown again."""
        self._give_up()
        self._back()

    def _begin(self, path: Path, sheet: str | None, before: OpenedFile | None = None) -> None:
        if sheet is None:
            self._found = None
        self._show_opening(path)
        files, history = self._desk.world.files, self._history()
        self._opening.open(files, path.absolute(), sheet=sheet, before=before, history=history)

    def _show_opening(self, path: Path) -> None:
        self._show_start_with(opening=path.name)
        self._window.show_page(Page.START)
        self._asked = self._desk.world, self._desk.project

    def _begin_text(self, text: str) -> None:
        name = Path(self._desk.texts.say("ui.paper.pasted"))
        self._asked = self._desk.world, self._desk.project
        self._opening.open_with(partial(self._desk.world.files.paste, text), name, history=self._history())

    def _history(self) -> Callable[[], History]:
        project, records = self._desk.project, self._desk.world.records
        return History if project is None else partial(records.history, project)

    def _opened(self, plan: OpenedPlan) -> None:
        pasted = not plan.path.is_absolute()
        if not pasted and plan.path != self._sample:
            self._desk.memory.remember(str(plan.path))
        if plan.file.reading.plans:
            self._notes.note_sheet(str(plan.path), plan.file.reading.sheet)
        self._found = None
        self._show_start_with()
        self._window.message.show_state(None)
        document = Document(plan.sheet)
        document.dirty = pasted
        self._desk.history = plan.history
        self._desk.lay_open(document, Paper(plan.path.name, None if pasted else plan.path, plan.file))
        if self._asked != (self._desk.world, self._desk.project):
            self._desk.project_changed.emit()

    def _ask_sheet(self, found: SheetsFound) -> None:
        self._found = found
        self._show_start_with(question=self._question(found))

    def _question(self, found: SheetsFound) -> SheetQuestion:
        return SheetQuestion(found.path.name, found.plans, self._notes.sheet(str(found.path)))

    def _refused(self, refused: NotOpened) -> None:
        name, again = refused.path.name, self._found
        question = self._question(again) if again is not None and refused.refusal.plans else None
        self._show_start_with(refused_file=name, refusal=refused.refusal, question=question)
        if self._desk.document is not None:
            why = refusal_sentence(self._desk.texts, refused.refusal)
            self._say("ui.message.notOpened", MessageKind.ERROR, file=name, why=why)
        self._back()

    def _broken(self, error: BaseException) -> None:
        self._give_up()
        self._back()
        self.failed.emit(error)

    def _back(self) -> None:
        """To the plan that is still open, else to the start page."""
        self._window.start.show_state(self._start)
        self._window.show_page(Page.START if self._desk.document is None else Page.WORK)

    def _run_changed(self) -> None:
        """What is being opened would take the place of the run; a file that came during one is offered after it."""
        if self._desk.busy:
            self._give_up()
        elif self._next is not None:
            say, name = self._desk.texts.say, self._next.name
            text, button = say("ui.message.openNext", file=name), say("ui.message.open")
            self._window.message.show_state(Message(text, action=button, name=OPEN_NEXT))

    def _give_up(self) -> None:
        self._opening.cancel()
        self._found = None
        self._show_start_with()

    def _show_start_with(self, **shown: Any) -> None:
        """The start page with the lists it has, and something in the place of the drop area."""
        lists = self._lists.state
        self._start = StartState(lists.recent, lists.waiting, lists.checks, **shown)
        self._window.start.show_state(self._start)

    def _press(self, name: str) -> None:
        if name == OPEN_NEXT:
            self.open_next()

    def _say(self, code: str, kind: MessageKind = MessageKind.NEWS, **params: str) -> None:
        self._window.message.show_state(Message(self._desk.texts.say(code, **params), kind))

    # the start page

    def show_start(self) -> None:
        """The empty window, with what waits and what was open lately; both are looked up in the background."""
        self._window.show_page(Page.START)
        self._window.start.setFocus()
        self._lists.look_up()

    def _show_lists(self, lists: StartState) -> None:
        self._start = replace(self._start, recent=lists.recent, waiting=lists.waiting, checks=lists.checks)
        self._window.start.show_state(self._start)

    # closing

    def close(self) -> None:
        """Take the plan off the desk, after asking about unsaved changes."""
        if not self._desk.busy:
            self._saving.when_free(self.let_go)

    def let_go(self) -> None:
        """Take the plan off the desk, saved or not; what is being opened is given up."""
        self._give_up()
        self._desk.close()
        self.show_start()


def _as_read(file: OpenedFile, stop: Callable[[], bool]) -> OpenedFile:
    """What was read already."""
    return file
