"""From a refused batch to the rows set aside and the batches that carry the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from planimport_gui.facts.outcomes import Refused
from planimport_gui.facts.records import BatchKind, RefusedRow
from planimport_gui.plan.row import RowId


@dataclass(frozen=True, slots=True)
class Split:
    """``refused`` rows get the service's words; ``children`` are the rows of the batches to come."""

    refused: tuple[RefusedRow, ...]
    children: tuple[tuple[RowId, ...], ...]
    kind: BatchKind

    @property
    def whole(self) -> bool:
        """No row of the batch goes on as it was: all named, or none of them."""
        return self.kind is BatchKind.HALF or not self.children


def split(rows: Sequence[RowId], refusal: Refused) -> Split:
    """Named rows are set aside and the others go on together; where none is named, halves find the row."""
    named = sorted(index for index in refusal.named if 0 <= index < len(rows))
    if named:
        others = tuple(row for index, row in enumerate(rows) if index not in set(named))
        refused = tuple(_refused(rows[index], index, refusal) for index in named)
        return Split(refused, (others,) if others else (), BatchKind.REMAINDER)
    if len(rows) == 1:
        return Split((RefusedRow(rows[0], "", refusal.words),), (), BatchKind.REMAINDER)
    middle = (len(rows) + 1) // 2
    return Split((), (tuple(rows[:middle]), tuple(rows[middle:])), BatchKind.HALF)


def _refused(row: RowId, index: int, refusal: Refused) -> RefusedRow:
    named = [violation for violation in refusal.violations if violation.index == index]
    words = " ".join(dict.fromkeys(violation.message for violation in named))
    return RefusedRow(row, named[0].field, words)
