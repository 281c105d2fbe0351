"""Comparing what the service says it holds under a log id with what was sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planimport_gui.plan.row import Item, RowId


@dataclass(frozen=True, slots=True)
class Comparison:
    """``lost`` are sent rows the echo lacks; ``shared`` counts rows it holds as sent; ``foreign`` its further ones."""

    shared: int
    lost: frozenset[RowId]
    foreign: int

    @property
    def equal(self) -> bool:
        return not self.lost and not self.foreign

    @property
    def other_import(self) -> bool:
        return self.shared == 0


def compare(rows: Sequence[RowId], items: Sequence[Item], echo: Sequence[Item | None]) -> Comparison:
    """Compare as multisets. ``rows`` and ``items`` run parallel; ``None`` in the echo is an unreadable entry."""
    there = Counter(item for item in echo if item is not None)
    lost = set()
    for row, item in zip(rows, items, strict=True):
        if there[item]:
            there[item] -= 1
        else:
            lost.add(row)
    shared = len(rows) - len(lost)
    return Comparison(shared, frozenset(lost), len(echo) - shared)
