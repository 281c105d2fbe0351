"""Ctrl+C in the terminal, and the signals of a session that ends, reach the event loop."""

import signal
import socket
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS = tuple(signal.Signals[name] for name in _NAMES if hasattr(signal, name))


class Interrupts(QObject):
    """While entered, ``asked`` is emitted for every signal instead of what the signal would do.

    Python runs its handlers only between its own steps, and an event loop that waits takes none; the system
    writes to a socket at once.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[signal.Signals, Any] = {}
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)
        self._wakeup = -1

    def __enter__(self) -> "Interrupts":
        self._wakeup = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in _SIGNALS:
            # nohup, and the shell for what runs in the background, have signals ignored on purpose.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, _note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()

    @Slot()
    def _arrived(self) -> None:
        try:
            self._here.recv(4096)
        except BlockingIOError:
            return
        self.asked.emit()


def _note(_number: int, _frame: FrameType | None) -> None:
    """The byte in the socket says it all."""
