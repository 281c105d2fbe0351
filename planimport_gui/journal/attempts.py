"""What the service says of an attempt while it is sent and imported; each function is one fact."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, BatchKind, Project, RefusedRow
from planimport_gui.journal import batches, replacing
from planimport_gui.journal.values import clean, time_text
from planimport_gui.plan.row import RowId

_LARGEST = 2**63 - 1
"""What an INTEGER of SQLite holds."""


def in_states(db: sqlite3.Connection, attempt: int, *allowed: AttemptState) -> sqlite3.Row:
    """The attempt. Raises KeyError where there is none and ValueError in any other state."""
    found: sqlite3.Row | None = db.execute("SELECT * FROM attempt WHERE id = ?", (attempt,)).fetchone()
    if found is None:
        raise KeyError(attempt)
    if found["state"] not in allowed:
        raise ValueError(f"attempt {attempt} is {found['state']}, not {' or '.join(allowed)}")
    return found


def begin(db: sqlite3.Connection, run: int, number: int, sha256: str, now: datetime) -> int:
    """Raises ValueError for a batch that is not to be sent, or not yet: it would go twice, or stand beside what it

    replaces.
    """
    batch = batches.identity(db, run, number)
    if not batches.to_send(db, batch):
        raise ValueError(f"batch {number} of run {run} is not to be sent")
    if replacing.in_place(db, run):
        raise ValueError(f"what run {run} replaces is not deleted")
    made = db.execute(
        "INSERT INTO attempt (batch, state, started, sha256) VALUES (?, ?, ?, ?)",
        (batch, AttemptState.SENDING.value, time_text(now), sha256),
    )
    db.execute("UPDATE run SET requests = requests + 1 WHERE id = ?", (run,))
    return int(made.lastrowid or 0)


def free(db: sqlite3.Connection, attempt: int, cause: Cause, code: int | None, words: str) -> None:
    in_states(db, attempt, AttemptState.SENDING)
    _become(db, attempt, AttemptState.FREE, cause, code, words)


def refuse(
    db: sqlite3.Connection,
    attempt: int,
    refused: Sequence[RefusedRow],
    children: Sequence[Sequence[RowId]],
    kind: BatchKind,
    words: str,
) -> tuple[int, ...]:
    """Raises ValueError where a row would be lost or carried twice."""
    batch = in_states(db, attempt, AttemptState.SENDING)["batch"]
    moved = [row for child in children for row in child]
    _check_split(rows_of(db, batch), {entry.row for entry in refused}, moved)
    _become(db, attempt, AttemptState.REFUSED, words=words)
    _mark_rows(db, attempt, moved, AttemptState.FREE)
    db.executemany(
        "INSERT INTO refusal (attempt, row, field, words) VALUES (?, ?, ?, ?)",
        [(attempt, entry.row, clean(entry.field), clean(entry.words)) for entry in refused],
    )
    return tuple(batches.add_child(db, batch, kind, child) for child in children)


def accept(db: sqlite3.Connection, attempt: int, log_id: int) -> bool:
    """A log id that cannot be told from another's, or no file could hold, leaves the attempt in doubt."""
    in_states(db, attempt, AttemptState.SENDING)
    if not 0 <= log_id <= _LARGEST:
        _become(db, attempt, AttemptState.UNKNOWN, Cause.UNREADABLE, None, str(log_id))
        return False
    if other_holder(db, attempt, log_id) is not None:
        _become(db, attempt, AttemptState.UNKNOWN, Cause.KNOWN_LOG, None, str(log_id))
        return False
    db.execute("UPDATE attempt SET log_id = ? WHERE id = ?", (log_id, attempt))
    _become(db, attempt, AttemptState.ACCEPTED)
    return True


def doubt(db: sqlite3.Connection, attempt: int, cause: Cause, code: int | None, words: str) -> None:
    in_states(db, attempt, AttemptState.SENDING, AttemptState.ACCEPTED)
    _become(db, attempt, AttemptState.UNKNOWN, cause, code, words)


