"""Merged cells downwards mean "same as above"; nothing hidden under a merged range is read."""

from collections.abc import Iterable, Mapping, Sequence

from planimport_gui.plan.fields import Field
from planimport_gui.sheets.guard import Merge
from planimport_gui.sheets.headers import Header
from planimport_gui.sheets.limits import COVERED, too_large

Columns = Mapping[int, list[object]]
"""The cells of the rows that were kept, by column of the sheet."""


def fill_merged(table: Columns, numbers: Sequence[int], header: Header, merges: Iterable[Merge]) -> None:
    """Covered cells take what the range shows, in its first column and but for values; all others are emptied.

    ``numbers`` are the rows of ``table`` in the file, from 1. Raises ``Refused`` where ranges lie over each other
    to no end.
    """
    places = {number - 1: index for index, number in enumerate(numbers)}
    covered = 0
    for merge in merges:
        columns = [column for column in table if merge.left <= column <= merge.right]
        rows = [row for row in _rows(merge, places) if row in places] if columns else []
        covered += len(columns) * len(rows)
        if covered > COVERED:
            raise too_large("merges", COVERED)
        for column in columns:
            _fill(table[column], [places[row] for row in rows], _shown(table, header, merge, column, places),
                  skip=places.get(merge.top) if column == merge.left else None)  # fmt: skip


def _rows(merge: Merge, places: dict[int, int]) -> Iterable[int]:
    wide = merge.bottom - merge.top > len(places)
    return (row for row in places if merge.top <= row <= merge.bottom) if wide else range(merge.top, merge.bottom + 1)


def _shown(table: Columns, header: Header, merge: Merge, column: int, places: dict[int, int]) -> object:
    top = places.get(merge.top)
    if column != merge.left or column == header.columns[Field.VALUE] or top is None:
        return None
    return table[column][top]


def _fill(cells: list[object], indexes: Iterable[int], shown: object, skip: int | None) -> None:
    for index in indexes:
        if index != skip:
            cells[index] = shown
