"""Days and periods as people write them. Years are never guessed, and slashes only read where one order fits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from planimport_gui.plan.blanks import squeeze
from planimport_gui.plan.cells import DateOrder

_FIRST_YEAR, _LAST_YEAR = 2000, 2100

_MONTH_NAMES = (
    "январь января янв january jan",
    "февраль февраля фев февр february feb",
    "март марта мар march mar",
    "апрель апреля апр april apr",
    "май мая may",
    "июнь июня июн june jun",
    "июль июля июл july jul",
    "август августа авг august aug",
    "сентябрь сентября сен сент september sep sept",
    "октябрь октября окт october oct",
    "ноябрь ноября ноя нояб november nov",
    "декабрь декабря дек december dec",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}

_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})"
_NAME = r"(?P<n>[a-zа-я]+)\.?"
_DAY_FIRST = re.compile(rf"(?P<d>[0-9]{{1,2}})(?P<s>[.-])(?P<m>[0-9]{{1,2}})(?P=s){_YEAR}")
_ISO = re.compile(r"(?P<y>[0-9]{4})(?P<s>[./-])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})")
_DAY_NAME = re.compile(rf"(?P<d>[0-9]{{1,2}})[ .-]?{_NAME}[ ,-]?,? ?{_YEAR}")
_NAME_DAY = re.compile(rf"{_NAME} (?P<d>[0-9]{{1,2}}),? (?P<y>[0-9]{{4}})")
_SLASHES = re.compile(rf"(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}})/{_YEAR}")
_NAMED_MONTH = re.compile(rf"{_NAME}(?P<s>[ ,'’-]*)(?P<y>[0-9]{{4}}|[0-9]{{2}})")
_MONTH_YEAR = re.compile(r"(?P<m>[0-9]{1,2})[./-](?P<y>[0-9]{4})")
_YEAR_MONTH = re.compile(r"(?P<y>[0-9]{4})[./-](?P<m>[0-9]{1,2})")

_YEAR_WORD = re.compile(r" ?(?:гг?\.?|год|года)$")
_MIDNIGHT = re.compile(r"[ t]0?0:00(?::00(?:\.0+)?)?z?$")
_RANGE = re.compile(r" ?(?:[-–—−‑‒]|\.{2,}|…| по | до | to ) ?")
_FROM = re.compile(r"^(?:с|от|from) ?(?=[0-9а-яa-z])")
_LEADING_DAY = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included. ``first`` may stand after ``last``: the rules judge that."""

    first: date
    last: date


class SlashKind(Enum):
    """What a column of dates written with slashes says about its order."""

    NONE = "none"
    """No slash date whose meaning depends on the order."""
    DAY_FIRST = "dayFirst"
    MONTH_FIRST = "monthFirst"
    AMBIGUOUS = "ambiguous"
    """Every slash date fits both orders."""
    CONTRADICTORY = "contradictory"
    """Some fit only one order, some only the other."""


@dataclass(frozen=True, slots=True)
class SlashEvidence:
    """The answer of ``slash_order``. ``examples`` are the texts that show it: one, or one for each order."""

    kind: SlashKind
    examples: tuple[str, ...] = ()

    @property
    def order(self) -> DateOrder | None:
        """The order proved, if one was."""
        return {SlashKind.DAY_FIRST: DateOrder.DAY_FIRST, SlashKind.MONTH_FIRST: DateOrder.MONTH_FIRST}.get(self.kind)


