"""Rows by what they plan, and within that by period: who stands beside whom, kept up to date row by row."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from planimport_gui.plan.date_rules import Span
from planimport_gui.plan.dimension_rules import Dimensions
from planimport_gui.plan.metric_rules import Metric
from planimport_gui.plan.row import RowId

GroupKey = tuple[Dimensions, Metric]
"""Everything that makes plans comparable; what is left of an item is its period and value."""


class Timeline:
    """The periods of a group, frozen for questions about overlaps. Each answer costs a logarithm.

    ``_tallest`` is a binary tree over the periods in order of their first days; a node holds the latest
    last day beneath it, so that periods which ended too early are skipped in whole branches.
    """

    def __init__(self, periods: dict[Span, list[RowId]]) -> None:
        self._periods = periods
        self._spans = sorted(periods)
        self.disjoint = all(before[1] < after[0] for before, after in pairwise(self._spans))
        """No two periods share a day, as in nearly every plan: then nothing more is worked out."""
        self._firsts = [] if self.disjoint else [span[0] for span in self._spans for _ in periods[span]]
        self._lasts = [] if self.disjoint else sorted(span[1] for span in self._spans for _ in periods[span])
        self._tallest: list[date] = []

    def count(self, span: Span) -> int:
        """How many rows have another period that shares a day with ``span``, itself a period of the group."""
        if self.disjoint:
            return 0
        begun = bisect_right(self._firsts, span[1])
        ended = bisect_left(self._lasts, span[0])
        return begun - ended - len(self._periods[span])

    def beside(self, span: Span) -> Iterator[RowId]:
        """The rows counted by ``count``, by first day."""
        stop = bisect_right(self._spans, (span[1], date.max))
        found = self._next(0, stop, span[0])
        while found < stop:
            if self._spans[found] != span:
                yield from self._periods[self._spans[found]]
            found = self._next(found + 1, stop, span[0])

    def _next(self, start: int, stop: int, day: date) -> int:
        """The first period from ``start`` on that lasts until ``day`` or longer; ``stop`` or more if none does."""
        tree = self._tree()
        node = len(tree) // 2 + start
        while start < stop:
            if tree[node] >= day:
                return self._descend(node, day)
            while node & 1 and node > 1:
                node >>= 1
            if node <= 1:
                return stop
            node += 1
            start = self._leftmost(node)
        return stop

    def _descend(self, node: int, day: date) -> int:
        tree = self._tallest
        leaves = len(tree) // 2
        while node < leaves:
            node *= 2
            if tree[node] < day:
                node += 1
        return node - leaves

    def _leftmost(self, node: int) -> int:
        leaves = len(self._tallest) // 2
        while node < leaves:
            node *= 2
        return node - leaves

    def _tree(self) -> list[date]:
        if not self._tallest:
            leaves = 1 << max(1, len(self._spans)).bit_length()
            tree = [date.min] * leaves + [span[1] for span in self._spans]
            tree += [date.min] * (2 * leaves - len(tree))
            for node in range(leaves - 1, 0, -1):
                tree[node] = max(tree[2 * node], tree[2 * node + 1])
            self._tallest = tree
        return self._tallest


class Group:
    """Two or more rows that plan the same metric for the same dimensions, by period, in sheet order."""

    __slots__ = ("_timeline", "periods")

    def __init__(self) -> None:
        self.periods: dict[Span, list[RowId]] = {}
        self._timeline: Timeline | None = None

    def add(self, id: RowId, span: Span, rank: Callable[[RowId], int]) -> None:
        self._timeline = None
        rows = self.periods.get(span)
        if rows is None:
            self.periods[span] = [id]
        elif rank(rows[-1]) < rank(id):
            rows.append(id)
        else:
            insort(rows, id, key=rank)

    def remove(self, id: RowId, span: Span, rank: Callable[[RowId], int]) -> None:
        self._timeline = None
        rows = self.periods[span]
        del rows[bisect_left(rows, rank(id), key=rank)]
        if not rows:
            del self.periods[span]

    def timeline(self) -> Timeline:
        if self._timeline is None:
            self._timeline = Timeline(self.periods)
        return self._timeline


class Groups:
    """All rows that could be sent, by group. ``rank`` orders rows as they stand in the sheet.

    A row alone in its group, the usual case in a long sheet, is kept without a group of its own.
    """

    def __init__(self, rank: Callable[[RowId], int]) -> None:
        self._rank = rank
        self._alone: dict[GroupKey, tuple[RowId, Span]] = {}
        self._groups: dict[GroupKey, Group] = {}

    def add(self, id: RowId, key: GroupKey, span: Span) -> bool:
        """Put a row in; whether others are in its group."""
        group = self._groups.get(key)
        if group is not None:
            group.add(id, span, self._rank)
            return True
        if key not in self._alone:
            self._alone[key] = id, span
            return False
        group = self._groups[key] = Group()
        group.add(*self._alone.pop(key), self._rank)
        group.add(id, span, self._rank)
        return True

    def remove(self, id: RowId, key: GroupKey, span: Span) -> bool:
        """Take a row out; whether others are left in its group."""
        group = self._groups.get(key)
        if group is None:
            del self._alone[key]
            return False
        group.remove(id, span, self._rank)
        if not group.periods:
            del self._groups[key]
        return bool(group.periods)

    def same(self, key: GroupKey, span: Span) -> Sequence[RowId]:
        """The rows of one item key, in sheet order."""
        group = self._groups.get(key)
        if group is not None:
            return group.periods.get(span, ())
        id, at = self._alone.get(key, (None, None))
        return (id,) if id is not None and at == span else ()

    def overlaps(self, key: GroupKey, span: Span) -> int:
        """How many rows of the group have a different period that shares a day with ``span``."""
        group = self._groups.get(key)
        return group.timeline().count(span) if group and len(group.periods) > 1 else 0

    def beside(self, key: GroupKey, span: Span) -> Iterator[RowId]:
        """The rows counted by ``overlaps``, by first day."""
        group = self._groups.get(key)
        return group.timeline().beside(span) if group and len(group.periods) > 1 else iter(())

    def reached(self, key: GroupKey, spans: Iterable[Span]) -> Iterator[RowId]:
        """The rows of a group whose period shares a day with one of ``spans``."""
        group = self._groups.get(key)
        if group is None:
            if key in self._alone:
                yield self._alone[key][0]
            return
        blocks = _united(spans)
        firsts = [first for first, _ in blocks]
        for (first, last), rows in group.periods.items():
            block = bisect_right(firsts, last) - 1
            if block >= 0 and blocks[block][1] >= first:
                yield from rows

    def crowded(self) -> Iterator[RowId]:
        """Every row that shares its group with another and either its period or some of its days."""
        for group in self._groups.values():
            together = len(group.periods) > 1 and not group.timeline().disjoint
            for rows in group.periods.values():
                if together or len(rows) > 1:
                    yield from rows


def _united(spans: Iterable[Span]) -> list[Span]:
    """The same days as the fewest spans, in order."""
    blocks: list[Span] = []
    for first, last in sorted(spans):
        if blocks and first <= blocks[-1][1]:
            blocks[-1] = blocks[-1][0], max(blocks[-1][1], last)
        else:
            blocks.append((first, last))
    return blocks
