"""The lock of a data folder: one process at a time speaks to the service, and the next one keeps the pace."""

import errno
import json
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from planimport_gui.facts.failures import LockHeld
from planimport_gui.journal.troubles import journal_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lock"
_KEPT = 5
"""The service takes five requests a second."""
_SIZE = 512
"""Bytes of text, always all of them: rewriting needs no further space on a full disk."""
_HELD_ERRNO = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
"""What the systems say of a lock that another process holds."""
_LOCKED_BYTE = 2**30
"""Windows hides locked bytes from other processes, so the lock is far behind the text."""


class DataLock:
    """Holds the lock of ``folder`` from ``acquire`` to ``release``, or as a context manager.

    The system gives the lock back when the process ends, however it ends. The file stays, and keeps the process
    id and the last departures of requests. ``wall`` gives seconds of the wall clock.
    """

    def __init__(self, folder: Path, *, wall: Callable[[], float] = time.time) -> None:
        self._path = folder / NAME
        self._wall = wall
        self._handle: int | None = None
        self._departures: tuple[float, ...] | None = None

    def __enter__(self) -> "DataLock":
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def acquire(self) -> None:
        """Take the lock at once. Raises LockHeld, and JournalBroken or JournalFull for trouble with the file."""
        if self._handle is not None:
            raise LockHeld(os.getpid())
        with journal_errors(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Binary, or Windows would change line ends.
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            handle = os.open(self._path, flags, 0o600)
            try:
                self._take(handle)
            except BaseException:
                os.close(handle)
                raise
            self._handle = handle

    def release(self) -> None:
        """Give the lock back; without effect where it is not held."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with journal_errors(self._path):
            try:
                _write(handle, None, self._departures)
            finally:
                _unlock(handle)
                os.close(handle)

    def read_departures(self) -> tuple[float, ...] | None:
        """Ages in seconds of the last departures, oldest first, at most five; as found when the lock was taken.

        ``None`` where they are not known: the process before was killed, or the file says nothing usable.
        """
        if self._departures is None:
            return None
        now = self._wall()
        return tuple(max(0.0, now - stamp) for stamp in self._departures)

    def write_departures(self, ages: Sequence[float]) -> None:
        """Keep the last departures, given as ages in seconds, oldest first. Raises RuntimeError without the lock."""
        if self._handle is None:
            raise RuntimeError("the lock is not held")
        now = self._wall()
        self._departures = tuple(now - age for age in ages[-_KEPT:])
        with journal_errors(self._path):
            _write(self._handle, os.getpid(), self._departures)

    def _take(self, handle: int) -> None:
        if not _lock(handle):
            raise LockHeld(_pid(_read(handle)))
        self._departures = _left_behind(_read(handle))
        _write(handle, os.getpid(), self._departures)


def _left_behind(text: bytes) -> tuple[float, ...] | None:
    """The departures of a process that gave the lock back, as seconds of the wall clock."""
    if not text:
        return ()
    found = _parse(text)
    stamps = found.get("departures")
    if found.get("pid", 0) is not None or not isinstance(stamps, list):
        return None
    if not all(type(stamp) in (int, float) and math.isfinite(stamp) for stamp in stamps):
        return None
    return tuple(stamps[-_KEPT:])


def _parse(text: bytes) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _pid(text: bytes) -> int | None:
    pid = _parse(text).get("pid")
    return pid if type(pid) is int else None


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _SIZE)


def _write(handle: int, pid: int | None, departures: Sequence[float] | None) -> None:
    text = json.dumps({"pid": pid, "departures": None if departures is None else list(departures)})
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode("ascii").ljust(_SIZE))


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in _HELD_ERRNO:
                raise
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _HELD_ERRNO:
                raise
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
