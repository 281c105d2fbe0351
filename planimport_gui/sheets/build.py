"""Plan rows from the columns of a table."""

from collections.abc import Iterable, Mapping
from itertools import count, islice, repeat

from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.fields import DATES, FIELDS, POSITION, Field
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.sheets.dates import DateColumn
from planimport_gui.sheets.guard import column_letters
from planimport_gui.sheets.headers import Header
from planimport_gui.sheets.limits import Watch
from planimport_gui.sheets.slashes import SlashProof, common_order, slash_proofs
from planimport_gui.sheets.table import Table

_SLICE = 5000


class Builder:
    """``order`` is how slash dates were read: as chosen, or as every column of them proved, else ``None``."""

    def __init__(self, table: Table, header: Header, chosen: DateOrder | None) -> None:
        self._table = table
        self._header = header
        columns = {header.columns[name] for name in DATES if name in header.columns}
        proofs = slash_proofs({column: set(table.columns[column]) for column in columns})
        self._dates = self._date_columns(proofs, chosen)
        self.order: DateOrder | None = chosen or common_order(proofs.values())

    def rows(self, watch: Watch) -> tuple[PlanRow, ...]:
        """Row ids count from 1 in sheet order; origins name the column of the value."""
        letter = column_letters(self._header.columns[Field.VALUE])
        lines = zip(*map(self.cells, FIELDS), strict=False)
        numbered = zip(count(1), self._table.numbers, lines, strict=False)
        rows: list[PlanRow] = []
        while batch := [PlanRow(RowId(i), cells, Origin(row, letter)) for i, row, cells in islice(numbered, _SLICE)]:
            watch.check()
            rows += batch
        return tuple(rows)

    def _date_columns(self, proofs: Mapping[int, SlashProof], chosen: DateOrder | None) -> Mapping[Field, DateColumn]:
        made: dict[int, DateColumn] = {}
        found = {}
        for name in DATES:
            column = self._header.columns.get(name)
            if column is None:
                continue
            if column not in made:
                kind = self._header.period if name is Field.DATE_FROM else None
                made[column] = DateColumn(kind, proofs[column], chosen)
            found[name] = made[column]
        return found

    def cells(self, name: Field) -> Iterable[Cell]:
        """Those of a field in sheet order; ``None`` without end where no column has it."""
        column = self._header.columns.get(name)
        if column is None:
            return repeat(None)
        cells = self._table.columns[column]
        if name not in self._dates:
            return cells  # type: ignore[return-value]  # the table converted every column but the dates
        end = POSITION[name]
        known = {cell: self._dates[name].ends(cell)[end] for cell in set(cells)}
        return [known[cell] for cell in cells]
