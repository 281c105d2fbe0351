"""What values add up to by metric, and whether a totals row says the same."""

from decimal import Decimal

from planimport_gui.plan import metrics
from planimport_gui.plan.blanks import squeeze
from planimport_gui.plan.cells import Cell
from planimport_gui.plan.typos import Names
from planimport_gui.plan.value_rules import exact_value

ALL = "*"
"""In the place of a metric: all rows together."""
NEAR = 1
"""A sum of rounded values that is off by less is the same."""

_NAMES = Names(metrics.NAMES)


def metric_of(name: Cell) -> str:
    """The metric that a cell names, in whatever spelling; ``""`` where it names none."""
    if not isinstance(name, str):
        return ""
    return _NAMES.certain(name) or squeeze(name)


class Sums:
    """Values added up by metric; those that are no number count for nothing."""

    def __init__(self) -> None:
        self._sums: dict[str, Decimal | int] = {ALL: 0}
        self._metrics: dict[str, str] = {}

    def add(self, name: Cell, value: Cell) -> str:
        """The metric that the row was added to."""
        metric = self._metric(name)
        number = value if type(value) is int else exact_value(value)
        for scope in (ALL, metric):
            self._sums[scope] = self._sums.get(scope, 0) + (number or 0)
        return metric

    def __contains__(self, metric: str) -> bool:
        return metric in self._sums

    def missing(self, scope: str, total: Decimal) -> Decimal:
        """How much more a total of that metric, or of all rows, says; nothing where it says the same."""
        off = total - self._sums.get(scope, 0)
        return off if abs(off) >= NEAR else Decimal(0)

    def summed(self, total: Decimal) -> str | None:
        """The one metric that gives this total, or ``ALL``; ``None`` where none does, or several do."""
        found = [scope for scope, value in self._sums.items() if scope and value and not self.missing(scope, total)]
        if self.only is not None:
            return self.only if self.only in found and not metrics.is_rate(self.only) else None
        found = [scope for scope in found if not metrics.is_rate(scope)]
        return found[0] if len(found) == 1 else None

    @property
    def only(self) -> str | None:
        """The metric of all rows, where they have but one."""
        return next((metric for metric in self._sums if metric != ALL), None) if len(self._sums) == 2 else None

    def _metric(self, name: Cell) -> str:
        if not isinstance(name, str):
            return ""
        known = self._metrics.get(name)
        if known is None:
            known = self._metrics[name] = metric_of(name)
        return known
