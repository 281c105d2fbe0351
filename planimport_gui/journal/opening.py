"""Opens the journal's file: makes, checks and migrates it, or says why it cannot be used."""

import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.journal.schema import APPLICATION_ID, STEPS, Step
from planimport_gui.journal.troubles import damaged, journal_errors

_BUSY_SECONDS = 10
_SMALLEST = 512
"""Bytes of the smallest page SQLite knows."""
_TABLES = frozenset(
    {"run", "plan_row", "batch", "batch_row", "attempt", "attempt_row", "refusal", "decision", "replaced"},
)


def open_for_writing(path: Path, reserve: Path, steps: Sequence[Step] = STEPS) -> sqlite3.Connection:
    """The journal at ``path``, made where it is missing, checked, and brought to the newest version.

    ``reserve`` is the path of the reserve file, which exists only beside a finished journal. Raises
    JournalFull and JournalBroken.
    """
    with journal_errors(path):
        _make_place(path, reserve)
        db = _connect(path)
        try:
            version = _check(db, path, len(steps))
            _configure(db, path)
            _migrate(db, path, version, steps)
            _check_tables(db, path)
        except BaseException:
            db.close()
            raise
        return db


def open_for_reading(path: Path, reserve: Path, steps: Sequence[Step] = STEPS) -> sqlite3.Connection:
    """The journal at ``path`` without changing it; a missing one reads as empty, an older one as if migrated.

    Raises JournalBroken.
    """
    with journal_errors(path):
        if not path.exists():
            return _newest_in_memory(None, 0, steps)
        db = _connect_reading(path, reserve)
        try:
            version = _check(db, path, len(steps))
            if version < len(steps):
                newest = _newest_in_memory(db, version, steps)
                db.close()
                db = newest
            _check_tables(db, path)
        except BaseException:
            db.close()
            raise
        return db


def _make_place(path: Path, reserve: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        _refuse_strange(path, reserve)
        return
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    _sync_folder(path.parent)


def _refuse_strange(path: Path, reserve: Path) -> None:
    if not path.is_file():
        raise JournalBroken(JournalTrouble.UNREACHABLE, str(path), "not a file")
    size = path.stat().st_size
    # SQLite would make a new database of so short a file.
    if 0 < size < _SMALLEST or (size == 0 and reserve.exists()):
        raise damaged(path, f"{size} bytes")


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connect(target: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    db.row_factory = sqlite3.Row
    return db


def _connect_reading(path: Path, reserve: Path) -> sqlite3.Connection:
    _refuse_strange(path, reserve)
    address = path.absolute().as_uri()
    db = _connect(f"{address}?mode=ro", uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        # In a read-only folder or on a full disk SQLite's shared memory has no place, and without a log no use.
        return _connect(f"{address}?immutable=1", uri=True)
    return db


def _check(db: sqlite3.Connection, path: Path, newest: int) -> int:
    """The version of a sound journal of ours; 0 for an empty file."""
    version, application = _number(db, "user_version"), _number(db, "application_id")
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and application != APPLICATION_ID:
        raise damaged(path, "not a journal")
    if version > newest:
        raise JournalBroken(JournalTrouble.NEWER, str(path), f"version {version}")
    if empty and version:
        raise damaged(path, "no tables")
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, found)
    return version


def _configure(db: sqlite3.Connection, path: Path) -> None:
    mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise JournalBroken(JournalTrouble.UNREACHABLE, str(path), f"journal mode {mode}")
    db.execute("PRAGMA synchronous = FULL")
    # Without effect but on macOS, whose fsync leaves data in the drive's cache.
    db.execute("PRAGMA fullfsync = 1")
    db.execute("PRAGMA checkpoint_fullfsync = 1")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    # A file that may only be read is found out here instead of at the first fact.
    db.execute("BEGIN IMMEDIATE")
    db.execute("ROLLBACK")


def _migrate(db: sqlite3.Connection, path: Path, version: int, steps: Sequence[Step]) -> None:
    if 0 < version < len(steps):
        _copy_aside(db, path.with_name(f"{path.name}.v{version}"))
    for number, step in enumerate(steps[version:], version + 1):
        _take(db, step, number)


def _take(db: sqlite3.Connection, step: Step, number: int) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for statement in step:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _copy_aside(db: sqlite3.Connection, copy: Path) -> None:
    unfinished = copy.with_name(copy.name + ".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    target = sqlite3.connect(unfinished)
    try:
        db.backup(target)
    finally:
        target.close()
    unfinished.replace(copy)
    _sync_folder(copy.parent)


def _newest_in_memory(old: sqlite3.Connection | None, version: int, steps: Sequence[Step]) -> sqlite3.Connection:
    db = _connect(":memory:")
    if old is not None:
        old.backup(db)
    for number, step in enumerate(steps[version:], version + 1):
        _take(db, step, number)
    return db


def _check_tables(db: sqlite3.Connection, path: Path) -> None:
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := _TABLES - there:
        raise damaged(path, f"no table {min(missing)}")


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])
