"""Work off the GUI thread, and work on it in slices too short to be felt."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from math import inf
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from planimport_gui.ui.collector import REST

T = TypeVar("T")
_log = logging.getLogger(__name__)

SLICE = 0.015
"""Seconds of work on the GUI thread at a time; the longest pause anybody may feel is 0.05."""
SHORT = 0.008
"""The same beside painting, which takes as long again, or beside a thread that computes."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A result on its way to the GUI thread."""

    take: Callable[[Any], None]
    value: object


class Jobs(QObject):
    """Runs work in other threads and delivers what it brings in the GUI thread.

    The executor is a parameter, so that a test can drain it by hand. Work gets no Qt objects.
    """

    _arrived = Signal(object)

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._guard = threading.Lock()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Do ``work`` in another thread; then, in this one, ``done`` with its value or ``failed`` with its error."""
        if not self._closed:
            self._executor.submit(self._carry, work, done, failed)

    def ask(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """As ``start``, for what may never be answered: a keyring waits for its password, a network for its host.

        So it keeps no thread from other work, and the program from its end.
        """
        threading.Thread(target=self._carry, args=(work, done, failed), name="asking", daemon=True).start()

    def post(self, take: Callable[[T], None], value: T) -> None:
        """From any thread: call ``take`` with ``value`` in the GUI thread, in the order of posting."""
        # After ``close`` Qt may destroy this any time, while an answer is still awaited.
        with self._guard:
            if not self._closed:
                self._arrived.emit(_Delivery(take, value))

    def poster(self, take: Callable[[T], None]) -> Callable[[T], None]:
        """A function for worker threads whose argument arrives at ``take`` in the GUI thread."""
        return partial(self.post, take)

    def close(self) -> None:
        """Deliver nothing any more, and begin nothing."""
        with self._guard:
            self._closed = True

    def _carry(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        try:
            value = work()
        except BaseException as error:  # noqa: BLE001 - it crosses to the GUI thread, which answers for it
            self.post(failed, error)
        else:
            self.post(done, value)

    @Slot(object)
    def _deliver(self, delivery: _Delivery) -> None:
        if not self._closed:
            delivery.take(delivery.value)


class Slices(QObject):
    """Carries a generator on the GUI thread, a few milliseconds at a time, between which events are handled.

    One at a time: starting another ends the one before without its ``done``. Meanwhile the collector rests.
    """

    def __init__(self, parent: QObject | None = None, slice_seconds: float = SLICE) -> None:
        super().__init__(parent)
        self._seconds = slice_seconds
        self._steps: Iterator[None] | None = None
        self._done: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        return self._steps is not None

    def start(self, steps: Iterator[None], done: Callable[[], None] | None = None) -> None:
        """Work through ``steps``, each of at most a few milliseconds, then call ``done``.

        What fits into one slice is done before this returns.
        """
        self.stop()
        self._steps, self._done = steps, done
        REST.begin()
        self._work()

    def stop(self) -> None:
        """Leave the work undone."""
        if self._steps is not None:
            REST.end()
        self._timer.stop()
        self._steps = self._done = None  # may hold the last reference to what owns this, and end it

    def finish(self) -> None:
        """Do all that is left at once."""
        self._carry(inf)

    @Slot()
    def _work(self) -> None:
        self._carry(self._seconds)

    def _carry(self, seconds: float) -> None:
        """At least one step, so that it comes to an end on the busiest computer as well."""
        steps, until = self._steps, perf_counter() + seconds
        if steps is None:
            return
        try:
            next(steps)
            while perf_counter() < until:
                next(steps)
        except StopIteration:
            done = self._done
            self.stop()
            if done is not None:
                done()
        except BaseException:
            self.stop()
            raise
        else:
            # Anew each time: a timer that repeats would come before all others after every picture.
            self._timer.start()
