"""Requests of one run, carried by worker threads; their outcomes arrive in one queue, in one thread."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TypeVar

from planimport_gui.facts.outcomes import AddOutcome, DeleteOutcome, ProbeOutcome, StatusOutcome
from planimport_gui.facts.records import AttemptRecord
from planimport_gui.importing.ports import PlanService, RunJournal
from planimport_gui.plan.row import Item

Outcome = TypeVar("Outcome", AddOutcome, StatusOutcome, DeleteOutcome, ProbeOutcome)


class RecalledError(Exception):
    """Raised between slot and first byte when the request is no longer wanted; nothing has been sent."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An add request is about to leave; its attempt is in the journal."""

    batch: int


@dataclass(frozen=True, slots=True)
class AddDone:
    """``attempt`` is ``None`` where nothing was about to leave. ``outcome`` may be what the worker raised."""

    batch: int
    attempt: int | None
    outcome: AddOutcome | BaseException


@dataclass(frozen=True, slots=True)
class StatusDone:
    batch: int
    attempt: int
    outcome: StatusOutcome | BaseException


@dataclass(frozen=True, slots=True)
class DeleteDone:
    """``asked`` gives the attempt of every log id in the request."""

    asked: Mapping[int, AttemptRecord]
    outcome: DeleteOutcome | BaseException


@dataclass(frozen=True, slots=True)
class ProbeDone:
    outcome: ProbeOutcome | BaseException


Report = Begun | AddDone | StatusDone | DeleteDone | ProbeDone


@dataclass(slots=True)
class _Gate:
    """The gate of one request: closed by a recall, and the last place where the journal can say no."""

    current: Callable[[], int]
    leave: Callable[[str], int | None]
    generation: int = field(init=False)
    attempt: int | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.generation = self.current()

    def withdrawn(self) -> bool:
        return self.generation != self.current()

    def leaving(self, sha256: str) -> None:
        if self.withdrawn():
            raise RecalledError
        self.attempt = self.leave(sha256)


class Requests:
    """Starts requests and hands over what became of them.

    ``recall`` withdraws every request that has not left; those that have are awaited. Only the thread that
    owns this object calls its methods, except ``wake``, which any thread or signal handler may call.
    """

    def __init__(self, journal: RunJournal, service: PlanService, run: int, most: int) -> None:
        self._journal = journal
        self._service = service
        self._run = run
        self._pool = ThreadPoolExecutor(max_workers=most, thread_name_prefix="request")
        self._inbox: SimpleQueue[Report | None] = SimpleQueue()
        self._generation = 0
        self.adding: set[int] = set()
        self.asking: set[int] = set()
        self.deleting = False
        self.probing = False

    def __enter__(self) -> "Requests":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.recall()
        self._pool.shutdown(wait=True)

    @property
    def in_flight(self) -> int:
        return len(self.adding) + len(self.asking) + self.deleting + self.probing

    def recall(self) -> None:
        self._generation += 1

    def wake(self) -> None:
        """Let ``next`` return at once."""
        self._inbox.put(None)

    def next(self, seconds: float) -> Report | None:
        """The next report, or ``None`` after ``seconds`` or a ``wake``."""
        try:
            report = self._inbox.get(timeout=max(seconds, 0.0))
        except Empty:
            return None
        match report:
            case AddDone():
                self.adding.discard(report.batch)
            case StatusDone():
                self.asking.discard(report.attempt)
            case DeleteDone():
                self.deleting = False
            case ProbeDone():
                self.probing = False
            case Begun() | None:
                pass
        return report

    def add(self, batch: int, items: Sequence[Item]) -> None:
        def leave(sha256: str) -> int:
            attempt = self._journal.begin(self._run, batch, sha256)
            self._inbox.put(Begun(batch))
            return attempt

        gate = _Gate(lambda: self._generation, leave)
        self.adding.add(batch)
        self._start(lambda: self._service.add(items, gate), lambda outcome: AddDone(batch, gate.attempt, outcome))

    def ask(self, batch: int, attempt: int, log_id: int) -> None:
        gate = self._counting_gate()
        self.asking.add(attempt)
        self._start(lambda: self._service.status(log_id, gate), lambda outcome: StatusDone(batch, attempt, outcome))

    def delete(self, asked: Mapping[int, AttemptRecord]) -> None:
        def leave(sha256: str) -> None:
            self._journal.asking_to_delete(self._run, [attempt.id for attempt in asked.values()])

        gate = _Gate(lambda: self._generation, leave)
        self.deleting = True
        self._start(lambda: self._service.delete(tuple(asked), gate), lambda outcome: DeleteDone(asked, outcome))

    def probe(self) -> None:
        gate = self._counting_gate()
        self.probing = True
        self._start(lambda: self._service.probe(gate), ProbeDone)

    def _counting_gate(self) -> _Gate:
        def leave(sha256: str) -> None:
            self._journal.count_request(self._run)

        return _Gate(lambda: self._generation, leave)

    def _start(self, call: Callable[[], Outcome], report: Callable[[Outcome | BaseException], Report]) -> None:
        def work() -> None:
            outcome: Outcome | BaseException
            try:
                outcome = call()
            except BaseException as error:  # noqa: BLE001 - it crosses to the owner's thread, which judges it
                outcome = error
            self._inbox.put(report(outcome))

        self._pool.submit(work)
