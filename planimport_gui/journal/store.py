"""The journal as the rest of the program uses it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from planimport_gui.facts.failures import JournalFull
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    BatchKind,
    BatchRecord,
    DeleteReason,
    NewRun,
    Project,
    RefusedRow,
    ReplacedBatch,
    RowFate,
    RunRecord,
    Totals,
)
from planimport_gui.journal import attempts, batches, decisions, deletions, fold, opening, replacing, runs, sent
from planimport_gui.journal.database import Database
from planimport_gui.journal.reserve import Reserve
from planimport_gui.journal.troubles import journal_errors
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Item, ItemKey, Origin, RowId


def _local_time() -> datetime:
    return datetime.now().astimezone()


def open_journal(path: Path, *, now: Callable[[], datetime] = _local_time, read_only: bool = False) -> "Journal":
    """Open the journal at ``path``, or make it.

    ``now`` gives the wall time that is stored with facts. A ``read_only`` journal changes nothing on the disk, not
    even to make or migrate the file: a missing one reads as empty. For writing, its process holds the data
    folder's lock. Raises JournalFull and JournalBroken.
    """
    reserve_path = path.with_name(path.name + ".reserve")
    if read_only:
        return Journal(Database(opening.open_for_reading(path, reserve_path), path, None), now)
    reserve = Reserve(reserve_path)
    database = Database(opening.open_for_writing(path, reserve_path), path, reserve)
    try:
        # Without space for it the journal can be read and answers be tried; every new fact says so by itself.
        with suppress(JournalFull), journal_errors(path):
            reserve.restore()
    except BaseException:
        database.close()
        raise
    return Journal(database, now)


class Journal:
    """Remembers runs; implements ``importing.ports.RunJournal``, where each method is described.

    A writing method raises KeyError for a run, batch or attempt that is not there, and ValueError for a step that
    DESIGN section 5 does not know from the state it finds: both are mistakes of the caller, and nothing is written.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def close(self) -> None:
        """Give the file back. The journal cannot be used any more."""
        self._database.close()

    def run(self, run: int) -> RunRecord:
        return self._database.read(lambda db: runs.one(db, run))

    def runs(self) -> tuple[RunRecord, ...]:
        return self._database.read(runs.newest_first)

    def batches(self, run: int) -> tuple[BatchRecord, ...]:
        return self._database.read(lambda db: batches.of_run(db, run))

    def batch(self, run: int, number: int) -> BatchRecord:
        return self._database.read(lambda db: batches.one(db, run, number))

    def items(self, run: int, rows: Sequence[RowId]) -> tuple[Item, ...]:
        return self._database.read(lambda db: runs.items(db, run, tuple(rows)))

    def origins(self, run: int, rows: Sequence[RowId]) -> tuple[Origin | None, ...]:
        return self._database.read(lambda db: runs.origins(db, run, tuple(rows)))

    def refused_rows(self, run: int) -> tuple[RefusedRow, ...]:
        return self._database.read(lambda db: runs.refused_rows(db, run))

    def totals(self, run: int) -> Totals:
        return self._database.read(lambda db: fold.totals(db, run))

    def row_fates(self, run: int, batch: int | None = None) -> dict[RowId, RowFate]:
        return self._database.read(lambda db: fold.row_fates(db, run, batch))

    def history(self, project: Project) -> History:
        return self._database.read(lambda db: sent.history(db, project))

    def unfinished_with(self, project: Project, digest: str, keys: frozenset[ItemKey]) -> int | None:
        return self._database.read(lambda db: runs.unfinished_with(db, project, digest, keys))

    def unfinished_in(self, project: Project) -> int | None:
        return self._database.read(lambda db: runs.unfinished_in(db, project))

    def replaces(self, run: int) -> tuple[ReplacedBatch, ...]:
        return self._database.read(lambda db: replacing.of_run(db, run))

    def in_place(self, run: int) -> tuple[ReplacedBatch, ...]:
        return self._database.read(lambda db: replacing.in_place(db, run))

    def holder(self, project: Project, log_id: int) -> tuple[int, int] | None:
        return self._database.read(lambda db: attempts.holder(db, project, log_id))

    def create_run(self, new: NewRun) -> int:
        """Raises Outdated where what it replaces is not there any more as it was, or replaced already."""
        now = self._now()
        return self._database.write_new(lambda db: runs.create(db, new, now))

    def interrupted(self, run: int) -> tuple[int, ...]:
        return self._database.write_new(lambda db: runs.interrupted(db, run))

    def count_request(self, run: int) -> None:
        self._database.write_new(lambda db: runs.count_request(db, run))

    def pause(self, run: int, cause: Cause | None, words: str = "") -> None:
        self._database.write_new(lambda db: runs.pause(db, run, cause, words))

    def begin(self, run: int, number: int, sha256: str) -> int:
        now = self._now()
        return self._database.write_new(lambda db: attempts.begin(db, run, number, sha256, now))

    def free(self, attempt: int, cause: Cause, code: int | None = None, words: str = "") -> None:
        self._database.write_answer(lambda db: attempts.free(db, attempt, cause, code, words))

    def refuse(
        self,
        attempt: int,
        refused: Sequence[RefusedRow],
        children: Sequence[Sequence[RowId]],
        kind: BatchKind,
        words: str,
    ) -> tuple[int, ...]:
        return self._database.write_answer(lambda db: attempts.refuse(db, attempt, refused, children, kind, words))

    def accept(self, attempt: int, log_id: int) -> bool:
        return self._database.write_answer(lambda db: attempts.accept(db, attempt, log_id))

    def doubt(self, attempt: int, cause: Cause, code: int | None = None, words: str = "") -> None:
        self._database.write_answer(lambda db: attempts.doubt(db, attempt, cause, code, words))

    def settle(self, attempt: int, lost: frozenset[RowId] = frozenset()) -> None:
        self._database.write_answer(lambda db: attempts.settle(db, attempt, lost))

    def strike(self, attempt: int) -> None:
        self._database.write_answer(lambda db: attempts.strike(db, attempt))

    def fail(self, attempt: int, words: str = "") -> None:
        self._database.write_answer(lambda db: attempts.fail(db, attempt, words))

    def delete(self, attempts: Sequence[int], reason: DeleteReason) -> None:
        self._database.write_new(lambda db: deletions.delete(db, attempts, reason))

    def asking_to_delete(self, run: int, attempts: Sequence[int]) -> None:
        self._database.write_new(lambda db: deletions.asking(db, run, tuple(attempts)))

    def deleted(self, attempt: int) -> None:
        self._database.write_answer(lambda db: deletions.deleted(db, attempt))

    def delete_refused(self, attempt: int, words: str) -> None:
        self._database.write_answer(lambda db: deletions.delete_refused(db, attempt, words))

    def wish_undo(self, run: int, number: int) -> None:
        self._database.write_new(lambda db: batches.wish_undo(db, run, number))

    def abandon(self, run: int, number: int) -> None:
        self._database.write_new(lambda db: batches.abandon(db, run, number))

    def call_off(self, run: int) -> None:
        self._database.write_new(lambda db: replacing.call_off(db, run))

    def adopt(self, attempt: int, log_id: int, who: str, lost: frozenset[RowId] | None) -> None:
        """Raises LogIdTaken where the log id is another batch's already."""
        now = self._now()
        self._database.write_new(lambda db: decisions.adopt(db, attempt, log_id, who, now, lost))

    def claim(self, attempt: int, who: str) -> None:
        now = self._now()
        self._database.write_new(lambda db: decisions.claim(db, attempt, who, now))

    def send_again(self, attempt: int, who: str) -> int:
        now = self._now()
        return self._database.write_new(lambda db: decisions.send_again(db, attempt, who, now))

    def leave(self, attempt: int, who: str) -> None:
        now = self._now()
        self._database.write_new(lambda db: decisions.leave(db, attempt, who, now))
