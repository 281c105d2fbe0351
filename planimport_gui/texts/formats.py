"""How numbers, dates and lists look inside a sentence."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath

from planimport_gui.texts.language import Language

Value = str | int | float | date | PurePath | Sequence[int]
"""What a parameter of a sentence may be. A sequence of integers is a list of row numbers."""

THIN_BLANK = "\N{NARROW NO-BREAK SPACE}"


def show(value: Value, language: Language) -> str:
    """A parameter as people read it; raises TypeError for anything that is no ``Value``."""
    if isinstance(value, bool):
        raise TypeError("a truth value has no wording")
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", THIN_BLANK)
    if isinstance(value, float):
        return _fraction(value, language)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y, %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, PurePath):
        return str(value)
    return ", ".join(plain(number) for number in value)


def plain(value: object) -> str:
    """A number that is a name (a row, a log id, a code): without gaps between its thousands."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"no number: {value!r}")
    return str(value)


def _fraction(value: float, language: Language) -> str:
    whole, _, rest = f"{value:,.2f}".partition(".")
    digits = rest.rstrip("0")
    point = "," if language is Language.RUSSIAN else "."
    return whole.replace(",", THIN_BLANK) + (point + digits if digits else "")
