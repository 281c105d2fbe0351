"""Sorting in steps that are too short to be felt."""

from collections.abc import Callable, Generator
from itertools import chain
from typing import TypeVar

from planimport_gui.plan.row import RowId

Key = int | float | str | None
K = TypeVar("K", int | float, str)

_CHUNK = 4096
"""Keys that are sorted in one step."""
_ROWS = 512
"""Rows that are looked at in one step."""


def sort_rows(ids: list[RowId], key: Callable[[RowId], Key], *, descending: bool) -> Generator[None, None, list[RowId]]:
    """Numbers first, then texts, the other way round if descending; rows without a key stand last in both.

    Rows with equal keys keep their order.
    """
    numbers: dict[int | float, list[RowId]] = {}
    words: dict[str, list[RowId]] = {}
    blanks: list[RowId] = []
    for at in range(0, len(ids), _ROWS):
        for id in ids[at : at + _ROWS]:
            found = key(id)
            if found is None:
                blanks.append(id)
            elif isinstance(found, str):
                words.setdefault(found, []).append(id)
            else:
                numbers.setdefault(found, []).append(id)
        yield
    groups = (yield from _ordered(numbers)) + (yield from _ordered(words))
    if descending:
        groups.reverse()
    order: list[RowId] = []
    for group in groups:
        order += group
    return order + blanks


def _ordered(groups: dict[K, list[RowId]]) -> Generator[None, None, list[list[RowId]]]:
    keys = list(groups)
    runs: list[list[K]] = []
    for at in range(0, len(keys), _CHUNK):
        runs.append(sorted(keys[at : at + _CHUNK]))
        yield
    while len(runs) > 1:
        runs = yield from _merged(runs)
    return [groups[key] for run in runs for key in run]


def _merged(runs: list[list[K]]) -> Generator[None, None, list[list[K]]]:
    """Neighbours become one; sorting two sorted runs behind each other is a single pass."""
    merged = []
    for at in range(0, len(runs), 2):
        merged.append(sorted(chain.from_iterable(runs[at : at + 2])))
        yield
    return merged
