"""The data folder: where journal, projects and logs live."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from planimport_gui.facts.failures import DataTrouble, DataUnusable

ENVIRONMENT = "PLANIMPORT_DATA_DIR"
_NAME = "PlanImport"


class FolderUnusable(DataUnusable):
    """The data folder cannot be made or closed to others."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(DataTrouble.FOLDER, str(path), detail)


def data_folder(environment: Mapping[str, str]) -> Path:
    """``PLANIMPORT_DATA_DIR``, else where this system keeps the data of a user's programs. Nothing is made."""
    wish = environment.get(ENVIRONMENT, "").strip()
    if wish:
        return Path(wish).expanduser().absolute()
    return _usual(environment)


def make_folder(folder: Path) -> Path:
    """The folder, made if need be and open to its owner alone. Raises FolderUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise FolderUnusable(folder, error.strerror or str(error)) from error
    return folder


def _usual(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        # Local, not roaming: a journal on a network share is no safe place for SQLite.
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / _NAME.lower()
