"""Cutting the rows of a run into batches shaped by what changes later: the month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from planimport_gui.facts.records import PlannedBatch, PlannedRow
from planimport_gui.plan.row import ItemKey, RowId

MOST = 100
"""Items in one add request, from the API article."""


def cut(rows: Sequence[PlannedRow]) -> tuple[PlannedBatch, ...]:
    """Batches of at most 100 rows, sorted by month, then source, then the order of ``rows``.

    Rows with the same key share a batch, so that a later one never meets an earlier one still under way;
    where they are more than fit, the next batch waits for the one before.
    """
    places: defaultdict[tuple[tuple[int, int], str], list[PlannedRow]] = defaultdict(list)
    for row in rows:
        places[row.item.month, row.item.source].append(row)
    ordered = [row for place in sorted(places) for row in places[place]]
    batches: list[PlannedBatch] = []
    open_rows: list[RowId] = []
    waits_for: int | None = None

    def close() -> None:
        nonlocal waits_for
        if open_rows:
            batches.append(PlannedBatch(tuple(open_rows), waits_for))
            open_rows.clear()
        waits_for = None

    for group in _groups(ordered):
        if len(open_rows) + len(group) > MOST:
            close()
        for position, piece in enumerate(_pieces(group)):
            if position:
                close()
                waits_for = len(batches)
            open_rows.extend(row.id for row in piece)
    close()
    return tuple(batches)


def _groups(ordered: Sequence[PlannedRow]) -> Iterator[list[PlannedRow]]:
    """Rows with one key together, at the place of the first of them."""
    by_key: dict[ItemKey, list[PlannedRow]] = {}
    for row in ordered:
        by_key.setdefault(row.item.key, []).append(row)
    yield from by_key.values()


def _pieces(group: Sequence[PlannedRow]) -> Iterator[list[PlannedRow]]:
    rows = iter(group)
    while piece := list(islice(rows, MOST)):
        yield piece
