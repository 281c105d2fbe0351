"""Edits of a plan sheet as frozen values. ``PlanSheet.apply`` carries them out and answers the inverse."""

from dataclasses import dataclass

from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import PlanRow, RowId


@dataclass(frozen=True, slots=True)
class SetCells:
    """Put cells into fields of rows. Typed text comes as ``str`` and is judged by the rules."""

    cells: tuple[tuple[RowId, Field, Cell], ...]


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Put rows in so that the first stands at ``position`` (from 0). Their ids must be new to the sheet."""

    position: int
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class DeleteRows:
    """Take rows out."""

    ids: tuple[RowId, ...]


@dataclass(frozen=True, slots=True)
class AnswerDates:
    """Read every slash date whose order was open in ``order``."""

    order: DateOrder


@dataclass(frozen=True, slots=True)
class Many:
    """Several edits, one after the other, as one step."""

    edits: "tuple[Edit, ...]"


Edit = SetCells | InsertRows | DeleteRows | AnswerDates | Many
