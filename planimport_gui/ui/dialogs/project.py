"""Which project a plan goes to, with its API token: chosen among the known ones, entered anew, or mended."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.fields import Field, SecretField, align
from planimport_gui.ui.dialogs.frame import Frame, Note
from planimport_gui.ui.dialogs.probe import Probe
from planimport_gui.ui.dialogs.words import fault_sentence
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.look import Look
from planimport_gui.ui.ports import Projects
from planimport_gui.ui.views.parts import link, primary

_KEEPING = frozenset({TokenTrouble.NO_KEYRING, TokenTrouble.LOCKED, TokenTrouble.DENIED})
"""Troubles of the keyring, not of the token: for this session it would do."""
_ROOM = 4
"""Lines of messages that move nothing."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the form holds. ``token`` is ``None`` where the stored one is to stay."""

    project: Project
    token: str | None
    changed: bool

    def __repr__(self) -> str:
        return f"_Filled({self.project!r})"


class ProjectDialog(Frame):
    """``chosen`` tells the project that is usable now. Closing it any other way changes nothing."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        texts: Texts,
        look: Look,
        jobs: Jobs,
        projects: Projects,
        project: Project | None,
        parent: QWidget | None = None,
    ) -> None:
        """``project`` is shown first, a new one for ``None``."""
        super().__init__("project_dialog", texts.say("ui.project.title"), texts, look, parent)
        self._jobs, self._projects = jobs, projects
        self._known = self._choices(project)
        self._saving = False
        self._stored = False
        self._keeps = True
        self._asked = 0
        self._build()
        self._choose(self._known.index(project) if project in self._known else len(self._known))
        self._jobs.ask(projects.keeps_tokens, self._know_keyring, self._broken)

    # what it looks like

    def _build(self) -> None:
        say, look = self.texts.say, self.look
        self.add_heading(say("ui.project.heading"))
        if self._projects.elsewhere:
            self.add_text(say("ui.project.address", address=self._projects.address), "check.text")
        self._choice = QComboBox()
        self._choice.setObjectName("project_choice")
        self._choice.setAccessibleName(say("ui.project.choice"))
        self._choice.addItems([_shown(self.texts, one) for one in self._known])
        self._choice.addItem(say("ui.project.new"))
        self._choice.setVisible(bool(self._known))
        self._name = Field("project_name", say("ui.project.name"), look)
        self._name.line.setPlaceholderText(say("ui.project.nameExample"))
        self._site = Field("project_site", say("ui.project.site"), look)
        self._token = SecretField(
            "project_token", say("ui.project.token"), look, say("ui.project.show"), say("ui.project.hide")
        )
        align(self._name, self._site, self._token)
        for widget in (self._choice, self._name, self._site, self._token):
            self.column.addWidget(widget)
        self.add_text(say("ui.project.where"), "secondary").setObjectName("project_where")
        self._test = link(look, "project_test", say("ui.project.test"))
        self._test.setAutoDefault(False)
        self.column.addWidget(self._test)
        self._answer = Note("project_answer", look)
        self._keyring = Note("project_keyring", look)
        self.column.addWidget(self._messages())
        self._session = self.button("project_session", say("ui.project.session"))
        self._session.hide()
        self._cancel = self.button("project_cancel", say("ui.dialog.cancel"))
        self._save = primary(look, "project_save", say("ui.project.save"))
        self._save.setAutoDefault(False)
        self.column.addStretch(1)
        self.add_buttons([], [self._session, self._cancel, self._save])
        self._probe = Probe(self.texts, self._jobs, self._projects, self._answer, self, lambda: self.over)
        self._connect()

    def _messages(self) -> QWidget:
        """All that is wrong or answered, below everything that could be moved by it."""
        room = QWidget()
        room.setObjectName("project_messages")
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.u)
        for note in (self._name.note, self._site.note, self._token.note, self._answer, self._keyring):
            column.addWidget(note)
        column.addStretch(1)
        room.setMinimumHeight(_ROOM * self._answer.fontMetrics().lineSpacing() + self.look.u)
        return room

    def _connect(self) -> None:
        self._choice.currentIndexChanged.connect(self._choose)
        self._name.edited.connect(self._name_edited)
        self._site.edited.connect(self._site_edited)
        self._token.edited.connect(self._token_edited)
        self._name.entered.connect(self._after_name)
        self._site.entered.connect(self._token.line.setFocus)
        self._token.entered.connect(self._keep)
        self._test.clicked.connect(self._try)
        self._session.clicked.connect(self._keep_for_session)
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._keep)
        self._probe.changed.connect(self._enable)
        self._probe.failed.connect(self.failed)

    # what is chosen and typed

    def _choices(self, project: Project | None) -> tuple[Project, ...]:
        known = self._projects.all()
        return known if project is None or project in known else (*known, project)

    @property
    def _old(self) -> Project | None:
        at = self._choice.currentIndex()
        return self._known[at] if at < len(self._known) else None

    def _choose(self, at: int) -> None:
        self._choice.setCurrentIndex(at)
        old = self._old
        self._token.forget()
        self._name.line.setText(old.name if old else "")
        self._site.line.setText(old.site if old else "")
        self._site.set_fixed(old is not None)
        self._stored = False
        self._session.hide()
        for field in (self._name, self._site, self._token):
            field.remark("")
        self._probe.forget()
        self._look_for_token()
        (self._token.line if old else self._name.line).setFocus()

    def _look_for_token(self) -> None:
        """Whether one is stored; the keyring may have to be unlocked first, so not in this thread."""
        self._asked += 1
        asked, old, projects = self._asked, self._old, self._projects
        self._token.line.setPlaceholderText("")
        if old is None:
            return
        project = old

        def done(trouble: TokenTrouble | None) -> None:
            if asked == self._asked and not self.over:
                self._stored = trouble is None
                self._token.line.setPlaceholderText(self.texts.say("ui.project.stored") if self._stored else "")
                if trouble in _KEEPING and trouble is not TokenTrouble.NO_KEYRING:
                    self._token.remark(self.texts.say(f"token.{trouble}"), "check.text")
                self._enable()

        self._jobs.ask(lambda: projects.has_token(project), done, self._broken)

    def _know_keyring(self, keeps: bool) -> None:
        """Without a keyring the one way there is stands on the button, and why."""
        if self.over or keeps:
            return
        self._keeps = False
        self._save.setText(self.texts.say("ui.project.session"))
        self._keyring.show_text(self.texts.say("ui.project.noKeyring"), "check.text")

    def _name_edited(self) -> None:
        self._name.remark("")

    def _site_edited(self) -> None:
        self._site.remark(self._site_trouble(typing=True))
        self._probe.forget()

    def _token_edited(self) -> None:
        self._token.remark(self._token_trouble())
        self._session.hide()
        self._probe.forget()

    def _site_trouble(self, *, typing: bool = False) -> str:
        site = self._projects.check_site(self._site.text)
        if isinstance(site, SiteTrouble):
            return "" if typing and site is SiteTrouble.EMPTY else self.texts.say(f"site.{site}")
        same = next((one for one in self._known if self._old is None and one.site == site), None)
        return self.texts.say("ui.project.known", name=_shown(self.texts, same)) if same else ""

    def _token_trouble(self) -> str:
        """What is wrong with the token that is typed; an empty field is not wrong yet."""
        trouble = self._projects.check_token(self._token.text)
        return "" if trouble in (None, TokenTrouble.EMPTY) else self.texts.say(f"token.{trouble}")

    def _filled(self) -> _Filled | None:
        """What the form holds, or ``None`` where it says what is missing."""
        name = " ".join(self._name.text.split())
        troubles = {
            self._name: "" if name else self.texts.say("ui.project.noName"),
            self._site: self._site_trouble() if self._old is None else "",
            self._token: self._token_trouble(),
        }
        for field, trouble in troubles.items():
            field.remark(trouble)
        self._session.hide()
        wrong = next((field for field, trouble in troubles.items() if trouble), None)
        if wrong is not None:
            wrong.line.setFocus()
            return None
        old = self._old or Project(self._projects.address, str(self._projects.check_site(self._site.text)))
        project = replace(old, name=name)
        token = None if self._projects.check_token(self._token.text) is TokenTrouble.EMPTY else self._token.text
        return _Filled(project, token, project != self._old)

    # what is done

    def _try(self) -> None:
        filled = self._filled()
        if filled is not None:
            self._probe.start(filled.project, filled.token)

    def _after_name(self) -> None:
        (self._token if self._old else self._site).line.setFocus()

    def _keep(self) -> None:
        self._put(keep=self._keeps)

    def _keep_for_session(self) -> None:
        self._put(keep=False)

    def _put(self, *, keep: bool) -> None:
        filled = self._filled()
        if filled is None or self._saving:
            return
        self._saving = True
        self._enable()
        projects = self._projects

        def work() -> TokenTrouble | None:
            if filled.token is None:
                trouble = projects.has_token(filled.project)
                return trouble or (projects.put(filled.project, None) if filled.changed else None)
            return projects.put(filled.project, filled.token, keep=keep)

        def done(trouble: TokenTrouble | None) -> None:
            self._saving = False
            if not self.over:
                self._settled(filled.project, trouble, typed=filled.token is not None)

        self._jobs.ask(work, done, self._broken)

    def _settled(self, project: Project, trouble: TokenTrouble | None, *, typed: bool) -> None:
        self._enable()
        if trouble is None:
            self.accept()
            self.chosen.emit(project)
            return
        if trouble is TokenTrouble.NO_KEYRING:
            self._know_keyring(keeps=False)
            if typed:
                self._save.setFocus()
                return
        code = TokenTrouble.EMPTY if trouble in (TokenTrouble.ABSENT, TokenTrouble.NO_KEYRING) else trouble
        for_session = typed and trouble in _KEEPING
        said = (self.texts.say(f"token.{code}"), self.texts.say("ui.project.sessionWhy") if for_session else "")
        self._token.remark(" ".join(filter(None, said)))
        self._session.setVisible(for_session)
        (self._session if self._session.isVisible() else self._token.line).setFocus()

    def _broken(self, error: BaseException) -> None:
        self._saving = False
        if self.over:
            self.failed.emit(error)
            return
        self._enable()
        said = fault_sentence(self.texts, error)
        self._answer.show_text(said or "", "error.text")
        if said is None:
            self.failed.emit(error)

    def _enable(self) -> None:
        free = not self._saving
        for widget in (self._save, self._session, self._choice, self._name, self._site, self._token):
            widget.setEnabled(free)
        self._test.setEnabled(free and not self._probe.busy)

    def done(self, result: int) -> None:
        self._token.forget()
        super().done(result)


def _shown(texts: Texts, project: Project) -> str:
    return texts.say("ui.project.shown", name=project.name, site=project.site) if project.name else project.site
