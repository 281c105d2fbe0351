"""When which log id is asked for its status."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stray:
    """A log id the service says it does not know: asked on a schedule of its own."""

    since: float
    due: float
    polls: int = 1


@dataclass(slots=True)
class PollPlan:
    """The service works logs off in order: the oldest is asked after 2, 4, 8 … 60 s, and when it ends the next at once.

    While logs end one after another, one more at a time is asked; the first that is still in progress
    narrows it to one again. ``pauses`` are seconds, times those of one monotonic clock.
    """

    pauses: Sequence[float]
    due: float = 0.0
    step: int = 0
    width: int = 1
    strays: dict[int, Stray] = field(default_factory=dict)

    def accepted(self, now: float, alone: bool) -> None:
        """A log id was accepted; ``alone`` where no other is pending."""
        if alone:
            self.step = 0
            self._after(now)

    def ended(self, attempt: int, now: float) -> None:
        self.strays.pop(attempt, None)
        self.step = 0
        self.width += 1
        self.due = now

    def still(self, attempt: int, now: float) -> None:
        """In progress, or no usable answer."""
        self.strays.pop(attempt, None)
        self.width = 1
        if now >= self.due:
            self._after(now)

    def not_known(self, attempt: int, now: float) -> Stray:
        """The service does not know the log id; the others go on being asked."""
        stray = self.strays.get(attempt)
        if stray is None:
            stray = self.strays[attempt] = Stray(now, now)
        else:
            stray.polls += 1
        stray.due = now + self._pause(stray.polls - 1)
        return stray

    def next(self, pending: Sequence[int], asking: frozenset[int], now: float) -> tuple[int, ...]:
        """Which of the ``pending`` attempts (oldest first) to ask now; ``asking`` are under way."""
        settled = [attempt for attempt in pending if attempt not in self.strays]
        queue = settled[: self.width] if now >= self.due else []
        lost = [attempt for attempt, stray in self.strays.items() if attempt in pending and now >= stray.due]
        return tuple(attempt for attempt in [*queue, *lost] if attempt not in asking)

    def next_due(self, pending: Sequence[int]) -> float:
        """When the next of ``pending`` is to be asked."""
        dues = [self.strays[attempt].due for attempt in pending if attempt in self.strays]
        if len(dues) < len(pending):
            dues.append(self.due)
        return min(dues, default=self.due)

    def _after(self, now: float) -> None:
        self.due = now + self._pause(self.step)
        self.step += 1

    def _pause(self, step: int) -> float:
        return self.pauses[min(step, len(self.pauses) - 1)]
