"""Deleting log ids from the service: the intent, and what the service answered."""

import sqlite3
from collections.abc import Sequence

from planimport_gui.facts.records import AttemptState, DeleteReason
from planimport_gui.journal.attempts import in_states
from planimport_gui.journal.values import clean

_DELETABLE = {
    DeleteReason.RETRY: (AttemptState.ACCEPTED, AttemptState.ERROR),
    DeleteReason.UNDO: (AttemptState.SUCCESS, AttemptState.ERROR, AttemptState.UNKNOWN, AttemptState.CLAIMED),
}


def delete(db: sqlite3.Connection, attempts: Sequence[int], reason: DeleteReason) -> None:
    """Attempts that are being deleted already stay as they are. Raises ValueError for one without a log id,

    in another state, or whose batch has used up its second try.
    """
    for attempt in attempts:
        found = in_states(db, attempt, AttemptState.DELETING, *_DELETABLE[reason])
        if found["state"] != AttemptState.DELETING:
            _mean_to_delete(db, found, reason)


def asking(db: sqlite3.Connection, run: int, attempts: Sequence[int]) -> None:
    for attempt in attempts:
        in_states(db, attempt, AttemptState.DELETING)
        db.execute("UPDATE attempt SET delete_tries = delete_tries + 1 WHERE id = ?", (attempt,))
    db.execute("UPDATE run SET requests = requests + 1 WHERE id = ?", (run,))


def deleted(db: sqlite3.Connection, attempt: int) -> None:
    """A wish to undo that came while the log id was deleted for a second try is fulfilled by that."""
    batch = in_states(db, attempt, AttemptState.DELETING)["batch"]
    wished = db.execute("SELECT undo_wish FROM batch WHERE id = ?", (batch,)).fetchone()[0]
    db.execute("UPDATE attempt SET state = ?, state_before = NULL WHERE id = ?", (AttemptState.UNDONE.value, attempt))
    if wished:
        db.execute("UPDATE attempt SET delete_reason = ? WHERE id = ?", (DeleteReason.UNDO.value, attempt))
        db.execute("UPDATE batch SET undo_wish = 0 WHERE id = ?", (batch,))


def delete_refused(db: sqlite3.Connection, attempt: int, words: str) -> None:
    """That an undo was refused is remembered, with the service's words."""
    in_states(db, attempt, AttemptState.DELETING)
    db.execute(
        """
        UPDATE attempt SET state = state_before, state_before = NULL, delete_tries = 0, words = ?,
            delete_reason = CASE delete_reason WHEN 'undo' THEN 'undo' END
        WHERE id = ?
        """,
        (clean(words), attempt),
    )


def _mean_to_delete(db: sqlite3.Connection, found: sqlite3.Row, reason: DeleteReason) -> None:
    if found["log_id"] is None or found["struck"]:
        raise ValueError(f"attempt {found['id']} has no log id to delete")
    # Only a final status ``error`` is retried, so that is what a refused deletion leads back to.
    before = AttemptState.ERROR.value if reason is DeleteReason.RETRY else found["state"]
    db.execute(
        "UPDATE attempt SET state = ?, state_before = ?, delete_reason = ? WHERE id = ?",
        (AttemptState.DELETING.value, before, reason.value, found["id"]),
    )
    if reason is DeleteReason.UNDO:
        db.execute("UPDATE batch SET undo_wish = 0 WHERE id = ?", (found["batch"],))
        return
    changed = db.execute("UPDATE batch SET retried = 1 WHERE id = ? AND retried = 0", (found["batch"],))
    if changed.rowcount == 0:
        raise ValueError(f"the batch of attempt {found['id']} was tried twice already")
