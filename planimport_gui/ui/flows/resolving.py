"""The page of a doubt: what the user found in Calltouch, checked, written down, acted on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.outcomes import ImportStatus
from planimport_gui.facts.records import BatchRecord, BatchState, RunRecord
from planimport_gui.importing.recovery import Adopted, Check, NoAnswer, NoSuchLog, OtherImport, Taken
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.ports import Records
from planimport_gui.ui.states import DoubtAnswer, DoubtState, FooterButton, FooterState
from planimport_gui.ui.window import MainWindow, Page

_NEIGHBOURS = 1
_NEAR_RUNS = 5
"""Runs before and after that are searched for neighbouring numbers."""
_FRESH = timedelta(minutes=10)
"""For so long Calltouch's own list of imports may lag behind."""


class DoubtFlow(QObject):
    """Ties the page of a doubt to the desk. ``left`` tells the run whose page was left; ``sent_again`` its run."""

    left = Signal(object)
    sent_again = Signal(object)
    failed = Signal(object)

    def __init__(
        self, window: MainWindow, desk: Desk, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        """``now`` gives wall time with its zone."""
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._now = now
        self._state: DoubtState | None = None
        page = window.doubt
        page.check_wanted.connect(self.check)
        page.claim_wanted.connect(self.claim)
        page.again_wanted.connect(self.send_again)
        page.later_wanted.connect(self.later)
        page.batch_wanted.connect(self._open_batch)
        window.footer.pressed.connect(self._press)

    def open(self, run: int, batch: int | None = None) -> None:
        """Show a batch in doubt; the first of the run where none is named."""
        world, now = self._desk.world, self._now()

        def done(state: DoubtState | None) -> None:
            if world is not self._desk.world:
                return
            if state is None:
                self.left.emit(run)
            else:
                self._show(replace(state, practice=world.practice))
                self._window.show_page(Page.DOUBT)

        self._desk.jobs.start(lambda: _read(world.records, run, batch, now), done, self.failed.emit)

    @property
    def run(self) -> int | None:
        """The run of the doubt that is shown."""
        return self._state.record.id if self._state is not None else None

    def check(self, log_id: int) -> None:
        """Ask the service what it holds under a log id."""
        state, world = self._state, self._desk.world
        if state is not None and not state.busy:
            self._show(replace(state, busy=True, answer=None))
            run, batch = state.record.id, state.batch.number

            def work() -> tuple[Check, RunRecord]:
                return world.engine.check_log(run, batch, log_id), world.records.run(run)

            self._desk.jobs.start(work, partial(self._checked, log_id), self._not_done)

    def claim(self) -> None:
        """The import is there, on the user's word."""
        self._answer(self._desk.world.engine.claim)

    def send_again(self) -> None:
        """Plan the rows once more and send them."""
        self._answer(self._desk.world.engine.send_again, then=self.sent_again.emit)

    def later(self) -> None:
        """Decide later."""
        self._answer(self._desk.world.engine.leave)

    def _answer(self, write: Callable[[int, int], object], then: Callable[[int], None] | None = None) -> None:
        state = self._state
        if state is None or state.busy:
            return
        run, batch = state.record.id, state.batch.number
        self._show(replace(state, busy=True))

        def done(_: object) -> None:
            self._state = None
            (then or self.left.emit)(run)

        self._desk.jobs.start(partial(write, run, batch), done, self._not_done)

    def _checked(self, log_id: int, found_now: tuple[Check, RunRecord]) -> None:
        if self._state is None:
            return
        check, record = found_now
        state = replace(self._state, record=record)
        answer = {OtherImport: DoubtAnswer.OTHER, Taken: DoubtAnswer.TAKEN, NoSuchLog: DoubtAnswer.NO_SUCH_LOG}
        words, shared = "", 0
        match check:
            case Adopted(status=status):
                found = DoubtAnswer.ADOPTED if status is ImportStatus.SUCCESS else DoubtAnswer.IN_PROGRESS
            case NoAnswer(cause, words):
                found, words = DoubtAnswer.NO_ANSWER, words or self._desk.texts.say(f"cause.{cause}")
            case OtherImport(shared=shared):
                found = DoubtAnswer.OTHER
            case _:
                found = answer[type(check)]
        self._show(replace(state, busy=False, answer=found, checked=log_id, shared=shared, answer_words=words))

    def _not_done(self, error: BaseException) -> None:
        if self._state is not None:
            self._show(replace(self._state, busy=False))
        self.failed.emit(error)

    def _open_batch(self, batch: int) -> None:
        if self._state is not None:
            self.open(self._state.record.id, batch)

    def _show(self, state: DoubtState) -> None:
        self._state = state
        self._window.doubt.show_state(state)
        texts = self._desk.texts
        settled = state.answer in (DoubtAnswer.ADOPTED, DoubtAnswer.IN_PROGRESS)
        text = texts.say("ui.footer.doubtDone" if settled else "ui.footer.close")
        button = FooterButton("leave_doubt_button", text, not state.busy)
        sentence = texts.say("ui.footer.doubtSettled" if settled else "ui.footer.doubt")
        primary = button if settled else None
        self._window.set_footer(Page.DOUBT, FooterState(sentence, primary, () if settled else (button,)))

    def _press(self, name: str) -> None:
        if name == "leave_doubt_button" and self._state is not None and not self._state.busy:
            run, self._state = self._state.record.id, None
            self.left.emit(run)


def _read(records: Records, run: int, number: int | None, now: datetime) -> DoubtState | None:
    """The page of a batch in doubt, or ``None`` where the run has none."""
    record, batches = records.run(run), records.batches(run)
    doubts = [batch for batch in batches if batch.state is BatchState.UNKNOWN]
    batch = next((batch for batch in doubts if number in (None, batch.number)), None)
    if batch is None or batch.last is None:
        return None
    sent = batch.last.started
    return DoubtState(
        record,
        batch,
        sent,
        records.items(run, batch.rows),
        _neighbours(_imports(records, record), sent),
        tuple(batch.number for batch in doubts),
        again_needs_word=now - sent < _FRESH,
    )


def _imports(records: Records, record: RunRecord) -> Iterator[BatchRecord]:
    """The batches of a run, and of the runs into its project that began just before and after it."""
    place = (record.project.address, record.project.site)
    runs = [run.id for run in records.runs() if (run.project.address, run.project.site) == place]
    here = runs.index(record.id)
    for run in runs[max(0, here - _NEAR_RUNS) : here + _NEAR_RUNS + 1]:
        yield from records.batches(run)


def _neighbours(batches: Iterable[BatchRecord], sent: datetime) -> tuple[tuple[int, datetime], ...]:
    """Log ids that the project was given just before and after a moment."""
    known = sorted(
        (attempt.started, attempt.log_id)
        for batch in batches
        for attempt in batch.attempts
        if attempt.log_id is not None and not attempt.struck
    )
    before = [entry for entry in known if entry[0] <= sent][-_NEIGHBOURS:]
    after = [entry for entry in known if entry[0] > sent][:_NEIGHBOURS]
    return tuple((log_id, started) for started, log_id in before + after)
