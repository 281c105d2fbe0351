"""Why a workbook could not be saved."""

from dataclasses import dataclass
from enum import StrEnum


class SaveTrouble(StrEnum):
    """Each has a sentence under ``save.<code>`` in texts/."""

    LOCKED = "locked"
    """The file is open in another program, most likely Excel."""
    DENIED = "denied"
    NO_FOLDER = "noFolder"
    FULL = "full"
    FAILED = "failed"
    """Anything else the system said; see ``SaveRefusal.detail``."""


@dataclass(frozen=True, slots=True)
class SaveRefusal:
    """A workbook that was not saved; a file that stood there before is untouched. ``detail``: the system's words."""

    trouble: SaveTrouble
    path: str
    detail: str = ""
