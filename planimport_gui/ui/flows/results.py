"""The result of a run, and what follows from it: doubts, refused rows, going on, undoing, a report."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.again import doubled
from planimport_gui.facts.failures import JournalError, RunUnreadable
from planimport_gui.facts.records import Project
from planimport_gui.facts.saving import SaveRefusal
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui import undo_words
from planimport_gui.ui.desk import Desk, Paper
from planimport_gui.ui.document import Document, SetAside
from planimport_gui.ui.flows import footers
from planimport_gui.ui.flows.asking import Questions
from planimport_gui.ui.flows.carrying import RunFlow
from planimport_gui.ui.flows.editing import EditFlow
from planimport_gui.ui.flows.papers import RunPapers
from planimport_gui.ui.flows.reports import report_of
from planimport_gui.ui.flows.saving import SaveFlow
from planimport_gui.ui.release import Release
from planimport_gui.ui.run_words import project_words
from planimport_gui.ui.running import Running, month_spans
from planimport_gui.ui.states import BatchesState, Filter, ResultState
from planimport_gui.ui.window import MainWindow, Page, Panel


class ResultFlow(QObject):
    """Ties a run of the journal to the window.

    ``doubt_wanted`` tells run and batch. ``left`` tells that the result was left for the sheet, whose plan is to be
    judged anew. ``shown`` tells that a result is shown, ``unread`` that a run has ended and cannot be.
    """

    doubt_wanted = Signal(object)
    left = Signal()
    shown = Signal()
    unread = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        editing: EditFlow,
        runs: RunFlow,
        saving: SaveFlow,
        questions: Questions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._editing = editing
        self._runs = runs
        self._saving = saving
        self._questions = questions
        self._release = Release(self)
        self._papers: RunPapers | None = None
        self.state: ResultState | None = None
        self._connect()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        self._desk.plan_changed.connect(self.forget)
        self._desk.run_changed.connect(self.forget)
        self._runs.ended.connect(self._ended)
        self._runs.unreadable.connect(self._unreadable)
        window.result.details_wanted.connect(self._runs.toggle_details)
        window.result.doubt_wanted.connect(self._resolve)
        window.result.refused_wanted.connect(self.fix_refused)
        window.result.undo_again_wanted.connect(self.undo_again)
        window.result.failed_wanted.connect(self.delete_failed)
        window.result.failed_rows_wanted.connect(self.show_refused)
        window.result.spare_wanted.connect(self.delete_spare)
        window.details.doubt_wanted.connect(self._resolve)
        window.details.undo_wanted.connect(self._undo_batches)
        actions["action_retry"].triggered.connect(self.go_on)
        actions["action_undo_import"].triggered.connect(self.undo)
        actions["action_report"].triggered.connect(self.save_report)

    # showing

    def open(self, run: int, then: Callable[[], None] | None = None, *, cancelled: bool = False) -> None:
        """Show a run, with the plan it carried where that is not on the desk; ``then`` goes on from there.

        A plan on the desk that has to make room is asked about first.
        """
        if self._desk.busy:
            return
        world, today, shown = self._desk.world, self._desk.today(), self._holds(run)

        def show(papers: RunPapers) -> None:
            self._show(papers, cancelled)
            if then is not None:
                then()

        not_read = partial(self._not_read, run)

        def read(papers: RunPapers) -> None:
            if world is not self._desk.world or self._desk.busy:
                return
            if self._holds(run):
                show(papers)
            else:
                self._saving.when_free(partial(show, papers))

        self._desk.jobs.start(lambda: RunPapers(world.records, run, today, shown=shown), read, not_read)

    def _not_read(self, run: int, error: BaseException) -> None:
        """Where a run that has just ended cannot be read, its plan is a sheet again.

        What left is marked «Не отправлять»: nothing else would keep it from going a second time.
        """
        document, last = self._desk.document, self._runs.last
        ended = last is not None and last.state.run == run and self._desk.result is None
        if document is None or last is None or not ended or document.run != run or self._desk.busy:
            self.failed.emit(error)
            return
        gone, log_ids = last.gone, last.log_ids
        self._runs.let_go()
        document.end_run()
        if gone:
            document.do(SetAside(gone, aside=True))
        self.forget()
        self._window.show_page(Page.WORK)
        self.unread.emit()
        self.failed.emit(RunUnreadable(error, len(gone), log_ids) if isinstance(error, JournalError) else error)

    def forget(self) -> None:
        """Another plan, or another run."""
        if self._desk.result is None:
            if self._papers is not None:
                self._release.take(*self._papers.collections)
            self._papers = self.state = None
            self._window.show_details(False)

    def _ended(self, end: tuple[int, bool]) -> None:
        run, cancelled = end
        if self._desk.document is not None:
            self._desk.document.name_run(run)
        self.open(run, cancelled=cancelled)

    def _unreadable(self, end: tuple[int, BaseException]) -> None:
        run, error = end
        if self._desk.document is not None:
            self._desk.document.name_run(run)
        self._not_read(run, error)

    def _holds(self, run: int) -> bool:
        """Whether the plan on the desk is the one that was sent in a run."""
        return self._desk.document is not None and self._desk.document.run == run

    def _show(self, papers: RunPapers, cancelled: bool) -> None:
        desk, document = self._desk, self._desk.document
        if document is None or not self._holds(papers.record.id):
            document = Document(papers.sheet or PlanSheet(papers.rows, today=desk.today()))
            desk.lay_open(document, Paper(Path(papers.record.file).name))
            document.begin_run(papers.sent, papers.record.id)
        document.set_refusals(papers.refused)
        document.set_all_run_marks(papers.marks)
        record = papers.record
        self._papers, desk.result = papers, record
        self._runs.let_go()
        self.state = ResultState(
            record, desk.today(), papers.log_ids, papers.doubts, papers.refused, cancelled, desk.world.practice,
            causes=papers.causes, again=papers.again, doubled=doubled(papers.batches),
            months=papers.progress, failed=papers.failed, to_delete=papers.rows_to_delete, kept=papers.kept,
        )  # fmt: skip
        self._window.result.show_state(self.state)
        spans = month_spans(papers.batches, papers.months)
        self._window.details.show_state(BatchesState(record.id, papers.batches, spans))
        self._window.show_page(Page.WORK)
        self._window.show_panel(Panel.RESULT)
        self._runs.show_chips(record.totals, record.resent)
        self._window.set_footer(Page.WORK, footers.of_result(desk.texts, self.state))
        self.shown.emit()

    # what follows

    def back_to_sheet(self) -> None:
        """Leave the result; refused rows keep the service's words until they are changed."""
        document, papers = self._desk.document, self._papers
        if document is not None and papers is not None and not self._desk.busy:
            self._desk.result = None
            self.forget()
            document.end_run(papers.refused if papers.record.project == self._desk.project else ())
            self.left.emit()

    def fix_refused(self) -> None:
        """Back to the sheet, at the rows the service refused."""
        self.back_to_sheet()
        self._editing.show_refused()

    def show_refused(self) -> None:
        """The rows that Calltouch refused or could not import alone."""
        self._editing.choose_filter(Filter.REFUSED)

    def show_doubtful(self) -> None:
        """The rows in doubt alone."""
        self._editing.choose_filter(Filter.UNKNOWN)

    def go_on(self) -> None:
        """Send what was not sent and ask what is pending; an undo that did not come to its end comes first, alone."""
        papers = self._papers
        if papers is None or not self._desk.free:
            return
        if papers.to_delete:
            self._begin(papers, undoing=True).undo(papers.record.id, papers.to_delete)
        else:
            self._begin(papers).resume(papers.record.id)

    def new_token(self) -> None:
        """The service refused the token: another one for the same project, then go on."""
        if self._papers is not None:
            self._questions.project(self._papers.record.project, self._token_given)

    def undo(self) -> None:
        """Undo the run that is shown, after a yes."""
        self._ask_undo(None)

    def undo_again(self) -> None:
        """Ask Calltouch once more for what it did not delete, after a yes."""
        if self.state is not None:
            self._undo_batches([kept.batch for kept in self.state.kept])

    def delete_failed(self) -> None:
        """Delete what Calltouch could not import, as far as it is there, after a yes."""
        if self.state is not None:
            self._ask_undo(self.state.failed, "ui.ask.deleteFailed")

    def delete_doubled(self) -> None:
        """Of rows that are in the service twice, delete the spare import, after a yes."""
        spares = [group.spare for group in self.state.doubled if group.spare is not None] if self.state else []
        if spares:
            self.delete_spare(spares[0])

    def delete_spare(self, batch: int) -> None:
        """Delete a batch whose rows stand in the service a second time, after a yes."""
        self._ask_undo((batch,), "ui.ask.undoSpare")

    def resolve_first(self) -> None:
        """The page of the first batch in doubt."""
        if self.state is not None and self.state.doubts:
            self._resolve(self.state.doubts[0])

    def save_report(self) -> None:
        """A workbook with what became of every row."""
        if self._papers is not None:
            stem = Path(self._papers.record.file).stem
            self._questions.save(self._desk.texts.say("ui.paper.report", name=stem), self._save_report)

    def _token_given(self, project: Project) -> None:
        """A run goes on in its own project alone."""
        if self._papers is not None and project == self._papers.record.project:
            self.go_on()

    def _undo_batches(self, numbers: Sequence[int]) -> None:
        self._ask_undo(tuple(numbers))

    def _ask_undo(self, batches: tuple[int, ...] | None, code: str = "ui.ask.undoBatches") -> None:
        papers, texts = self._papers, self._desk.texts
        if papers is None or not self._desk.free:
            return
        record, practice = papers.record, self._desk.world.practice
        project = project_words(record.project)
        if batches is None:
            question = undo_words.about_run(papers.batches, papers.months, project, texts, practice=practice)
            question = undo_words.with_replaced(question, record, texts, practice=practice)
        else:
            chosen = [batch for batch in papers.batches if batch.number in batches]
            question = undo_words.about_batches(chosen, papers.months, project, texts, code, practice=practice)

        def yes() -> None:
            if papers is self._papers and self._desk.free:
                self._begin(papers, undoing=True).undo(record.id, batches)

        self._questions.delete(question, texts.say("ui.ask.undoYes.practice" if practice else "ui.ask.undoYes"), yes)

    def _begin(self, papers: RunPapers, *, undoing: bool = False) -> Running:
        left_out, project = papers.record.totals.left_out, papers.record.project
        return self._runs.begin(project, papers.months, papers.fates, left_out=left_out, undoing=undoing)

    def _resolve(self, batch: int) -> None:
        if self._papers is not None:
            self.doubt_wanted.emit((self._papers.record.id, batch))

    def _save_report(self, path: Path) -> None:
        papers, texts, today, world = self._papers, self._desk.texts, self._desk.today(), self._desk.world
        if papers is None:
            return

        def write(file: Path) -> SaveRefusal | None:
            return world.files.save_report(file, report_of(papers, texts, today, practice=world.practice))

        self._saving.write(write, "ui.message.saved", path)
