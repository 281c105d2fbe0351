"""How long the GUI thread stands still: a timer in it beats as often as it can, and a watcher sees where it is."""

import gc
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time, sleep

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_STEP = 0.004
_FRESH = 0.005
"""Seconds that the last look at the scheduler may be old."""
_TASKS = Path("/proc/self/task")


class Heart(QObject):
    """Beats in the GUI thread and keeps the longest time between two beats.

    ``longest`` is by the clock, ``own`` without what other programs took.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        self.longest = self.own = 0.0
        self._looked, self._waited = perf_counter(), waited()
        self.last, self._spent = perf_counter(), process_time()

    @Slot()
    def _beat(self) -> None:
        now, spent = perf_counter(), process_time()
        pause = now - self.last
        self.longest = max(self.longest, pause)
        if now - self._looked > _FRESH:
            ready = waited()
            self.own = max(self.own, own(pause, spent - self._spent, ready - self._waited))
            self._waited = ready
            now = self._looked = perf_counter()
        self.last, self._spent = now, spent


def own(seconds: float, spent: float, ready: float) -> float:
    """Seconds without those for which threads of this process were ``ready`` while another program had the processor,

    but with all that this process ``spent`` itself.
    """
    return min(seconds, max(spent, seconds - ready))


def waited() -> float:
    """Seconds that the threads of this process were ready to run and did not. Only Linux tells; elsewhere 0."""
    total = 0
    for task in _TASKS.glob("*/schedstat"):
        try:
            total += int(task.read_bytes().split()[1])
        except OSError:  # the thread has just ended
            continue
    return total / 1e9


class Watcher:
    """Notes where all threads are whenever the heart has not beaten for ``patience`` seconds, and long collections.

    While one call into C holds the interpreter nobody can look: of that the first place after it is told.
    """

    def __init__(self, heart: Heart, patience: float, depth: int = 6) -> None:
        self.seen: Counter[str] = Counter()
        self._heart = heart
        self._patience = patience
        self._depth = depth
        self._collecting = 0.0
        gc.callbacks.append(self._collected)
        threading.Thread(target=self._watch, name="watcher", daemon=True).start()

    def _watch(self) -> None:
        before = perf_counter()
        while True:
            sleep(_STEP)
            now = perf_counter()
            if now - self._heart.last > self._patience:
                self._note(now - max(before, self._heart.last))
            before = now

    def _note(self, seconds: float) -> None:
        frames = sys._current_frames()
        for thread in threading.enumerate():
            frame = frames.get(thread.ident or 0)
            if frame is None or thread is threading.current_thread() or thread.daemon:
                continue
            stack = traceback.extract_stack(frame)[-self._depth :]
            lines = (f"{each.filename.rpartition('/')[2]}:{each.lineno} {each.name}" for each in stack)
            self.seen[f"{thread.name}: {' < '.join(reversed(list(lines)))}"] += round(seconds * 1000)

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = perf_counter()
            return
        seconds = perf_counter() - self._collecting
        if seconds > self._patience / 3:
            self.seen[f"collector, generation {info['generation']}"] += round(seconds * 1000)

    def told(self) -> list[str]:
        """The places, the longest first, with their milliseconds; forgets them."""
        places = [f"{milliseconds:5} ms {place}" for place, milliseconds in self.seen.most_common(8)]
        self.seen.clear()
        return places
