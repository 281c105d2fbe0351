"""Spellings that mean the same name, and the name nearest to a wrong one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from operator import itemgetter

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
    key = canonical(text)
    limit = len(key) // 4
    near = [(distance(key, known), known) for known in names if _may_be_within(limit, key, known)]
    off, best = min(near, default=(limit + 1, ""), key=itemgetter(0))
    if off <= limit:
        return names[best]
    words = _WORDS.split(key.rstrip(" ."))
    whole = [known for known in names if known.startswith(words[0][:2]) and _abbreviate(words, known)]
    return names[min(whole, key=len)] if whole else None


def _may_be_within(limit: int, one: str, other: str) -> bool:
    """A quick look that spares most distances: each letter too many or missing costs at least one."""
    return abs(len(one) - len(other)) <= limit and len(set(one) - set(other)) <= limit


def _abbreviate(words: list[str], name: str) -> bool:
    """Whether the words begin those of the name, one by one, each with two letters or more."""
    whole = _WORDS.split(name)
    return len(words) == len(whole) and all(
        len(begin) >= 2 and word.startswith(begin) for begin, word in zip(words, whole, strict=True)
    )
