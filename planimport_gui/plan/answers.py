"""What a plan sheet answers."""

from dataclasses import dataclass
from typing import NamedTuple

from planimport_gui.plan.commands import Edit
from planimport_gui.plan.row import Item, Origin, RowId


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by their worst problem; ``ready`` have none. The last four add up to ``rows``."""

    rows: int
    errors: int
    repeats: int
    warnings: int
    ready: int


class Ready(NamedTuple):
    """A row that would be sent."""

    id: RowId
    item: Item
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did. ``touched`` are the rows still there whose cells or problems may have changed,

    inserted ones included; ``inverse`` undoes the edit.
    """

    touched: frozenset[RowId]
    inverse: Edit
    inserted: tuple[RowId, ...] = ()
    removed: tuple[RowId, ...] = ()
