"""A file of 256 KB beside the journal, given up when the disk is full so that answers can still be written."""

import os
from pathlib import Path

SIZE = 256 * 1024


class Reserve:
    """The reserve file ``path``. Not thread-safe; the journal uses it under its lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._there = False

    @property
    def there(self) -> bool:
        return self._there

    def restore(self) -> None:
        """Make the file where it is missing or short. Raises OSError and leaves nothing where that is impossible."""
        if self._path.exists() and self._path.stat().st_size == SIZE:
            self._there = True
            return
        try:
            self._write()
        except OSError:
            self._path.unlink(missing_ok=True)
            raise
        self._there = True

    def give_up(self) -> bool:
        """Free the space; whether there was any."""
        had = self._there
        self._path.unlink(missing_ok=True)
        self._there = False
        return had

    def _write(self) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            # Random bytes, since file systems that compress would keep no space for zeros.
            file.write(os.urandom(SIZE))
            file.flush()
            os.fsync(file.fileno())
