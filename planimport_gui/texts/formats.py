"""How numbers, dates and lists look inside a sentence."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath

from planimport_gui.texts.language import Language

Value = str | int | float | date | PurePath | Sequence[int]
"""What a parameter of a sentence may be. A sequence of integers is a list of row numbers."""

_SIGNS = {Language.RUSSIAN: ("\N{NARROW NO-BREAK SPACE}", ","), Language.ENGLISH: (",", ".")}
"""What stands between thousands, and before a fraction."""


def show(value: Value, language: Language) -> str:
    """A parameter as people read it; raises TypeError for anything that is no ``Value``."""
    if isinstance(value, bool):
        raise TypeError("a truth value has no wording")
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return figure(str(value), language)
    if isinstance(value, float):
        return figure(f"{value:.2f}".rstrip("0").rstrip("."), language)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y, %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, PurePath):
        return str(value)
    return ", ".join(plain(number) for number in value)


def figure(digits: str, language: Language) -> str:
    """A number of digits and perhaps a point, as people of the language write it; other texts stay as they are."""
    sign, rest = digits[: digits.startswith("-")], digits.removeprefix("-")
    head, dot, tail = rest.partition(".")
    if not head.isdecimal() or (dot and not tail.isdecimal()):
        return digits
    gap, _ = _SIGNS[language]
    return f"{sign}{int(head):,}".replace(",", gap) + (point(language) + tail if dot else "")


def point(language: Language) -> str:
    """What stands before a fraction."""
    return _SIGNS[language][1]


def plain(value: object) -> str:
    """A number that is a name (a row, a log id, a code): without gaps between its thousands."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"no number: {value!r}")
    return str(value)
