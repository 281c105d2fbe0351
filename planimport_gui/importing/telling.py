"""Tells how a run goes on: one event a change, totals a few times a second."""

import math
from collections.abc import Callable

from planimport_gui.facts.events import BatchChanged, Progress, RunEnded, RunEvent, RunStarted
from planimport_gui.facts.records import BatchRecord
from planimport_gui.importing.agenda import Agenda
from planimport_gui.importing.ports import RunJournal

_BETWEEN_TOTALS = 0.2
"""Seconds; totals are one query over all rows."""


class Teller:
    """Makes events of what the journal says of a run and hands them to ``tell``, in the calling thread."""

    def __init__(
        self, journal: RunJournal, run: int, tell: Callable[[RunEvent], None], clock: Callable[[], float], rate: float
    ) -> None:
        self._journal = journal
        self._run = run
        self._clock = clock
        self._rate = rate
        self._told_totals = -math.inf
        self._started = False
        self.tell = tell

    def started(self, batches: int) -> None:
        """Once; a run that makes room first has begun already when it comes to send."""
        if self._started:
            return
        self._started = True
        record = self._journal.run(self._run)
        self.tell(RunStarted(self._run, record.project.site, record.totals.total, batches))

    def batch(self, batch: BatchRecord) -> None:
        attempt = batch.last
        self.tell(
            BatchChanged(
                batch.number,
                len(batch.rows),
                batch.state,
                attempt.log_id if attempt else None,
                len(batch.attempts),
                attempt.cause if attempt else None,
                attempt.words if attempt else "",
                batch.parent,
                batch,
                self._journal.row_fates(self._run, batch.number),
            )
        )

    def totals(self, agenda: Agenda, *, now_or_never: bool = False) -> None:
        """Totals, unless they were told a moment ago."""
        now = self._clock()
        if now_or_never or now - self._told_totals >= _BETWEEN_TOTALS:
            self._told_totals = now
            requests = 2 * len(agenda.to_send()) + len(agenda.pending(wished_only=False))
            self.tell(Progress(self._journal.totals(self._run), requests / self._rate))

    def ended(self, *, cancelled: bool) -> RunEnded:
        record = self._journal.run(self._run)
        ended = RunEnded(
            self._run, record.totals, record.requests, record.unfinished, record.paused, record.paused_words, cancelled
        )
        self.tell(ended)
        return ended
