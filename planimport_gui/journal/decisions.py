"""What the user answers to a doubt. An attempt is in doubt when it, or at least one of its rows, is unknown."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from planimport_gui.facts.failures import LogIdTaken
from planimport_gui.facts.records import AttemptState, BatchKind
from planimport_gui.journal import batches
from planimport_gui.journal.attempts import holder, in_states, succeed
from planimport_gui.journal.fold import CARRIED, TO_SEND
from planimport_gui.journal.values import clean, time_text
from planimport_gui.plan.row import RowId


def adopt(
    db: sqlite3.Connection, attempt: int, log_id: int, who: str, now: datetime, lost: Iterable[RowId] | None
) -> None:
    """Raises LogIdTaken where the log id is another batch's, ValueError where the attempt is not unknown."""
    batch = in_states(db, attempt, AttemptState.UNKNOWN)["batch"]
    other = holder(db, attempt, log_id)
    if other is not None:
        raise LogIdTaken(log_id, other["run"], other["number"])
    _remember(db, attempt, who, now, "adopt", log_id)
    _take_back(db, attempt)
    db.execute(
        "UPDATE attempt SET state = ?, log_id = ?, struck = 0, cause = NULL, code = NULL, words = '' WHERE id = ?",
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
    """The rows in doubt once more. Said twice for one attempt it answers the same batch, and nothing goes twice.

    Raises ValueError where nothing is in doubt.
    """
    rows = _doubted(db, attempt)
    _remember(db, attempt, who, now, "again")
    known = db.execute("SELECT number FROM batch WHERE again_of = ? AND abandoned = 0", (attempt,)).fetchone()
    if known is not None:
        return int(known["number"])
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
