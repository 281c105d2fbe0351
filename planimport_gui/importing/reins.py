"""What a person may ask of a run under way: stop, pause, go on."""

import threading
from collections.abc import Callable


class Reins:
    """Held by whoever carries a run; pulled from any thread and from signal handlers.

    ``changed`` is called after every pull, so that nobody sleeps through it.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.cancelled = threading.Event()
        self.paused = threading.Event()
        self._changed = changed

    def cancel(self) -> None:
        """Let nothing new go out, for good."""
        self.cancelled.set()
        self._changed()

    def pause(self) -> None:
        """Let nothing new go out until ``go_on``."""
        self.paused.set()
        self._changed()

    def go_on(self) -> None:
        self.paused.clear()
        self._changed()
