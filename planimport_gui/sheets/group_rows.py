"""Rows that hold a name and nothing else: the name belongs to the rows beneath them that lack it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.periods import read_period

Columns = Mapping[int, list[object]]
"""The cells of the rows that were kept, by column of the sheet."""


@dataclass(frozen=True, slots=True)
class Name:
    """The only cell of a row: its column and text."""

    column: int
    text: str


@dataclass(slots=True)
class Found:
    """What was found out about rows with nothing but a name, by their places among the rows kept.

    ``gone`` are those whose name now stands in the rows beneath; ``unclear`` is the first row, with its name, that
    leaves open what the rows beneath it belong to, or that has no name above it where all others have one.
    """

    gone: set[int] = field(default_factory=set)
    unclear: tuple[int, str] | None = None


def spread_names(
    names: Mapping[int, Name],
    numbers: Sequence[int],
    columns: Columns,
    dimensions: Collection[int],
    source: int | None,
    breaks: Collection[int],
) -> Found:
    """Write the names into ``columns`` where that is unmistakable: no row beneath has one of its own.

    ``names`` and ``breaks`` go by row number in the file; totals and blank rows, the ``breaks``, end a group.
    """
    found = Found()
    covered: dict[int, set[int]] = {}
    for at, number in enumerate(numbers):
        name = names.get(number)
        rows = _beneath(at, names, numbers, breaks) if name is not None else range(0)
        if name is None or not rows:
            continue
        if name.column in dimensions:
            if _all_blank(columns[name.column], rows):
                found.gone.add(at)
                covered.setdefault(name.column, set()).update(rows)
                columns[name.column][rows.start : rows.stop] = [name.text] * len(rows)
        elif found.unclear is None and (source is None or _all_blank(columns[source], rows)) and _is_name(name.text):
            found.unclear = number, name.text
    for column in covered if found.unclear is None else ():
        cells = columns[column]
        left = [at for at in range(len(numbers)) if _blank(cells[at]) and numbers[at] not in names]
        if left:
            found.unclear = numbers[left[0]], ""
    return found


def _beneath(at: int, names: Mapping[int, Name], numbers: Sequence[int], breaks: Collection[int]) -> range:
    """The places of the rows that belong to the one at ``at``: down to a name, a total or a blank row."""
    end = at + 1
    while end < len(numbers) and numbers[end] not in names:
        between = range(numbers[end - 1] + 1, numbers[end])
        if end > at + 1 and any(number in breaks for number in between):
            break
        end += 1
    return range(at + 1, end)


def _all_blank(cells: Sequence[object], rows: range) -> bool:
    return all(_blank(cells[at]) for at in rows)


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_name(text: str) -> bool:
    """Whether a text can be what plans belong to; a month or a period above them is none."""
    return not any(read_period(text, order) for order in DateOrder) and not text.strip().isdigit()
