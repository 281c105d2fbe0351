"""What SQLite's and the system's errors mean for the journal."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planimport_gui.facts.failures import JournalBroken, JournalError, JournalFull, JournalTrouble
from planimport_gui.journal.values import Unreadable

_FULL_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY_ERRNO = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_OF_THE_WORLD = {
    sqlite3.SQLITE_CORRUPT: JournalTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: JournalTrouble.DAMAGED,
    sqlite3.SQLITE_READONLY: JournalTrouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_IOERR: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_BUSY: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_LOCKED: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_PROTOCOL: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_PERM: JournalTrouble.UNREACHABLE,
    sqlite3.SQLITE_NOLFS: JournalTrouble.UNREACHABLE,
}


@contextmanager
def journal_errors(path: Path) -> Iterator[None]:
    """Turn what the world does to ``path`` into JournalFull and JournalBroken; our own mistakes pass through."""
    try:
        yield
    except sqlite3.Error as error:
        known = _from_sqlite(error, path)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise _from_system(error, path) from error
    except Unreadable as error:
        raise damaged(path, str(error)) from error


def damaged(path: Path, detail: str) -> JournalBroken:
    """The journal says what it cannot say."""
    return JournalBroken(JournalTrouble.DAMAGED, str(path), detail)


def _from_sqlite(error: sqlite3.Error, path: Path) -> JournalError | None:
    # Extended result codes keep the primary one in their lowest byte.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_space(path.parent)):
        return JournalFull(JournalTrouble.FULL, str(path), str(error))
    trouble = _OF_THE_WORLD.get(code)
    if trouble is None:
        return None
    if trouble is JournalTrouble.UNREACHABLE and path.exists() and not _writable(path.parent):
        trouble = JournalTrouble.READ_ONLY
    return JournalBroken(trouble, str(path), str(error))


def _from_system(error: OSError, path: Path) -> JournalError:
    if error.errno in _FULL_ERRNO:
        return JournalFull(JournalTrouble.FULL, str(path), str(error))
    read_only = error.errno in _READ_ONLY_ERRNO
    return JournalBroken(JournalTrouble.READ_ONLY if read_only else JournalTrouble.UNREACHABLE, str(path), str(error))


def _no_space(folder: Path) -> bool:
    """Whether a few more kilobytes would not fit, which SQLite reports as a plain I/O error for some of its files."""
    probe = folder / f".space-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(os.urandom(65536))
    except OSError as error:
        return error.errno in _FULL_ERRNO
    finally:
        probe.unlink(missing_ok=True)
    return False


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
