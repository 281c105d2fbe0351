"""Looking through the rows of the table: the next problem, the next cell that holds a text, and replacing."""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import Edit, Many
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language
from planimport_gui.ui.document import Document
from planimport_gui.ui.models.arranging import Needle
from planimport_gui.ui.models.cell_text import edit_text
from planimport_gui.ui.models.edits import CellChange, set_cells, typed
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.models.row_look import Sign
from planimport_gui.ui.states import RowMark

Spot = tuple[RowId, Field | None]
"""A cell, or with ``None`` a whole row."""

_STEP = 256
"""Rows that are looked at in one step."""
_RED = frozenset({RowMark.ERROR, RowMark.REFUSED, RowMark.FAILED})
_AMBER = frozenset({RowMark.CHECK, RowMark.UNKNOWN})


def next_problem(
    model: PlanModel, document: Document, start: int, after: Field | None, *, back: bool
) -> Generator[None, None, Spot | None]:
    """The next wrong cell from the row at ``start``, behind the field ``after``, round the end of the table.

    Wrong ones first; what is only to be checked comes when nothing is wrong any more.
    """
    for marks, signs in ((_RED, {Sign.ERROR}), (_AMBER, {Sign.CHECK})):
        spots = _problem_spots(model, marks, signs)
        found = yield from _next(model, document, start, after, marks, spots, back=back)
        if found is not None:
            return found
    return None


def _problem_spots(
    model: PlanModel, marks: frozenset[RowMark], signs: set[Sign]
) -> Callable[[int], list[Field | None]]:
    def spots(place: int) -> list[Field | None]:
        look = model.look(place)
        if look is None or look.mark not in marks:
            return []
        return [field for field, sign in zip(FIELDS, look.signs, strict=True) if sign in signs] or [None]

    return spots


def _next(
    model: PlanModel,
    document: Document,
    start: int,
    after: Field | None,
    marks: frozenset[RowMark],
    spots: Callable[[int], list[Field | None]],
    *,
    back: bool,
) -> Generator[None, None, Spot | None]:
    ids, mark = model.ids, document.mark
    for count, place in enumerate(_places(start, len(ids), back=back)):
        if count % _STEP == _STEP - 1:
            yield
        if mark(ids[place]) not in marks:
            continue
        fields = _beyond(spots(place), after, back=back) if count == 0 else spots(place)
        if fields:
            return ids[place], fields[-1 if back else 0]
    return None


def _places(start: int, count: int, *, back: bool) -> Iterator[int]:
    """All rows once, and the one at the start again: it may have another problem on its other side."""
    step = -1 if back else 1
    for away in range(count + 1 if count else 0):
        yield (start + step * away) % count


def _beyond(fields: list[Field | None], after: Field | None, *, back: bool) -> list[Field | None]:
    """Those behind a field, or before it; all of them without one."""
    if after is None:
        return fields
    here = POSITION[after]
    places = [(POSITION[field], field) for field in fields if field is not None]
    return [field for place, field in places if (place < here if back else place > here)]


def next_match(
    model: PlanModel,
    document: Document,
    fields: Sequence[Field],
    search: str,
    start: int,
    after: Field | None,
    *,
    back: bool,
) -> Generator[None, None, Spot | None]:
    """The next cell of these fields that holds a text, round the end of the table."""
    holds, ids = Needle(search), model.ids
    for count, place in enumerate(_places(start, len(ids), back=back)):
        if count % _STEP == _STEP - 1:
            yield
        row = document.sheet.row(ids[place])
        found: list[Field | None] = [field for field in fields if holds(row[field])]
        if count == 0:
            found = _beyond(found, after, back=back)
        if found:
            return ids[place], found[-1 if back else 0]
    return None


@dataclass(frozen=True, slots=True)
class Replacement:
    """``find`` in any case becomes ``put`` in these fields."""

    find: str
    put: str
    fields: tuple[Field, ...]


def replaced(model: PlanModel, document: Document, wanted: Replacement) -> Generator[None, None, tuple[Edit, int]]:
    """The edit that replaces in every row that is shown, and how many cells that changes."""
    edits: list[Edit] = []
    count = 0
    change, row = _Replacer(wanted, model.language), document.sheet.row
    places = [(POSITION[field], field) for field in wanted.fields]
    ids = tuple(model.ids)
    for at in range(0, len(ids), _STEP):
        changes: list[CellChange] = []
        for id in ids[at : at + _STEP]:
            cells = row(id).cells
            for place, field in places:
                new = change(cells[place])
                if new is not None:
                    changes.append((id, field, typed(new)))
        count += len(changes)
        if changes:
            edits.append(set_cells(document.sheet, changes))
        yield
    return Many(tuple(edits)), count


class _Replacer:
    """The text that a cell becomes; ``None`` where it stays. Answers are kept, for sheets repeat their cells."""

    def __init__(self, wanted: Replacement, language: Language) -> None:
        self._pattern = re.compile(re.escape(wanted.find), re.IGNORECASE)
        self._put = wanted.put.replace("\\", "\\\\")
        self._language = language
        self._known: dict[str, str | None] = {}

    def __call__(self, cell: Cell) -> str | None:
        text = cell if type(cell) is str else edit_text(cell, self._language)
        if text not in self._known:
            new = self._pattern.sub(self._put, text)
            self._known[text] = new if new != text else None
        return self._known[text]
