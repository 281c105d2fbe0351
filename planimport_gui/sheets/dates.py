"""Date columns: the first and the last day that their cells stand for."""

from datetime import date

from planimport_gui.plan.cells import Cell, DateOrder, Edge, SlashDate
from planimport_gui.plan.periods import Period, month_of, read_day, read_period
from planimport_gui.sheets.slashes import SlashProof, typed_text
from planimport_gui.sheets.values import MonthShown, nearest_day, plain
from planimport_gui.sheets.words import PeriodKind

Ends = tuple[Cell, Cell]
"""What a cell means as dateFrom and as dateTo."""


class DateColumn:
    """One column of dates. ``kind`` is ``None`` for a column of first or last days.

    Slashes are read in the order the caller chose, else in the one that the column itself proves. Real dates that
    may have been turned are read as they were typed, in the chosen order, and are ``SlashDate`` without one.
    """

    def __init__(self, kind: PeriodKind | None, proof: SlashProof, chosen: DateOrder | None) -> None:
        self._order = chosen or proof.order
        self._turned = proof.turned
        self._chosen = chosen
        self._kind = kind
        self._known: dict[object, Ends] = {}

    def ends(self, raw: object) -> Ends:
        found = self._known.get(raw)
        if found is not None:
            return found
        if not isinstance(raw, str | date | MonthShown):
            cell = plain(raw)
            return cell, cell
        self._known[raw] = ends = self._read(raw)
        return ends

    def _read(self, raw: str | date | MonthShown) -> Ends:
        if isinstance(raw, str):
            return self._of_text(raw)
        typed = typed_text(raw, self._turned) if self._turned else None
        if typed is not None:
            return self._of_turned(raw, typed)
        return _ends(month_of(raw.day)) if isinstance(raw, MonthShown) else self._of_day(nearest_day(raw))

    def _of_turned(self, raw: date | MonthShown, typed: str) -> Ends:
        day = read_day(typed, self._chosen)
        month = self._kind is PeriodKind.MONTH or isinstance(raw, MonthShown)
        if day is None:
            last = None if self._kind is PeriodKind.RANGE and not month else SlashDate(typed, Edge.LAST, month)
            return SlashDate(typed, Edge.FIRST, month), last
        return _ends(month_of(day)) if month else self._of_day(day)

    def _of_day(self, day: date) -> Ends:
        if self._kind is PeriodKind.MONTH:
            return _ends(month_of(day))
        if self._kind is PeriodKind.RANGE:
            return day, None
        return day, day

    def _of_text(self, text: str) -> Ends:
        if not text.strip():
            return None, None
        period = self._period(text, self._order)
        if period is None:
            return self._undecided(text)
        if period.first == period.last and read_day(text, self._order):
            return self._of_day(period.first)
        return _ends(period) if self._kind or _whole_month(period) else (text, text)

    def _undecided(self, text: str) -> Ends:
        if self._order is not None or not any(self._period(text, order) for order in DateOrder):
            return text, text
        month = self._kind is PeriodKind.MONTH
        first, last = SlashDate(text, Edge.FIRST, month), SlashDate(text, Edge.LAST, month)
        one_day = self._kind is PeriodKind.RANGE and any(read_day(text, order) for order in DateOrder)
        return first, None if one_day else last

    def _period(self, text: str, order: DateOrder | None) -> Period | None:
        if self._kind is None:
            day = read_day(text, order)
            if day:
                return Period(day, day)
        return read_period(text, order)


def _ends(period: Period) -> Ends:
    return period.first, period.last


def _whole_month(period: Period) -> bool:
    return period == month_of(period.first)
