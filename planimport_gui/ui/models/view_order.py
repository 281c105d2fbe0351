"""The rows the table shows, in their order, and where rows that come later find their place."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from planimport_gui.plan.order import RowOrder
from planimport_gui.plan.row import RowId
from planimport_gui.plan.sheet import PlanSheet

Run = tuple[int, int]
"""First and last place of neighbours."""
Home = tuple[int, list[RowId]]
"""The place that the first of these rows gets, one behind the other."""

_MANY = 1000
"""Rows from which on it is quicker to go through all rows than to look up each."""


class ViewOrder:
    """Places of rows from 0. Rows that were taken out and come back find the place they had."""

    def __init__(self, ids: Sequence[RowId] = (), *, by_sheet: bool = True) -> None:
        self._ids = list(ids)
        self._order: RowOrder | None = None
        self._by_sheet = by_sheet
        self._gone: dict[RowId, int] = {}

    @property
    def ids(self) -> list[RowId]:
        """Not to be changed."""
        return self._ids

    def prepare(self) -> None:
        """Make what finds rows; else it is made when a row is first looked for, which takes a while with many."""
        self._ranked()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id: RowId) -> bool:
        return id in self._ranked()

    def place(self, id: RowId) -> int | None:
        """Where a row stands; ``None`` for a row that is not shown."""
        return self._ranked().position(id) if id in self._ranked() else None

    def runs(self, ids: Iterable[RowId]) -> list[Run]:
        """The places of those rows that are shown, neighbours together, from the top."""
        wanted, order = frozenset(ids), self._ranked()
        if len(wanted) > _MANY:
            return _joined(place for place, id in enumerate(self.ids) if id in wanted)
        return _joined(self._places(sorted((id for id in wanted if id in order), key=order.rank)))

    def span(self, ids: Iterable[RowId]) -> Run | None:
        """The run from the first to the last of those rows that are shown."""
        order = self._ranked()
        shown = [id for id in ids if id in order]
        if not shown:
            return None
        return order.position(min(shown, key=order.rank)), order.position(max(shown, key=order.rank))

    def _places(self, ordered: list[RowId]) -> Iterator[int]:
        """Where rows in the order of the table stand; neighbours need no search."""
        ids, place, position = self.ids, -1, self._ranked().position
        for id in ordered:
            place += 1
            if place == 0 or place >= len(ids) or ids[place] != id:
                place = position(id)
            yield place

    def remove(self, first: int, last: int) -> None:
        """Take out the rows of a run."""
        gone = self.ids[first : last + 1]
        self._gone.update(zip(gone, map(self._ranked().rank, gone), strict=True))
        self._ranked().remove(gone)
        self._ids = self._ranked().ids

    def insert(self, place: int, ids: Sequence[RowId]) -> None:
        """Put rows in before the one at ``place``."""
        self._ranked().insert(place, ids)
        for id in ids:
            self._gone.pop(id, None)

    def homes(self, ids: Iterable[RowId], sheet: PlanSheet) -> list[Home]:
        """Where rows that the table does not show belong: places and their rows, from the bottom up.

        In sheet order where that is the order; else back where they stood, or behind the row they follow.
        """
        if not self._by_sheet:
            back = sorted((id for id in ids if id in self._gone), key=self._gone.__getitem__)
            if back:
                return _from_the_bottom((self._old_place(id), id) for id in back)
        return _from_the_bottom(self._new_places(sorted(ids, key=sheet.position), sheet))

    def _ranked(self) -> RowOrder:
        if self._order is None:
            self._order = RowOrder(self._ids)
            self._ids = self._order.ids
        return self._order

    def _old_place(self, id: RowId) -> int:
        return bisect_right(self.ids, self._gone[id], key=self._ranked().rank)

    def _new_places(self, ids: list[RowId], sheet: PlanSheet) -> Iterator[tuple[int, RowId]]:
        before, place = -2, 0
        for id in ids:
            position = sheet.position(id)
            if position != before + 1:
                place = self._new_place(position, sheet)
            before = position
            yield place, id

    def _new_place(self, position: int, sheet: PlanSheet) -> int:
        if self._by_sheet:
            return bisect_left(self.ids, position, key=sheet.position)
        found = self.place(sheet.id_at(position - 1)) if position else None
        return len(self) if found is None else found + 1


def _from_the_bottom(places: Iterable[tuple[int, RowId]]) -> list[Home]:
    homes: defaultdict[int, list[RowId]] = defaultdict(list)
    for place, id in places:
        homes[place].append(id)
    return sorted(homes.items(), reverse=True)


def _joined(places: Iterable[int]) -> list[Run]:
    runs: list[Run] = []
    for place in places:
        if runs and runs[-1][1] + 1 == place:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
