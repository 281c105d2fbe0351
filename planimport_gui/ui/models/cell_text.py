"""What stands in a cell of the table: as it is shown, and as it is edited and copied."""

from datetime import date
from decimal import Decimal

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import DATES, Field
from planimport_gui.plan.numbers import Amount, read_number, whole
from planimport_gui.plan.periods import day_text, read_day
from planimport_gui.plan.shown import shown_text
from planimport_gui.texts import Language
from planimport_gui.texts.formats import figure, point

_BREAKS = str.maketrans({"\n": "↵", "\r": None, "\t": " ", "\u2028": "↵", "\u2029": "↵"})


def display_text(cell: Cell, field: Field, language: Language) -> str:
    """One line, dates as dd.mm.yyyy, numbers as people of the language write them.

    A typed text is shown as what the rules read in it, where that is beyond doubt.
    """
    if field is Field.VALUE:
        return _value(cell, language)
    if field in DATES:
        day = read_day(cell) if isinstance(cell, str) else None
        return day_text(day) if day else (shown_text(cell) or "")
    return (shown_text(cell) or "").translate(_BREAKS)


def edit_text(cell: Cell, language: Language) -> str:
    """The text that an editor starts with, and that other programs get: numbers without gaps."""
    text = shown_text(cell) or ""
    return text.replace(".", point(language)) if isinstance(cell, float) else text


def _value(cell: Cell, language: Language) -> str:
    match cell:
        case bool() | None | date():
            return shown_text(cell) or ""
        case int():
            return figure(str(cell), language)
        case float():
            number = whole(Decimal(repr(cell))) if cell - cell == 0 else None
            return figure(str(number) if number is not None else shown_text(cell) or "", language)
        case str():
            reading = read_number(cell)
            number = whole(reading.value) if isinstance(reading, Amount) else None
            return cell.translate(_BREAKS) if number is None else figure(str(number), language)
        case _:
            return shown_text(cell) or ""
