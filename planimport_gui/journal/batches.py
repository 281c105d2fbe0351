"""Batches in the journal: making, reading, and what the user wishes for whole ones."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptRecord, AttemptState, BatchKind, BatchRecord, DeleteReason, PlannedBatch
from planimport_gui.journal.fold import TO_SEND
from planimport_gui.plan.row import RowId


def of_run(db: sqlite3.Connection, run: int) -> tuple[BatchRecord, ...]:
    """All batches of a run by number. Raises KeyError for a run that is not there."""
    if db.execute("SELECT 1 FROM run WHERE id = ?", (run,)).fetchone() is None:
        raise KeyError(run)
    return _records(db, "b.run = ?", (run,))


def with_second_tries(db: sqlite3.Connection, run: int) -> tuple[BatchRecord, ...]:
    """All batches of a run in which rows were sent again at the user's word; of any other run none."""
    found = db.execute("SELECT 1 FROM batch WHERE run = ? AND again_of IS NOT NULL", (run,)).fetchone()
    return () if found is None else of_run(db, run)


def one(db: sqlite3.Connection, run: int, number: int) -> BatchRecord:
    """Raises KeyError for a batch that is not there."""
    found = _records(db, "b.run = ? AND b.number = ?", (run, number))
    if not found:
        raise KeyError((run, number))
    return found[0]


def identity(db: sqlite3.Connection, run: int, number: int) -> int:
    """The batch's id. Raises KeyError for a batch that is not there."""
    found = db.execute("SELECT id FROM batch WHERE run = ? AND number = ?", (run, number)).fetchone()
    if found is None:
        raise KeyError((run, number))
    return int(found["id"])


def to_send(db: sqlite3.Connection, batch: int) -> bool:
    return db.execute(f"SELECT 1 FROM batch b WHERE b.id = ? AND {TO_SEND}", (batch,)).fetchone() is not None


def add_planned(db: sqlite3.Connection, run: int, number: int, planned: PlannedBatch) -> None:
    made = db.execute(
        "INSERT INTO batch (run, number, kind, after, size) VALUES (?, ?, ?, ?, ?)",
        (run, number, BatchKind.PLANNED.value, planned.after, len(planned.rows)),
    )
    _add_rows(db, made.lastrowid, planned.rows)


def add_child(
    db: sqlite3.Connection, parent: int, kind: BatchKind, rows: Sequence[RowId], again_of: int | None = None
) -> int:
    """A batch with some rows of the batch with id ``parent``; its number."""
    run, parent_number = db.execute("SELECT run, number FROM batch WHERE id = ?", (parent,)).fetchone()
    number = int(db.execute("SELECT max(number) + 1 FROM batch WHERE run = ?", (run,)).fetchone()[0])
    made = db.execute(
        "INSERT INTO batch (run, number, kind, parent, again_of, size, split) VALUES (?, ?, ?, ?, ?, ?, 1)",
        (run, number, kind.value, parent_number, again_of, len(rows)),
    )
    mark_split(db, parent)
    _add_rows(db, made.lastrowid, rows)
    return number


def mark_split(db: sqlite3.Connection, batch: int) -> None:
    """From now on the rows of the batch are counted one by one."""
    db.execute("UPDATE batch SET split = 1 WHERE id = ?", (batch,))


def _add_rows(db: sqlite3.Connection, batch: int | None, rows: Sequence[RowId]) -> None:
    db.executemany(
        "INSERT INTO batch_row (batch, position, row) VALUES (?, ?, ?)",
        [(batch, position, row) for position, row in enumerate(rows)],
    )


def wish_undo(db: sqlite3.Connection, run: int, number: int) -> None:
    db.execute("UPDATE batch SET undo_wish = 1 WHERE id = ?", (identity(db, run, number),))


def abandon(db: sqlite3.Connection, run: int, number: int) -> None:
    """Raises ValueError for a batch that is not waiting to be sent."""
    batch = identity(db, run, number)
    if not to_send(db, batch):
        raise ValueError(f"batch {number} of run {run} is not planned")
    db.execute("UPDATE batch SET abandoned = 1 WHERE id = ?", (batch,))


def _records(db: sqlite3.Connection, which: str, values: tuple[int, ...]) -> tuple[BatchRecord, ...]:
    rows: dict[int, list[RowId]] = {}
    carried = f"SELECT b.id, br.row FROM batch b JOIN batch_row br ON br.batch = b.id WHERE {which}"
    for batch, row in db.execute(f"{carried} ORDER BY b.id, br.position", values):
        rows.setdefault(batch, []).append(row)
    lost: dict[int, set[RowId]] = {}
    for attempt, row in db.execute(
        f"SELECT x.attempt, x.row FROM batch b JOIN attempt a ON a.batch = b.id JOIN attempt_row x ON x.attempt = a.id"
        f" WHERE {which} AND b.split AND a.state = 'success' AND x.state = 'unknown'",
        values,
    ):
        lost.setdefault(attempt, set()).add(row)
    attempts: dict[int, list[AttemptRecord]] = {}
    for found in db.execute(
        f"SELECT b.number, a.* FROM batch b JOIN attempt a ON a.batch = b.id WHERE {which} ORDER BY a.id", values
    ):
        attempts.setdefault(found["batch"], []).append(_attempt(found, frozenset(lost.get(found["id"], ()))))
    found_batches = db.execute(f"SELECT * FROM batch b WHERE {which} ORDER BY b.number", values)
    return tuple(_batch(b, tuple(rows[b["id"]]), tuple(attempts.get(b["id"], ()))) for b in found_batches)


def _batch(found: sqlite3.Row, rows: tuple[RowId, ...], attempts: tuple[AttemptRecord, ...]) -> BatchRecord:
    return BatchRecord(
        run=found["run"],
        number=found["number"],
        kind=BatchKind(found["kind"]),
        rows=rows,
        parent=found["parent"],
        after=found["after"],
        undo_wish=bool(found["undo_wish"]),
        abandoned=bool(found["abandoned"]),
        retried=bool(found["retried"]),
        attempts=attempts,
    )


def _attempt(found: sqlite3.Row, lost: frozenset[RowId]) -> AttemptRecord:
    return AttemptRecord(
        id=found["id"],
        batch=found["number"],
        state=AttemptState(found["state"]),
        started=datetime.fromisoformat(found["started"]),
        sha256=found["sha256"],
        log_id=found["log_id"],
        struck=bool(found["struck"]),
        cause=Cause(found["cause"]) if found["cause"] is not None else None,
        code=found["code"],
        words=found["words"],
        delete_reason=DeleteReason(found["delete_reason"]) if found["delete_reason"] is not None else None,
        delete_tries=found["delete_tries"],
        lost=lost,
    )
