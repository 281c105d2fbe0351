"""Signs that a run should not go on by itself: batches that end alike, and waiting that does not end."""

from dataclasses import dataclass
from enum import Enum

ALIKE = 3


class Ending(Enum):
    """How a batch can end badly in a way that its successors may share."""

    UNKNOWN = "unknown"
    REFUSED_WHOLE = "refused whole"


@dataclass(slots=True)
class AlikeEndings:
    """Counts bad endings in a row; an acceptance breaks the row. Waits never count."""

    ending: Ending | None = None
    count: int = 0

    def accepted(self) -> None:
        self.ending, self.count = None, 0

    def ended(self, ending: Ending) -> bool:
        """Whether this is the third in a row."""
        self.count = self.count + 1 if ending is self.ending else 1
        self.ending = ending
        return self.count >= ALIKE


@dataclass(slots=True)
class Patience:
    """Waits without an answer in between, and how long each next one is. Times in seconds of one monotonic clock."""

    backoff: tuple[float, ...]
    until: float = 0.0
    since: float | None = None
    step: int = 0

    def answered(self) -> None:
        self.since, self.step = None, 0

    def wait(self, now: float, wish: float | None = None) -> float:
        """Begin the next wait, as long as wished or the next step of the backoff; how long it is."""
        if self.since is None:
            self.since = now
        seconds = self.backoff[min(self.step, len(self.backoff) - 1)] if wish is None else wish
        self.step += 1
        self.until = max(self.until, now + seconds)
        return seconds

    def lasts(self, now: float) -> float:
        """For how many seconds nothing but waits has happened."""
        return 0.0 if self.since is None else now - self.since
