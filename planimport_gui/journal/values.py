"""How values stand in the journal's columns: items as JSON, times as ISO text, words without broken characters."""

import json
from datetime import datetime

from planimport_gui.plan.row import Item

_ENCODER = json.JSONEncoder(separators=(",", ":"))


class Unreadable(Exception):
    """A stored value that this program cannot have written."""


def item_text(item: Item) -> str:
    """The wire form as ASCII JSON, which holds every text a sheet can give."""
    return _ENCODER.encode(item.wire())


def item_of(text: str) -> Item:
    """Raises Unreadable."""
    try:
        return Item.from_wire(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def time_text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def clean(words: str) -> str:
    """Words as SQLite can keep them: half surrogate pairs, which JSON can hold, become question marks."""
    return words.encode("utf-8", "replace").decode("utf-8")
