"""Totals rows below the plans of a sheet: what they are the sum of, where that is beyond doubt."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from planimport_gui.facts.reading import SheetTotal
from planimport_gui.plan import metrics
from planimport_gui.plan.cells import Cell, ShownNumber
from planimport_gui.plan.fields import Field
from planimport_gui.plan.numbers import WithUnit, read_number
from planimport_gui.plan.proof import Sums, metric_of
from planimport_gui.plan.value_rules import exact_value
from planimport_gui.sheets.guard import column_letters
from planimport_gui.sheets.headers import Header
from planimport_gui.sheets.table import Table, TotalRow
from planimport_gui.sheets.values import plain
from planimport_gui.sheets.words import SUM


def sheet_totals(table: Table, header: Header, names: Iterable[Cell], values: Iterable[Cell]) -> tuple[SheetTotal, ...]:
    """``names`` and ``values`` are those of the plan rows. Where values have units, what a total counts is open."""
    last = table.numbers[-1]
    below = sorted((total for total in table.totals if total.number > last), key=lambda total: total.number)
    found = list(_amounts(below))
    if not found or any(map(_has_unit, set(islice(values, len(table.numbers))))):
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


def _has_unit(value: Cell) -> bool:
    text = value.text if isinstance(value, ShownNumber) else value
    return isinstance(text, str) and isinstance(read_number(text), WithUnit)


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
