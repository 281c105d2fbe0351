"""«Проверить связь»: the free connection test and its answer."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.outcomes import Connected, ProbeOutcome
from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Note
from planimport_gui.ui.dialogs.words import fault_sentence, probe_sentence
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.ports import Projects


class Probe(QObject):
    """Asks in the background and writes the answer into ``note``. ``failed`` tells what nobody expected."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, texts: Texts, jobs: Jobs, projects: Projects, note: Note, parent: QObject, over: Callable[[], bool]
    ) -> None:
        """``over`` says that nobody is there any more to read an answer."""
        super().__init__(parent)
        self._texts, self._jobs, self._projects, self._note, self._over = texts, jobs, projects, note, over
        self._asked = 0
        self.busy = False

    def start(self, project: Project, token: str | None) -> None:
        """Test with a token, or with the stored one."""
        self._asked += 1
        asked = self._asked
        self.busy = True
        self._note.show_text(self._texts.say("ui.probe.asking"))
        self.changed.emit()
        projects = self._projects

        def done(outcome: ProbeOutcome | TokenTrouble) -> None:
            if asked == self._asked and not self._over():
                self._answered(outcome)

        def failed(error: BaseException) -> None:
            if asked == self._asked and not self._over():
                self._broken(error)

        self._jobs.ask(lambda: projects.test(project, token), done, failed)

    def forget(self) -> None:
        """What was asked about has changed: no answer counts any more."""
        self._asked += 1
        self._end("")

    def _answered(self, outcome: ProbeOutcome | TokenTrouble) -> None:
        color = "imported.text" if isinstance(outcome, Connected) else "error.text"
        self._end(probe_sentence(self._texts, outcome), color)

    def _broken(self, error: BaseException) -> None:
        said = fault_sentence(self._texts, error)
        self._end(said or "", "error.text")
        if said is None:
            self.failed.emit(error)

    def _end(self, text: str, color: str = "secondary") -> None:
        self.busy = False
        self._note.show_text(text, color)
        self.changed.emit()
