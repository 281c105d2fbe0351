"""Totals rows below the plans of a sheet: what they are the sum of, where that is beyond doubt."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from planimport_gui.facts.reading import SheetTotal
from planimport_gui.plan import metrics
from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import Field
from planimport_gui.plan.proof import Sums, metric_of
from planimport_gui.plan.value_rules import exact_value
from planimport_gui.sheets.guard import column_letters
from planimport_gui.sheets.headers import Header
from planimport_gui.sheets.table import Table, TotalRow
from planimport_gui.sheets.values import plain
from planimport_gui.sheets.words import SUM


def sheet_totals(table: Table, header: Header, names: Iterable[Cell], values: Iterable[Cell]) -> tuple[SheetTotal, ...]:
    """``names`` and ``values`` are those of the plan rows. Values in thousands have totals that prove nothing."""
    last = table.numbers[-1]
    below = sorted((total for total in table.totals if total.number > last), key=lambda total: total.number)
    found = list(_amounts(below)) if not header.unit else []
    if not found:
        return ()
    sums = Sums()
    for name, value in zip(names, values, strict=False):
        sums.add(name, value)
    column = column_letters(header.columns[Field.VALUE])
    alone = sum(not metric for _, metric, _ in found) == 1
    return tuple(
        SheetTotal(row.number, column, value, _scope(metric, value, sums, alone=alone))
        for row, metric, value in found
        if not metric or (metric in sums and not metrics.is_rate(metric))
    )


def _amounts(rows: Iterable[TotalRow]) -> Iterator[tuple[TotalRow, str, Decimal]]:
    """The rows with a number, and the metric that each names: ``""`` for none."""
    for row in rows:
        label, value = SUM.fullmatch(row.label), exact_value(plain(row.value))
        if label is None or value is None:
            continue
        named = metric_of(plain(row.name)) if row.name != row.label else ""
        metric = metric_of(label["metric"]) or named
        if not label["metric"] or metric in metrics.NAMES:
            yield row, metric, value


def _scope(metric: str, value: Decimal, sums: Sums, *, alone: bool) -> str | None:
    if metric:
        return metric
    if alone and sums.only and not metrics.is_rate(sums.only):
        return sums.only
    return sums.summed(value)
