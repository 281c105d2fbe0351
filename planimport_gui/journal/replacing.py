"""Runs that take the place of batches of earlier ones: what they replace, and how far that is deleted."""

import sqlite3
from collections.abc import Sequence

from planimport_gui.facts.failures import Outdated
from planimport_gui.facts.records import AttemptState, Project, ReplacedBatch
from planimport_gui.journal.fold import CARRIED, TO_SEND

_GONE = f"""
    NOT EXISTS (SELECT 1 FROM attempt a WHERE a.batch = b.id AND a.state NOT IN ('free', 'refused', 'undone'))
    AND NOT ({TO_SEND})
"""
"""The condition that nothing of batch ``b`` stands in the service, and nothing of it will."""

_REPLACEABLE = f"""
    EXISTS (SELECT 1 FROM attempt a WHERE a.batch = b.id AND a.state = 'success')
    AND NOT EXISTS (
        SELECT 1 FROM attempt a WHERE a.batch = b.id AND NOT (
            a.state IN ('free', 'refused', 'undone') OR (a.state = 'success' AND a.log_id IS NOT NULL AND NOT a.struck)
        )
    )
    AND NOT EXISTS (SELECT 1 FROM ({CARRIED}) c WHERE c.batch = b.id AND c.state IN ('unknown', 'claimed'))
"""
"""The condition that all that is known of batch ``b`` is imported under log ids, and can be deleted with them."""

_STILL_SENDS = f"EXISTS (SELECT 1 FROM batch b WHERE b.run = x.run AND {TO_SEND})"
"""The condition that the run of ``replaced`` row ``x`` has rows to send."""


def add(db: sqlite3.Connection, run: int, project: Project, replaced: Sequence[ReplacedBatch]) -> None:
    """What a new run replaces. Raises Outdated for a batch that is not wholly imported into ``project``, or that

    an unfinished run replaces already.
    """
    for batch in dict.fromkeys(replaced):
        found = db.execute(
            f"""
            SELECT b.id FROM batch b JOIN run r ON r.id = b.run
            WHERE b.run = ? AND b.number = ? AND b.run <> ? AND r.address = ? AND r.site = ? AND {_REPLACEABLE}
            AND NOT EXISTS (SELECT 1 FROM replaced x WHERE x.batch = b.id AND {_STILL_SENDS})
            """,
            (batch.run, batch.batch, run, project.address, project.site),
        ).fetchone()
        if found is None:
            raise Outdated
        db.execute("INSERT INTO replaced (run, batch) VALUES (?, ?)", (run, found["id"]))


def of_run(db: sqlite3.Connection, run: int) -> tuple[ReplacedBatch, ...]:
    """What a run replaces, deleted or not, in the order of the runs and batches."""
    found = db.execute(
        """
        SELECT b.run, b.number FROM replaced x JOIN batch b ON b.id = x.batch
        WHERE x.run = ? ORDER BY b.run, b.number
        """,
        (run,),
    )
    return tuple(ReplacedBatch(old, number) for old, number in found)


def in_place(db: sqlite3.Connection, run: int) -> tuple[ReplacedBatch, ...]:
    """Those of them that stand in the service or may, or may yet be sent."""
    found = db.execute(
        f"""
        SELECT b.run, b.number FROM replaced x JOIN batch b ON b.id = x.batch
        WHERE x.run = ? AND NOT ({_GONE}) ORDER BY b.run, b.number
        """,
        (run,),
    )
    return tuple(ReplacedBatch(old, number) for old, number in found)


def rows_deleted(db: sqlite3.Connection, run: int) -> int:
    """Rows of what a run replaces that are deleted, while it has rows to send."""
    return _rows(db, f"x.run = ? AND {_has('undone')} AND ({_GONE})", run)


def rows_being_deleted(db: sqlite3.Connection, run: int) -> int:
    """Rows of a run that are being deleted for a later one with rows to send."""
    return _rows(db, f"b.run = ? AND {_has('deleting')}", run)


def call_off(db: sqlite3.Connection, run: int) -> None:
    """The run will never send what it has not sent, and delete no more for it.

    A deletion whose request has left may have been carried out, and is asked for on; one that was only meant is
    taken back.
    """
    db.execute(
        f"UPDATE batch SET abandoned = 1 WHERE id IN (SELECT b.id FROM batch b WHERE b.run = ? AND {TO_SEND})", (run,)
    )
    db.execute(
        """
        UPDATE attempt SET state = state_before, state_before = NULL, delete_reason = NULL
        WHERE state = ? AND delete_reason = 'undo' AND delete_tries = 0
        AND batch IN (SELECT batch FROM replaced WHERE run = ?)
        """,
        (AttemptState.DELETING.value, run),
    )


def _has(state: str) -> str:
    return f"EXISTS (SELECT 1 FROM attempt a WHERE a.batch = b.id AND a.state = '{state}')"


def _rows(db: sqlite3.Connection, which: str, run: int) -> int:
    """How many rows the replaced batches ``b`` carry whose successor still has rows to send."""
    found = db.execute(
        f"""
        SELECT coalesce(sum(size), 0) FROM (
            SELECT DISTINCT b.id, b.size FROM replaced x JOIN batch b ON b.id = x.batch
            WHERE {_STILL_SENDS} AND {which}
        )
        """,
        (run,),
    ).fetchone()
    return int(found[0])
