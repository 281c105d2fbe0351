"""What edits of the table do to the plan, as steps for ``Document.do``."""

from collections.abc import Iterable, Sequence

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import InsertRows, SetCells
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.models.metric_types import follows

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


def cleared(sheet: PlanSheet, cells: Iterable[tuple[RowId, Field]]) -> SetCells:
    """Empty cells that are not empty yet."""
    return SetCells(tuple((id, field, None) for id, field in cells if sheet.row(id)[field] is not None))


def filled_down(sheet: PlanSheet, ids: Sequence[RowId], fields: Iterable[Field]) -> SetCells:
    """Put the cells of the first row into the same fields of the others. Names bring their types along."""
    wanted = set(fields)
    source = sheet.row(ids[0])
    changes = [
        (id, field, source.cells[POSITION[field]])
        for id in ids[1:]
        for field in FIELDS
        if field in wanted and not _same(sheet.row(id)[field], source[field])
    ]
    return set_cells(sheet, changes)


def _same(one: Cell, other: Cell) -> bool:
    return type(one) is type(other) and one == other
