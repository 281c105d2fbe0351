"""What was sent before, as the rules need it to tell repeats. Filled by whoever holds the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planimport_gui.plan.row import ItemKey


@dataclass(frozen=True, slots=True)
class SentItem:
    """One row that already went out: sending, unknown, accepted, success or claimed.

    ``imported`` is true once its final status is success or claimed; until then it is not certain. ``doubt`` is
    true where nobody knows whether it arrived, and false while the service works on it.
    """

    run: int
    sent: date
    value: int
    imported: bool
    doubt: bool = False


MonthKey = tuple[str, str, int, int]
"""Metric type, metric name, year, month (of the day the plan begins)."""


@dataclass(frozen=True, slots=True)
class History:
    """What went to one project: rows by item key, and sums of values by month.

    ``open`` has those parts of the sums that are not certain: in work, or in doubt.
    """

    items: Mapping[ItemKey, tuple[SentItem, ...]] = field(default_factory=dict)
    sums: Mapping[MonthKey, int] = field(default_factory=dict)
    open: Mapping[MonthKey, int] = field(default_factory=dict)
