"""Spellings that mean the same name, and the name nearest to a wrong one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from planimport_gui.plan.blanks import squeeze

_LOOK_ALIKES = str.maketrans("abcehkmoptxyiëё", "авсенкмортхуіее")
"""Latin letters drawn like Cyrillic ones, small or capital, after case folding; and ё as е."""
_DASHES = re.compile(r" ?[-\u00ad‐‑‒–—―−﹘﹣－] ?")
_WORDS = re.compile(r"\W+")


def canonical(text: str) -> str:
    """A key that is equal for spellings a reader cannot or need not tell apart.

    Case, ё, blanks of every kind, kinds of dashes, and letters of the other alphabet that look alike.
    """
    dashed = _DASHES.sub("-", unicodedata.normalize("NFKC", squeeze(text)))
    visible = "".join(char for char in dashed if unicodedata.category(char) != "Cf")
    return squeeze(visible).casefold().translate(_LOOK_ALIKES)


def by_key(names: Iterable[str]) -> Mapping[str, str]:
    """Canonical keys and their names."""
    return {canonical(name): name for name in names}


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein: letters added, left out, changed, or neighbours swapped (each pair once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, start=1):
        current = [row]
        for column, right in enumerate(other, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and right == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]


def nearest(text: str, names: Mapping[str, str]) -> str | None:
    """The name that ``text`` most likely means: one letter in four off, or abbreviated («Уник. лиды»).

    ``names`` are canonical keys and their names, the more likely first. ``None`` where nothing is near; names
    of three letters are near to none, since CPM is not CPC.
    """
    key = canonical(text)[:100]
    off = {known: distance(key, known) for known in names}
    best = min(off, key=off.__getitem__)
    if off[best] <= len(key) // 4:
        return names[best]
    whole = [known for known in names if _abbreviates(key, known)]
    return names[min(whole, key=off.__getitem__)] if whole else None


def _abbreviates(short: str, whole: str) -> bool:
    """Whether the words of ``short`` begin those of ``whole``, one by one."""
    shorts, wholes = _WORDS.split(short.rstrip(" .")), _WORDS.split(whole)
    return len(shorts) == len(wholes) and all(
        len(begin) >= 2 and word.startswith(begin) for begin, word in zip(shorts, wholes, strict=True)
    )
