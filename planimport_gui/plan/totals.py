"""What a sheet adds up to."""

from collections.abc import Iterable

from planimport_gui.plan import metrics
from planimport_gui.plan.answers import Ready
from planimport_gui.plan.history import MonthKey


def month_sums(rows: Iterable[Ready]) -> dict[MonthKey, int]:
    """Sums by metric and the month in which plans begin, in that order. Rates have no sum and are left out."""
    sums: dict[MonthKey, int] = {}
    for row in rows:
        item = row.item
        if not metrics.is_rate(item.name):
            key = (item.type, item.name, *item.month)
            sums[key] = sums.get(key, 0) + item.value
    return dict(sorted(sums.items()))
