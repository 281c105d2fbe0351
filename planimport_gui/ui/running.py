"""A run under way, as the window sees it: carried in a background thread, told in the GUI thread."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from math import ceil
from operator import attrgetter
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from planimport_gui.facts.events import (
    BatchChanged,
    LogDeleted,
    Progress,
    Replacing,
    RunEnded,
    RunEvent,
    RunStarted,
    Waiting,
)
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchRecord, BatchState, NewRun, Project, RowFate, Totals
from planimport_gui.plan.history import History
from planimport_gui.plan.row import RowId
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.ports import Engine
from planimport_gui.ui.states import MonthProgress, RowMark, RunPhase, RunState

Month = tuple[int, int]
Carry = Callable[[Callable[[RunEvent], None]], None]
_PAINTED = 100
"""Milliseconds in which the window shows that a run begins: beside a thread that computes that takes ten times long."""
_SECOND = 1000
"""In milliseconds."""


class Running(QObject):
    """One stretch of a run: send, resume or undo. ``state`` is always the whole of what is known.

    ``changed`` tells a new ``state``; ``rows_changed`` marks by row id; ``ended`` the ``RunEnded``, once its
    thread has done all; ``failed`` the exception that ended it instead.
    """

    changed = Signal()
    rows_changed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        engine: Engine,
        project: Project,
        months: Mapping[RowId, Month],
        fates: Mapping[RowId, RowFate] | None = None,
        *,
        left_out: int = 0,
        practice: bool = False,
        undoing: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """``months`` gives the month of every row of the run, ``fates`` what became of them, ``None`` for a new run."""
        super().__init__(parent)
        self._engine = engine
        self._months = months
        self._fates = dict(fates or {})
        """Of a new run those that were told; all others were not sent."""
        self._by_month = _by_month(months, fates)
        self._left_out = left_out
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="run")
        self._jobs = Jobs(self._executor, self)
        self._wait_ends = 0.0
        self._second = QTimer(self, interval=_SECOND, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._count_down)
        self._end: RunEnded | None = None
        self.batches: dict[int, BatchRecord] = {}
        self.state = RunState(0, project, self._totals(), RunPhase.RUNNING, undoing=undoing, practice=practice)

    def send(self, make: Callable[[], NewRun], seen: History) -> None:
        """``make`` cuts the batches, in the run's thread; ``seen`` is the history the plan was judged against."""
        self._start(lambda tell: self._engine.send(make(), seen, tell))

    def resume(self, run: int) -> None:
        self._start(lambda tell: self._engine.resume(run, tell))

    def undo(self, run: int, batches: Sequence[int] | None) -> None:
        self._start(lambda tell: self._engine.undo(run, batches, tell))

    @property
    def gone(self) -> frozenset[RowId]:
        """The rows that are in the service, or may be, as far as was told."""
        gone = {row for row, fate in self._fates.items() if fate in _GONE}
        sending = (batch.rows for batch in self.batches.values() if batch.state is BatchState.SENDING)
        return frozenset(gone.union(*sending))

    @property
    def log_ids(self) -> tuple[int, ...]:
        """The numbers the service gave in this stretch."""
        attempts = (attempt for number in sorted(self.batches) for attempt in self.batches[number].attempts)
        return tuple(attempt.log_id for attempt in attempts if attempt.log_id is not None and not attempt.struck)

    @property
    def spans(self) -> dict[int, tuple[Month, Month]]:
        """First and last month of every batch."""
        return month_spans(self.batches.values(), self._months)

    def stop(self) -> None:
        """Nothing new goes out; ``ended`` comes when what is in flight was answered."""
        self._engine.cancel()
        self._show(phase=RunPhase.STOPPING)

    def pause(self) -> None:
        """Nothing new goes out until ``go_on``."""
        if self.state.phase is RunPhase.RUNNING:
            self._engine.pause()
            self._show(phase=RunPhase.PAUSED)

    def go_on(self) -> None:
        """After a pause."""
        if self.state.phase is RunPhase.PAUSED:
            self._engine.go_on()
            self._show(phase=RunPhase.RUNNING)

    def wait(self) -> None:
        """Block until the thread has ended; what it told since is not delivered any more."""
        self._second.stop()
        self._jobs.close()
        self._executor.shutdown(wait=True)

    def _start(self, carry: Carry) -> None:
        tell = self._jobs.poster(self._take)
        begin = partial(self._jobs.start, lambda: carry(tell), self._over, self._failed)
        QTimer.singleShot(_PAINTED, self, begin)
        self._show()

    def _over(self, _: None) -> None:
        self._executor.shutdown(wait=False)
        if self._end is not None:
            self.ended.emit(self._end)

    def _failed(self, error: BaseException) -> None:
        self._executor.shutdown(wait=False)
        self._second.stop()
        self._show(phase=RunPhase.ENDED)
        self.failed.emit(error)

    def _take(self, event: RunEvent) -> None:
        match event:
            case RunStarted():
                self._show(run=event.run)
            case BatchChanged():
                self._batch(event)
            case Waiting(cause, seconds, words):
                self._wait(cause, seconds, words)
            case Progress(_, seconds_left):
                self._show(seconds_left=seconds_left)
            case LogDeleted():
                pass  # its batch tells the same
            case Replacing(rows, deleted):
                self._show(replacing=rows, replaced=deleted, wait=None)
            case RunEnded():
                self._second.stop()
                self._show(totals=event.totals, phase=RunPhase.ENDED, wait=None)
                self._end = event

    def _wait(self, cause: Cause, seconds: float, words: str) -> None:
        """Show a wait, and from then on how much of it is left."""
        self._wait_ends = monotonic() + seconds
        self._second.start()
        self._show(wait=cause, wait_seconds=ceil(seconds), wait_words=words)

    def _count_down(self) -> None:
        left = max(0, ceil(self._wait_ends - monotonic()))
        if not left or self.state.wait is None:
            self._second.stop()
        if self.state.wait is not None:
            self._show(wait_seconds=left)

    def _batch(self, event: BatchChanged) -> None:
        if event.record is not None:
            self.batches[event.batch] = event.record
        sending = event.state is BatchState.SENDING
        # What is on its way is a doubt only for the journal, which may never hear of it again.
        self._count(dict.fromkeys(event.fates, RowFate.NOT_SENT) if sending else event.fates)
        self.rows_changed.emit(
            {row: RowMark.SENDING if sending else mark_of(fate) for row, fate in event.fates.items()}
        )
        if self.state.wait is not None and event.state not in (BatchState.PLANNED, BatchState.SENDING):
            self._show(wait=None)
        else:
            self._show()

    def _totals(self) -> Totals:
        """As the events told it: the journal's own totals come too rarely to be shown."""
        counts: Counter[RowFate] = sum(self._by_month.values(), Counter())
        return Totals(
            counts.total() + self._left_out,
            imported=counts[RowFate.IMPORTED] + counts[RowFate.CLAIMED],
            pending=counts[RowFate.PENDING],
            refused=counts[RowFate.REFUSED],
            failed=counts[RowFate.FAILED],
            unknown=counts[RowFate.UNKNOWN],
            undone=counts[RowFate.UNDONE],
            not_sent=counts[RowFate.NOT_SENT],
            left_out=self._left_out,
        )

    def _count(self, fates: Mapping[RowId, RowFate]) -> None:
        for row, fate in fates.items():
            month = self._months.get(row)
            if month is None:
                continue
            counts = self._by_month[month]
            counts[self._fates.get(row, RowFate.NOT_SENT)] -= 1
            counts[fate] += 1
            self._fates[row] = fate

    def _show(self, **news: Any) -> None:
        months = tuple(_progress(month, counts) for month, counts in sorted(self._by_month.items()))
        self.state = replace(self.state, months=months, **{"totals": self._totals(), **news})
        self.changed.emit()


