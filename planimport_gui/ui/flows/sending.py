"""The open plan at rest: what is wrong or what would be sent beside it, and the button that sends."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.plan.problems import Problem
from planimport_gui.plan.row import RowId
from planimport_gui.texts.sentences import problem_sentence
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import AllowRepeats
from planimport_gui.ui.flows import footers
from planimport_gui.ui.flows.carrying import RunFlow
from planimport_gui.ui.flows.editing import EditFlow
from planimport_gui.ui.flows.projects import ProjectFlow
from planimport_gui.ui.flows.results import ResultFlow
from planimport_gui.ui.flows.troubles import RESUME_BLOCKING
from planimport_gui.ui.planning import Plan, Planning
from planimport_gui.ui.states import FooterState, ProofState, RowMark
from planimport_gui.ui.window import MainWindow, Page, Panel

_FELT = 150
"""Milliseconds after which it is said that numbers are still being counted."""
_SLOW = 600
"""Milliseconds after which it is said that the keyring has not answered yet."""


class SendFlow(QObject):
    """Ties panel and footer to the plan, and begins its run. ``next_wanted`` tells that another plan is wanted."""

    next_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        editing: EditFlow,
        projects: ProjectFlow,
        runs: RunFlow,
        results: ResultFlow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._editing = editing
        self._projects = projects
        self._runs = runs
        self._results = results
        self._planning = Planning(self._sentence, self)
        self._wish: Panel | None = None
        self._fixed: int | None = None
        self._checking = False
        self._blocking = 0
        self._late = False
        """Whether it is said that numbers are being counted, instead of those of before."""
        self._felt = QTimer(self, singleShot=True, interval=_FELT)
        self._felt.timeout.connect(self._tell_counting)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._tell_slow)
        self._connect()

    def _connect(self) -> None:
        window = self._window
        self._desk.plan_changed.connect(self._plan_changed)
        self._desk.project_changed.connect(self.refresh)
        self._editing.changed.connect(self.refresh)
        self._editing.fixed.connect(self._note_fixed)
        self._planning.counted.connect(self._counted)
        self._desk.judging_changed.connect(self.refresh)
        self._desk.moving_changed.connect(self.refresh)
        self._runs.not_begun.connect(self._not_begun)
        self._results.left.connect(self._left_result)
        self._results.unread.connect(self._show_anew)
        self._results.shown.connect(self._enable)
        window.page_changed.connect(self._enable)
        window.footer.pressed.connect(self.press)
        window.message.pressed.connect(self.press)
        window.before.repeat_toggled.connect(self._toggle_repeats)
        window.before.all_repeats_toggled.connect(self._toggle_all_repeats)
        window.actions_["action_import"].triggered.connect(self.show_confirmation)

    @property
    def plan(self) -> Plan | None:
        """What would be sent, as the panel shows it; ``None`` while that is being counted."""
        return self._planning.plan

    # the plan at rest

    def _plan_changed(self) -> None:
        document, paper = self._desk.document, self._desk.paper
        self._wish = self._fixed = None
        self._planning.forget()
        if document is None or paper is None:
            self._felt.stop()
            self._window.set_footer(Page.WORK, FooterState(""))
            self._enable()
            return
        self._begin_to_count()
        file = paper.file
        self._window.proof.show_state(ProofState(file.reading, len(document.sheet)) if file else None)
        self._window.show_page(Page.WORK)
        self._window.table.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Panel and footer for the plan as it is now."""
        document, problems = self._desk.document, self._editing.problems
        self._enable()
        if document is None or document.in_run or problems is None or self._desk.busy:
            return
        if not self._felt.isActive() and not self._late:
            self._felt.start()
        wished = self._wish or (Panel.BEFORE if not problems.errors else Panel.PROBLEMS)
        if self._window.panel in (Panel.RUN, Panel.RESULT):
            self._begin_to_count()
        self._window.show_panel(wished)
        if wished is Panel.BEFORE:
            desk, file = self._desk, self._desk.paper.file if self._desk.paper else None
            reading = file.reading if file else None
            practice = desk.world.practice
            self._planning.count(document, desk.project, desk.history, practice=practice, reading=reading)
        else:
            marks = document.marks()
            ready = marks[RowMark.READY] + marks[RowMark.CHECK]
            self._show_footer(footers.of_problems(self._desk.texts, problems, ready, self._fixed))
        self._fixed = None

    def _counted(self, plan: Plan) -> None:
        document, problems = self._desk.document, self._editing.problems
        if document is not None and not document.in_run and problems is not None:
            self._window.before.show_state(plan.state)
            remarks, held = bool(problems.cards), self._desk.judging or self._desk.moving
            footer = footers.of_confirmation(self._desk.texts, plan.state, remarks=remarks, held=held)
            self._show_footer(footer)

    def _show_footer(self, footer: FooterState) -> None:
        """Unless its numbers are about to change and that has been told already."""
        if not self._desk.judging:
            self._felt.stop()
            self._late = False
        if not self._late:
            self._window.set_footer(Page.WORK, footer)

    def _begin_to_count(self) -> None:
        """Nothing of another plan, or of a run, stands beside the plan until its own numbers are there."""
        self._window.before.show_state(None)
        self._tell_counting()

    def _tell_counting(self) -> None:
        document = self._desk.document
        if document is None or document.in_run or self._desk.busy:
            return
        self._late = True
        self._window.set_footer(Page.WORK, footers.of_counting(self._desk.texts))

    def _note_fixed(self, rows: int) -> None:
        self._fixed = rows
        self.refresh()

    def _sentence(self, row: RowId, problem: Problem, goes: bool) -> str:
        return problem_sentence(self._desk.texts, problem, goes=goes)

    def _toggle_repeats(self, change: AllowRepeats) -> None:
        self._editing.do(change)

    def _toggle_all_repeats(self, allowed: bool) -> None:
        if self._desk.document is not None:
            self._toggle_repeats(AllowRepeats(self._desk.document.repeats(), allowed))

    def _show_anew(self) -> None:
        self._wish = None
        self.refresh()

    def _left_result(self) -> None:
        self._wish = None
        self._projects.judge()

    def _not_begun(self) -> None:
        if self._desk.document is not None:
            self._desk.document.end_run()
            self.refresh()

    def _enable(self) -> None:
        desk, result, on_plan = self._desk, self._desk.result, self._window.page is Page.WORK
        here = on_plan and desk.document is not None and not desk.busy
        shown = on_plan and result is not None and not desk.busy
        self._window.actions_.enable(
            **{"import": here and not shown and desk.free},
            pause=desk.busy,
            cancel=desk.busy,
            retry=shown and desk.free and result is not None and result.unfinished,
            undo_import=shown and desk.free and result is not None and footers.can_undo(result),
            report=shown,
            details=on_plan and (desk.busy or shown),
            save=desk.document is not None and not desk.busy,
            save_as=desk.document is not None and not desk.busy,
            close=here,
            open=desk.free,
            sample=desk.free,
            practice=desk.free,
        )

    # buttons

    def press(self, name: str) -> None:
        """A button of the footer or of the message bar, by its name."""
        document = self._desk.document
        presses: dict[str, Callable[[], None]] = {
            "import_button": self.show_confirmation,
            "remarks_button": self.show_remarks,
            "confirm_button": self.confirm,
            "fix_certain_button": self._editing.fix_certain,
            "fix_card_button": self._fix_next,
            "next_problem_button": self._window.table.next_problem,
            "undo_button": self._editing.undo,
            "stop_button": self._runs.stop,
            "pause_button": self._runs.toggle_pause,
            "go_on_button": self._runs.toggle_pause,
            "retry_button": self._results.go_on,
            "delete_doubled_button": self._results.delete_doubled,
            "resolve_button": self._results.resolve_first,
            "fix_refused_button": self._results.fix_refused,
            "back_to_sheet_button": self._results.back_to_sheet,
            "undo_import_button": self._results.undo,
            "undo_again_button": self._results.undo_again,
            "delete_failed_button": self._results.delete_failed,
            "report_button": self._results.save_report,
            "new_token_button": self._results.new_token,
            "next_plan_button": self.next_wanted.emit,
            RESUME_BLOCKING: self._resume_blocking,
        }
        if name in presses and (document is None or not document.busy):
            presses[name]()

    def show_confirmation(self) -> None:
        """What would be sent, instead of what is wrong."""
        if self._desk.document is not None and not self._desk.busy and not self._desk.document.in_run:
            self._wish = Panel.BEFORE
            self.refresh()

    def show_remarks(self) -> None:
        """What is wrong or to be checked, instead of what would be sent."""
        self._wish = Panel.PROBLEMS
        self.refresh()

    def confirm(self) -> None:
        """Send what the confirmation shows; asks for project and token first where they are missing."""
        desk, plan = self._desk, self._planning.plan
        if plan is None or not plan.rows or self._desk.judging or self._checking or not desk.free:
            return
        if desk.project is None:
            self._projects.ask()
            return
        # A keyring may wait for its password, so it is not asked here.
        self._checking = True
        self._slow.start()
        known = partial(self._token_known, plan, desk.project)
        desk.jobs.ask(partial(desk.world.projects.has_token, desk.project), known, self._not_checked)

    def _token_known(self, plan: Plan, project: Project, trouble: TokenTrouble | None) -> None:
        """Go on, unless something was changed meanwhile."""
        self._end_checking()
        same = self._planning.plan is plan and self._desk.project == project and self._desk.free
        if same and trouble is None:
            self._begin(plan, project)
            return
        self.refresh()
        if same:
            self._projects.ask()

    def _not_checked(self, error: BaseException) -> None:
        self._end_checking()
        self.refresh()
        self.failed.emit(error)

    def _end_checking(self) -> None:
        self._checking = False
        self._slow.stop()

    def _tell_slow(self) -> None:
        """The keyring has not answered yet: it may be asking for its password behind this window."""
        self._window.set_footer(Page.WORK, footers.of_slow_keyring(self._desk.texts))

    def _begin(self, plan: Plan, project: Project) -> None:
        document, paper, seen = self._desk.document, self._desk.paper, self._desk.history
        if document is None or paper is None:
            return
        sheet, digest = (paper.file.reading.sheet, paper.file.digest) if paper.file else ("", "")
        file = str(paper.path or paper.name)
        document.begin_run(plan.sent)
        running = self._runs.begin(project, plan.months, left_out=plan.state.total - len(plan.rows))
        running.send(lambda: plan.new_run(project, file, sheet, digest), seen)

    def blocked_by(self, run: int) -> None:
        """An unfinished run holds the rows; the message bar offers to go on with it."""
        self._blocking = run

    def _fix_next(self) -> None:
        card = footers.next_card(self._editing.problems) if self._editing.problems else None
        if card is not None:
            self._editing.fix_card(card)

    def _resume_blocking(self) -> None:
        self._results.open(self._blocking, then=self._results.go_on)
