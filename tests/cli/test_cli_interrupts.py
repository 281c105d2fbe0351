"""Signals while a run goes on."""

import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from planimport_gui.cli.interrupts import Interrupts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself signals there")


@pytest.fixture
def handlers() -> Iterator[None]:
    """Puts the handlers of the test run back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_every_signal_is_counted_in_another_thread() -> None:
    lock, seen, twice = threading.Lock(), [], threading.Event()

    def asked(count: int) -> None:
        with lock:
            seen.append((count, threading.current_thread() is threading.main_thread()))
        if count == 2:
            twice.set()

    with Interrupts(asked):
        with lock:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGTERM)
        assert twice.wait(10)
    assert seen == [(1, False), (2, False)]


def test_the_handlers_are_put_back(handlers: None) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with Interrupts(lambda count: None):
        assert signal.getsignal(signal.SIGINT) not in before
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_what_is_ignored_on_purpose_stays_ignored(handlers: None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Interrupts(lambda count: None):
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_in_another_thread_signals_are_left_alone() -> None:
    def enter() -> None:
        with Interrupts(lambda count: None):
            pass

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is before