def mark_of(fate: RowFate) -> RowMark:
    """The mark of a row whose fate in its run is known."""
    return _MARKS[fate]


_GONE = frozenset({RowFate.IMPORTED, RowFate.PENDING, RowFate.UNKNOWN, RowFate.FAILED})
_MARKS = {
    RowFate.IMPORTED: RowMark.IMPORTED,
    RowFate.CLAIMED: RowMark.CLAIMED,
    RowFate.PENDING: RowMark.PENDING,
    RowFate.REFUSED: RowMark.REFUSED,
    RowFate.FAILED: RowMark.FAILED,
    RowFate.UNKNOWN: RowMark.UNKNOWN,
    RowFate.UNDONE: RowMark.UNDONE,
    RowFate.NOT_SENT: RowMark.WAITING,
}


def _by_month(months: Mapping[RowId, Month], fates: Mapping[RowId, RowFate] | None) -> dict[Month, Counter[RowFate]]:
    """How many rows of each month have each fate."""
    if not fates:
        return {month: Counter({RowFate.NOT_SENT: rows}) for month, rows in Counter(months.values()).items()}
    found: dict[Month, Counter[RowFate]] = {}
    # Plain texts are hashed in C, members of an enum in Python: with 100,000 of them that would be felt.
    values = map(attrgetter("_value_"), map(fates.__getitem__, months))
    for (month, value), rows in Counter(zip(months.values(), values, strict=True)).items():
        found.setdefault(month, Counter())[RowFate(value)] = rows
    return found


def month_spans(batches: Iterable[BatchRecord], months: Mapping[RowId, Month]) -> dict[int, tuple[Month, Month]]:
    """First and last month of every batch by its number; the rows of a batch stand in the order of their months."""
    return {batch.number: (months[batch.rows[0]], months[batch.rows[-1]]) for batch in batches}


def month_progress(months: Mapping[RowId, Month], fates: Mapping[RowId, RowFate]) -> tuple[MonthProgress, ...]:
    """How far every month is."""
    counted: dict[Month, Counter[RowFate]] = {}
    for row, fate in fates.items():
        counted.setdefault(months[row], Counter())[fate] += 1
    return tuple(_progress(month, counts) for month, counts in sorted(counted.items()))


def _progress(month: Month, counts: Counter[RowFate]) -> MonthProgress:
    return MonthProgress(
        month,
        counts.total(),
        counts[RowFate.IMPORTED] + counts[RowFate.CLAIMED],
        counts[RowFate.PENDING],
        counts[RowFate.NOT_SENT],
        counts[RowFate.UNKNOWN],
    )
