"""Values of sheet cells as cells of a plan."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planimport_gui.plan.cells import Cell, ShownNumber
from planimport_gui.sheets.formats import Format, Meaning
from planimport_gui.sheets.guard import Mark


@dataclass(frozen=True, slots=True)
class MonthShown:
    """A date of which the sheet shows the month only."""

    day: date


def marked(raw: object, mark: Mark) -> object:
    """A raw value with what the guard knows of its cell."""
    if not isinstance(mark, Format):
        return mark
    if mark.meaning is Meaning.MONTH:
        return MonthShown(nearest_day(raw)) if isinstance(raw, date) else raw
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        return raw
    text = mark.shown(raw)
    return raw if text == str(plain(raw)) else ShownNumber(raw, text)


def plain(raw: object) -> Cell:
    """A raw value outside the date columns: blanks are ``None``, whole floats int, no number is infinite."""
    convert = _PLAIN.get(type(raw))
    return convert(raw) if convert else raw  # type: ignore[return-value]  # what is left are the classes of plan.cells


def nearest_day(moment: date) -> date:
    """The day of a moment. Less than a millisecond short of midnight is the noise of floating point; the last

    millisecond itself, and the 997th of databases, mean the end of that day.
    """
    if not isinstance(moment, datetime):
        return moment
    try:
        return (moment + timedelta(microseconds=500)).date()
    except OverflowError:
        return moment.date()


def _number(raw: float) -> Cell:
    if raw.is_integer():
        return int(raw)
    return raw if math.isfinite(raw) else str(raw)


_PLAIN: dict[type, Callable[..., Cell]] = {
    str: lambda raw: raw or None,
    float: _number,
    datetime: nearest_day,
    time: time.isoformat,
    timedelta: str,
    MonthShown: lambda raw: raw.day,
}
