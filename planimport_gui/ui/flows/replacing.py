"""Months that were imported before are replaced by the open plan: computed, asked about, and begun as a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.importing.replacement import Hindered, Hindrance, Month, OpenPlan, Replacement, plan_replacement
from planimport_gui.plan.history import History
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.ui import replace_words
from planimport_gui.ui.collector import collector_at_rest
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import Document
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.flows.carrying import RunFlow
from planimport_gui.ui.flows.projects import ProjectFlow
from planimport_gui.ui.flows.results import ResultFlow
from planimport_gui.ui.flows.sending import SendFlow
from planimport_gui.ui.ports import World
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.window import MainWindow

OPEN_HINDERING = "open_hindering_button"
_SLOW = 600
"""Milliseconds after which it is said that something is being computed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was on the desk when replacing was asked for. Nothing is deleted once any of it is another."""

    document: Document
    version: int
    world: World
    project: Project
    history: History


@dataclass(frozen=True, slots=True)
class _Found:
    """What replacing takes, with the rows of the sheet that go and their months."""

    replacement: Replacement
    sent: Mapping[RowId, PlanRow]
    months: Mapping[RowId, Month]


class ReplaceFlow(QObject):
    """Ties «Заменить» to the plan. Nothing is deleted without one yes to a question that names every number."""

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        sending: SendFlow,
        projects: ProjectFlow,
        runs: RunFlow,
        results: ResultFlow,
        questions: Questions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._sending = sending
        self._projects = projects
        self._runs = runs
        self._results = results
        self._questions = questions
        self._working = ""
        """What takes its time at the moment, as the code of a sentence."""
        self._hindering = 0
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._tell_slow)
        window.before.replace_wanted.connect(self.replace)
        window.message.pressed.connect(self._press)

    def replace(self) -> None:
        """Compute what replacing takes and ask; only then anything happens."""
        desk, plan = self._desk, self._sending.plan
        document, project = desk.document, desk.project
        if document is None or project is None or plan is None or not self._free:
            return
        months = plan.state.replaceable
        asked = _Asked(document, document.version, desk.world, project, desk.history)
        open_plan = OpenPlan(
            document.sheet.rows,
            desk.today(),
            desk.paper.file.reading.date_order if desk.paper and desk.paper.file else None,
            frozenset(document.aside),
            frozenset(document.all_allowed),
            frozenset(one.row for one in document.refusals()),
        )
        self._working = "ui.footer.keyring"
        self._slow.start()
        known = partial(self._token_known, asked, months, open_plan)
        # A keyring may wait for its password.
        desk.jobs.ask(partial(desk.world.projects.has_token, project), known, self._not_computed)

    @property
    def _free(self) -> bool:
        """Whether the plan is at rest."""
        desk = self._desk
        at_rest = desk.document is not None and not desk.document.busy and not desk.document.in_run
        return at_rest and desk.free and not (desk.judging or self._working)

    def _token_known(
        self, asked: _Asked, months: tuple[Month, ...], plan: OpenPlan, trouble: TokenTrouble | None
    ) -> None:
        self._end_work()
        if not self._same(asked):
            self._say_late()
        elif trouble is not None:
            self._projects.ask()
        else:
            self._working = "ui.replace.computing"
            self._slow.start()
            work = partial(_compute, asked, months, plan)
            self._desk.jobs.start(work, partial(self._computed, asked), self._not_computed)

    def _computed(self, asked: _Asked, found: _Found | Hindered) -> None:
        self._end_work()
        if not self._same(asked):
            self._say_late()
        elif isinstance(found, Hindered):
            self._say_hindered(found)
        else:
            texts, practice = self._desk.texts, self._desk.world.practice
            text = replace_words.question(found.replacement, texts, practice=practice)
            self._questions.delete(
                text, replace_words.yes(found.replacement, texts), partial(self._begin, asked, found)
            )

    def _not_computed(self, error: BaseException) -> None:
        self._end_work()
        self.failed.emit(error)

    def _end_work(self) -> None:
        if self._slow.isActive():
            self._slow.stop()
        else:
            self._window.message.show_state(None)
        self._working = ""

    def _tell_slow(self) -> None:
        self._window.message.show_state(Message(self._desk.texts.say(self._working)))

    def _same(self, asked: _Asked) -> bool:
        """Whether the plan is as it was, and free: what was computed and read by the person holds for no other."""
        desk = self._desk
        same = desk.document is asked.document and asked.document.version == asked.version
        there = desk.world is asked.world and desk.project == asked.project and desk.history is asked.history
        return same and there and self._free

    def _begin(self, asked: _Asked, found: _Found) -> None:
        """The person said yes."""
        replacement, paper = found.replacement, self._desk.paper
        if not self._same(asked) or paper is None:
            self._say_late()
            return
        sheet, digest = (paper.file.reading.sheet, paper.file.digest) if paper.file else ("", "")
        file = str(paper.path or paper.name)
        asked.document.begin_run(found.sent)
        running = self._runs.begin(asked.project, found.months, left_out=replacement.left_out)
        running.send(lambda: replacement.new_run(file, sheet, digest), replacement.seen)

    def _say_late(self) -> None:
        if self._desk.busy:
            return
        text = self._desk.texts.say("ui.replace.late")
        self._window.message.show_state(Message(text, MessageKind.CHECK))

    def _say_hindered(self, found: Hindered) -> None:
        texts = self._desk.texts
        self._hindering = found.run
        button = texts.say("ui.replace.openRun", run=found.run) if found.run else ""
        said = replace_words.hindered(found, texts)
        self._window.message.show_state(Message(said, MessageKind.CHECK, button, OPEN_HINDERING if button else ""))
        if found.why is Hindrance.CHANGED:
            self._projects.judge()

    def _press(self, name: str) -> None:
        if name == OPEN_HINDERING:
            self._results.open(self._hindering)


def _compute(asked: _Asked, months: tuple[Month, ...], plan: OpenPlan) -> _Found | Hindered:
    """In a worker thread."""
    with collector_at_rest():
        found = plan_replacement(asked.world.records, asked.project, months, asked.history, plan)
        if isinstance(found, Hindered):
            return found
        rows = {row.id: row for row in plan.rows}
        sent = {row.id: rows[row.id] for row in found.rows}
        return _Found(found, sent, {row.id: row.item.month for row in found.rows})
