"""Getting at the bytes of a workbook file."""

import os
import stat
from pathlib import Path

from planimport_gui.facts.reading import FileTrouble
from planimport_gui.sheets.limits import FILE_BYTES, Refused, too_large

_OWNER = "~$"
"""Excel writes such a file beside every workbook it has open."""
_SHARING = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows."""


def load(path: Path) -> bytes:
    """The whole file, closed again at once. Raises ``Refused``."""
    if path.name.startswith(_OWNER):
        raise Refused(FileTrouble.LOCKED, name=path.name.removeprefix(_OWNER))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused(FileTrouble.NOT_WORKBOOK, kind="folder")
        if not stat.S_ISREG(status.st_mode):
            raise Refused(FileTrouble.NOT_WORKBOOK, kind="unknown")
        if status.st_size > FILE_BYTES:
            raise too_large("file", FILE_BYTES)
        return path.read_bytes()
    except PermissionError as error:
        raise Refused(_permission(error, path), name=path.name) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused(FileTrouble.MISSING, name=path.name) from error
    except (OSError, ValueError) as error:
        raise Refused(FileTrouble.DENIED, name=path.name, detail=str(error)) from error


def _permission(error: PermissionError, path: Path) -> FileTrouble:
    """On Windows a file that Excel holds is a denied file, often without a code that tells the two apart."""
    held = getattr(error, "winerror", None) in _SHARING or path.with_name(_OWNER + path.name).exists()
    return FileTrouble.LOCKED if held or os.name == "nt" else FileTrouble.DENIED
