"""The projects of this computer: add, change, test, remove."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame, Note, buttons
from planimport_gui.ui.dialogs.probe import Probe
from planimport_gui.ui.dialogs.words import fault_sentence
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.look import Look
from planimport_gui.ui.ports import Projects

Enter = Callable[[Project | None, Callable[[Project], None]], None]
Yes = Callable[[str, str, Callable[[], None]], None]
_ROLE = Qt.ItemDataRole.UserRole


class ProjectsDialog(Frame):
    """``failed`` tells what nobody expected."""

    failed = Signal(object)

    def __init__(
        self,
        texts: Texts,
        look: Look,
        jobs: Jobs,
        projects: Projects,
        enter: Enter,
        yes: Yes,
        parent: QWidget | None = None,
    ) -> None:
        """``enter`` asks for a project as ``Questions.project`` does, ``yes`` as ``Questions.yes``."""
        super().__init__("projects_dialog", texts.say("ui.projects.title"), texts, look, parent)
        self._jobs, self._projects, self._enter_project, self._yes = jobs, projects, enter, yes
        self._build()
        self.fill()

    def _build(self) -> None:
        say = self.texts.say
        self.add_heading(say("ui.projects.heading"))
        self.list = QListWidget()
        self.list.setObjectName("projects_list")
        self.list.setAccessibleName(say("ui.projects.heading"))
        self.list.setMinimumHeight(40 * self.look.u)
        self.column.addWidget(self.list, 1)
        self._empty = self.add_text(say("ui.projects.empty"), "secondary")
        self._add = self.button("projects_add", say("ui.projects.add"))
        self._change = self.button("projects_change", say("ui.projects.change"))
        self._test = self.button("projects_test", say("ui.project.test"))
        self._remove = self.button("projects_remove", say("ui.projects.remove"))
        self.column.addLayout(buttons(self.look, [self._add, self._change, self._test, self._remove], []))
        self._answer = Note("projects_answer", self.look)
        self.column.addWidget(self._answer)
        close = self.button("projects_close", say("ui.dialog.close"))
        self.add_buttons([], [close])
        self._probe = Probe(self.texts, self._jobs, self._projects, self._answer, self, lambda: self.over)
        close.clicked.connect(self.accept)
        self._add.clicked.connect(self._new)
        self._change.clicked.connect(self._edit)
        self._test.clicked.connect(self._try)
        self._remove.clicked.connect(self._ask_remove)
        self.list.itemActivated.connect(self._edit)
        self.list.currentItemChanged.connect(self._moved)
        self._probe.changed.connect(self._enable)
        self._probe.failed.connect(self.failed)

    def fill(self) -> None:
        """The projects as they are now; the one that was current stays so."""
        before = self.current
        self.list.clear()
        for project in self._projects.all():
            item = QListWidgetItem(_line(self.texts, project))
            item.setData(_ROLE, project)
            item.setSizeHint(QSize(0, self.look.row_height))
            self.list.addItem(item)
            if before is not None and project.site == before.site:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._empty.setVisible(not self.list.count())
        self._enable()

    @property
    def current(self) -> Project | None:
        """The project under the cursor."""
        project = self.list.currentItem().data(_ROLE) if self.list.currentRow() >= 0 else None
        return project if isinstance(project, Project) else None

    def _moved(self) -> None:
        self._probe.forget()
        self._enable()

    def _new(self) -> None:
        self._enter_project(None, self._entered)

    def _edit(self) -> None:
        if self.current is not None:
            self._enter_project(self.current, self._entered)

    def _entered(self, project: Project) -> None:
        if not self.over:
            self._probe.forget()
            self.fill()

    def _try(self) -> None:
        if self.current is not None:
            self._probe.start(self.current, None)

    def _ask_remove(self) -> None:
        project = self.current
        if project is not None:
            question = self.texts.say("ui.projects.ask", name=project.name or project.site)
            self._yes(question, self.texts.say("ui.projects.askYes"), partial(self._forget, project))

    def _forget(self, project: Project) -> None:
        projects = self._projects
        self._jobs.ask(lambda: projects.remove(project), self._forgotten, self._broken)

    def _forgotten(self, trouble: TokenTrouble | None) -> None:
        if self.over:
            return
        said = "" if trouble is None else self.texts.say("ui.projects.kept", why=self.texts.say(f"token.{trouble}"))
        self.fill()
        self._answer.show_text(said, "error.text")

    def _broken(self, error: BaseException) -> None:
        said = fault_sentence(self.texts, error)
        if self.over or said is None:
            self.failed.emit(error)
        else:
            self._answer.show_text(said, "error.text")

    def _enable(self) -> None:
        some = self.current is not None
        for button in (self._change, self._remove):
            button.setEnabled(some)
        self._test.setEnabled(some and not self._probe.busy)


def _line(texts: Texts, project: Project) -> str:
    return texts.say("ui.project.shown", name=project.name or project.site, site=project.site)
