"""The order of the rows of a sheet, with ranks that compare like positions and survive edits elsewhere."""

from bisect import bisect_left
from collections.abc import Sequence

from planimport_gui.plan.row import RowId

_GAP = 1 << 48
_STEP = 1 << 24


class RowOrder:
    """Row ids in sheet order. ``rank`` is constant time; positions are found by bisection over the ranks.

    New rows get ranks between their neighbours'. Where no number is left between two, all ranks are dealt
    out anew, which happens once in millions of rows typed one below the other.
    """

    def __init__(self, ids: Sequence[RowId]) -> None:
        self.ids = list(ids)
        self._ranks = dict(zip(self.ids, range(0, len(self.ids) * _GAP, _GAP), strict=True))

    def __contains__(self, id: RowId) -> bool:
        return id in self._ranks

    def rank(self, id: RowId) -> int:
        """A number that orders rows as they stand in the sheet. Raises KeyError for a row that is not there."""
        return self._ranks[id]

    def position(self, id: RowId) -> int:
        """From 0. Raises KeyError for a row that is not there."""
        return bisect_left(self.ids, self._ranks[id], key=self._ranks.__getitem__)

    def insert(self, position: int, ids: Sequence[RowId]) -> None:
        """Put rows in before the one at ``position``."""
        low = self._ranks[self.ids[position - 1]] if position else -_GAP
        last = position == len(self.ids)
        step = _GAP if last else min(_STEP, (self._ranks[self.ids[position]] - low) // (len(ids) + 1))
        self.ids[position:position] = ids
        if step:
            self._ranks.update(zip(ids, range(low + step, low + step * (len(ids) + 1), step), strict=True))
        else:
            self._ranks = dict(zip(self.ids, range(0, len(self.ids) * _GAP, _GAP), strict=True))

    def remove(self, ids: Sequence[RowId]) -> None:
        """Take rows out. Raises KeyError for a row that is not there."""
        first = self.position(ids[0]) if ids else 0
        if self.ids[first : first + len(ids)] == list(ids):
            del self.ids[first : first + len(ids)]
        elif len(ids) < 50:
            for id in ids:
                del self.ids[self.position(id)]
        else:
            gone = set(ids)
            self.ids = [id for id in self.ids if id not in gone]
        for id in ids:
            del self._ranks[id]
