"""What holds a run up: waits, pauses, batches that ended alike, and the care after a doubt."""

from collections.abc import Callable

from planimport_gui.facts.events import RunEvent, Waiting
from planimport_gui.facts.outcomes import Cause
from planimport_gui.importing.alarms import AlikeEndings, Ending, Patience
from planimport_gui.importing.recording import Consequence, Halt, Wait
from planimport_gui.importing.times import Times


class Holdups:
    """Judges what outcomes mean beyond their batch. ``recall`` withdraws the requests that have not left.

    ``careful`` asks for one add at a time: at the start, and after a doubt until the next acceptance. ``halt`` is
    why the run pauses, once it does.
    """

    def __init__(
        self,
        times: Times,
        clock: Callable[[], float],
        recall: Callable[[], None],
        tell: Callable[[RunEvent], None],
    ) -> None:
        self._limit = times.offline_limit
        self._clock = clock
        self._recall = recall
        self._tell = tell
        self._alike = AlikeEndings()
        self._patience = Patience(times.backoff)
        self._waits_for = Cause.OFFLINE
        self.careful = True
        self.halt: Halt | None = None

    @property
    def resting_until(self) -> float:
        """Nothing goes out before, in seconds of the clock."""
        return self._patience.until

    @property
    def stops_everything(self) -> bool:
        """Whether no request goes out any more. Batches that ended alike stop only new batches."""
        return self.halt is not None and self.halt.cause is not Cause.ALIKE

    def accepted(self) -> None:
        """The service accepted a batch."""
        self._alike.accepted()
        self.careful = False

    def answered(self) -> None:
        """The service was heard of: no wait is endless so far."""
        self._patience.answered()

    def consider(self, consequence: Consequence) -> None:
        """Take in what an outcome means for the run."""
        if consequence.ending is not None:
            self._ended(consequence.ending)
        match consequence.trouble:
            case Wait():
                self.wait(consequence.trouble)
            case Halt():
                self.pause(consequence.trouble)
            case None:
                if consequence.answered:
                    self.answered()

    def pause(self, halt: Halt) -> None:
        """Nothing new goes out in this stretch."""
        self.halt = halt
        self._recall()

    def wait(self, wait: Wait) -> None:
        """Rest, once for requests that met the same trouble together."""
        now = self._clock()
        self._waits_for = wait.cause
        if now < self._patience.until and wait.seconds is None:
            return
        seconds = self._patience.wait(now, wait.seconds)
        self._recall()
        self._tell(Waiting(wait.cause, seconds, wait.words))

    def watch(self) -> None:
        """An endless wait pauses the run."""
        if self._patience.lasts(self._clock()) >= self._limit:
            self.pause(Halt(self._waits_for))

    def _ended(self, ending: Ending) -> None:
        if ending is Ending.UNKNOWN:
            self.careful = True
            self._recall()
        if self._alike.ended(ending) and self.halt is None:
            self.pause(Halt(Cause.ALIKE))
