"""Python's collector of cycles, at rest while much is made: going through all of a large plan takes it 0.2 s."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

_MANY = 20_000
_LONG = 0.1
"""New objects, or seconds at rest, from which on what is there is kept from the collector for good: a plan, which has

no cycles. Objects alone do not tell, for only those count that are more than before.
"""


class _Rest:
    """The collector is one for all threads, so whoever wants it to rest is counted."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._under_way = 0
        self._begun = 0.0

    def begin(self) -> None:
        with self._guard:
            if not self._under_way:
                self._begun = perf_counter()
            self._under_way += 1
            gc.disable()

    def end(self) -> None:
        with self._guard:
            self._under_way -= 1
            if self._under_way:
                return
            if gc.get_count()[0] > _MANY or perf_counter() - self._begun > _LONG:
                gc.freeze()
            gc.enable()


REST = _Rest()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Meanwhile nothing is collected; afterwards the collector forgets what was made, if it was much."""
    REST.begin()
    try:
        yield
    finally:
        REST.end()
