"""What is left to do in a run, read off its batches."""

from collections.abc import Iterable

from planimport_gui.facts.records import AttemptRecord, AttemptState, BatchKind, BatchRecord, BatchState

_ORDER = {BatchKind.PLANNED: 0, BatchKind.AGAIN: 0, BatchKind.REMAINDER: 1, BatchKind.HALF: 2}
"""The search for a refused row waits until the other batches are out."""

_SETTLED = frozenset({BatchState.SUCCESS, BatchState.REFUSED, BatchState.ERROR, BatchState.UNDONE, BatchState.CLAIMED})
_NOTHING_THERE = frozenset({AttemptState.FREE, AttemptState.REFUSED, AttemptState.UNDONE})
_DELETABLE = frozenset({AttemptState.SUCCESS, AttemptState.ERROR, AttemptState.UNKNOWN})


class Agenda:
    """The batches of a run by number, and what they ask for. Holds nothing that the journal does not."""

    def __init__(self, batches: Iterable[BatchRecord]) -> None:
        self._batches = {batch.number: batch for batch in batches}

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> BatchRecord:
        return self._batches[number]

    def update(self, batch: BatchRecord) -> bool:
        """Take in the newer record of a batch; whether people see a change."""
        before = self._batches.get(batch.number)
        self._batches[batch.number] = batch
        return before is None or (before.state, len(before.attempts)) != (batch.state, len(batch.attempts))

    def to_send(self) -> list[BatchRecord]:
        """Batches that may be sent now, in the order in which they should go."""
        ready = [batch for batch in self._batches.values() if batch.to_send and self._unblocked(batch)]
        return sorted(ready, key=lambda batch: (_ORDER[batch.kind], batch.number))

    def pending(self, *, wished_only: bool) -> list[BatchRecord]:
        """Accepted batches, the oldest attempt first; or only those to be undone once settled."""
        pending = [
            batch
            for batch in self._batches.values()
            if batch.state is BatchState.ACCEPTED and (batch.undo_wish or not wished_only)
        ]
        return sorted(pending, key=lambda batch: last(batch).id)

    def wished(self) -> list[tuple[BatchRecord, tuple[AttemptRecord, ...]]]:
        """Settled batches with an undo wish, and the attempts whose log ids can be deleted."""
        settled = (b for b in self._batches.values() if b.undo_wish and b.state is not BatchState.ACCEPTED)
        return [(batch, attempts) for batch in settled if (attempts := deletable(batch))]

    def deleting(self) -> dict[int, AttemptRecord]:
        """By log id, every deletion that has no answer yet."""
        return {
            log_id(attempt): attempt
            for batch in self._batches.values()
            for attempt in batch.attempts
            if attempt.state is AttemptState.DELETING
        }

    def _unblocked(self, batch: BatchRecord) -> bool:
        """Whether the batch with the same key before it has ended, and all that came of that one."""
        if batch.after is None:
            return True
        family = {batch.after}
        for number, other in sorted(self._batches.items()):
            if other.parent in family:
                family.add(number)
        return all(self._batches[number].state in _SETTLED for number in family)


def last(batch: BatchRecord) -> AttemptRecord:
    """The last attempt of a batch that has one."""
    if batch.last is None:
        raise AssertionError(f"batch {batch.number} has no attempt")
    return batch.last


def standing(batch: BatchRecord) -> list[AttemptRecord]:
    """The attempts of a batch that stand in the service, or may."""
    return [attempt for attempt in batch.attempts if attempt.state not in _NOTHING_THERE]


def log_id(attempt: AttemptRecord) -> int:
    """The log id of an attempt that has one."""
    if attempt.log_id is None:
        raise AssertionError(f"attempt {attempt.id} has no log id")
    return attempt.log_id


def deletable(batch: BatchRecord) -> tuple[AttemptRecord, ...]:
    """Attempts whose log id the service can be asked to delete."""
    return tuple(
        attempt
        for attempt in batch.attempts
        if attempt.log_id is not None and not attempt.struck and attempt.state in _DELETABLE
    )