def day_text(day: date) -> str:
    """The day as Russian sheets show it: ``01.02.2025``."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def month_of(day: date) -> Period:
    """The whole month in which ``day`` lies."""
    following = day.replace(day=28) + timedelta(days=4)
    return Period(day.replace(day=1), following.replace(day=1) - timedelta(days=1))


def known_day(day: date) -> bool:
    """Whether the year is one that plans can have: 2000 to 2100.

    A day, a year or an amount under a date format shows a date outside: ``5`` as 05.01.1900, ``2026`` as 18.07.1905.
    """
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def read_day(text: str, order: DateOrder | None = None) -> date | None:
    """One day: ``01.02.2025``, ``1-2-25``, ``2025-02-01``, «1 февраля 2025 г.»; ``None`` where it is none.

    Dots and dashes are day first. Slashes are read in ``order``; without one, only where both orders
    give the same day or one of them gives none.
    """
    return _day(_tidy(text), order)


def read_period(text: str, order: DateOrder | None = None) -> Period | None:
    """A range of days or months, a month, or one day (then first and last are the same).

    ``01.02.2025 – 14.02.2025``, «1–14 февраля 2025», «Февраль 2025», «фев 25», ``02.2025``, ``2025-02``.
    ``None`` where it is no period, or the year is not written (``22.04-30.04``).
    """
    tidy = _tidy(text)
    return _simple(tidy, order) or _range(_FROM.sub("", tidy), order)


def slash_order(texts: Iterable[str]) -> SlashEvidence:
    """What the slash dates of a whole column, alone or as ends of ranges, tell about their order."""
    day_first = month_first = either = None
    for text in texts:
        for match in _slash_dates(text):
            by_day, by_month = _slashed(match, DateOrder.DAY_FIRST), _slashed(match, DateOrder.MONTH_FIRST)
            if by_day and by_month:
                either = either or (text if by_day != by_month else None)
            elif by_day:
                day_first = day_first or text
            elif by_month:
                month_first = month_first or text
    return _evidence(day_first, month_first, either)


def _evidence(day_first: str | None, month_first: str | None, either: str | None) -> SlashEvidence:
    if day_first and month_first:
        return SlashEvidence(SlashKind.CONTRADICTORY, (day_first, month_first))
    if day_first:
        return SlashEvidence(SlashKind.DAY_FIRST, (day_first,))
    if month_first:
        return SlashEvidence(SlashKind.MONTH_FIRST, (month_first,))
    return SlashEvidence(SlashKind.AMBIGUOUS, (either,)) if either else SlashEvidence(SlashKind.NONE)


def _slash_dates(text: str) -> Iterator[re.Match[str]]:
    if "/" not in text:
        return
    for part in _RANGE.split(_FROM.sub("", _tidy(text))):
        if match := _SLASHES.fullmatch(_without_year_word(part)):
            yield match


def _tidy(text: str) -> str:
    return squeeze(text).casefold()


def _without_year_word(text: str) -> str:
    return _YEAR_WORD.sub("", text).strip()


def _make(year: str, month: int, day: int) -> date | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    try:
        return date(number, month, day)
    except ValueError:
        return None


def _slashed(match: re.Match[str], order: DateOrder) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return _make(match["y"], month, day)


def _by_slashes(match: re.Match[str], order: DateOrder | None) -> date | None:
    if order is not None:
        return _slashed(match, order)
    readings = {_slashed(match, DateOrder.DAY_FIRST), _slashed(match, DateOrder.MONTH_FIRST)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _day(tidy: str, order: DateOrder | None) -> date | None:
    text = _without_year_word(_MIDNIGHT.sub("", tidy))
    if match := _DAY_FIRST.fullmatch(text) or _ISO.fullmatch(text):
        return _make(match["y"], int(match["m"]), int(match["d"]))
    if match := _SLASHES.fullmatch(text):
        return _by_slashes(match, order)
    match = _DAY_NAME.fullmatch(text) or _NAME_DAY.fullmatch(text)
    if match and match["n"] in _MONTHS:
        return _make(match["y"], _MONTHS[match["n"]], int(match["d"]))
    return None


def _month(tidy: str) -> Period | None:
    text = _without_year_word(tidy)
    match = _NAMED_MONTH.fullmatch(text)
    if match and match["n"] in _MONTHS and not _may_be_a_day(match):
        number = _MONTHS[match["n"]]
    elif match := _MONTH_YEAR.fullmatch(text) or _YEAR_MONTH.fullmatch(text):
        number = int(match["m"])
    else:
        return None
    first = _make(match["y"], number, 1)
    return month_of(first) if first else None


def _may_be_a_day(match: re.Match[str]) -> bool:
    """«Feb 25» in English may be the 25th of February; «фев 25» and «Feb-25» may not."""
    return match["n"].isascii() and len(match["y"]) == 2 and not match["s"].strip(" ,")


def _simple(tidy: str, order: DateOrder | None) -> Period | None:
    day = _day(tidy, order)
    return Period(day, day) if day else _month(tidy)


def _range(tidy: str, order: DateOrder | None) -> Period | None:
    """The one way to cut the text in two at a dash so that both parts are days or months; else ``None``."""
    found = set()
    for cut in _RANGE.finditer(tidy):
        left, right = tidy[: cut.start()].strip(), tidy[cut.end() :].strip()
        last = _simple(right, order)
        first = (_simple(left, order) or _completed(left, right, last, order)) if last else None
        if first and last:
            found.add(Period(first.first, last.last))
    return found.pop() if len(found) == 1 else None


def _completed(left: str, right: str, last: Period | None, order: DateOrder | None) -> Period | None:
    """The left part with what it leaves to the right one: «1–14 февраля 2025», «15.04–30.04.2025»."""
    if last is None:
        return None
    year = last.last.year
    rest = _LEADING_DAY.sub("", right, count=1) if _LEADING_DAY.fullmatch(left) else ""
    for text in (left + rest, f"{left}.{year}", f"{left} {year}"):
        first = _simple(text, order)
        if first and first.first <= last.first and (first.first == first.last) == (last.first == last.last):
            return first
    return None
