"""Blanks of every kind: what looks like nothing in a cell, and the text without it."""

import re

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f"))
_CARRIAGE_RETURN = re.compile("_x000[dD]_")
"""A carriage return as OOXML writes it inside texts; some readers leave it as it stands."""


def squeeze(text: str) -> str:
    """The text as a person reads it: one plain blank for every run of blanks, NBSP or line breaks, none at the ends."""
    if text.isascii() and "_x000" not in text:
        return " ".join(text.split())
    return " ".join(_CARRIAGE_RETURN.sub(" ", text).translate(_INVISIBLE).split())