def settle(db: sqlite3.Connection, attempt: int, lost: Iterable[RowId]) -> None:
    """Raises ValueError for lost rows that the attempt did not carry."""
    batch = in_states(db, attempt, AttemptState.ACCEPTED)["batch"]
    succeed(db, attempt, batch, lost)


def succeed(db: sqlite3.Connection, attempt: int, batch: int, lost: Iterable[RowId]) -> None:
    """Success, whatever the state before; ``lost`` rows are unknown."""
    lost = sorted(lost)
    if strange := set(lost) - set(rows_of(db, batch)):
        raise ValueError(f"attempt {attempt} did not carry row {min(strange)}")
    _become(db, attempt, AttemptState.SUCCESS)
    if lost:
        batches.mark_split(db, batch)
        _mark_rows(db, attempt, lost, AttemptState.UNKNOWN)


def strike(db: sqlite3.Connection, attempt: int) -> None:
    in_states(db, attempt, AttemptState.ACCEPTED)
    db.execute(
        "UPDATE attempt SET state = ?, struck = 1, cause = ? WHERE id = ?",
        (AttemptState.UNKNOWN.value, Cause.OTHER_IMPORT.value, attempt),
    )


def fail(db: sqlite3.Connection, attempt: int, words: str) -> None:
    in_states(db, attempt, AttemptState.ACCEPTED, AttemptState.ERROR)
    _become(db, attempt, AttemptState.ERROR, words=words)


def holder(db: sqlite3.Connection, project: Project, log_id: int, but: int = 0) -> tuple[int, int] | None:
    """Run and batch of the attempt that has this log id for the same address and SiteId, leaving aside ``but``."""
    if not 0 <= log_id <= _LARGEST:
        return None
    found = db.execute(
        """
        SELECT b.run, b.number FROM attempt a JOIN batch b ON b.id = a.batch JOIN run r ON r.id = b.run
        WHERE a.log_id = ? AND a.struck = 0 AND a.id <> ? AND r.address = ? AND r.site = ?
        """,
        (log_id, but, project.address, project.site),
    ).fetchone()
    return None if found is None else (found["run"], found["number"])


def other_holder(db: sqlite3.Connection, attempt: int, log_id: int) -> tuple[int, int] | None:
    """As ``holder``, for the project of an attempt and leaving that one aside."""
    found = db.execute(
        "SELECT r.address, r.site FROM attempt a JOIN batch b ON b.id = a.batch JOIN run r ON r.id = b.run"
        " WHERE a.id = ?",
        (attempt,),
    ).fetchone()
    return holder(db, Project(found["address"], found["site"]), log_id, attempt)


def rows_of(db: sqlite3.Connection, batch: int) -> list[RowId]:
    """The rows of a batch in sending order."""
    return [found[0] for found in db.execute("SELECT row FROM batch_row WHERE batch = ? ORDER BY position", (batch,))]


def _mark_rows(db: sqlite3.Connection, attempt: int, rows: Iterable[RowId], state: AttemptState) -> None:
    """Rows of which this attempt says something else than of its others."""
    db.executemany(
        "INSERT INTO attempt_row (attempt, row, state) VALUES (?, ?, ?)", [(attempt, row, state.value) for row in rows]
    )


def _become(
    db: sqlite3.Connection,
    attempt: int,
    state: AttemptState,
    cause: Cause | None = None,
    code: int | None = None,
    words: str = "",
) -> None:
    db.execute(
        "UPDATE attempt SET state = ?, cause = ?, code = ?, words = ? WHERE id = ?",
        (state.value, cause.value if cause else None, code, clean(words), attempt),
    )


def _check_split(rows: list[RowId], named: set[RowId], moved: list[RowId]) -> None:
    carried = set(rows)
    sound = named <= carried and (not moved or (len(moved) == len(set(moved)) and set(moved) == carried - named))
    if not sound:
        raise ValueError("the refused rows and those of the child batches are not the batch's")
