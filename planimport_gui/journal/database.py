"""One connection behind a lock: facts are written whole, committed when the call returns."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from planimport_gui.facts.failures import JournalBroken, JournalFull, JournalTrouble
from planimport_gui.journal.reserve import Reserve
from planimport_gui.journal.troubles import journal_errors

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
"""What happens inside a transaction. It may run twice, so it changes nothing but the database."""


class Database:
    """The journal's connection, for any thread.

    Facts are of two kinds. An *answer* is what the service said about a request that has left: it must be kept,
    so a full disk costs the reserve, and it is tried once more. Everything else is *new*: it may start more
    requests, so it is written only while the reserve is there, and never at its cost.
    """

    def __init__(self, db: sqlite3.Connection, path: Path, reserve: Reserve | None) -> None:
        self._db = db
        self._path = path
        self._reserve = reserve
        self._lock = RLock()
        self._file = _identity(path) if reserve is not None else None

    def read(self, work: Work[Result]) -> Result:
        """One consistent view. Raises JournalBroken."""
        with self._lock, self._errors():
            return self._transaction("BEGIN", work)

    def write_new(self, work: Work[Result]) -> Result:
        """Raises JournalFull without the reserve, and JournalBroken; then nothing was written.

        Nothing new begins in a file that is no longer the one at its path: nobody would find it there again.
        """
        with self._lock, self._errors():
            reserve = self._held_reserve()
            self._check_place()
            reserve.restore()
            return self._transaction("BEGIN IMMEDIATE", work)

    def write_answer(self, work: Work[Result]) -> Result:
        """Raises JournalFull only when the reserve was not enough, and JournalBroken; then nothing was written."""
        with self._lock:
            reserve = self._held_reserve()
            try:
                return self._write(work)
            except JournalFull:
                reserve.give_up()
            self._reuse_log()
            return self._write(work)

    def close(self) -> None:
        with self._lock, self._errors():
            self._db.close()

    def _write(self, work: Work[Result]) -> Result:
        with self._errors():
            return self._transaction("BEGIN IMMEDIATE", work)

    def _reuse_log(self) -> None:
        """Begin the write-ahead log anew: what it takes on the disk is space as well."""
        # Where not even this can be written, the fact cannot either, and says so.
        with suppress(JournalFull), self._errors():
            self._db.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """As ``journal_errors``; whatever goes wrong with a file that is gone from its place is told as that."""
        try:
            with journal_errors(self._path):
                yield
        except JournalBroken as error:
            if error.trouble is JournalTrouble.REPLACED or not self._moved:
                raise
            raise JournalBroken(JournalTrouble.REPLACED, str(self._path), error.detail) from error

    @property
    def _moved(self) -> bool:
        with suppress(PermissionError):
            return self._file is not None and _identity(self._path) != self._file
        return False

    def _check_place(self) -> None:
        """Systems other than Windows let an open file be deleted, moved or exchanged."""
        if self._moved:
            raise JournalBroken(JournalTrouble.REPLACED, str(self._path), "not the file that was opened")

    def _held_reserve(self) -> Reserve:
        if self._reserve is None:
            raise JournalBroken(JournalTrouble.READ_ONLY, str(self._path), "opened for reading")
        return self._reserve

    def _transaction(self, begin: str, work: Work[Result]) -> Result:
        self._db.execute(begin)
        try:
            result = work(self._db)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return result


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and number of the file at a path; ``None`` where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
