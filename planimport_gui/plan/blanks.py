"""Blanks of every kind, and what people write into a cell for nothing; a text without what cannot be seen."""

import re

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f"))
_CARRIAGE_RETURN = re.compile("_x000[dD]_")
"""A carriage return as OOXML writes it inside texts; some readers leave it as it stands."""

_FOR_NOTHING = frozenset({"", "-", "–", "—", "−", "n/a", "н/д"})
LONGEST_FOR_NOTHING = 3
"""Characters of the longest word for nothing."""


def squeeze(text: str) -> str:
    """The text as a person reads it: one plain blank for every run of blanks, NBSP or line breaks, none at the ends."""
    if text.isascii() and "_x000" not in text:
        return " ".join(text.split())
    return " ".join(_CARRIAGE_RETURN.sub(" ", text).translate(_INVISIBLE).split())


def says_nothing(text: str) -> bool:
    """Whether the cell is blank to a person, or holds one of the marks that mean it: «-», «—», «n/a», «н/д»."""
    return squeeze(text).casefold() in _FOR_NOTHING
