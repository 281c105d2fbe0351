"""What the user answers to a doubt. An attempt is in doubt when it, or at least one of its rows, is unknown."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from planimport_gui.facts.failures import LogIdTaken
from planimport_gui.facts.records import AttemptState, BatchKind
from planimport_gui.journal import batches
from planimport_gui.journal.attempts import in_states, other_holder, succeed
from planimport_gui.journal.fold import CARRIED, TO_SEND
from planimport_gui.journal.values import clean, time_text
from planimport_gui.plan.row import RowId


def adopt(
    db: sqlite3.Connection, attempt: int, log_id: int, who: str, now: datetime, lost: Iterable[RowId] | None
) -> None:
    """Raises LogIdTaken where the log id is another batch's, ValueError where the attempt is not unknown."""
    batch = in_states(db, attempt, AttemptState.UNKNOWN)["batch"]
    other = other_holder(db, attempt, log_id)
    if other is not None:
        raise LogIdTaken(log_id, *other)
    _remember(db, attempt, who, now, "adopt", log_id)
    _take_back(db, attempt)
    db.execute(
        """
        UPDATE attempt SET state = ?, log_id = ?, struck = 0, cause = NULL, code = NULL, words = '',
            delete_reason = NULL
        WHERE id = ?
        """,
        (AttemptState.ACCEPTED.value, log_id, attempt),
    )
    if lost is not None:
        succeed(db, attempt, batch, lost)


def claim(db: sqlite3.Connection, attempt: int, who: str, now: datetime) -> None:
    """Raises ValueError where nothing is in doubt."""
    _doubted(db, attempt)
    _remember(db, attempt, who, now, "claim")
    _take_back(db, attempt)
    claimed, unknown = AttemptState.CLAIMED.value, AttemptState.UNKNOWN.value
    db.execute("UPDATE attempt SET state = ? WHERE id = ? AND state = ?", (claimed, attempt, unknown))
    db.execute("UPDATE attempt_row SET state = ? WHERE attempt = ? AND state = ?", (claimed, attempt, unknown))


def send_again(db: sqlite3.Connection, attempt: int, who: str, now: datetime) -> int:
    """The rows in doubt once more, but for those that a later batch carries and may bring there.

    Where that leaves none, the answer is the batch that was made before: said twice, nothing goes twice.
    Raises ValueError where nothing is in doubt.
    """
    doubted = _doubted(db, attempt)
    _remember(db, attempt, who, now, "again")
    under_way = _under_way(db, attempt)
    rows = [row for row in doubted if row not in under_way]
    if not rows:
        found = db.execute("SELECT max(number) FROM batch WHERE again_of = ?", (attempt,)).fetchone()
        return int(found[0])
    batch = db.execute("SELECT batch FROM attempt WHERE id = ?", (attempt,)).fetchone()["batch"]
    return batches.add_child(db, batch, BatchKind.AGAIN, rows, again_of=attempt)


def leave(db: sqlite3.Connection, attempt: int, who: str, now: datetime) -> None:
    """Raises ValueError where nothing is in doubt."""
    _doubted(db, attempt)
    _remember(db, attempt, who, now, "leave")


def _doubted(db: sqlite3.Connection, attempt: int) -> list[RowId]:
    """The rows of an attempt that are in doubt, in sending order."""
    found = in_states(db, attempt, AttemptState.UNKNOWN, AttemptState.SUCCESS)
    unknown = db.execute(
        f"SELECT row FROM ({CARRIED}) WHERE batch = ? AND attempt = ? AND state = 'unknown' ORDER BY position",
        (found["batch"], attempt),
    )
    rows = [row for (row,) in unknown]
    if not rows:
        raise ValueError(f"attempt {attempt} is not in doubt")
    return rows


def _under_way(db: sqlite3.Connection, attempt: int) -> set[RowId]:
    """Rows that a later attempt of the run may bring, or has brought, into the service."""
    run = db.execute("SELECT b.run FROM attempt a JOIN batch b ON b.id = a.batch WHERE a.id = ?", (attempt,)).fetchone()
    sent = db.execute(
        f"""
        SELECT row FROM ({CARRIED}) WHERE run = ? AND attempt > ?
        AND state IN ('sending', 'unknown', 'accepted', 'success', 'claimed', 'deleting')
        """,
        (run["run"], attempt),
    )
    planned = db.execute(
        f"SELECT br.row FROM batch b JOIN batch_row br ON br.batch = b.id WHERE b.run = ? AND {TO_SEND}", (run["run"],)
    )
    return {row for (row,) in sent} | {row for (row,) in planned}


def _take_back(db: sqlite3.Connection, attempt: int) -> None:
    """Rows that turn out to be there must not go a second time: what was to send them again is abandoned."""
    db.execute(
        f"UPDATE batch SET abandoned = 1 WHERE id IN (SELECT b.id FROM batch b WHERE b.again_of = ? AND {TO_SEND})",
        (attempt,),
    )


def _remember(
    db: sqlite3.Connection, attempt: int, who: str, now: datetime, what: str, log_id: int | None = None
) -> None:
    db.execute(
        "INSERT INTO decision (attempt, made, who, what, log_id) VALUES (?, ?, ?, ?, ?)",
        (attempt, time_text(now), clean(who), what, log_id),
    )
