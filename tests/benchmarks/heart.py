"""How long the GUI thread stands still: a timer in it beats as often as it can, and a watcher sees where it is."""

import sys
import threading
import traceback
from collections import Counter
from time import perf_counter, sleep

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_STEP = 0.004


class Heart(QObject):
    """Beats in the GUI thread and keeps the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self.last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        self.longest, self.last = 0.0, perf_counter()

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now


class Watcher:
    """Notes where the GUI thread is whenever its heart has not beaten for ``patience`` seconds."""

    def __init__(self, heart: Heart, patience: float, depth: int = 7) -> None:
        self.seen: Counter[str] = Counter()
        self._heart = heart
        self._patience = patience
        self._depth = depth
        self._thread = threading.get_ident()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            sleep(_STEP)
            if perf_counter() - self._heart.last > self._patience:
                stack = traceback.extract_stack(sys._current_frames()[self._thread])[-self._depth :]
                lines = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in stack)
                self.seen[" < ".join(reversed(list(lines)))] += 1

    def told(self) -> list[str]:
        """The places, the longest first, with their milliseconds; forgets them."""
        places = [f"{count * _STEP * 1000:5.0f} ms {place}" for place, count in self.seen.most_common(8)]
        self.seen.clear()
        return places
