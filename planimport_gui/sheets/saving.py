"""Writing a file whole or not at all."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from planimport_gui.facts.saving import SaveRefusal, SaveTrouble

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_HELD = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows."""


def save_whole(path: Path, write: Callable[[BinaryIO], None]) -> SaveRefusal | None:
    """Let ``write`` fill a file beside ``path`` and put it in its place. Until then the old file stays as it is."""
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _check(target)
        try:
            _fill(beside, write)
            if target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        return SaveRefusal(_trouble(error, target), str(path), str(error))
    return None


def _check(target: Path) -> None:
    """Replacing asks for the folder only, so a file that may not be written is asked for here."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _fill(path: Path, write: Callable[[BinaryIO], None]) -> None:
    with path.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _trouble(error: OSError, target: Path) -> SaveTrouble:
    if error.errno in _FULL:
        return SaveTrouble.FULL
    if isinstance(error, PermissionError):
        held = getattr(error, "winerror", None) in _HELD or target.with_name("~$" + target.name).exists()
        return SaveTrouble.LOCKED if held or (os.name == "nt" and target.exists()) else SaveTrouble.DENIED
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SaveTrouble.NO_FOLDER
    return SaveTrouble.FAILED
