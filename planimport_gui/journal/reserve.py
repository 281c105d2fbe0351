"""A file of 256 KB beside the journal, given up when the disk is full so that answers can still be written."""

import os
from pathlib import Path

SIZE = 256 * 1024


class Reserve:
    """The reserve file ``path``. Not thread-safe; the journal uses it under its lock."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def restore(self) -> None:
        """Make the file where it is missing or short. Raises OSError and leaves nothing where that is impossible."""
        if self._path.exists() and self._path.stat().st_size == SIZE:
            return
        try:
            self._write()
        except OSError:
            self._path.unlink(missing_ok=True)
            raise

    def give_up(self) -> None:
        """Free the space, if it is still held."""
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            # Random bytes, since file systems that compress would keep no space for zeros.
            file.write(os.urandom(SIZE))
            file.flush()
            os.fsync(file.fileno())
