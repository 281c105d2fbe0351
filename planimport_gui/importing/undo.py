"""Undoing a run, or some of its batches: what is in the service is deleted, what was not sent never will be."""

from collections.abc import Callable, Collection
from time import perf_counter

from planimport_gui.facts.events import RunEnded, RunEvent
from planimport_gui.facts.records import BatchRecord, BatchState, DeleteReason
from planimport_gui.importing.agenda import deletable, last
from planimport_gui.importing.ports import PlanService, RunJournal
from planimport_gui.importing.run import Importer
from planimport_gui.importing.times import Times


class Undoer:
    """Deletes the log ids of a run. The service deletes whole batches only."""

    def __init__(
        self,
        journal: RunJournal,
        service: PlanService,
        tell: Callable[[RunEvent], None],
        times: Times | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._journal = journal
        self._importer = Importer(journal, service, tell, times, clock)

    def undo(self, run: int, batches: Collection[int] | None = None) -> RunEnded:
        """Undo ``batches`` (numbers), or all.

        A batch still in progress is deleted as soon as it is settled; one in doubt without a log id stays in
        doubt. Tells a ``LogDeleted`` for every answer. A run that has not made room for itself yet is called off
        whole: with a part of its rows it would not replace what it is to replace. Raises as ``Importer.send``.
        """
        self._journal.interrupted(run)
        if self._journal.in_place(run):
            self._journal.call_off(run)
            return self._importer.clear(run)
        for batch in self._journal.batches(run):
            if batches is not None and batch.number not in batches:
                continue
            if batch.state is BatchState.ACCEPTED or _goes_again(batch):
                self._journal.wish_undo(run, batch.number)
            elif attempts := deletable(batch):
                self._journal.delete([attempt.id for attempt in attempts], DeleteReason.UNDO)
            elif batch.to_send:
                self._journal.abandon(run, batch.number)
        return self._importer.clear(run)

    def cancel(self) -> None:
        """As ``Importer.cancel``; what was not deleted yet goes on with the next undo or resume."""
        self._importer.cancel()

    def pause(self) -> None:
        """As ``Importer.pause``: no further deletion is asked for."""
        self._importer.pause()

    def go_on(self) -> None:
        """As ``Importer.go_on``."""
        self._importer.go_on()


def _goes_again(batch: BatchRecord) -> bool:
    """Whether the batch is being deleted only to be sent a second time."""
    return batch.state is BatchState.DELETING and last(batch).delete_reason is DeleteReason.RETRY
