"""One stretch of a run: starts the requests that may go and takes what comes back, until neither is left."""

import math
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from planimport_gui.facts.events import RunEnded, Waiting
from planimport_gui.facts.failures import JournalFull
from planimport_gui.facts.outcomes import Accepted, AskAgain, Cause, Connected, Deletions, StatusOutcome, Stopped
from planimport_gui.facts.records import BatchRecord, DeleteReason
from planimport_gui.importing.agenda import Agenda, last, log_id
from planimport_gui.importing.deleting import Deleter
from planimport_gui.importing.holdups import Holdups
from planimport_gui.importing.polls import PollPlan
from planimport_gui.importing.ports import PlanService, RunJournal
from planimport_gui.importing.recording import (
    Halt,
    Wait,
    asked_again,
    record_add,
    record_status,
)
from planimport_gui.importing.reins import Reins
from planimport_gui.importing.requests import (
    AddDone,
    Begun,
    DeleteDone,
    ProbeDone,
    RecalledError,
    Report,
    Requests,
    StatusDone,
)
from planimport_gui.importing.telling import Teller
from planimport_gui.importing.times import Times

Answer = TypeVar("Answer")

_SLICE = 0.2
"""Seconds the loop sleeps at most, so that an interrupt is seen on every system."""
_PROBES = 3
"""Connection tests without a usable answer before the run pauses."""


