"""Amounts with the units that are said of them, so that nobody takes them for the whole number."""

from dataclasses import dataclass

from planimport_gui.plan.cells import ShownNumber
from planimport_gui.plan.metrics import NAMES, is_money
from planimport_gui.plan.shown import number_text
from planimport_gui.plan.typos import Names
from planimport_gui.sheets.units import Remark

_METRICS = Names(NAMES)


@dataclass(frozen=True, slots=True)
class ValueUnit:
    """The unit of all values: of their header, else what a remark said."""

    header: Remark | None
    said: Remark | None

    def __bool__(self) -> bool:
        return bool(self.header or self.said)

    def beside(self, cell: object, name: object) -> object:
        """The value of a metric with its unit. Thousands of roubles multiply money without a question.

        Of other metrics their header may say it by mistake, which is asked about, and a remark says nothing.
        """
        said = self.header or self.said
        if said is None:
            return cell
        metric = _METRICS.certain(name) if said.money and isinstance(name, str) else None
        if not said.money or (metric is not None and is_money(metric)):
            return with_unit(cell, said.unit)
        if metric is not None and self.header is None:
            return cell
        return _asked(cell, said.unit, known=metric is not None)


def with_unit(cell: object, unit: str) -> object:
    """The amount with its unit; as it is without one, and where it is no number."""
    if not unit:
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{number_text(cell)} {unit}"
    return f"{cell} {unit}" if isinstance(cell, str) and cell.strip()[-1:].isdigit() else cell


def _asked(cell: object, unit: str, *, known: bool) -> object:
    """The amount as one that nobody takes for certain; of a metric that is ``known`` the number itself is proposed."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return ShownNumber(cell, str(with_unit(cell, f"({unit})" if known else unit)))
    return with_unit(cell, f"({unit})")
