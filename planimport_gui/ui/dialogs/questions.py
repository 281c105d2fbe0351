"""How the window asks: the dialogs behind ``Questions``, one of a kind at a time, none of them blocking."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.about import AboutDialog
from planimport_gui.ui.dialogs.asking import Question, ask_file, ask_place, remember_folder, with_suffix
from planimport_gui.ui.dialogs.crash import CrashDialog
from planimport_gui.ui.dialogs.help import HelpWindow
from planimport_gui.ui.dialogs.log import LogDialog
from planimport_gui.ui.dialogs.project import ProjectDialog
from planimport_gui.ui.dialogs.projects import ProjectsDialog
from planimport_gui.ui.dialogs.settings import SettingsDialog
from planimport_gui.ui.dialogs.words import fault_sentence
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.look import Look
from planimport_gui.ui.ports import Memory, Projects
from planimport_gui.ui.states import Message, MessageKind

if TYPE_CHECKING:
    from planimport_gui.ui.window import MainWindow

Report = Callable[[BaseException], Path | None]
Resource = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class WindowQuestions(Questions):
    """``crashed`` shows an error that was reported already: the path of its report, if it could be written."""

    crashed: Callable[[Path | None], None]


def show_path(path: Path) -> bool:
    """Open a file or folder in the system's viewer; whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Dialogs:
    """Knows which dialogs are open. Those that wait for an answer make room for a new question of their kind.

    ``report`` writes a crash report, ``resource`` finds the files that come with the program.
    """

    def __init__(
        self,
        window: "MainWindow",
        texts: Texts,
        look: Look,
        jobs: Jobs,
        accounts: Projects,
        remembered: Memory,
        report: Report,
        log_path: Path | None,
        resource: Resource,
    ) -> None:
        self._window, self._texts, self._look, self._jobs = window, texts, look, jobs
        self._accounts, self._memory, self._report = accounts, remembered, report
        self._log_path, self._resource = log_path, resource
        self._shown: dict[str, QDialog] = {}
        self._told: set[Path | None] = set()

    def questions(self) -> WindowQuestions:
        """What the window can ask. ``help`` raises FileNotFoundError where the help did not come with the program."""
        return WindowQuestions(
            open=self.open,
            save=self.save,
            project=self.project,
            projects=self.projects,
            discard=self.discard,
            yes=self.yes,
            delete=self.delete,
            settings=self.settings,
            help=self.help,
            crash=self.crash,
            crashed=self.crashed,
        )

    # files

    def open(self, tell: Callable[[Path], None]) -> None:
        dialog = ask_file(self._texts, self._memory, self._window)
        dialog.fileSelected.connect(partial(self._opened, tell))
        self._ask("open", dialog)

    def _opened(self, tell: Callable[[Path], None], name: str) -> None:
        path = Path(name)
        remember_folder(self._memory, path)
        tell(path)

    def save(self, name: str, tell: Callable[[Path], None]) -> None:
        dialog = ask_place(self._texts, self._memory, name, self._window)
        dialog.fileSelected.connect(partial(self._placed, tell))
        self._ask("save", dialog)

    def _placed(self, tell: Callable[[Path], None], name: str) -> None:
        chosen = Path(name)
        path = with_suffix(chosen)

        def take() -> None:
            remember_folder(self._memory, path)
            tell(path)

        if path != chosen and path.exists():
            say = self._texts.say
            self.yes(say("ui.file.overwrite", file=path.name), say("ui.file.overwriteYes"), take)
        else:
            take()

    # projects

    def project(self, project: Project | None, tell: Callable[[Project], None]) -> None:
        dialog = ProjectDialog(self._texts, self._look, self._jobs, self._accounts, project, self._parent())
        dialog.chosen.connect(tell)
        dialog.failed.connect(self.crash)
        self._ask("project", dialog)

    def projects(self, closed: Callable[[], None]) -> None:
        if self._raise("projects"):
            return
        dialog = ProjectsDialog(
            self._texts, self._look, self._jobs, self._accounts, self.project, self.yes, self._window
        )
        dialog.failed.connect(self.crash)
        dialog.finished.connect(lambda _: closed())
        self._show("projects", dialog)

    # answers

    def discard(self, tell: Callable[[bool], None]) -> None:
        say = self._texts.say
        question = Question(
            "discard_question", say("ui.discard.text"), say("ui.discard.save"), say("ui.discard.drop"), self._texts,
            self._parent(),
        )  # fmt: skip
        question.answered.connect(tell)
        self._ask("discard", question)

    def yes(self, text: str, label: str, tell: Callable[[], None]) -> None:
        question = Question("yes_question", text, label, "", self._texts, self._parent())
        question.answered.connect(lambda _: tell())
        self._ask("yes", question)

    def delete(self, text: str, label: str, tell: Callable[[], None]) -> None:
        keep = self._texts.say("ui.ask.undoNo")
        question = Question("yes_question", text, label, "", self._texts, self._parent(), keep)
        question.answered.connect(lambda _: tell())
        self._ask("yes", question)

    # to look at

    def settings(self) -> None:
        if not self._raise("settings"):
            self._show("settings", SettingsDialog(self._texts, self._look, self._memory, self._window))

    def help(self, part: str) -> None:
        match part:
            case "about":
                self._about()
            case "log":
                self._log()
            case _:
                self._help(part)

    def _help(self, part: str) -> None:
        if not self._raise("help"):
            page = self._resource(f"help/{self._texts.language}.html")
            self._show("help", HelpWindow(self._texts, self._look, page, self._window))
        window = self._shown["help"]
        if isinstance(window, HelpWindow):
            window.show_part(part)

    def _about(self) -> None:
        if not self._raise("about"):
            self._show("about", AboutDialog(self._texts, self._look, self._licences(), self._window))

    def _licences(self) -> Path | None:
        """A program that brings its libraries along brings their licences."""
        try:
            return self._resource("licences")
        except FileNotFoundError:
            return None

    def _log(self) -> None:
        if not self._raise("log"):
            self._show("log", LogDialog(self._texts, self._look, self._log_path, show_path, self._window))

    # errors

    def crash(self, error: BaseException) -> None:
        """What the world did is one line in the window; anything else is reported and shown once."""
        said = fault_sentence(self._texts, error)
        if said is not None:
            self._window.message.show_state(Message(said, MessageKind.ERROR))
        else:
            self.crashed(self._report(error))

    def crashed(self, path: Path | None) -> None:
        """The same error again, or another one while the first is on the screen, shows nothing new."""
        if path in self._told or self._raise("crash"):
            return
        self._told.add(path)
        self._show("crash", CrashDialog(self._texts, self._look, path, self._parent()))

    # one of a kind

    def _ask(self, kind: str, dialog: QDialog) -> None:
        before = self._shown.get(kind)
        if before is not None:
            before.reject()
        self._keep(kind, dialog)
        dialog.open()

    def _show(self, kind: str, dialog: QDialog) -> None:
        self._keep(kind, dialog)
        dialog.show()

    def _keep(self, kind: str, dialog: QDialog) -> None:
        self._shown[kind] = dialog
        dialog.finished.connect(partial(self._finished, kind, dialog))

    def _finished(self, kind: str, dialog: QDialog, _result: int) -> None:
        if self._shown.get(kind) is dialog:
            del self._shown[kind]
        dialog.deleteLater()

    def _raise(self, kind: str) -> bool:
        """Bring a dialog to the front that is open already."""
        dialog = self._shown.get(kind)
        if dialog is None:
            return False
        dialog.raise_()
        dialog.activateWindow()
        return True

    def _parent(self) -> QWidget:
        """A question stands before what asked it."""
        return self._shown.get("projects", self._window)
