"""Sums of a sheet by metric and month, for the months in which something was already sent."""

from collections.abc import Mapping

from planimport_gui.plan.history import MonthKey
from planimport_gui.plan.row import RowId


class Months:
    """Which rows add to a month that the history holds, and what the month becomes with them."""

    def __init__(self, sums: Mapping[MonthKey, int]) -> None:
        self.sums = sums
        self._rows: dict[MonthKey, set[RowId]] = {}
        self._totals: dict[MonthKey, int] = {}
        self._places: dict[RowId, tuple[MonthKey, int]] = {}
        self._changed: set[MonthKey] = set()

    def put(self, id: RowId, key: MonthKey | None, value: int) -> None:
        """The row adds ``value`` to ``key`` from now on, or to no month (``None``)."""
        place = (key, value) if key is not None else None
        before = self._places.get(id)
        if place == before:
            return
        if before is not None:
            self._add(before[0], -before[1])
            self._rows[before[0]].discard(id)
            del self._places[id]
        if place is not None:
            self._add(place[0], place[1])
            self._rows.setdefault(place[0], set()).add(id)
            self._places[id] = place

    def key(self, id: RowId) -> MonthKey | None:
        """The month a row adds to."""
        place = self._places.get(id)
        return place[0] if place else None

    def becomes(self, key: MonthKey) -> int:
        """What the month holds once the sheet is sent."""
        return self.sums[key] + self._totals.get(key, 0)

    def rows(self) -> frozenset[RowId]:
        """Every row that adds to a month."""
        return frozenset(self._places)

    def take_changed(self) -> set[RowId]:
        """The rows of every month whose total changed since the last call."""
        rows: set[RowId] = set()
        for key in self._changed:
            rows |= self._rows.get(key, set())
        self._changed.clear()
        return rows

    def _add(self, key: MonthKey, value: int) -> None:
        self._totals[key] = self._totals.get(key, 0) + value
        self._changed.add(key)