class Stretch:
    """One stretch of a run, from its start or resumption to its end or pause."""

    def __init__(
        self,
        run: int,
        journal: RunJournal,
        service: PlanService,
        requests: Requests,
        teller: Teller,
        times: Times,
        clock: Callable[[], float],
        reins: Reins,
        *,
        sending: bool,
        waiting: bool,
        testing: bool = False,
    ) -> None:
        """With ``sending``, planned batches go out; without it only what is to be undone is asked and deleted.

        With ``waiting``, final states are awaited. With ``testing``, nothing is deleted before a connection test.
        """
        self._run = run
        self._journal = journal
        self._service = service
        self._requests = requests
        self._teller = teller
        self._times = times
        self._clock = clock
        self._reins = reins
        self._paused = False
        self._sending = sending
        self._waiting = waiting
        self._agenda = Agenda(())
        self._tested = False
        self._testing = testing
        self._failed_probes = 0
        self._holdups = Holdups(times, clock, requests.recall, teller.tell)
        self._polls = PollPlan(times.polls)
        self._deleter = Deleter(journal, requests, clock, times.polls, self._write)
        self._failure: Exception | None = None
        self._last_add = clock()

    # the loop

    def carry(self) -> RunEnded:
        """Start what may go and take what comes back, until neither is left."""
        self._open()
        while True:
            self._heed()
            self._guard(self._start)
            if not self._requests.in_flight and (self._stopping or not self._due_later()):
                break
            report = self._requests.next(self._nap())
            if report is not None:
                self._guard(partial(self._take, report))
            self._watch()
        return self._close()

    def _heed(self) -> None:
        """Begin or end a pause, where one was asked for."""
        if self._paused is self._reins.paused.is_set():
            return
        self._paused = not self._paused
        if self._paused:
            self._requests.recall()
        else:
            # A pause is no wait for the service: what was counted until then counts no more.
            self._holdups.answered()
            self._last_add = self._clock()

    def _guard(self, step: Callable[[], None]) -> None:
        """A failure ends the stretch once nothing is in flight any more; until then answers are still written."""
        try:
            step()
        except Exception as error:  # noqa: BLE001 - raised again by _close
            self._failure = self._failure or error
            self._requests.recall()

    def _open(self) -> None:
        interrupted = self._journal.interrupted(self._run)
        self._journal.pause(self._run, None)
        self._agenda = Agenda(self._journal.batches(self._run))
        self._teller.started(len(self._agenda))
        for number in interrupted:
            self._teller.batch(self._agenda[number])
        self._teller.totals(self._agenda, now_or_never=True)

    def _close(self) -> RunEnded:
        if self._failure is not None:
            raise self._failure
        if (halt := self._holdups.halt) is not None:
            self._journal.pause(self._run, halt.cause, halt.words)
        self._teller.totals(self._agenda, now_or_never=True)
        return self._teller.ended(cancelled=self._cancelled)

    @property
    def _cancelled(self) -> bool:
        return self._reins.cancelled.is_set()

    @property
    def _stopping(self) -> bool:
        """Nothing new goes out."""
        return self._holdups.stops_everything or self._cancelled or self._failure is not None

    def _watch(self) -> None:
        """What passes with time: a cancelled run recalls what has not left, an endless wait pauses it."""
        if self._cancelled:
            self._requests.recall()
        elif not self._paused:
            self._holdups.watch()

    def _nap(self) -> float:
        until = self._next_due() - self._clock()
        if self._requests.in_flight:
            return until if 0 < until < _SLICE else _SLICE
        return min(_SLICE, max(until, 0.01))

    # what may go

    def _start(self) -> None:
        now = self._clock()
        if self._stopping:
            return
        if not self._paused:
            self._fulfil_wishes()
        if now < self._holdups.resting_until:
            return
        if (self._paused or not self._start_changes(now)) and self._waiting:
            self._start_polls(now)

    def _start_changes(self, now: float) -> bool:
        """Send and delete; whether anything is left to be sent."""
        ready = self._ready()
        if ready:
            self._start_adds(ready, now)
        if self._testing and not self._tested and self._agenda.deleting():
            self._test()
        elif self._in_time():
            self._deleter.start(self._agenda, self._room(self._times.in_flight))
        return bool(ready)

    def _test(self) -> None:
        if not self._requests.in_flight:
            self._requests.probe()

    def _start_adds(self, ready: list[BatchRecord], now: float) -> None:
        if not self._tested:
            self._test()
            return
        for batch in ready[: self._room(1 if self._holdups.careful else self._times.in_flight)]:
            self._requests.add(batch.number, self._journal.items(self._run, batch.rows))
            self._last_add = now

    def _room(self, most: int) -> int:
        """How many more requests may be under way: no more than the pace needs, and at most ``most``."""
        needed = math.ceil(self._times.rate * self._service.round_trip()) + 1
        return max(0, min(most, needed) - self._requests.in_flight)

    def _ready(self) -> list[BatchRecord]:
        if not self._sending or self._holdups.halt is not None:
            return []
        return [batch for batch in self._agenda.to_send() if batch.number not in self._requests.adding]

    def _pending(self) -> list[BatchRecord]:
        return self._agenda.pending(wished_only=not self._sending)

    def _fulfil_wishes(self) -> None:
        for batch, attempts in self._agenda.wished():
            ids = [attempt.id for attempt in attempts]
            self._write(partial(self._journal.delete, ids, DeleteReason.UNDO))
            self._refresh(batch.number)

    def _start_polls(self, now: float) -> None:
        if not self._in_time():
            return
        by_attempt = {last(batch).id: batch for batch in self._pending()}
        room = self._room(self._times.in_flight)
        due = self._polls.next(tuple(by_attempt), frozenset(self._requests.asking), now)
        for attempt in due[:room]:
            batch = by_attempt[attempt]
            self._requests.ask(batch.number, attempt, log_id(last(batch)))

    def _in_time(self) -> bool:
        return self._clock() - self._last_add <= self._times.settle_limit

    def _due_later(self) -> bool:
        """Whether anything is left that only waits for its time, or for the end of a pause."""
        deleting = bool(self._agenda.deleting())
        if self._ready() or (self._paused and deleting):
            return True
        return self._in_time() and (deleting or (self._waiting and bool(self._pending())))

    def _next_due(self) -> float:
        dues = []
        if self._ready() and not self._paused:
            dues.append(self._holdups.resting_until)
        elif self._waiting and (pending := self._pending()):
            dues.append(self._polls.next_due([last(batch).id for batch in pending]))
        if self._agenda.deleting() and not self._paused:
            dues.append(self._deleter.due)
        return max(self._holdups.resting_until, min(dues, default=math.inf if self._paused else 0.0))

    # what came back

    def _take(self, report: Report) -> None:
        match report:
            case Begun(number):
                self._refresh(number)
            case AddDone():
                self._added(report)
            case StatusDone():
                self._asked(report)
            case DeleteDone():
                self._deleted(report)
            case ProbeDone():
                self._probed(report)
        self._teller.totals(self._agenda)

    def _added(self, report: AddDone) -> None:
        outcome, batch, attempt = report.outcome, self._agenda[report.batch], report.attempt
        if isinstance(outcome, BaseException):
            if attempt is not None:
                # It may have left, and nobody can say how far it got.
                self._write(lambda: self._journal.doubt(attempt, Cause.INTERRUPTED))
                self._refresh(batch.number)
            self._raised(outcome)
            return
        words = str(outcome.log_id) if isinstance(outcome, Accepted) else ""
        consequence = self._write(lambda: record_add(self._journal, batch, attempt, outcome), words)
        for number in (batch.number, *consequence.children):
            self._refresh(number)
        if consequence.accepted:
            self._holdups.accepted()
            self._polls.accepted(self._clock(), alone=len(self._pending()) == 1)
        self._holdups.consider(consequence)

    def _asked(self, report: StatusDone) -> None:
        outcome, batch, attempt = report.outcome, self._agenda[report.batch], report.attempt
        now = self._clock()
        if isinstance(outcome, BaseException):
            self._polls.still(attempt, now)
            self._raised(outcome)
            return
        if self._deleter.verifies(attempt):
            self._verified(attempt, outcome)
            return
        items = self._journal.items(self._run, batch.rows)
        asked = self._write(lambda: record_status(self._journal, batch, attempt, items, outcome))
        if asked.final:
            self._polls.ended(attempt, now)
        elif asked.known:
            self._polls.still(attempt, now)
        else:
            self._not_known(attempt, now)
        self._refresh(batch.number)
        self._holdups.consider(asked.consequence)

    def _not_known(self, attempt: int, now: float) -> None:
        stray = self._polls.not_known(attempt, now)
        if stray.polls >= self._times.unknown_log_polls and now - stray.since >= self._times.unknown_log_span:
            self._write(lambda: self._journal.doubt(attempt, Cause.LOST_LOG))
            self._polls.ended(attempt, now)

    def _deleted(self, report: DeleteDone) -> None:
        match report.outcome:
            case Deletions(by_log):
                for told in self._deleter.answered(report.asked, by_log):
                    self._refresh(told.batch)
                    self._teller.tell(told)
                self._holdups.answered()
            case BaseException() as error:
                self._deleter.unanswered()
                self._raised(error)
            case AskAgain() as outcome:
                self._deleter.unanswered()
                self._holdups.consider(asked_again(outcome))
            case Stopped(cause, words):
                self._holdups.pause(Halt(cause, words))
        for attempt in report.asked.values():
            self._refresh(attempt.batch)

    def _verified(self, attempt: int, outcome: StatusOutcome) -> None:
        """A status answer that was asked for to learn whether a log id is still there."""
        for told in self._deleter.verified(attempt, outcome):
            self._refresh(told.batch)
            self._teller.tell(told)
        if isinstance(outcome, AskAgain):
            self._holdups.consider(asked_again(outcome))
        elif isinstance(outcome, Stopped):
            self._holdups.pause(Halt(outcome.cause, outcome.words))

    def _probed(self, report: ProbeDone) -> None:
        match report.outcome:
            case BaseException() as error:
                self._raised(error)
            case Connected():
                self._tested = True
                self._holdups.answered()
            case Stopped(cause, words):
                self._holdups.pause(Halt(cause, words))
            case AskAgain(cause, words) as outcome:
                consequence = asked_again(outcome)
                if consequence.trouble is None and cause is not Cause.WITHDRAWN:
                    self._probe_again(Halt(cause, words))
                else:
                    self._holdups.consider(consequence)

    def _probe_again(self, halt: Halt) -> None:
        """A service that cannot answer a test would only bring the first batch into doubt."""
        self._failed_probes += 1
        if self._failed_probes > _PROBES:
            self._holdups.pause(halt)
        else:
            self._holdups.wait(Wait(halt.cause, None, halt.words))

    def _raised(self, error: BaseException) -> None:
        """What came out of a worker: a recall means nothing, a full disk waits, anything else ends the stretch."""
        if isinstance(error, JournalFull):
            self._holdups.wait(Wait(Cause.DISK_FULL))
        elif not isinstance(error, RecalledError):
            raise error

    # the journal, and what is told

    def _write(self, fact: Callable[[], Answer], words: str = "") -> Answer:
        """Write a fact. While the disk is full it stays in memory, nothing new is sent, and it is tried again."""
        since = self._clock()
        while True:
            try:
                return fact()
            except JournalFull:
                self._requests.recall()
                if self._cancelled or self._clock() - since >= self._times.offline_limit:
                    raise
                self._teller.tell(Waiting(Cause.DISK_FULL, self._times.backoff[0], words))
                self._reins.cancelled.wait(self._times.backoff[0])

    def _refresh(self, number: int) -> None:
        batch = self._journal.batch(self._run, number)
        if self._agenda.update(batch):
            self._teller.batch(batch)
