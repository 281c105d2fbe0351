"""What edits of the table do to the plan, as steps for ``Document.do``."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import islice

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import Edit, InsertRows, Many, SetCells
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.models.metric_types import follows

_CHANGES = 500
"""Cells that are worked out in one step."""
CellChange = tuple[RowId, Field, Cell]


def typed(text: str) -> Cell:
    """What a typed or pasted text puts into a cell; blanks alone empty it."""
    return text if text.strip() else None


def set_cells(sheet: PlanSheet, changes: Sequence[CellChange]) -> SetCells:
    """Put cells into the plan. With a name that has a type of its own the row gets that type too."""
    return SetCells((*changes, *_types(sheet, changes)))


def _types(sheet: PlanSheet, changes: Sequence[CellChange]) -> Iterable[CellChange]:
    given = {id for id, field, _ in changes if field is Field.TYPE}
    for id, field, cell in changes:
        if field is Field.NAME and id not in given and (kind := follows(sheet.row(id)[Field.TYPE], cell)):
            yield id, Field.TYPE, kind


def new_rows(sheet: PlanSheet, position: int, rows: Iterable[dict[Field, Cell]]) -> InsertRows:
    """Rows with these cells, put in before the one at ``position``."""
    return InsertRows(position, tuple(_new_row(sheet, cells) for cells in rows))


def _new_row(sheet: PlanSheet, cells: dict[Field, Cell]) -> PlanRow:
    if Field.TYPE not in cells and (kind := follows(None, cells.get(Field.NAME))):
        cells = {**cells, Field.TYPE: kind}
    return PlanRow(sheet.new_id(), tuple(map(cells.get, FIELDS)))


def cleared(sheet: PlanSheet, cells: Iterable[tuple[RowId, Field]]) -> Generator[None, None, Edit]:
    """Empty cells that are not empty yet; worked out in steps too short to be felt."""
    full = ((id, field, None) for id, field in cells if sheet.row(id)[field] is not None)
    return (yield from _edit(sheet, full))


def filled_down(sheet: PlanSheet, ids: Sequence[RowId], fields: tuple[Field, ...]) -> Generator[None, None, Edit]:
    """Put the cells of the first row into the same fields of the others; names bring their types along."""
    source = [(POSITION[field], field, sheet.row(ids[0])[field]) for field in fields]
    changes = (
        (id, field, cell)
        for id in ids[1:]
        for place, field, cell in source
        if not _same(sheet.row(id).cells[place], cell)
    )
    return (yield from _edit(sheet, changes))


def _edit(sheet: PlanSheet, changes: Iterator[CellChange]) -> Generator[None, None, Edit]:
    edits: list[Edit] = []
    while some := list(islice(changes, _CHANGES)):
        edits.append(set_cells(sheet, some))
        yield
    return Many(tuple(edits))


def _same(one: Cell, other: Cell) -> bool:
    return type(one) is type(other) and one == other
