"""What the plan table does to the plan and looks for in it; nothing here paints or knows a key."""

from collections.abc import Callable, Generator, Iterator
from functools import partial
from itertools import chain, islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from planimport_gui.plan.commands import DeleteRows, Many
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import SHORT, Slices
from planimport_gui.ui.models.clipboard import line_of
from planimport_gui.ui.models.columns import FIRST_FIELD, LAST_FIELD, column_of, field_of
from planimport_gui.ui.models.edits import cleared, filled_down, new_rows
from planimport_gui.ui.models.finding import Replacement, Spot, next_match, next_problem, replaced
from planimport_gui.ui.models.pasting import Pasted, Target, TooWide, pasted
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.views.table_selection import Rectangle, TableSelection

_STEP = 256
"""Rows that are copied in one step."""


class TableWork(QObject):
    """Carries out what a person wants on the selected cells, by steps of the ``Document``.

    ``found`` tells a ``Spot`` to go to, ``too_wide`` a ``TooWide`` paste, ``replaced`` how many cells were changed.
    What takes long is worked out in slices; until then, and while the document is busy, no edit is taken.
    """

    found = Signal(object)
    too_wide = Signal(object)
    replaced = Signal(object)

    def __init__(self, model: PlanModel, selection: TableSelection, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._selection = selection
        self._slices = Slices(self, SHORT)

    @property
    def busy(self) -> bool:
        return self._slices.busy

    def stop(self) -> None:
        """Leave undone what is being worked out."""
        self._slices.stop()

    # edits

    def copy(self) -> None:
        """The selected cells of shown fields as a table for the clipboard."""
        self._start(self._copied(), self._put)

    def cut(self) -> None:
        """Copy, and empty the cells."""
        self._start(self._copied(), self._put_and_clear)

    def clear_cells(self) -> None:
        document = self._editable()
        if document is not None:
            self._start(cleared(document.sheet, self._selection.cells()), self._do)

    def paste(self) -> None:
        document, text = self._editable(), QGuiApplication.clipboard().text()
        if document is not None and text:
            target = self._target(self._selection.bounds())
            self._start(pasted(self._model, document, target, text), self._pasted)

    def fill_down(self) -> None:
        document, bounds = self._editable(), self._selection.bounds()
        if document is not None and bounds is not None:
            top, bottom, left, right = bounds
            top = max(top - 1, 0) if top == bottom else top
            fields, ids = self._selection.fields_between(left, right), self._model.ids[top : bottom + 1]
            self._start(filled_down(document.sheet, ids, fields), self._do)

    def add_row(self) -> None:
        document, here = self._editable(), self._selection.current()
        if document is not None:
            sheet = document.sheet
            position = len(sheet) if here is None else sheet.position(self._model.ids[here[0]]) + 1
            step = new_rows(sheet, position, [{}])
            document.do(step)
            self.found.emit((step.rows[0].id, Field.DATE_FROM))

    def delete_rows(self) -> None:
        document, rows = self._editable(), self._selection.rows()
        if document is not None and rows:
            after = self._beside(set(rows))
            document.do(DeleteRows(rows))
            self._go(after)

    def replace(self, wanted: Replacement) -> None:
        document = self._editable()
        if document is not None:
            self._start(replaced(self._model, document, wanted), self._replaced)

    # looking

    def walk_problems(self, *, back: bool) -> None:
        document = self._model.document
        if document is not None and self._model.ids:
            start, seen = self._beginning(back=back)
            self._start(next_problem(self._model, document, start, seen, back=back), self._go)

    def find(self, *, back: bool) -> None:
        document, search = self._model.document, self._model.wanted.search
        if document is not None and self._model.ids and search.strip():
            start, seen = self._beginning(back=back)
            fields = self._selection.fields()
            self._start(next_match(self._model, document, fields, search, start, seen, back=back), self._go)

    # inside

    def _beside(self, rows: set[RowId]) -> Spot | None:
        """Where the cursor goes when these rows are gone: the row below them, or the one above."""
        ids, (top, bottom, _, _) = self._model.ids, self._selection.bounds() or (0, 0, 0, 0)
        _, column = self._selection.current() or (0, 0)
        below, above = ids[bottom + 1 : bottom + 2], ids[max(top - 1, 0) : top]
        between: Iterator[RowId] = (id for id in ids[top:bottom] if id not in rows)
        beside = next(chain(below, above, between), None)
        return None if beside is None else (beside, field_of(column))

    def _editable(self) -> Document | None:
        return self._model.document if self._model.editable and not self.busy else None

    def _do(self, step: object) -> None:
        """Carry out a step, unless it would change nothing."""
        if self._model.document is not None and isinstance(step, Many) and step.edits:
            self._model.document.do(step)

    def _copied(self) -> Generator[None, None, str]:
        bounds = self._selection.bounds()
        if bounds is None:
            return ""
        text, (_, _, left, right), rows = self._model.text, bounds, iter(self._selection.rows())
        fields = self._selection.fields_between(left, right)
        lines: list[str] = []
        while some := tuple(islice(rows, _STEP)):
            lines += [line_of([text(id, field) for field in fields]) for id in some]
            yield
        return "".join(lines)

    def _put(self, text: object) -> None:
        QGuiApplication.clipboard().setText(str(text))

    def _put_and_clear(self, text: object) -> None:
        self._put(text)
        self.stop()
        self.clear_cells()

    def _start(self, steps: Generator[None, None, object], take: Callable[[object], None]) -> None:
        self._slices.start(_delivered(steps, take))

    def _target(self, bounds: Rectangle | None) -> Target:
        if bounds is None:
            return Target((), self._selection.fields(), 1, 1)
        top, bottom, left, right = bounds
        width = len(self._selection.fields_between(left, right))
        fields = self._selection.fields_between(left, LAST_FIELD)
        return Target(tuple(self._model.ids[top:]), fields, bottom - top + 1, width)

    def _beginning(self, *, back: bool) -> tuple[int, Field | None]:
        """Where to begin looking: a row, and the field that was seen already."""
        row, column = self._selection.current() or (0, 0)
        among = column <= LAST_FIELD if back else column >= FIRST_FIELD
        return row, field_of(min(max(column, FIRST_FIELD), LAST_FIELD)) if among else None

    def _pasted(self, edit: object) -> None:
        if isinstance(edit, TooWide):
            self.too_wide.emit(edit)
        elif isinstance(edit, Pasted) and (document := self._model.document) is not None:
            self._do(edit.edit)
            document.when_at_rest(partial(self._select_pasted, document, edit))

    def _select_pasted(self, document: Document, paste: Pasted) -> None:
        """What was pasted is selected, with the cursor in its first cell."""
        if self._model.document is document and paste.rows and paste.fields:
            top, bottom = self._model.place(paste.rows[0]), self._model.place(paste.rows[-1])
            if top is not None and bottom is not None:
                self._selection.mark((top, bottom, column_of(paste.fields[0]), column_of(paste.fields[-1])))

    def _replaced(self, answer: object) -> None:
        if isinstance(answer, tuple):
            edit, count = answer
            self._do(edit)
            self.replaced.emit(count)

    def _go(self, spot: object) -> None:
        if spot is not None:
            self.found.emit(spot)


def _delivered(steps: Generator[None, None, object], take: Callable[[object], None]) -> Generator[None, None, None]:
    take((yield from steps))
