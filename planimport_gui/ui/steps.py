"""What a user does to the open plan as frozen steps, and how large ones fall into parts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from planimport_gui.plan.commands import AnswerDates, DeleteRows, Edit, InsertRows, Many, SetCells
from planimport_gui.plan.problems import Code
from planimport_gui.plan.row import RowId
from planimport_gui.plan.sheet import PlanSheet


@dataclass(frozen=True, slots=True)
class SetAside:
    """«Не отправлять» for rows, or the reverse."""

    ids: frozenset[RowId]
    aside: bool = True


@dataclass(frozen=True, slots=True)
class AllowRepeats:
    """Rows that go although they are repeats, or no longer."""

    ids: frozenset[RowId]
    allowed: bool = True


Step = Edit | SetAside | AllowRepeats

PART = 250
"""Cells or rows that one part of a step changes at most, so that a part takes a few milliseconds."""


def parts(step: Step, sheet: PlanSheet) -> Iterator[Step]:
    """A step as steps small enough for one slice, in the order that leads to the same end.

    Each is asked for once the one before was carried out on ``sheet``.
    """
    match step:
        case SetCells(cells):
            yield from (SetCells(cells[at : at + PART]) for at in range(0, len(cells), PART))
        case InsertRows(position, rows):
            for at in range(0, len(rows), PART):
                yield InsertRows(position + at, rows[at : at + PART])
        case DeleteRows(ids):
            yield from (DeleteRows(ids[at : at + PART]) for at in range(0, len(ids), PART))
        case SetAside(ids) | AllowRepeats(ids):
            ordered = sorted(ids)
            for at in range(0, len(ordered), PART):
                yield replace(step, ids=frozenset(ordered[at : at + PART]))
        case Many(edits):
            yield from _parts_of_many(edits, sheet)
        case AnswerDates(order):
            ids = sheet.with_code(Code.DATE_AMBIGUOUS)
            yield from (sheet.slash_days(ids[at : at + PART], order) for at in range(0, len(ids), PART))
        case _:
            assert_never(step)


def _parts_of_many(edits: tuple[Edit, ...], sheet: PlanSheet) -> Iterator[Step]:
    """Small ones together, so that hundreds of edits of one row each are not hundreds of parts."""
    together: list[Edit] = []
    size = 0
    for edit in edits:
        if size + _size(edit) > PART and together:
            yield Many(tuple(together))
            together, size = [], 0
        if _size(edit) > PART:
            yield from parts(edit, sheet)
        else:
            together.append(edit)
            size += _size(edit)
    if together:
        yield Many(tuple(together))


def _size(edit: Edit) -> int:
    """About how many rows an edit changes."""
    match edit:
        case SetCells(items) | InsertRows(_, items) | DeleteRows(items):
            return len(items)
        case Many(edits):
            return sum(map(_size, edits))
        case AnswerDates():
            return PART + 1
        case _:
            assert_never(edit)
