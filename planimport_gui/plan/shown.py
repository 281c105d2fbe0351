"""The text a sheet shows for a cell."""

from datetime import date
from typing import assert_never

from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.periods import day_text


def number_text(number: float) -> str:
    """At most fifteen significant digits, as spreadsheets keep them; whole numbers without a point."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return str(int(number))
    return f"{number:.15g}"


def shown_text(cell: Cell) -> str | None:
    """The text of a cell: days as ``01.02.2025``, ``None`` where the sheet shows nothing."""
    match cell:
        case None | Uncalculated():
            return None
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return number_text(cell)
        case date():
            return day_text(cell)
        case ErrorValue(text) | ShownNumber(text=text) | SlashDate(text=text):
            return text
        case _:
            assert_never(cell)
