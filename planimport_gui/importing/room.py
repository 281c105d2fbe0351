"""Making room for a run that takes the place of batches of earlier ones: those are deleted first, all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from planimport_gui.facts.events import BatchChanged, Replacing, RunEnded, RunEvent, Waiting
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    AttemptRecord,
    AttemptState,
    BatchRecord,
    BatchState,
    DeleteReason,
    ReplacedBatch,
)
from planimport_gui.importing.agenda import deletable, standing
from planimport_gui.importing.ports import RunJournal

Clear = Callable[[int, Callable[[RunEvent], None]], RunEnded]
"""Carries out the deletions of a run and tells of them."""


@dataclass(frozen=True, slots=True)
class Held:
    """Nothing of the run may be sent. ``cause`` is why it does not go on by itself, ``None`` where it was stopped."""

    cause: Cause | None
    words: str = ""


class Room:
    """What a run replaces, deleted run by run with the machinery of an undo. Holds nothing the journal does not.

    Nothing is deleted while anything of it is in doubt, in work or cannot be deleted: rows would be gone, and
    could not be sent. Where the service refuses a deletion, those of the further runs are not asked for.
    """

    def __init__(self, journal: RunJournal, run: int, tell: Callable[[RunEvent], None]) -> None:
        self._journal = journal
        self._run = run
        self._tell = tell
        self._rows = 0
        self._deleted = 0

    @property
    def needed(self) -> bool:
        """Whether anything is to be deleted before the run may send what it has to send."""
        if not self._journal.in_place(self._run):
            return False
        return any(batch.to_send for batch in self._journal.batches(self._run))

    def make(self, clear: Clear, stopped: Callable[[], bool]) -> Held | None:
        """Delete what is left; why nothing may be sent, ``None`` where all of it is gone.

        Nothing is meant to be deleted any more once it is ``stopped``.
        """
        left = [(old, list(some)) for old, some in groupby(self._journal.in_place(self._run), lambda one: one.run)]
        batches = [batch for old, some in left for batch in self._batches(old, some)]
        if not all(map(_can_go, batches)):
            return Held(Cause.OLD_OPEN)
        self._deleted = self._journal.run(self._run).replaced
        self._rows = self._deleted + sum(len(batch.rows) for batch in batches)
        self._tell(Replacing(self._rows, self._deleted))
        for old, some in left:
            if stopped():
                return Held(None)
            held = self._clear(old, some, clear)
            if held is not None:
                return held
        return None

    def _clear(self, old: int, some: list[ReplacedBatch], clear: Clear) -> Held | None:
        attempts = [attempt.id for batch in self._batches(old, some) for attempt in deletable(batch)]
        if attempts:
            self._journal.delete(attempts, DeleteReason.UNDO)
        ended = clear(old, self._hear)
        if ended.paused is not None:
            # What holds the replacement up is told of the run that waits for it.
            self._journal.pause(old, None)
        left = [one for one in self._journal.in_place(self._run) if one.run == old]
        if ended.cancelled:
            return Held(None)
        if not left:
            return None
        if ended.paused is not None:
            return Held(ended.paused, ended.words)
        kept = [attempt for batch in self._batches(old, left) for attempt in batch.attempts if _kept(attempt)]
        return Held(Cause.OLD_KEPT, kept[0].words) if kept else Held(Cause.OLD_SILENT)

    def _hear(self, event: RunEvent) -> None:
        """Batches and rows of another run bear the same numbers: of those nothing is passed on but what is counted."""
        match event:
            case Waiting():
                self._tell(event)
            case BatchChanged(state=BatchState.UNDONE):
                self._deleted = self._journal.run(self._run).replaced
                self._tell(Replacing(self._rows, self._deleted))
            case _:
                pass

    def _batches(self, old: int, some: list[ReplacedBatch]) -> list[BatchRecord]:
        return [self._journal.batch(old, one.batch) for one in some]


def _can_go(batch: BatchRecord) -> bool:
    """Whether the service can be asked to delete all of a batch that it has; or is being asked already."""
    there = standing(batch)
    return bool(there) and not batch.to_send and all(map(_can_be_deleted, there))


def _can_be_deleted(attempt: AttemptRecord) -> bool:
    if attempt.state is AttemptState.DELETING:
        return attempt.delete_reason is DeleteReason.UNDO
    return attempt.state is AttemptState.SUCCESS and attempt.log_id is not None and not attempt.struck


def _kept(attempt: AttemptRecord) -> bool:
    return attempt.state is AttemptState.SUCCESS and attempt.delete_reason is DeleteReason.UNDO
