"""The one place that says what became of a row: the fold of DESIGN section 5 over its attempts."""

import sqlite3

from planimport_gui.facts.records import Totals

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

# While all rows of a batch share one fate, its first row stands for all of them: a run of 100,000 rows folds in a
# millisecond. The rank of a state decides, then the later attempt; SQLite takes ``state`` from the row that holds
# the maximum (its documentation: "bare columns in an aggregate query").
_FOLD = f"""
    SELECT state, sum(weight) FROM (
        SELECT state, weight, max(
            CASE
                WHEN state IN ('sending', 'unknown', 'deleting') THEN 3
                WHEN state = 'accepted' THEN 2
                WHEN state IN ('success', 'claimed') THEN 1
                ELSE 0
            END * 1000000000000 + attempt
        )
        FROM (
            SELECT br.row, a.id AS attempt, CASE WHEN b.split THEN 1 ELSE b.size END AS weight, {_STATE} AS state
            {_JOINED}
            WHERE b.run = ? AND br.position < CASE WHEN b.split THEN b.size ELSE 1 END
        )
        GROUP BY row
    ) GROUP BY state
"""

_TOTAL_OF_STATE = {
    "sending": "unknown", "unknown": "unknown", "deleting": "unknown",
    "accepted": "pending",
    "success": "imported", "claimed": "imported",
    "refused": "refused", "error": "failed", "undone": "undone", "free": "not_sent",
}  # fmt: skip


def totals(db: sqlite3.Connection, run: int) -> Totals:
    """What became of the rows of a run. Raises KeyError for a run that is not there."""
    counted = db.execute("SELECT planned, left_out FROM run WHERE id = ?", (run,)).fetchone()
    if counted is None:
        raise KeyError(run)
    sums = dict.fromkeys(_TOTAL_OF_STATE.values(), 0)
    for state, rows in db.execute(_FOLD, (run,)):
        sums[_TOTAL_OF_STATE[state]] += rows
    planned, left_out = counted
    sums["not_sent"] = planned - sum(sums.values()) + sums["not_sent"]
    return Totals(total=planned + left_out, left_out=left_out, **sums)
