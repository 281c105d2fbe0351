"""All the journal holds of a run that the window shows, and what is read off it."""

from collections.abc import Iterable, Iterator
from datetime import date

from planimport_gui.facts.again import Again, in_doubt, sent_again
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    AttemptRecord,
    AttemptState,
    BatchRecord,
    BatchState,
    DeleteReason,
    RefusedRow,
    RunRecord,
)
from planimport_gui.plan.row import Item, Origin, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.collector import collector_at_rest
from planimport_gui.ui.ports import Records
from planimport_gui.ui.running import Month, mark_of, month_progress
from planimport_gui.ui.states import KeptBatch, MonthProgress, RowMark

_GONE = (AttemptState.DELETING, AttemptState.UNDONE)


class RunPapers:
    """Read in a worker thread. ``sheet`` has the rows as they were sent, judged, unless their plan is ``shown``."""

    def __init__(self, records: Records, run: int, today: date, *, shown: bool) -> None:
        with collector_at_rest():
            self._read(records, run, today, shown=shown)

    def _read(self, records: Records, run: int, today: date, *, shown: bool) -> None:
        self.record: RunRecord = records.run(run)
        self.batches: tuple[BatchRecord, ...] = records.batches(run)
        self.refused: tuple[RefusedRow, ...] = records.refused_rows(run)
        self.fates = dict(records.row_fates(run))
        ids = tuple(self.fates)
        self.items = dict(zip(ids, records.items(run, ids), strict=True))
        self.rows: tuple[PlanRow, ...] = tuple(map(_plan_row, ids, self.items.values(), records.origins(run, ids)))
        self.sent = dict(zip(ids, self.rows, strict=True))
        self.marks: dict[RowId, RowMark] = {row: mark_of(fate) for row, fate in self.fates.items()}
        self.sheet = None if shown else PlanSheet(self.rows, today=today)
        self.months: dict[RowId, Month] = {id: item.month for id, item in self.items.items()}
        self.progress: tuple[MonthProgress, ...] = month_progress(self.months, self.fates)

    @property
    def collections(self) -> tuple[Iterable[object], ...]:
        """All of which there is much, to be let go a little at a time."""
        return self.fates, self.rows, self.items.values(), self.months.values(), self.batches

    @property
    def log_ids(self) -> tuple[int, ...]:
        """The numbers the service gave and has not deleted, in the order of the batches."""
        attempts = (attempt for batch in self.batches for attempt in batch.attempts if not attempt.struck)
        there = (attempt.log_id for attempt in attempts if attempt.state is not AttemptState.UNDONE)
        return tuple(log_id for log_id in there if log_id is not None)

    @property
    def doubts(self) -> tuple[int, ...]:
        """Batches in doubt; those whose rows came in when they were sent again stand last."""
        return in_doubt(self.batches)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why batches are in doubt, each reason once."""
        doubts = (batch.last for batch in self.batches if batch.state is BatchState.UNKNOWN)
        return tuple(dict.fromkeys(last.cause for last in doubts if last is not None and last.cause is not None))

    @property
    def again(self) -> tuple[Again, ...]:
        """What became of the doubts that were sent again."""
        found = (sent_again(self.batches, number) for number in self.doubts)
        return tuple(again for again in found if again is not None)

    @property
    def failed(self) -> tuple[int, ...]:
        """Batches that Calltouch could not import, as far as anything of them may be there."""
        return tuple(batch.number for batch in self.batches if batch.state is BatchState.ERROR)

    @property
    def to_delete(self) -> tuple[int, ...]:
        """Batches whose undo has no answer yet."""
        return tuple(batch.number for batch in self._left())

    @property
    def rows_to_delete(self) -> int:
        """The rows of those."""
        return len({row for batch in self._left() for row in batch.rows})

    @property
    def kept(self) -> tuple[KeptBatch, ...]:
        """Batches that Calltouch did not delete when it was asked to."""
        return tuple(_kept(self.batches))

    def sent_as(self) -> dict[RowId, AttemptRecord]:
        """The last attempt that carried each row, as far as there is one."""
        return {row: batch.last for batch in self.batches if batch.last is not None for row in batch.rows}

    def _left(self) -> list[BatchRecord]:
        return [batch for batch in self.batches if batch.undo_wish or any(map(_being_undone, batch.attempts))]


def _being_undone(attempt: AttemptRecord) -> bool:
    return attempt.state is AttemptState.DELETING and attempt.delete_reason is DeleteReason.UNDO


def _kept(batches: Iterable[BatchRecord]) -> Iterator[KeptBatch]:
    """A row that two batches carry is told once."""
    told: set[RowId] = set()
    for batch in batches:
        refused = [one for one in batch.attempts if one.delete_reason is DeleteReason.UNDO and one.state not in _GONE]
        if refused:
            rows = set(batch.rows) - told
            told |= rows
            yield KeptBatch(batch.number, len(rows), refused[-1].log_id, refused[-1].words)


def _plan_row(id: RowId, item: Item, origin: Origin | None) -> PlanRow:
    cells = (
        item.date_from, item.date_to, item.source or None, item.medium or None, item.campaign or None,
        item.content or None, item.keyword or None, item.type, item.name, item.value,
    )  # fmt: skip
    return PlanRow(id, cells, origin)
