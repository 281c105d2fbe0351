"""Plan rows from the columns of a table."""

from collections.abc import Iterable, Mapping
from itertools import count, islice, repeat

from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.sheets.dates import DateColumn
from planimport_gui.sheets.guard import column_letters
from planimport_gui.sheets.headers import Header
from planimport_gui.sheets.limits import Watch
from planimport_gui.sheets.table import Table

_SLICE = 5000


class Builder:
    """``order`` is how slash dates were read: as chosen, or as every column of them proved."""

    def __init__(self, table: Table, header: Header, chosen: DateOrder | None) -> None:
        self._table = table
        self._header = header
        self._dates = self._date_columns(chosen)
        proved = {column.proved for column in self._dates.values()} - {None}
        self.order: DateOrder | None = chosen or (proved.pop() if len(proved) == 1 else None)

    def rows(self, watch: Watch) -> tuple[PlanRow, ...]:
        """Row ids count from 1 in sheet order; origins name the column of the value."""
        letter = column_letters(self._header.columns[Field.VALUE])
        lines = zip(*map(self._cells, FIELDS), strict=False)
        numbered = zip(count(1), self._table.numbers, lines, strict=False)
        rows: list[PlanRow] = []
        while batch := [PlanRow(RowId(i), cells, Origin(row, letter)) for i, row, cells in islice(numbered, _SLICE)]:
            watch.check()
            rows += batch
        return tuple(rows)

    def _date_columns(self, chosen: DateOrder | None) -> Mapping[Field, DateColumn]:
        made: dict[int, DateColumn] = {}
        found = {}
        for name in (Field.DATE_FROM, Field.DATE_TO):
            column = self._header.columns.get(name)
            if column is None:
                continue
            if column not in made:
                texts = {cell for cell in self._table.columns[column] if isinstance(cell, str) and "/" in cell}
                kind = self._header.period if name is Field.DATE_FROM else None
                made[column] = DateColumn(kind, texts, chosen)
            found[name] = made[column]
        return found

    def _cells(self, name: Field) -> Iterable[Cell]:
        column = self._header.columns.get(name)
        if column is None:
            return repeat(None)
        cells = self._table.columns[column]
        if name not in self._dates:
            return cells  # type: ignore[return-value]  # the table converted every column but the dates
        end = POSITION[name]
        known = {cell: self._dates[name].ends(cell)[end] for cell in set(cells)}
        return [known[cell] for cell in cells]
