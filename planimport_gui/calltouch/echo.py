"""Reads the items a status answer echoes: gently in form, exactly in meaning."""

import re
from datetime import date

from planimport_gui.plan.row import Item

_DAY_FIRST = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WHOLE = re.compile(r"[+-]?[0-9]{1,30}(?:\.0{1,30})?")
_EXACT_MOST = 2**53


def read_item(wire: object) -> Item | None:
    """An item as the service echoes it, or ``None`` where it cannot be read.

    Dates are ``dd-mm-yyyy`` or ISO, values may be ``100``, ``100.0`` or ``"100"``; an absent, ``null`` or
    empty dimension is the same.
    """
    if not isinstance(wire, dict) or not isinstance(metric := wire.get("metric"), dict):
        return None
    names = ("source", "medium", "campaign", "content", "keyword")
    days = _day(wire.get("dateFrom")), _day(wire.get("dateTo"))
    texts = [_text(wire.get(name)) for name in names] + [_text(metric.get("type")), _text(metric.get("name"))]
    value = _value(metric.get("value"))
    if days[0] is None or days[1] is None or value is None:
        return None
    source, medium, campaign, content, keyword, kind, name = texts
    if source is None or medium is None or campaign is None or content is None or keyword is None:
        return None
    if not kind or not name:
        return None
    return Item(days[0], days[1], source, medium, campaign, content, keyword, kind, name, value)


def _text(value: object) -> str | None:
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) else None


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    if match := _DAY_FIRST.fullmatch(value):
        day, month, year = match.groups()
    elif match := _ISO.fullmatch(value):
        year, month, day = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _value(value: object) -> int | None:
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT_MOST:
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value.split(".")[0])
    return None
