"""Rows whose value is the sum of the rows above: a total that no word gives away would double the plan.

``plan.total`` count (how many rows above it add up to the value). Only rows without errors take part, metrics that
are rates do not, and a row that was found adds to no other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, islice
from operator import eq

from planimport_gui.plan import metrics
from planimport_gui.plan.date_rules import Span
from planimport_gui.plan.row import RowId

FEWEST = 3
"""Rows that must add up: with two, a third one that equals their sum is too often a plan."""

_STEP = 4096
"""Rows that are looked at in one step."""

Column = tuple[tuple[str, str], Span]
"""What is added: values of one metric, type and name, and one period."""


class Sums:
    """Which rows look like totals, kept up to date as rows change. ``rank`` orders rows as they stand in the sheet."""

    def __init__(self, rank: Callable[[RowId], int]) -> None:
        self._rank = rank
        self.columns: defaultdict[Column, dict[RowId, int]] = defaultdict(dict)
        """Values by row, of each column. Whoever fills it in the order of the sheet says so with ``judge``."""
        self._found: dict[RowId, int] = {}
        self._changed: set[Column] = set()
        self._unordered: set[Column] = set()

    def put(self, id: RowId, column: Column, value: int) -> None:
        values = self.columns[column]
        if id not in values:
            self._unordered.add(column)
        values[id] = value
        self._changed.add(column)

    def drop(self, id: RowId, column: Column) -> None:
        self.columns[column].pop(id, None)
        self._found.pop(id, None)
        self._changed.add(column)

    def count(self, id: RowId) -> int:
        """How many rows above add up to the value of this one; 0 where they do not."""
        return self._found.get(id, 0)

    def judge(self) -> set[RowId]:
        """Look at every column; the rows found, each for the first time."""
        return {id for column in self.columns for id in self._look(column)}

    def settle(self) -> Iterator[set[RowId]]:
        """Look again at the columns that changed, in steps of a few milliseconds; the rows of which something else is

        said than before.
        """
        news: set[RowId] = set()
        weight = 0
        while self._changed:
            column = next(iter(self._changed))
            if column in self._unordered:
                yield from self._bring_in_order(column)
            news.update(self._look(column))
            weight += len(self.columns.get(column, ()))
            self._changed.remove(column)
            if weight >= _STEP:
                yield news
                news, weight = set(), 0
        yield news

    def _bring_in_order(self, column: Column) -> Iterator[set[RowId]]:
        items, rank = iter(self.columns[column].items()), self._rank
        places: list[tuple[int, RowId, int]] = []
        while some := list(islice(items, _STEP)):
            places += ((rank(id), id, value) for id, value in some)
            if len(some) == _STEP:
                yield set()
        places.sort()
        self.columns[column] = {id: value for _, id, value in places}
        self._unordered.remove(column)

    def _look(self, column: Column) -> Iterable[RowId]:
        values = self.columns[column]
        if not values:
            del self.columns[column]
        if len(values) <= FEWEST and not self._found:
            return ()
        before = {id: self._found.pop(id) for id in values.keys() & self._found.keys()}
        now = {} if metrics.is_rate(column[0][1]) else _totals(values)
        self._found.update(now)
        return [id for id in before.keys() | now.keys() if before.get(id) != now.get(id)]


def _totals(values: Mapping[RowId, int]) -> dict[RowId, int]:
    """Rows that equal the sum of all rows above, or of those since the row found last."""
    numbers = list(values.values())
    above = islice(accumulate(numbers), FEWEST - 1, None)
    found: dict[RowId, int] = {}
    if not any(map(eq, numbers[FEWEST:], above)):
        return found  # as in nearly every column: the first one found equals all that is above it
    whole = since = whole_count = since_count = 0
    for id, value in values.items():
        if value <= 0:
            continue
        if value == since and since_count >= FEWEST:
            found[id] = since_count
        elif value == whole and whole_count >= FEWEST:
            found[id] = whole_count
        else:
            whole += value
            since += value
            whole_count += 1
            since_count += 1
            continue
        since = since_count = 0
    return found
