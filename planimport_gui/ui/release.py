"""Letting large collections go."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Slot

from planimport_gui.ui.jobs import Slices

_SLICE = 0.004
"""Seconds of letting go at a time: what took the place of these things is painted meanwhile."""
_SOON = 100
"""Milliseconds before the first of them: whoever drops much is about to show something."""
_STEP = 1024
"""Things that are let go in one step: so many rows take a fraction of a millisecond."""


class Release(QObject):
    """Lets things go a few at a time: letting all of a large plan go at once takes long enough to be felt."""

    def __init__(self, parent: QObject | None = None, *, step: int = _STEP) -> None:
        """``step`` things go at once: fewer where each holds many others."""
        super().__init__(parent)
        self._step = step
        self._slices = Slices(self, _SLICE)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._begin)
        self._held: list[Iterable[object]] = []

    def take(self, *collections: Iterable[object]) -> None:
        """Hold these, which nobody else needs any more, and then let go what is in them."""
        self._held += collections
        if self._held and not self._slices.busy:
            self._soon.start()

    @Slot()
    def _begin(self) -> None:
        self._slices.start(self._let_go())

    def _let_go(self) -> Iterator[None]:
        while self._held:
            things = list(self._held.pop())
            yield
            while things:
                del things[-self._step :]
                yield
