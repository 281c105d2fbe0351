"""Ctrl+C, SIGTERM and a terminal that closes: what is in flight is awaited before the program ends."""

import signal
import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import FrameType, TracebackType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS = tuple(signal.Signals[name] for name in _NAMES if hasattr(signal, name))


class Interrupts:
    """While entered, every signal calls ``asked`` instead of breaking off what the main thread does.

    ``asked`` runs in a thread of its own, so it may take locks that the main thread holds at the moment of
    the signal. It gets the number of the signal: 1 for the first, 2 for an impatient second.
    """

    def __init__(self, asked: Callable[[int], None]) -> None:
        self._asked = asked
        self._signals: SimpleQueue[bool] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="interrupts", daemon=True)
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> "Interrupts":
        self._thread.start()
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                # nohup, and the shell for what runs in the background, have signals ignored on purpose.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._signals.put(False)
        self._thread.join()

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._signals.put(True)

    def _serve(self) -> None:
        count = 0
        while self._signals.get():
            count += 1
            self._asked(count)


def terminate_like_interrupt() -> Callable[[], None]:
    """Let SIGTERM raise KeyboardInterrupt as Ctrl+C does; answers what puts the old handler back."""
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    return lambda: _restore(before)


def _restore(handler: Any) -> None:
    signal.signal(signal.SIGTERM, handler)
