"""Practice: entered, steered and left. What it needs is made in the background."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from planimport_gui.facts.failures import DataUnusable, JournalError, JournalTrouble, LockHeld
from planimport_gui.texts import Texts
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.files import FileFlow
from planimport_gui.ui.flows.results import ResultFlow
from planimport_gui.ui.flows.saving import SaveFlow
from planimport_gui.ui.ports import World
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.window import MainWindow, Page

_SLOW = 600
"""Milliseconds after which it is said that practice is not ready yet."""


class PracticeFlow(QObject):
    """Between the real world and practice, with its scenarios.

    While practice is being made the desk is ``moving``: nothing is sent, and a file that comes waits. Where practice
    cannot be had, the window says why and such a file is not opened: it was meant for practice.
    """

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        make: Callable[[], World],
        saving: SaveFlow,
        files: FileFlow,
        results: ResultFlow,
        parent: QObject | None = None,
    ) -> None:
        """``make`` makes the practice world; it is called in a worker thread, when practice is first entered."""
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._make = make
        self._saving = saving
        self._files = files
        self._results = results
        self._real = desk.world
        self._practice: World | None = None
        self._told = False
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._tell_slow)
        window.top.practice_left.connect(self.leave)
        window.top.scenario_chosen.connect(self.choose_scenario)
        window.actions_["action_practice"].triggered.connect(self.toggle)
        files.sample_wanted.connect(self.try_sample)

    def enter(self, then: Callable[[], None] | None = None) -> None:
        """From here on nothing reaches Calltouch; ``then`` follows only once that is so."""
        if not self._desk.free:
            return
        if self._practice is not None:
            self._entered(then, self._practice)
        else:
            self._begin(self._make, partial(self._entered, then), self._not_entered)

    def leave(self) -> None:
        """Back to the real world. The sample stays behind: its numbers are nobody's plan."""
        if self._desk.free:
            self._go(self._real)
            if self._files.on_sample:
                self._files.let_go()

    def toggle(self) -> None:
        if self._desk.world.practice:
            self.leave()
        else:
            self.enter()

    def try_sample(self) -> None:
        """The sample is for practice alone."""
        if self._desk.free:
            self._saving.when_free(self._practise_on_sample)

    def choose_scenario(self, name: str) -> None:
        """The next run meets this scenario, and a service that has forgotten everything."""
        scenarios = self._desk.world.scenarios
        if scenarios is not None and self._desk.free:
            self._results.back_to_sheet()
            self._begin(partial(scenarios.choose, name), self._scenario_chosen, self._scenario_kept)

    # practice and its sample

    def _entered(self, then: Callable[[], None] | None, practice: World) -> None:
        self._practice = practice
        self._go(practice)
        self._end()
        if then is not None:
            then()
        self._files.open_kept()

    def _not_entered(self, error: BaseException) -> None:
        self._end()
        kept = self._files.forget_kept()
        texts, why = self._desk.texts, _why(self._desk.texts, error)
        said = texts.say("ui.practice.notEntered", why=why or texts.say("ui.practice.why.mistake"))
        if kept is not None:
            said = f"{texts.say('ui.practice.notOpened', file=kept.name)} {said}"
        self._window.message.show_state(Message(said, MessageKind.ERROR))
        if self._window.page is Page.START:
            self._files.show_start()
        if why is None:
            self.failed.emit(error)

    def _practise_on_sample(self) -> None:
        self.enter(partial(self._open_sample, self._plan_now()))

    def _open_sample(self, before: tuple[Document | None, int]) -> None:
        """What was edited meanwhile is asked about once more."""
        if self._plan_now() == before:
            self._files.open_sample()
        else:
            self._saving.when_free(self._files.open_sample)

    def _plan_now(self) -> tuple[Document | None, int]:
        document = self._desk.document
        return document, document.version if document is not None else 0

    # scenarios

    def _scenario_chosen(self, _: None) -> None:
        self._settle()

    def _scenario_kept(self, error: BaseException) -> None:
        texts, why = self._desk.texts, _why(self._desk.texts, error)
        said = texts.say("ui.practice.notChanged", why=why or texts.say("ui.practice.why.mistake"))
        self._settle()
        self._window.message.show_state(Message(said, MessageKind.ERROR))
        if why is None:
            self.failed.emit(error)

    def _settle(self) -> None:
        desk = self._desk
        desk.project = desk.world.projects.chosen()
        desk.project_changed.emit()
        self._end()
        self._files.open_kept()

    # the way from one to the other

    def _begin(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._desk.set_moving(True)
        self._slow.start()
        self._desk.jobs.start(work, done, failed)

    def _end(self) -> None:
        self._slow.stop()
        if self._told:
            self._told = False
            self._window.message.show_state(None)
        self._desk.set_moving(False)

    def _tell_slow(self) -> None:
        self._told = True
        self._window.message.show_state(Message(self._desk.texts.say("ui.practice.preparing")))

    def _go(self, world: World) -> None:
        desk = self._desk
        if world is desk.world:
            return
        self._results.back_to_sheet()
        desk.world = world
        desk.project = world.projects.chosen()
        desk.project_changed.emit()
        if self._window.page is not Page.WORK:
            self._files.show_start()


def _why(texts: Texts, error: BaseException) -> str | None:
    """What the world did and what to do about it; ``None`` for a mistake of ours."""
    match error:
        case LockHeld():
            return texts.say("ui.practice.why.locked")
        case JournalError(trouble=JournalTrouble.FULL, path=path):
            return texts.say("ui.practice.why.full", path=path)
        case JournalError(path=path, detail=detail) | DataUnusable(path=path, detail=detail):
            return texts.say("ui.practice.why.folder", path=path, detail=detail)
        case OSError():
            return texts.say("ui.practice.why.system", detail=error.strerror or str(error))
        case _:
            return None
