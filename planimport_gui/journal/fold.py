"""The one place that says what became of a row: the fold of DESIGN section 5 over its attempts."""

import sqlite3

from planimport_gui.facts.records import Totals

CARRIED = """
    SELECT b.run, b.id AS batch, a.id AS attempt, br.position, br.row,
        CASE
            WHEN a.state IN ('success', 'refused') THEN coalesce(x.state, a.state)
            WHEN a.state = 'undone' AND a.delete_reason = 'retry' THEN 'free'
            ELSE a.state
        END AS state
    FROM batch b
    JOIN attempt a ON a.batch = b.id
    JOIN batch_row br ON br.batch = b.id
    LEFT JOIN attempt_row x ON x.attempt = a.id AND x.row = br.row
"""
"""Every row of every attempt with what that attempt alone says of it."""

TO_SEND = """
    b.abandoned = 0 AND NOT EXISTS (
        SELECT 1 FROM attempt a
        WHERE a.id = (SELECT max(id) FROM attempt WHERE batch = b.id)
        AND NOT (a.state = 'free' OR (a.state = 'undone' AND a.delete_reason = 'retry'))
    )
"""
"""The condition that batch ``b`` is still to be sent, as ``BatchRecord.to_send`` says it."""

# Ranks the states of one row; among equal ranks the later attempt wins. SQLite takes the other columns of a
# query with max() from the row that holds the maximum (its documentation: "bare columns in an aggregate query").
_FOLD = f"""
    SELECT state, count(*) AS rows FROM (
        SELECT state, max(
            CASE
                WHEN state IN ('sending', 'unknown', 'deleting') THEN 3
                WHEN state = 'accepted' THEN 2
                WHEN state IN ('success', 'claimed') THEN 1
                ELSE 0
            END * 1000000000000 + attempt
        )
        FROM ({CARRIED}) WHERE run = ? GROUP BY row
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
