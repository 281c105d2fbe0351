"""Where the cursor of the plan table can go, and what is selected, as cells of the plan."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QTableView

from planimport_gui.plan.fields import POSITION, Field
from planimport_gui.plan.row import RowId
from planimport_gui.ui.models.columns import FIRST_FIELD, LAST_FIELD, Column, column_of, field_of
from planimport_gui.ui.models.plan_model import PlanModel

Rectangle = tuple[int, int, int, int]
"""Top, bottom, left and right, all included."""
_Flag = QItemSelectionModel.SelectionFlag


class TableSelection:
    """Reads and moves the cursor and the selection of a table over a ``PlanModel``; ``put`` selects one cell alone."""

    def __init__(self, view: QTableView, model: PlanModel, put: Callable[[QModelIndex], None]) -> None:
        self._put = put
        self._anchor: tuple[int, int] | None = None
        self._view = view
        self._model = model

    # looking

    def current(self) -> tuple[int, int] | None:
        """Row and column of the cursor."""
        index = self._view.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def fields(self) -> tuple[Field, ...]:
        """The fields whose columns are shown, from left to right."""
        shown = (field_of(column) for column in self._columns())
        return tuple(field for field in shown if field is not None)

    def rectangles(self) -> list[Rectangle]:
        """What is selected, from the top; the cursor's cell where nothing is."""
        selected = self._view.selectionModel().selection()
        ranges = [selected.at(place) for place in range(selected.count())]
        found = [(each.top(), each.bottom(), each.left(), each.right()) for each in ranges]
        here = self.current()
        if not found and here is not None:
            found = [(here[0], here[0], here[1], here[1])]
        return sorted(found)

    def bounds(self) -> Rectangle | None:
        """The smallest rectangle that holds everything that is selected."""
        found = self.rectangles()
        if not found:
            return None
        tops, bottoms, lefts, rights = zip(*found, strict=True)
        return min(tops), max(bottoms), min(lefts), max(rights)

    def rows(self) -> tuple[RowId, ...]:
        """Rows with something selected, in the order of the table."""
        ids = self._model.ids
        places = {place for top, bottom, _, _ in self.rectangles() for place in range(top, bottom + 1)}
        return tuple(ids[place] for place in sorted(places))

    def cells(self) -> Iterator[tuple[RowId, Field]]:
        """Selected cells of shown fields, row by row; each once."""
        ids, seen = self._model.ids, set()
        for top, bottom, left, right in self.rectangles():
            fields = self.fields_between(left, right)
            for place in range(top, bottom + 1):
                for field in fields:
                    if (place, field) not in seen:
                        seen.add((place, field))
                        yield ids[place], field

    def fields_between(self, left: int, right: int) -> tuple[Field, ...]:
        """The shown fields of columns from ``left`` to ``right``."""
        return tuple(field for field in self.fields() if left <= column_of(field) <= right)

    # moving

    def go(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor there, selecting from where the selection began if asked to."""
        index = self._model.index(row, column)
        if not index.isValid():
            return
        if extend:
            self._view.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self._select_from_anchor(row, column)
        else:
            self._anchor = (row, column)
            self._put(index)
        self._view.scrollTo(index)

    def mark(self, area: Rectangle) -> None:
        """Select a rectangle, with the cursor in its first cell."""
        self.go(area[0], area[2])
        self._select(area)

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor by shown cells, as far as there are any."""
        here = self.current()
        if here is None:
            return
        shown = self._columns()
        at = shown.index(here[1]) if here[1] in shown else 0
        row = min(max(here[0] + rows, 0), len(self._model.ids) - 1)
        self.go(row, shown[min(max(at + columns, 0), len(shown) - 1)])

    def jump(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Go to the edge of the filled cells ahead, as Ctrl with an arrow does in Excel."""
        here = self.current()
        if here is None:
            return
        if rows:
            field = field_of(here[1])
            last = len(self._model.ids) - 1
            place = _edge(self._filled_rows(field), here[0], rows, last)
            self.go(place, here[1], extend=extend)
        else:
            shown = [column for column in self._columns() if FIRST_FIELD <= column <= LAST_FIELD]
            at = min(range(len(shown)), key=lambda place: abs(shown[place] - here[1]))
            place = _edge(lambda place: self._filled(here[0], field_of(shown[place])), at, columns, len(shown) - 1)
            self.go(here[0], shown[place], extend=extend)

    def select_rows(self) -> None:
        """Whole rows of what is selected."""
        self._expand(rows=True)

    def select_columns(self) -> None:
        """Whole columns of what is selected."""
        self._expand(rows=False)

    # inside

    def _columns(self) -> list[int]:
        return [column for column in Column if not self._view.isColumnHidden(column)]

    def _filled_rows(self, field: Field | None) -> Callable[[int], bool]:
        document, ids = self._model.document, self._model.ids
        if field is None or document is None:
            return lambda row: True
        row_of, position = document.sheet.row, POSITION[field]
        return lambda row: row_of(ids[row]).cells[position] is not None

    def _filled(self, row: int, field: Field | None) -> bool:
        return field is None or self._model.cell(self._model.ids[row], field) is not None

    def _select_from_anchor(self, row: int, column: int) -> None:
        bounds = self.bounds()
        here = self._anchor or (row, column)
        if bounds is not None and not (bounds[0] <= here[0] <= bounds[1] and bounds[2] <= here[1] <= bounds[3]):
            here = (bounds[0], bounds[2])
        self._select((min(here[0], row), max(here[0], row), min(here[1], column), max(here[1], column)))

    def _expand(self, *, rows: bool) -> None:
        bounds = self.bounds()
        if bounds is None:
            return
        top, bottom, left, right = bounds
        if rows:
            left, right = Column.MARK, Column.STATE
        else:
            top, bottom = 0, len(self._model.ids) - 1
        self._select((top, bottom, left, right))

    def _select(self, area: Rectangle) -> None:
        top, bottom, left, right = area
        corners = self._model.index(top, left), self._model.index(bottom, right)
        self._view.selectionModel().select(QItemSelection(*corners), _Flag.ClearAndSelect)


def _edge(filled: Callable[[int], bool], start: int, step: int, last: int) -> int:
    """The last filled place of those ahead, or the first one after a gap, or the end."""
    place = start
    if not 0 <= place + step <= last:
        return place
    if filled(place) and filled(place + step):
        while 0 <= place + step <= last and filled(place + step):
            place += step
        return place
    place += step
    while 0 <= place + step <= last and not filled(place):
        place += step
    return place
