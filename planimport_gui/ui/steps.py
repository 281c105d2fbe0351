"""What a user does to the open plan as frozen steps, and how large ones fall into parts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from planimport_gui.plan.causes import Remedy
from planimport_gui.plan.commands import AnswerDates, DeleteRows, Edit, InsertRows, Many, SetCells
from planimport_gui.plan.edits import Rounding, fix_alike, fix_certain
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Problem
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


@dataclass(frozen=True, slots=True)
class FixCertain:
    """Every fix that needs no yes."""


@dataclass(frozen=True, slots=True)
class FixAlike:
    """The fix of a problem of row ``id``, in every row for which the same is proposed."""

    id: RowId
    problem: Problem


@dataclass(frozen=True, slots=True)
class RoundValues:
    """Every fraction; each metric keeps its sum."""


Mend = FixCertain | FixAlike | RoundValues
"""Steps that find out what they change only while they are carried out, since that takes long in a large plan."""

Done = Edit | SetAside | AllowRepeats
"""What is carried out in the end."""

Step = Done | Mend

_NOTHING = Many(())

PART = 256
"""Cells or rows that one part of a step changes at most, so that a part takes a few milliseconds."""


def parts(step: Step, sheet: PlanSheet) -> Iterator[Done]:
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
            # From the last to the first, so that undo puts them back one below the other, which is cheap.
            yield from (DeleteRows(ids[at : at + PART]) for at in reversed(range(0, len(ids), PART)))
        case SetAside(ids) | AllowRepeats(ids):
            ordered = sorted(ids)
            for at in range(0, len(ordered), PART):
                yield replace(step, ids=frozenset(ordered[at : at + PART]))
        case Many(edits):
            yield from _parts_of_many(edits, sheet)
        case AnswerDates(order):
            ids = sheet.with_code(Code.DATE_AMBIGUOUS)
            yield from (sheet.slash_days(ids[at : at + PART], order) for at in range(0, len(ids), PART))
        case FixCertain() | FixAlike() | RoundValues():
            yield from _parts_of_mend(step, sheet)
        case _:
            assert_never(step)


def _parts_of_mend(step: Mend, sheet: PlanSheet) -> Iterator[Done]:
    match step:
        case FixCertain():
            ids = sheet.rows_needing(Remedy.PRESS)
            yield from (fix_certain(sheet, ids[at : at + PART]) for at in range(0, len(ids), PART))
        case FixAlike(id, problem):
            yield from parts(fix_alike(sheet, id, problem), sheet)
        case RoundValues():
            yield from _roundings(sheet)
        case _:
            assert_never(step)


def _roundings(sheet: PlanSheet) -> Iterator[Done]:
    rounding = Rounding()
    ids = sheet.with_code(Code.VALUE_FRACTION)
    for at in range(0, len(ids), PART):
        for id in ids[at : at + PART]:
            rounding.add(sheet.row(id))
        yield _NOTHING
    for numbers in rounding.numbers():
        yield from parts(SetCells(tuple((id, Field.VALUE, number) for id, number in numbers)), sheet)


def _parts_of_many(edits: tuple[Edit, ...], sheet: PlanSheet) -> Iterator[Done]:
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
