"""The pace of all requests: a closed loop that never lets six of them arrive within one second."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from statistics import median
from threading import Condition
from types import TracebackType

Wait = Callable[[Condition, float], object]
"""Waits on a held condition for at most so many seconds."""

_LATENESS_MOST = 1.0
_HOLD_MOST = 300.0
_GAP_MOST = 1.0
_GAP_FACTOR = 1.25
_GAP_RELIEF = 0.02
_TRIPS = 30
_SLICE = 0.05


def _wait(condition: Condition, seconds: float) -> None:
    condition.wait(seconds)


class Departure:
    """The slot of one request: taken, then left at the send, answered or not, and done in any case.

    As a context manager it is done at the end. Every method may be called twice. ``left`` is when it was sent
    by the pace's clock, ``lateness`` is fixed once the request has ended; both are the pace's to set.
    """

    __slots__ = ("_pace", "lateness", "left")

    def __init__(self, pace: "Pace", left: float | None = None, lateness: float | None = None) -> None:
        self._pace = pace
        self.left = left
        self.lateness = lateness

    def leave(self) -> None:
        """The first byte goes out now."""
        self._pace.leave(self)

    def answered(self) -> None:
        """The answer has begun: the time since ``leave`` is a round trip."""
        self._pace.end(self, answered=True)

    def done(self) -> None:
        """The request is over, whatever became of it; without ``leave`` the slot is given back."""
        self._pace.end(self, answered=False)

    def __enter__(self) -> "Departure":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.done()


class Pace:
    """Lets requests depart so that no six of them arrive within a second (DESIGN section 5, "Pace").

    A departure waits until ``span`` seconds after the ``burst``-th last one plus the lateness of that one,
    and at least ``gap`` seconds after the last. Lateness is its round trip less the least of the last 30, at
    most a second; while unanswered, its age less that least. One departure at a time holds the slot, first
    come first served. Thread-safe; ``clock`` and ``wait`` are handed in, all times are seconds.

    ``earlier`` holds the ages of the last departures of an earlier process, as ``remembered`` gave them;
    ``None`` where they are not known: then the first departure waits ``settle`` seconds.
    """

    def __init__(
        self,
        *,
        gap: float = 0.2,
        span: float = 1.015,
        burst: int = 5,
        settle: float = 1.3,
        clock: Callable[[], float] = time.perf_counter,
        wait: Wait = _wait,
        earlier: Sequence[float] | None = None,
    ) -> None:
        self._base_gap = gap
        self._span = span
        self._clock = clock
        self._wait = wait
        self._changed = Condition()
        self._queue: deque[object] = deque()
        self._taken: Departure | None = None
        self._recent: deque[Departure] = deque(maxlen=burst)
        self._trips: deque[float] = deque(maxlen=_TRIPS)
        now = clock()
        self._widened_gap, self._widened_at = gap, now
        self._held_until = now + settle if earlier is None else now
        for age in sorted((max(age, 0.0) for age in earlier or ()), reverse=True)[-burst:]:
            self._recent.append(Departure(self, now - age, max(settle - span, 0.0)))

    def take(self, withdrawn: Callable[[], bool]) -> Departure | None:
        """Blocks until the slot is this caller's; ``None`` once ``withdrawn`` says so, asked every 0.05 s."""
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
        try:
            while not withdrawn():  # asked without the lock: whoever answers may hold one of their own
                with self._changed:
                    delay = self._delay() if self._queue[0] is ticket else _SLICE
                    if delay <= 0:
                        self._taken = Departure(self)
                        return self._taken
                    self._wait(self._changed, min(delay, _SLICE))
            return None
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def leave(self, departure: Departure) -> None:
        """The holder of the slot sends now (see ``Departure.leave``)."""
        with self._changed:
            if departure is self._taken:
                departure.left = self._clock()
                self._recent.append(departure)
                self._taken = None
                self._changed.notify_all()

    def end(self, departure: Departure, answered: bool) -> None:
        """A departure was answered, or is over without (see ``Departure.answered`` and ``done``)."""
        with self._changed:
            if departure is self._taken:
                self._taken = None
            elif departure.left is not None and departure.lateness is None:
                now = self._clock()
                if answered:
                    self._trips.append(now - departure.left)
                departure.lateness = self._lateness(departure, now)
            self._changed.notify_all()

    def wait_out(self, withdrawn: Callable[[], bool]) -> bool:
        """Blocks while a hold is on, so that no connection stays open through it; false once withdrawn."""
        while not withdrawn():
            with self._changed:
                left = self._held_until - self._clock()
                if left <= 0:
                    return True
                self._wait(self._changed, min(left, _SLICE))
        return False

    def hold(self, seconds: float) -> None:
        """The service asked to slow down: nothing departs for ``seconds`` (at most 300), and the gap widens."""
        with self._changed:
            now = self._clock()
            self._held_until = max(self._held_until, now + min(max(seconds, 0.0), _HOLD_MOST))
            self._widened_gap = min(self._gap(now) * _GAP_FACTOR, _GAP_MOST)
            self._widened_at = now
            self._changed.notify_all()

    def round_trip(self) -> float:
        """The median of the last 30 round trips; 0.0 before the first."""
        with self._changed:
            return median(self._trips) if self._trips else 0.0

    def remembered(self) -> tuple[float, ...]:
        """Ages of the last departures, oldest first, for the next process's ``earlier``."""
        with self._changed:
            now = self._clock()
            return tuple(now - departure.left for departure in self._recent if departure.left is not None)

    def _gap(self, now: float) -> float:
        return max(self._base_gap, self._widened_gap - _GAP_RELIEF * (now - self._widened_at))

    def _delay(self) -> float:
        """Seconds until the slot opens, as far as known now; the slot's holder must leave or be done first."""
        if self._taken is not None:
            return _SLICE
        now = self._clock()
        opens = self._held_until
        if self._recent:
            opens = max(opens, self._since(self._recent[-1]) + self._gap(now))
        if len(self._recent) == self._recent.maxlen:
            oldest = self._recent[0]
            opens = max(opens, self._since(oldest) + self._span + self._lateness(oldest, now))
        return opens - now

    @staticmethod
    def _since(departure: Departure) -> float:
        assert departure.left is not None  # only departures that left are among the recent ones
        return departure.left

    def _lateness(self, departure: Departure, now: float) -> float:
        if departure.lateness is not None:
            return departure.lateness
        late = now - self._since(departure) - min(self._trips, default=0.0)
        return min(max(late, 0.0), _LATENESS_MOST)
