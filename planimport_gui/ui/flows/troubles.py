"""What the world did, said in the message bar; anything else is a mistake of ours and goes to the crash report."""

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.failures import JournalError, LockHeld, Outdated, RunUnreadable, TokenMissing, Unfinished
from planimport_gui.importing.recovery import NotInDoubtError, SentAgainError
from planimport_gui.texts.phrases import number_list
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.window import MainWindow

RESUME_BLOCKING = "resume_blocking_button"


class Troubles(QObject):
    """``take`` is where every failure of background work ends.

    ``unexpected`` tells an exception nobody expected, ``outdated`` that the plan is to be judged anew,
    ``token_missing`` the project that has no token, ``blocked`` the run that is to be resumed instead.
    """

    unexpected = Signal(object)
    outdated = Signal()
    token_missing = Signal(object)
    blocked = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk

    def take(self, error: BaseException) -> None:
        """Say what happened and what to do next."""
        say = self._desk.texts.say
        match error:
            case LockHeld():
                message = Message(say("ui.message.locked"), MessageKind.CHECK)
            case Outdated():
                message = Message(say("ui.message.outdated"), MessageKind.CHECK)
                self.outdated.emit()
            case Unfinished(run=run):
                text, button = say("ui.message.unfinished", run=run), say("ui.message.goOn")
                message = Message(text, MessageKind.CHECK, button, RESUME_BLOCKING)
                self.blocked.emit(run)
            case TokenMissing(project=project):
                message = Message(say("ui.message.noToken"), MessageKind.CHECK)
                self.token_missing.emit(project)
            case SentAgainError(child=child):
                message = Message(say("ui.message.sentAgain", child=child), MessageKind.CHECK)
            case NotInDoubtError(state=state):
                message = Message(say("ui.message.notInDoubt", state=say(f"state.{state}")), MessageKind.CHECK)
            case RunUnreadable(error=failure, rows=rows, log_ids=logs):
                message = Message(self._lost_run(failure, rows, logs), MessageKind.ERROR)
            case JournalError(trouble=trouble, path=path):
                message = Message(say(f"journal.{trouble}", path=path), MessageKind.ERROR)
            case _:
                self.unexpected.emit(error)
                return
        self._window.message.show_state(message)

    def _lost_run(self, failure: JournalError, rows: int, log_ids: tuple[int, ...]) -> str:
        """What happened to the journal, and what had left before."""
        say = self._desk.texts.say
        said = say(f"journal.{failure.trouble}", path=failure.path)
        if not rows:
            return said
        if not log_ids:
            return f"{said} {say('ui.message.lostRun.noNumber', rows=rows)}"
        return f"{said} {say('ui.message.lostRun', rows=rows, logs=number_list(log_ids))}"
