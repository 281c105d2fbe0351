"""Pasting a copied table: which cell goes where, worked out in steps too short to be felt."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planimport_gui.plan.commands import Edit, Many
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.ui.document import Document
from planimport_gui.ui.models.clipboard import rows_of
from planimport_gui.ui.models.edits import CellChange, new_rows, set_cells, typed
from planimport_gui.ui.models.plan_model import PlanModel

_STEP = 64
"""Rows that are read in one step."""
_CHANGES = 1000
"""Cells that are put into one edit, and worked out in one step."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a table goes: the rows from the first selected one to the end, and the fields from the first on.

    ``height`` and ``width`` are the size of the selection, which one copied table may fill several times.
    """

    ids: Sequence[RowId]
    fields: tuple[Field, ...]
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class TooWide:
    """The table has more columns than there are from the chosen cell on; nothing was pasted."""

    columns: int
    room: int


@dataclass(frozen=True, slots=True)
class Pasted:
    """The edit of a paste, and the rows and fields that it fills, whether they change or not."""

    edit: Many
    rows: tuple[RowId, ...]
    fields: tuple[Field, ...]


def pasted(model: PlanModel, document: Document, target: Target, text: str) -> Generator[None, None, Pasted | TooWide]:
    """The edit that a paste makes. Cells that stay as they are, are not touched; what has no row gets one."""
    rows: list[list[str]] = []
    lines = rows_of(text)
    while some := list(islice(lines, _STEP)):
        rows += some
        yield
    width = max(map(len, rows), default=0)
    if width > len(target.fields):
        return TooWide(width, len(target.fields))
    tall, wide = _times(target.height, len(rows)), _times(target.width, width)
    filled = ([*row, *[""] * (width - len(row))] * wide for row in rows * tall)
    return (yield from _edit(model, document, replace(target, fields=target.fields[: width * wide]), filled))


def _edit(
    model: PlanModel, document: Document, target: Target, rows: Iterator[list[str]]
) -> Generator[None, None, Pasted]:
    edits: list[Edit] = []
    changes: list[CellChange] = []
    ids: list[RowId] = []
    for id, row in zip(target.ids, rows, strict=False):
        ids.append(id)
        changes += _changes(model, id, zip(target.fields, row, strict=False))
        if len(changes) >= _CHANGES:
            edits.append(set_cells(document.sheet, changes))
            changes = []
            yield
    if changes:
        edits.append(set_cells(document.sheet, changes))
    below = [{field: typed(text) for field, text in zip(target.fields, row, strict=False)} for row in rows]
    if below:
        inserted = new_rows(document.sheet, len(document.sheet), below)
        edits.append(inserted)
        ids += [row.id for row in inserted.rows]
    return Pasted(Many(tuple(edits)), tuple(ids), target.fields)


def _changes(model: PlanModel, id: RowId, cells: Iterable[tuple[Field, str]]) -> Iterator[CellChange]:
    for field, text in cells:
        if text != model.text(id, field):
            yield id, field, typed(text)


def _times(selected: int, copied: int) -> int:
    """How often the copied table fits into the selection, which it must fill exactly; else once."""
    return selected // copied if copied and selected % copied == 0 and selected else 1
