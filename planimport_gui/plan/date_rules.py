"""Rules of the two dates of a plan row: ``date.*`` and ``period.*``."""

from datetime import date, datetime

from planimport_gui.plan.blanks import says_nothing
from planimport_gui.plan.cells import Cell, DateOrder, Edge, SlashDate
from planimport_gui.plan.fields import Field
from planimport_gui.plan.findings import Part, broken_cell, error, part, warning
from planimport_gui.plan.periods import (
    Period,
    SlashKind,
    day_text,
    known_day,
    month_of,
    read_day,
    read_period,
    slash_order,
)
from planimport_gui.plan.problems import Code, Fix, Problem

Span = tuple[date, date]
"""First and last day of a plan, both included."""

LONGEST = 366
"""Days a plan may last without a remark."""
FAR = 3
"""Years from today within which plans begin and end without a remark."""


def judge_dates(cells: tuple[Cell, ...], today: date, order: DateOrder | None) -> Part[Span]:
    """Judge the cells of dateFrom and dateTo. ``order`` is how slash dates are read, if it is known."""
    first, last = _day(Field.DATE_FROM, cells[0], order), _day(Field.DATE_TO, cells[1], order)
    if isinstance(first, date) and isinstance(last, date):
        return part(_period_problems(first, last, today), (first, last))
    problems = (
        _missing(Field.DATE_FROM, cells[0], None) if first is None else first,
        _missing(Field.DATE_TO, cells[1], first) if last is None else last,
    )
    return part(tuple(problem for problem in problems if isinstance(problem, Problem)), None)


def slash_day(cell: Cell, field: Field, order: DateOrder) -> date | None:
    """The day that a slash date in a date field means in ``order``; ``None`` where the cell is none."""
    if isinstance(cell, SlashDate):
        edge, whole_month, text = cell.edge, cell.whole_month, cell.text
    elif isinstance(cell, str) and slash_order((cell,)).kind is SlashKind.AMBIGUOUS:
        edge, whole_month, text = _edge(field), False, cell
    else:
        return None
    period = read_period(text, order)
    if period and whole_month:
        period = month_of(period.first)
    return _end(period, edge) if period else None


def _edge(field: Field) -> Edge:
    return Edge.FIRST if field is Field.DATE_FROM else Edge.LAST


def _end(period: Period, edge: Edge) -> date:
    return period.first if edge is Edge.FIRST else period.last


def _day(field: Field, cell: Cell, order: DateOrder | None) -> date | Problem | None:
    """The day of a cell, ``None`` where nothing stands there, or what is wrong with it."""
    if cell is None or (isinstance(cell, str) and says_nothing(cell)):
        return None
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return day if known_day(day) else error(Code.DATE_INVALID, field, cell)
    if isinstance(cell, bool):
        return error(Code.CELL_BOOLEAN, field, cell)
    if isinstance(cell, str | SlashDate):
        return _written_day(field, cell, order)
    return broken_cell(field, cell) or error(Code.DATE_INVALID, field, cell)


def _written_day(field: Field, cell: str | SlashDate, order: DateOrder | None) -> date | Problem:
    slashed = slash_day(cell, field, order or DateOrder.DAY_FIRST)
    if slashed:
        return slashed if order else error(Code.DATE_AMBIGUOUS, field, cell)
    if isinstance(cell, SlashDate):
        return error(Code.DATE_INVALID, field, cell)
    day = read_day(cell, order)
    return day or error(Code.DATE_INVALID, field, cell, _fix_from_period(field, cell, order))


def _fix_from_period(field: Field, text: str, order: DateOrder | None) -> Fix | None:
    """For «Февраль 2025» or a whole range in one date field: its first or last day."""
    period = read_period(text, order)
    return Fix(field, day_text(_end(period, _edge(field))), certain=False) if period else None


def _missing(field: Field, cell: Cell, same_day: date | Problem | None) -> Problem:
    fix = Fix(field, day_text(same_day), certain=False) if isinstance(same_day, date) else None
    return error(Code.DATE_MISSING, field, cell, fix)


def _period_problems(first: date, last: date, today: date) -> tuple[Problem, ...]:
    days = (last - first).days + 1
    if 1 <= days <= LONGEST and abs((first - today).days) < FAR * 365 and abs((last - today).days) < FAR * 365:
        return ()
    if first > last:
        return (error(Code.PERIOD_REVERSED, Field.DATE_FROM, first, params=(("to", day_text(last)),)),)
    found = []
    if days > LONGEST:
        found.append(warning(Code.PERIOD_LONG, Field.DATE_TO, last, params=(("days", days),)))
    if first < _years_from(today, -FAR):
        found.append(warning(Code.PERIOD_FAR, Field.DATE_FROM, first, params=(("years", FAR),)))
    if last > _years_from(today, FAR):
        found.append(warning(Code.PERIOD_FAR, Field.DATE_TO, last, params=(("years", FAR),)))
    return tuple(found)


def _years_from(day: date, years: int) -> date:
    """The same day in another year; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
