"""Fails a test that logged a WARNING or worse which it did not expect."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass
class _Expectation:
    pattern: re.Pattern[str]
    seen: int = 0


class LogWatch(logging.Handler):
    """Collects records of WARNING and above, sorted into expected and unexpected ones."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._expectations: list[_Expectation] = []
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        for expectation in self._expectations:
            if expectation.pattern.search(message):
                expectation.seen += 1
                return
        self.unexpected.append(f"{record.levelname} {record.name}: {message}")

    @contextmanager
    def expect(self, pattern: str) -> Iterator[None]:
        """Inside, records whose message matches are expected; at least one must come."""
        expectation = _Expectation(re.compile(pattern))
        self._expectations.append(expectation)
        try:
            yield
        finally:
            self._expectations.remove(expectation)
        if not expectation.seen:
            pytest.fail(f"nothing like {pattern!r} was logged as WARNING or above")

    def allow(self, pattern: str) -> None:
        """For the rest of the test, such records may come or not."""
        self._expectations.append(_Expectation(re.compile(pattern)))


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """``with log_watch.expect("pattern"):`` around what is meant to log a warning."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if watch.unexpected:
        lines = "\n".join(watch.unexpected)
        pytest.fail(f"unexpected in the log (expect it with log_watch.expect):\n{lines}", pytrace=False)
