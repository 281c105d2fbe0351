"""The page of a doubt: what the user found in Calltouch, checked, written down, acted on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.again import doubled, in_doubt, sent_again
from planimport_gui.facts.outcomes import ImportStatus
from planimport_gui.facts.records import BatchRecord, RunRecord
from planimport_gui.importing.recovery import (
    Adopted,
    Check,
    NoAnswer,
    NoSuchLog,
    NotInDoubtError,
    OtherImport,
    SentAgainError,
    Taken,
)
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.ports import Records
from planimport_gui.ui.run_words import spare_label
from planimport_gui.ui.states import DoubtAnswer, DoubtState, FooterButton, FooterState
from planimport_gui.ui.window import MainWindow, Page

_NEIGHBOURS = 1
_NEAR_RUNS = 5
"""Runs before and after that are searched for neighbouring numbers."""
_FRESH = timedelta(minutes=10)
"""For so long Calltouch's own list of imports may lag behind."""


class DoubtFlow(QObject):
    """Ties the page of a doubt to the desk. ``left`` tells the run whose page was left; ``sent_again`` its run.

    ``spare_wanted`` tells run and batch of an import that is to be deleted again.
    """

    left = Signal(object)
    spare_wanted = Signal(object)
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
        page.spare_wanted.connect(self.delete_spare)
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

            def work() -> _Checked:
                check = world.engine.check_log(run, batch, log_id)
                return _Checked(check, world.records.run(run), world.records.batches(run))

            self._desk.jobs.ask(work, partial(self._checked, log_id), self._not_done)

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
        world = self._desk.world
        self._show(replace(state, busy=True))

        def done(_: object) -> None:
            self._state = None
            if world is self._desk.world:
                (then or self.left.emit)(run)

        self._desk.jobs.start(partial(write, run, batch), done, self._not_done)

    def _checked(self, log_id: int, now: "_Checked") -> None:
        if self._state is None:
            return
        words, shared = "", 0
        match now.check:
            case Adopted(status=status):
                found = DoubtAnswer.ADOPTED if status is ImportStatus.SUCCESS else DoubtAnswer.IN_PROGRESS
            case NoAnswer(cause, words):
                found, words = DoubtAnswer.NO_ANSWER, words or self._desk.texts.say(f"cause.{cause}")
            case OtherImport(shared=shared):
                found = DoubtAnswer.OTHER
            case NoSuchLog(words):
                found = DoubtAnswer.NO_SUCH_LOG
            case Taken(run, batch):
                again = self._state.again
                family = {one.number for one in again.family} if again and run == now.record.id else set()
                found = DoubtAnswer.TAKEN_AGAIN if batch in family else DoubtAnswer.TAKEN
            case _:
                assert_never(now.check)
        state = _known_now(self._state, now.record, now.batches)
        self._show(replace(state, busy=False, answer=found, checked=log_id, shared=shared, answer_words=words))

    def delete_spare(self) -> None:
        """Delete the import under which the rows stand in the service a second time."""
        state = self._state
        spare = next((group.spare for group in state.doubled if group.spare is not None), None) if state else None
        if state is not None and spare is not None and not state.busy:
            self.spare_wanted.emit((state.record.id, spare))

    def next(self) -> None:
        """Another batch of the run that is in doubt."""
        if self._state is not None and (others := _others(self._state)):
            self._open_batch(others[0])

    def _not_done(self, error: BaseException) -> None:
        """Where somebody else has answered meanwhile, the page is read anew."""
        if self._state is not None:
            self._show(replace(self._state, busy=False))
            if isinstance(error, NotInDoubtError | SentAgainError):
                self.open(self._state.record.id, self._state.batch.number)
        self.failed.emit(error)

    def _open_batch(self, batch: int) -> None:
        if self._state is not None:
            self.open(self._state.record.id, batch)

    def _show(self, state: DoubtState) -> None:
        self._state = state
        self._window.doubt.show_state(state)
        texts = self._desk.texts
        settled = state.answer in (DoubtAnswer.ADOPTED, DoubtAnswer.IN_PROGRESS)
        leave = texts.say("ui.footer.doubtDone" if settled else "ui.footer.close")
        buttons = [FooterButton("leave_doubt_button", leave, not state.busy)]
        if settled and _others(state):
            buttons.insert(0, FooterButton("next_doubt_button", texts.say("ui.footer.nextDoubt")))
        if any(group.spare is not None for group in state.doubled):
            buttons.insert(0, FooterButton("delete_doubt_spare_button", spare_label(state.doubled, texts)))
        sentence = "doubled" if state.doubled else "doubtSettled" if settled else "doubt"
        primary = buttons.pop(0) if settled else None
        footer = FooterState(texts.say(f"ui.footer.{sentence}"), primary, tuple(buttons))
        self._window.set_footer(Page.DOUBT, footer)

    def _press(self, name: str) -> None:
        if self._state is None or self._state.busy:
            return
        match name:
            case "leave_doubt_button":
                run, self._state = self._state.record.id, None
                self.left.emit(run)
            case "next_doubt_button":
                self.next()
            case "delete_doubt_spare_button":
                self.delete_spare()


def _read(records: Records, run: int, number: int | None, now: datetime) -> DoubtState | None:
    """The page of a batch in doubt, or ``None`` where the run has none."""
    record, batches = records.run(run), records.batches(run)
    doubts = in_doubt(batches)
    if not doubts or number not in (None, *doubts):
        return None
    batch = next(batch for batch in batches if batch.number == (number or doubts[0]))
    if batch.last is None:
        return None
    sent = batch.last.started
    state = DoubtState(
        record,
        batch,
        sent,
        records.items(run, batch.rows),
        _neighbours(_imports(records, record), sent),
        again_needs_word=now - sent < _FRESH,
    )
    return _known_now(state, record, batches)


def _known_now(state: DoubtState, record: RunRecord, batches: tuple[BatchRecord, ...]) -> DoubtState:
    """The page with what the journal says now; the batch that is shown stays in the list, whatever became of it."""
    number = state.batch.number
    return replace(
        state,
        record=record,
        batch=next(batch for batch in batches if batch.number == number),
        open=tuple(sorted({*in_doubt(batches), number})),
        again=sent_again(batches, number),
        doubled=tuple(group for group in doubled(batches) if any(copy.batch == number for copy in group.copies)),
    )


def _others(state: DoubtState) -> list[int]:
    """The other batches in the list, from the one below on."""
    here = state.open.index(state.batch.number)
    return [*state.open[here + 1 :], *state.open[:here]]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What checking a log id brought, and what the journal says of the run then."""

    check: Check
    record: RunRecord
    batches: tuple[BatchRecord, ...]


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
