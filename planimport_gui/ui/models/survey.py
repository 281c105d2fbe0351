"""Looks through a plan once: which columns say something, and what its rows were when it was opened."""

from collections.abc import Generator, Iterable
from contextlib import suppress
from itertools import islice

from PySide6.QtCore import QObject, Signal

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import POSITION, Field
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import Slices
from planimport_gui.ui.models.columns import OPTIONAL, Column
from planimport_gui.ui.models.metric_types import says_type
from planimport_gui.ui.release import Release

_SLICE = 0.004
"""Seconds of looking at a time: a plan that was just opened is painted meanwhile."""
_STEP = 256
"""Rows that are looked at in one step."""
_CONTENT, _KEYWORD = POSITION[Field.CONTENT], POSITION[Field.KEYWORD]
_TYPE, _NAME = POSITION[Field.TYPE], POSITION[Field.NAME]


class Survey(QObject):
    """``needed`` tells the columns that say something, all of them, each time there are more."""

    needed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._first: dict[RowId, PlanRow] = {}
        self._needed: set[Column] = set()
        self._looking = Slices(self, _SLICE)
        self._release = Release(self)

    def begin(self, document: Document | None) -> None:
        """Forget the plan before, and look through this one."""
        self._looking.stop()
        self._release.take(self._first.values())
        self._document, self._first, self._needed = document, {}, set()
        if document is not None:
            self._looking.start(self._look_through(document))

    @property
    def busy(self) -> bool:
        return self._looking.busy

    def finish(self) -> None:
        """Look through the rest at once."""
        self._looking.finish()

    def first(self, id: RowId) -> PlanRow | None:
        """The row as it was when the plan was opened; ``None`` for rows that came later."""
        return self._first.get(id)

    def look_again(self, ids: Iterable[RowId]) -> None:
        """These rows have changed."""
        if self._document is not None and len(self._needed) < len(OPTIONAL):
            self._look_at(_rows(self._document, islice(ids, 2 * _STEP)))

    def _look_through(self, document: Document) -> Generator[None, None, None]:
        ids = iter(document.sheet.ids)
        while some := tuple(islice(ids, _STEP)):
            rows = list(_rows(document, some))
            for row in rows:
                self._first.setdefault(row.id, row)
            if len(self._needed) < len(OPTIONAL):
                self._look_at(rows)
            yield

    def _look_at(self, rows: Iterable[PlanRow]) -> None:
        found = {column for row in rows for column in _needs(row.cells)} - self._needed
        if found:
            self._needed |= found
            self.needed.emit(frozenset(self._needed))


def _needs(cells: tuple[Cell, ...]) -> Iterable[Column]:
    """Optional columns that say something about a row."""
    if cells[_CONTENT] is not None:
        yield Column.CONTENT
    if cells[_KEYWORD] is not None:
        yield Column.KEYWORD
    if says_type(cells[_TYPE], cells[_NAME]):
        yield Column.TYPE


def _rows(document: Document, ids: Iterable[RowId]) -> Iterable[PlanRow]:
    """Those rows that are still there."""
    for id in ids:
        with suppress(KeyError):
            yield document.sheet.row(id)
