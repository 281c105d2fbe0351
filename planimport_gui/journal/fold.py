"""The one place that says what became of a row: the fold of DESIGN section 5 over its attempts."""

import sqlite3
from collections import Counter

from planimport_gui.facts.records import RowFate, Totals
from planimport_gui.plan.row import RowId

_STATE = """
    CASE
        WHEN a.state IN ('success', 'refused') THEN coalesce(x.state, a.state)
        WHEN a.state = 'undone' AND a.delete_reason = 'retry' THEN 'free'
        ELSE a.state
    END
"""
_JOINED = """
    FROM batch b
    JOIN attempt a ON a.batch = b.id
    JOIN batch_row br ON br.batch = b.id
    LEFT JOIN attempt_row x ON x.attempt = a.id AND x.row = br.row
"""
CARRIED = f"SELECT b.run, b.id AS batch, a.id AS attempt, br.position, br.row, {_STATE} AS state {_JOINED}"
"""Every row of every attempt with what that attempt alone says of it."""

TO_SEND = """
    b.abandoned = 0 AND NOT EXISTS (
        SELECT 1 FROM attempt a
        WHERE a.id = (SELECT max(id) FROM attempt WHERE batch = b.id)
        AND NOT (a.state = 'free' OR (a.state = 'undone' AND a.delete_reason = 'retry'))
    )
"""
"""The condition that batch ``b`` is still to be sent, as ``BatchRecord.to_send`` says it."""

_RANK = """
    CASE
        WHEN state IN ('sending', 'unknown', 'deleting') THEN 3
        WHEN state = 'accepted' THEN 2
        WHEN state IN ('success', 'claimed') THEN 1
        ELSE 0
    END * 1000000000000 + attempt
"""
"""The rank of a state decides, then the later attempt. SQLite takes ``state`` from the row that holds the maximum

(its documentation: "bare columns in an aggregate query").
"""

# While all rows of a batch share one fate, its first row stands for all of them: a run of 100,000 rows folds in a
# millisecond.
_FOLD = f"""
    SELECT state, sum(weight) FROM (
        SELECT state, weight, max({_RANK})
        FROM (
            SELECT br.row, a.id AS attempt, CASE WHEN b.split THEN 1 ELSE b.size END AS weight, {_STATE} AS state
            {_JOINED}
            WHERE b.run = ? AND br.position < CASE WHEN b.split THEN b.size ELSE 1 END
        )
        GROUP BY row
    ) GROUP BY state
"""

_FOLD_BY_ROW = f"""
    SELECT p.row, f.state FROM plan_row p LEFT JOIN (
        SELECT row, state, max({_RANK}) FROM ({CARRIED}) WHERE run = :run GROUP BY row
    ) f ON f.row = p.row
    WHERE p.run = :run ORDER BY p.row
"""

# A row is carried by one batch and those that came of it, so the family of a batch holds all there is of its rows.
_FOLD_BATCH = f"""
    WITH RECURSIVE
    above (number, parent) AS (
        SELECT number, parent FROM batch WHERE run = :run AND number = :batch
        UNION SELECT b.number, b.parent FROM above JOIN batch b ON b.run = :run AND b.number = above.parent
    ),
    family (id, number) AS (
        SELECT b.id, b.number FROM batch b JOIN above ON b.run = :run AND b.number = above.number
        UNION SELECT b.id, b.number FROM family JOIN batch b ON b.run = :run AND b.parent = family.number
    ),
    wanted (row) AS (
        SELECT br.row FROM batch b JOIN batch_row br ON br.batch = b.id WHERE b.run = :run AND b.number = :batch
    )
    SELECT w.row, f.state FROM wanted w LEFT JOIN (
        SELECT row, state, max({_RANK}) FROM ({CARRIED} WHERE b.id IN (SELECT id FROM family)) GROUP BY row
    ) f ON f.row = w.row
"""

_FATE = {
    "sending": RowFate.UNKNOWN, "unknown": RowFate.UNKNOWN, "deleting": RowFate.UNKNOWN,
    "accepted": RowFate.PENDING,
    "success": RowFate.IMPORTED, "claimed": RowFate.CLAIMED,
    "refused": RowFate.REFUSED, "error": RowFate.FAILED, "undone": RowFate.UNDONE,
    "free": RowFate.NOT_SENT, None: RowFate.NOT_SENT,
}  # fmt: skip


def totals(db: sqlite3.Connection, run: int) -> Totals:
    """What became of the rows of a run. Raises KeyError for a run that is not there."""
    counted = db.execute("SELECT planned, left_out FROM run WHERE id = ?", (run,)).fetchone()
    if counted is None:
        raise KeyError(run)
    sums: Counter[RowFate] = Counter()
    for state, rows in db.execute(_FOLD, (run,)):
        sums[_FATE[state]] += rows
    planned, left_out = counted
    return Totals(
        total=planned + left_out,
        imported=sums[RowFate.IMPORTED] + sums[RowFate.CLAIMED],
        pending=sums[RowFate.PENDING],
        refused=sums[RowFate.REFUSED],
        failed=sums[RowFate.FAILED],
        unknown=sums[RowFate.UNKNOWN],
        undone=sums[RowFate.UNDONE],
        not_sent=planned - sums.total() + sums[RowFate.NOT_SENT],
        left_out=left_out,
    )


def row_fates(db: sqlite3.Connection, run: int, batch: int | None = None) -> dict[RowId, RowFate]:
    """What became of each planned row, or of those of one ``batch``, by the same fold as the totals."""
    query = _FOLD_BY_ROW if batch is None else _FOLD_BATCH
    return {RowId(row): _FATE[state] for row, state in db.execute(query, {"run": run, "batch": batch})}
