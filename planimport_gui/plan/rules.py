"""All rules of a plan row that need nothing but the row and today's date, remembered by what they judge.

A row is judged in four parts that share no cell: dates, dimensions, metric, value. Sheets repeat their
cells, so each distinct part is judged once. Problems and their ``params``:

``period.reversed`` to · ``period.long`` days · ``period.far`` years · ``dimension.unusual`` length ·
``dimension.number`` number · ``dimension.partial`` filled (a field) · ``type.unknown`` nearest, if there is one ·
``name.unknown`` nearest, if there is one · ``name.wrongType`` type, expected · ``name.reserved`` name, expected ·
``value.fraction`` rounded · ``value.large`` limit. The ``plan.*`` codes are described in ``repeats`` and ``sums``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.date_rules import Span, judge_dates
from planimport_gui.plan.dimension_rules import Dimensions, judge_dimensions
from planimport_gui.plan.findings import Part, Standing
from planimport_gui.plan.metric_rules import Metric, judge_metric
from planimport_gui.plan.problems import Problem
from planimport_gui.plan.row import Item
from planimport_gui.plan.value_rules import is_plain, judge_value

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all rules say of a row. ``item`` is ``None`` exactly when a problem is an error."""

    problems: tuple[Problem, ...]
    item: Item | None


class Memo(dict[tuple[Cell, ...], R]):
    """Answers by tuples of cells, computed once: ``memo[cells]``.

    ``True``, ``1`` and ``1.0`` are equal and yet judged differently, so answers for tuples that hold such a
    cell are kept apart, by type.
    """

    def __init__(self, judge: Callable[[tuple[Cell, ...]], R]) -> None:
        super().__init__()
        self._judge = judge
        self._by_type: dict[tuple[object, ...], R] = {}

    def __missing__(self, cells: tuple[Cell, ...]) -> R:
        if 0 not in cells and 1 not in cells:
            answer = self[cells] = self._judge(cells)
            return answer
        key = (*map(type, cells), *cells)
        if key not in self._by_type:
            self._by_type[key] = self._judge(cells)
        return self._by_type[key]


class RowRules:
    """The rules for one sheet. ``order`` is how slash dates are read, once that is known."""

    def __init__(self, today: date, order: DateOrder | None = None) -> None:
        self.dates: Memo[Part[Span]] = Memo(lambda cells: judge_dates(cells, today, order))
        self.dimensions: Memo[Part[Dimensions]] = Memo(judge_dimensions)
        self.metrics: Memo[Part[Metric]] = Memo(judge_metric)
        self.values: Memo[Part[int]] = Memo(lambda cells: judge_value(cells[0]))

    def parts(self, cells: tuple[Cell, ...]) -> tuple[Part[Span], Part[Dimensions], Part[Metric], Part[int]]:
        """The four parts of a row's ten cells."""
        return self.dates[cells[:2]], self.dimensions[cells[2:7]], self.metrics[cells[7:9]], self.value(cells[9:])

    def value(self, cells: tuple[Cell, ...]) -> Part[int]:
        """The part of the value cell alone. Plain values are as quick to judge as to remember."""
        cell = cells[0]
        return Part((), Standing.READY, cell) if is_plain(cell) else self.values[cells]

    def judge(self, cells: tuple[Cell, ...]) -> Verdict:
        """All problems of a row by itself, and the item if nothing forbids it."""
        return Verdict(self.problems(cells), self.item(cells))

    def problems(self, cells: tuple[Cell, ...]) -> tuple[Problem, ...]:
        """All problems of a row by itself, in the order of its fields."""
        dates, dimensions, metric, value = self.parts(cells)
        return dates.problems + dimensions.problems + metric.problems + value.problems

    def item(self, cells: tuple[Cell, ...]) -> Item | None:
        """What the row sends; ``None`` exactly when one of its problems is an error."""
        dates, dimensions, metric = self.dates[cells[:2]], self.dimensions[cells[2:7]], self.metrics[cells[7:9]]
        cell = cells[9]
        value = cell if is_plain(cell) else self.values[cells[9:]].result
        if dates.result is None or dimensions.result is None or metric.result is None or value is None:
            return None
        first, last = dates.result
        source, medium, campaign, content, keyword = dimensions.result
        kind, name = metric.result
        return Item(first, last, source, medium, campaign, content, keyword, kind, name, value)
