"""Saving the open plan, asking about unsaved changes before it goes, and saving what is made from it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.saving import SaveRefusal
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.window import MainWindow


class SaveFlow(QObject):
    """Workbooks are written in the background; the message bar tells how that ended."""

    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._questions = questions
        actions = window.actions_
        actions["action_save"].triggered.connect(self.save)
        actions["action_save_as"].triggered.connect(self.save_as)
        actions["action_template"].triggered.connect(self.save_template)
        window.start.template_wanted.connect(self.save_template)

    def save(self) -> None:
        """Save where this program saved the plan before; the workbook that was opened is never written."""
        self._window.table.end_editing()
        document, paper = self._desk.document, self._desk.paper
        if document is not None and paper is not None and paper.saved is not None:
            self._save(document, None, paper.saved)
        else:
            self.save_as()

    def save_as(self) -> None:
        """Ask where, then save."""
        self._window.table.end_editing()
        self._ask(None)

    def save_template(self) -> None:
        """An empty plan sheet to fill in."""
        files, name = self._desk.world.files, self._desk.texts.say("ui.paper.template")
        self._questions.save(name, partial(self.write, files.save_template, "ui.message.template"))

    def when_free(self, go_on: Callable[[], None]) -> None:
        """Go on once the open plan has nothing unsaved, or is let go; the user may also stay with it."""
        self._window.table.end_editing()
        document = self._desk.document
        if document is None or not document.dirty:
            go_on()
            return

        def answered(save_first: bool) -> None:
            if save_first:
                self._ask(go_on)
            else:
                go_on()

        self._questions.discard(answered)

    def write(
        self,
        write: Callable[[Path], SaveRefusal | None],
        code: str,
        path: Path,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Write a file in the background; ``code`` is the sentence of success, ``then`` follows it."""

        def done(refusal: SaveRefusal | None) -> None:
            say = self._desk.texts.say
            if refusal is not None:
                text = say(f"save.{refusal.trouble}", path=refusal.path, detail=refusal.detail)
                self._window.message.show_state(Message(text, MessageKind.ERROR))
                return
            self._window.message.show_state(Message(say(code, file=path.name), MessageKind.GOOD))
            if then is not None:
                then()

        self._desk.jobs.start(partial(write, path), done, self.failed.emit)

    def _ask(self, then: Callable[[], None] | None) -> None:
        document, paper = self._desk.document, self._desk.paper
        if document is not None and paper is not None:
            name = self._desk.texts.say("ui.paper.copy", name=Path(paper.name).stem)
            self._questions.save(name, partial(self._save, document, then))

    def _save(self, document: Document, then: Callable[[], None] | None, path: Path) -> None:
        """Save the rows as they are now; what is changed while they are written stays unsaved."""
        paper = self._desk.paper
        if paper is not None and paper.path is not None and _same_file(path, paper.path):
            self._window.message.show_state(
                Message(self._desk.texts.say("ui.message.notOver", file=path.name), MessageKind.CHECK)
            )
            return
        if document.busy:
            document.when_at_rest(partial(self._save, document, then, path))
            return
        files, rows, version = self._desk.world.files, document.sheet.rows, document.version

        def saved() -> None:
            self._desk.memory.remember(str(path))
            if document is self._desk.document and self._desk.paper is not None:
                self._desk.paper = replace(self._desk.paper, saved=path)
                if document.version == version:
                    document.saved()
                self._desk.paper_changed.emit()
            if then is not None:
                self.when_free(then)

        self.write(lambda file: files.save(file, rows), "ui.message.saved", path, saved)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
