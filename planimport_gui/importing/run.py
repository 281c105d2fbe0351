"""Carries a run: sends what is planned, asks what is pending, deletes what is to be deleted."""

from collections.abc import Callable
from time import perf_counter

from planimport_gui.facts.events import RunEnded, RunEvent
from planimport_gui.importing.ports import PlanService, RunJournal
from planimport_gui.importing.reins import Reins
from planimport_gui.importing.requests import Requests
from planimport_gui.importing.room import Room
from planimport_gui.importing.stretch import Stretch
from planimport_gui.importing.telling import Teller
from planimport_gui.importing.times import Times


class Importer:
    """Carries one run at a time in the thread that calls it; requests run in worker threads.

    The states of a batch: *planned* until a request is about to leave; *sending* from the commit before its
    first byte; then *refused* (named rows set aside, the others in a child batch, or two halves that search),
    *accepted* under a log id, *unknown*, or planned again where it certainly was not executed. An accepted
    batch is asked until it is *success* or *error*; an error is *deleted* and sent a second time, once. A
    batch in doubt is never sent again by this class.

    A run that replaces batches of earlier ones sends nothing before all of those are deleted (see ``Room``).

    The first batch goes alone, and so does the next after a doubt, until the service accepts one. Nothing is
    kept here that the journal does not hold, except waits: another process can go on where this one ended.
    """

    def __init__(
        self,
        journal: RunJournal,
        service: PlanService,
        tell: Callable[[RunEvent], None],
        times: Times | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """``clock`` gives monotonic seconds. ``tell`` gets every event in order, in the calling thread."""
        self._journal = journal
        self._service = service
        self._tell = tell
        self._times = times or Times()
        self._clock = clock
        self._reins = Reins(self._wake)
        self._requests: Requests | None = None

    def send(self, run: int, *, wait: bool = True) -> RunEnded:
        """Carry a new or an interrupted run to its end, or to where it pauses. What it replaces is deleted before.

        Without ``wait`` it ends as soon as everything is accepted. Raises ``JournalFull`` where the journal
        stayed unwritable, ``JournalBroken``, and KeyError for a run that is not there.
        """
        teller = self._teller(run, self._tell)
        room = Room(self._journal, run, self._tell)
        if room.needed:
            self._journal.pause(run, None)
            teller.started(len(self._journal.batches(run)))
            held = room.make(self._clear_for_another, self._reins.cancelled.is_set)
            if held is not None:
                self._journal.pause(run, held.cause, held.words)
                return teller.ended(cancelled=self._reins.cancelled.is_set())
        return self._conduct(run, teller, sending=True, waiting=wait)

    def clear(self, run: int) -> RunEnded:
        """Carry out the deletions and undo wishes of a run, and send nothing. Raises as ``send``."""
        return self._conduct(run, self._teller(run, self._tell), sending=False, waiting=True)

    def cancel(self) -> None:
        """Let nothing new go out; ``send`` returns when what is in flight is answered and written down.

        May be called from any thread and from a signal handler.
        """
        self._reins.cancel()

    def pause(self) -> None:
        """Let nothing new go out until ``go_on``. What is in flight is answered and written down meanwhile, and

        what the service accepted is asked for as ever: asking changes nothing there. Any thread.
        """
        self._reins.pause()

    def go_on(self) -> None:
        """After a pause, from where it began. Any thread."""
        self._reins.go_on()

    def _wake(self) -> None:
        requests = self._requests
        if requests is not None:
            requests.wake()

    def _teller(self, run: int, tell: Callable[[RunEvent], None]) -> Teller:
        return Teller(self._journal, run, tell, self._clock, self._times.rate)

    def _clear_for_another(self, run: int, tell: Callable[[RunEvent], None]) -> RunEnded:
        """Delete for a run that is to be sent then: not before the service has answered a test."""
        return self._conduct(run, self._teller(run, tell), sending=False, waiting=True, testing=True)

    def _conduct(self, run: int, teller: Teller, *, sending: bool, waiting: bool, testing: bool = False) -> RunEnded:
        with Requests(self._journal, self._service, run, self._times.in_flight) as self._requests:
            return Stretch(
                run,
                self._journal,
                self._service,
                self._requests,
                teller,
                self._times,
                self._clock,
                self._reins,
                sending=sending,
                waiting=waiting,
                testing=testing,
            ).carry()
