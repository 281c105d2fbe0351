"""Rows of a table that are totals: by their words, or by words that may be a name and a value that adds up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planimport_gui.plan.numbers import WithUnit, read_number
from planimport_gui.plan.total_words import Says, says_total, total_of
from planimport_gui.plan.typos import canonical
from planimport_gui.plan.value_rules import exact_value

Cells = Sequence[object]
_FEWEST = 2
"""Rows of any name that must add up; of one name, one is enough."""


def find_totals(dimensions: Sequence[Cells], names: Cells, dates: Sequence[Cells], values: Cells) -> Collection[int]:
    """The places of all totals among rows given column by column."""
    said: dict[str, Says] = {
        text: says
        for cells in dimensions
        for text in set(cells)
        if isinstance(text, str) and (says := says_total(text)) is not Says.PLAN
    }
    if not said:
        return ()
    kinds = [
        max((said.get(cell, Says.PLAN) for cell in line if isinstance(cell, str)), default=Says.PLAN)
        for line in zip(*dimensions, strict=True)
    ]
    totals = {at for at, kind in enumerate(kinds) if kind is Says.TOTAL}
    return totals | set(_proved(kinds, dimensions, names, dates, values)) if Says.PERHAPS in kinds else totals


@dataclass(slots=True)
class _Sum:
    """What stands above: sums by the name of a dimension, ``""`` for all rows, and since the last total."""

    amounts: dict[str, Decimal] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, amount: Decimal) -> None:
        self.amounts[name] = self.amounts.get(name, Decimal(0)) + amount
        self.counts[name] = self.counts.get(name, 0) + 1

    def matches(self, name: str, amount: Decimal, fewest: int) -> bool:
        return self.counts.get(name, 0) >= fewest and self.amounts[name] == amount

    def forget(self, name: str) -> None:
        self.amounts.pop(name, None)
        self.counts.pop(name, None)


_ALL, _SINCE = "", "\n"
"""Names that no dimension has."""


def _proved(
    kinds: Sequence[Says], dimensions: Sequence[Cells], names: Cells, dates: Sequence[Cells], values: Cells
) -> Iterator[int]:
    sums: dict[object, _Sum] = {}
    known = _names_meant(dimensions)
    for at, kind in enumerate(kinds):
        above = sums.setdefault((names[at], *(cells[at] for cells in dates)), _Sum())
        amount = _amount(values[at])
        texts = [cell for cells in dimensions if isinstance(cell := cells[at], str)]
        proved = (
            kind is Says.PERHAPS
            and amount is not None
            and any(above.matches(name, amount, fewest) for name, fewest in _meant(texts))
        )
        if proved:
            yield at
        if proved or kind is Says.TOTAL:
            above.forget(_SINCE)
        elif amount is not None:
            for name in {_ALL, _SINCE, *(known[text] for text in texts if text in known)}:
                above.add(name, amount)


def _names_meant(dimensions: Sequence[Cells]) -> dict[str, str]:
    """Canonical names by text, of texts that some row may be the total of."""
    texts = {text for cells in dimensions for text in set(cells) if isinstance(text, str)}
    meant = {total_of(text) for text in texts if says_total(text) is Says.PERHAPS}
    return {text: name for text in texts if (name := canonical(text)) in meant}


def _meant(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The names whose rows the total may add up, and how many of them it takes."""
    yield _ALL, _FEWEST
    yield _SINCE, _FEWEST
    for text in texts:
        if says_total(text) is Says.PERHAPS and (name := total_of(text)):
            yield name, 1


def _amount(cell: object) -> Decimal | None:
    if isinstance(cell, str):
        reading = read_number(cell)
        if isinstance(reading, WithUnit):
            return reading.value
    return exact_value(cell)  # type: ignore[arg-type]  # the table converted it to a cell of a plan
