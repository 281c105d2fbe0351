"""Runs in the journal: making them, what interrupts and pauses them, and reading them back."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from planimport_gui.facts.again import doubled, resent
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, NewRun, Project, RefusedRow, RunRecord
from planimport_gui.journal import batches, replacing
from planimport_gui.journal.fold import CARRIED, TO_SEND, totals
from planimport_gui.journal.values import clean, item_of, item_text, time_text
from planimport_gui.plan.row import Item, ItemKey, Origin, RowId

_UNFINISHED = f"""
    EXISTS (SELECT 1 FROM batch b WHERE b.run = r.id AND {TO_SEND})
    OR EXISTS (
        SELECT 1 FROM batch b JOIN attempt a ON a.batch = b.id
        WHERE b.run = r.id AND (
            a.state IN ('sending', 'accepted', 'deleting')
            OR (b.undo_wish AND a.log_id IS NOT NULL AND NOT a.struck AND a.state IN ('success', 'error', 'unknown'))
        )
    )
"""
"""The condition that in run ``r`` something is still to be sent, polled or deleted."""

_CHUNK = 500
"""Row ids in one query; older SQLite takes 999 values."""


def create(db: sqlite3.Connection, new: NewRun, now: datetime) -> int:
    """Raises ValueError unless every row is in exactly one batch, and Outdated as ``replacing.add``."""
    sent = [row for batch in new.batches for row in batch.rows]
    if len(sent) != len(new.rows) or set(sent) != {planned.id for planned in new.rows}:
        raise ValueError("the batches do not hold every row once")
    run = int(_insert_run(db, new, now).lastrowid or 0)
    db.executemany(
        "INSERT INTO plan_row (run, row, item, origin_row, origin_column) VALUES (?, ?, ?, ?, ?)",
        [(run, planned.id, item_text(planned.item), planned.row, planned.column) for planned in new.rows],
    )
    for number, batch in enumerate(new.batches, 1):
        batches.add_planned(db, run, number, batch)
    replacing.add(db, run, new.project, new.replaces)
    return run


def interrupted(db: sqlite3.Connection, run: int) -> tuple[int, ...]:
    found = db.execute(
        "SELECT a.id, b.number FROM batch b JOIN attempt a ON a.batch = b.id WHERE b.run = ? AND a.state = ?",
        (run, AttemptState.SENDING.value),
    ).fetchall()
    db.executemany(
        "UPDATE attempt SET state = ?, cause = ? WHERE id = ?",
        [(AttemptState.UNKNOWN.value, Cause.INTERRUPTED.value, attempt) for attempt, _ in found],
    )
    return tuple(sorted(number for _, number in found))


def count_request(db: sqlite3.Connection, run: int) -> None:
    _change_run(db, "UPDATE run SET requests = requests + 1 WHERE id = ?", (run,))


def pause(db: sqlite3.Connection, run: int, cause: Cause | None, words: str) -> None:
    code = cause.value if cause else None
    _change_run(db, "UPDATE run SET paused = ?, paused_words = ? WHERE id = ?", (code, clean(words), run))


def one(db: sqlite3.Connection, run: int) -> RunRecord:
    """Raises KeyError for a run that is not there."""
    found = db.execute(f"SELECT r.*, ({_UNFINISHED}) AS unfinished FROM run r WHERE r.id = ?", (run,)).fetchone()
    if found is None:
        raise KeyError(run)
    return _record(db, found)


def newest_first(db: sqlite3.Connection) -> tuple[RunRecord, ...]:
    found = db.execute(f"SELECT r.*, ({_UNFINISHED}) AS unfinished FROM run r ORDER BY r.id DESC").fetchall()
    return tuple(_record(db, run) for run in found)


def items(db: sqlite3.Connection, run: int, rows: tuple[RowId, ...]) -> tuple[Item, ...]:
    """Raises KeyError for a row that is not there, Unreadable for an item nobody can have written."""
    texts: dict[int, str] = {}
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        texts.update(db.execute(f"SELECT row, item FROM plan_row WHERE run = ? AND row IN ({marks})", (run, *some)))
    return tuple(item_of(texts[row]) for row in rows)


def origins(db: sqlite3.Connection, run: int, rows: tuple[RowId, ...]) -> tuple[Origin | None, ...]:
    """Raises KeyError for a row that is not there."""
    places: dict[int, Origin | None] = {}
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        found = db.execute(
            f"SELECT row, origin_row, origin_column FROM plan_row WHERE run = ? AND row IN ({marks})", (run, *some)
        )
        places.update((row, Origin(at, column) if at is not None else None) for row, at, column in found)
    return tuple(places[row] for row in rows)


def refused_rows(db: sqlite3.Connection, run: int) -> tuple[RefusedRow, ...]:
    """A row that was refused without being named has the words for its batch."""
    found = db.execute(
        f"""
        SELECT c.row, coalesce(f.field, '') AS field, coalesce(f.words, a.words) AS words
        FROM ({CARRIED}) c JOIN attempt a ON a.id = c.attempt
        LEFT JOIN refusal f ON f.attempt = c.attempt AND f.row = c.row
        WHERE c.run = ? AND c.state = 'refused' ORDER BY c.attempt, c.position, f.id
        """,
        (run,),
    )
    return tuple(RefusedRow(row, field, words) for row, field, words in found)


def unfinished_with(db: sqlite3.Connection, project: Project, digest: str, keys: frozenset[ItemKey]) -> int | None:
    """Raises Unreadable for an item nobody can have written."""
    found = db.execute(
        f"SELECT r.id, r.digest FROM run r WHERE r.address = ? AND r.site = ? AND ({_UNFINISHED}) ORDER BY r.id DESC",
        (project.address, project.site),
    ).fetchall()
    for run, its_digest in found:
        unsent = _unsent_keys(db, run)
        if its_digest == digest or not keys.isdisjoint(unsent) or _takes_place(db, run, unsent, keys):
            return int(run)
    return None


def unfinished_in(db: sqlite3.Connection, project: Project) -> int | None:
    """The newest unfinished run into a project."""
    found = db.execute(
        f"SELECT max(r.id) FROM run r WHERE r.address = ? AND r.site = ? AND ({_UNFINISHED})",
        (project.address, project.site),
    ).fetchone()
    return None if found[0] is None else int(found[0])


def _takes_place(db: sqlite3.Connection, run: int, unsent: Collection[ItemKey], keys: Collection[ItemKey]) -> bool:
    """Whether the run replaces what stood in a month of ``keys``: until its rows are there, nothing tells of them."""
    return bool(replacing.of_run(db, run)) and not _months(unsent).isdisjoint(_months(keys))


def _months(keys: Collection[ItemKey]) -> set[tuple[int, int]]:
    return {(key.date_from.year, key.date_from.month) for key in keys}


def _unsent_keys(db: sqlite3.Connection, run: int) -> set[ItemKey]:
    found = db.execute(
        f"""
        SELECT p.item FROM batch b JOIN batch_row br ON br.batch = b.id
        JOIN plan_row p ON p.run = b.run AND p.row = br.row WHERE b.run = ? AND {TO_SEND}
        """,
        (run,),
    )
    return {item_of(text).key for (text,) in found}


def _insert_run(db: sqlite3.Connection, new: NewRun, now: datetime) -> sqlite3.Cursor:
    project = new.project
    return db.execute(
        """
        INSERT INTO run (address, site, project, file, sheet, digest, created, planned, left_out, before)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            project.address, project.site, clean(project.name), clean(new.file), clean(new.sheet), new.digest,
            time_text(now), len(new.rows), new.left_out, new.before,
        ),
    )  # fmt: skip


def _change_run(db: sqlite3.Connection, change: str, values: tuple[object, ...]) -> None:
    if db.execute(change, values).rowcount == 0:
        raise KeyError(values[-1])


def _record(db: sqlite3.Connection, found: sqlite3.Row) -> RunRecord:
    again = batches.with_second_tries(db, found["id"])
    return RunRecord(
        id=found["id"],
        project=Project(found["address"], found["site"], found["project"]),
        file=found["file"],
        sheet=found["sheet"],
        digest=found["digest"],
        created=datetime.fromisoformat(found["created"]),
        totals=totals(db, found["id"]),
        requests=found["requests"],
        unfinished=bool(found["unfinished"]),
        paused=Cause(found["paused"]) if found["paused"] is not None else None,
        paused_words=found["paused_words"],
        before=found["before"],
        resent=len(resent(again)),
        doubled=sum(len(group.rows) for group in doubled(again)),
        replaces=replacing.of_run(db, found["id"]),
        replaced=replacing.rows_deleted(db, found["id"]),
        being_replaced=replacing.rows_being_deleted(db, found["id"]),
    )
