"""What came of rows that were sent again: where they stand now, and which of them the service holds twice."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from planimport_gui.facts.records import AttemptRecord, AttemptState, BatchKind, BatchRecord, BatchState
from planimport_gui.plan.row import RowId

_ENDED_EMPTY = frozenset({BatchState.REFUSED, BatchState.ERROR, BatchState.UNDONE})


@dataclass(frozen=True, slots=True)
class Copy:
    """A batch that the service holds; ``log_id`` is ``None`` where that is the user's word alone."""

    batch: int
    log_id: int | None


@dataclass(frozen=True, slots=True)
class Doubled:
    """Rows that the service holds in each of ``copies``, oldest first.

    ``spare`` is the number of the newest batch that can be deleted without taking a row away that stands nowhere
    else; ``None`` where there is none.
    """

    rows: tuple[RowId, ...]
    copies: tuple[Copy, ...]
    spare: int | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """The rows of a batch in doubt, sent once more in ``batch``, and in what came of that one (``family``)."""

    batch: BatchRecord
    family: tuple[BatchRecord, ...]

    @property
    def under_way(self) -> bool:
        """Whether it may still reach the service, or has: then the rows must not go once more."""
        return under_way(self.batch)

    @property
    def imported(self) -> int:
        """How many of the rows it brought into the service."""
        return len(frozenset(self.batch.rows) & frozenset(row for row, _ in _held(self.family)))

    @property
    def log_ids(self) -> tuple[int, ...]:
        """The numbers under which the rows went again."""
        attempts = (attempt for batch in self.family for attempt in batch.attempts)
        return tuple(attempt.log_id for attempt in attempts if attempt.log_id is not None and not attempt.struck)


def doubled(batches: Sequence[BatchRecord]) -> tuple[Doubled, ...]:
    """The rows of a run that the service holds more than once, grouped by the batches that hold them.

    Only what was sent again at the user's word can be there twice.
    """
    if not any(batch.kind is BatchKind.AGAIN for batch in batches):
        return ()
    copies: dict[RowId, tuple[Copy, ...]] = {}
    for row, copy in _held(batches):
        copies[row] = (*copies.get(row, ()), copy)
    groups: dict[tuple[Copy, ...], list[RowId]] = {}
    for row, held in copies.items():
        if len(held) > 1:
            groups.setdefault(held, []).append(row)
    rows_of = {batch.number: batch.rows for batch in batches}
    return tuple(Doubled(tuple(rows), held, _spare(held, rows_of, copies)) for held, rows in groups.items())


def resent(batches: Sequence[BatchRecord]) -> frozenset[RowId]:
    """The rows in doubt that another batch brought into the service at the user's word."""
    doubted = {row for batch in batches for attempt in batch.attempts for row in _doubted(batch, attempt)}
    return frozenset(doubted & {row for row, _ in _held(batches)}) if doubted else frozenset()


def in_doubt(batches: Sequence[BatchRecord]) -> tuple[int, ...]:
    """The batches in doubt by number; those whose rows all came in when they were sent again stand last."""

    def came(batch: BatchRecord) -> bool:
        again = sent_again(batches, batch.number)
        return again is not None and again.imported == len(batch.rows)

    doubts = [batch for batch in batches if batch.state is BatchState.UNKNOWN]
    return tuple(batch.number for batch in sorted(doubts, key=came))


def sent_again(batches: Sequence[BatchRecord], number: int) -> Again | None:
    """What sending the rows of a batch again led to; ``None`` where they were not."""
    found = [batch for batch in batches if batch.parent == number and batch.kind is BatchKind.AGAIN]
    found = [batch for batch in found if not batch.abandoned]
    if not found:
        return None
    newest = next((batch for batch in reversed(found) if under_way(batch)), found[-1])
    return Again(newest, tuple(batch for batch in batches if batch.number in _family(batches, newest.number)))


def under_way(batch: BatchRecord) -> bool:
    """Whether a batch may still reach the service, or has."""
    return not batch.abandoned and batch.state not in _ENDED_EMPTY


def _held(batches: Sequence[BatchRecord]) -> Iterator[tuple[RowId, Copy]]:
    """Every row of every attempt that the service has, so far as is known."""
    for batch in batches:
        for attempt in batch.attempts:
            if attempt.state in (AttemptState.SUCCESS, AttemptState.CLAIMED):
                copy = Copy(batch.number, None if attempt.struck else attempt.log_id)
                yield from ((row, copy) for row in batch.rows if row not in attempt.lost)


def _doubted(batch: BatchRecord, attempt: AttemptRecord) -> Collection[RowId]:
    return batch.rows if attempt.state is AttemptState.UNKNOWN else attempt.lost


def _family(batches: Sequence[BatchRecord], number: int) -> set[int]:
    """A batch and the remainders and halves that came of it."""
    family = {number}
    for batch in sorted(batches, key=lambda batch: batch.number):
        if batch.parent in family and batch.kind is not BatchKind.AGAIN:
            family.add(batch.number)
    return family


def _spare(
    held: tuple[Copy, ...], rows_of: dict[int, tuple[RowId, ...]], copies: dict[RowId, tuple[Copy, ...]]
) -> int | None:
    for copy in reversed(held):
        elsewhere = all(any(other.batch != copy.batch for other in copies.get(row, ())) for row in rows_of[copy.batch])
        if copy.log_id is not None and elsewhere:
            return copy.batch
    return None
