"""Why a workbook could not be saved."""

from dataclasses import dataclass
from enum import StrEnum

from planimport_gui.plan.row import PlanRow


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


@dataclass(frozen=True, slots=True)
class Report:
    """An import as a workbook of two sheets: the plan rows, and its ``summary``, which is that sheet's name.

    Every row comes with texts for the columns headed ``more``. The summary has ``facts``, each a label and a text,
    and below a ``title`` a table of ``sums`` with heads over its ``columns``.
    """

    rows: tuple[tuple[PlanRow, tuple[str, ...]], ...]
    more: tuple[str, ...]
    summary: str
    facts: tuple[tuple[str, str], ...]
    title: str
    columns: tuple[str, ...]
    sums: tuple[tuple[str | int, ...], ...]
