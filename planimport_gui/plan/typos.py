"""Spellings that mean the same name, and the name nearest to a wrong one."""

import re
import unicodedata
from collections.abc import Iterable
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


def alike(text: str) -> str:
    """Letters of small words as ``canonical`` writes them."""
    return text.translate(_LOOK_ALIKES)


def folded(text: str) -> str:
    """What a person searching takes for the same: case, ё and runs of blanks aside."""
    return squeeze(text).casefold().replace("ё", "е")


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


class Names:
    """Known names, found by what people write instead. The more likely of two equally near ones comes first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {canonical(name): name for name in names}
        self._letters = {known: frozenset(known) for known in self._names}
        self._words = {known: _WORDS.split(known) for known in self._names}

    def __len__(self) -> int:
        return len(self._names)

    def certain(self, text: str) -> str | None:
        """The name of which ``text`` is another spelling."""
        return self._names.get(canonical(text))

    def nearest(self, text: str) -> str | None:
        """The name that ``text`` most likely means: one letter in four off, or abbreviated («Уник. лиды»).

        ``None`` where nothing is near; names of three letters are near to none, since CPM is not CPC.
        """
        key = canonical(text)
        limit = len(key) // 4
        near = [(distance(key, known), known) for known in self._possible(key, limit)]
        off, best = min(near, default=(limit + 1, ""), key=itemgetter(0))
        if off <= limit:
            return self._names[best]
        words = _WORDS.split(key.rstrip(" ."))
        whole = [known for known, long in self._words.items() if _abbreviate(words, long)]
        return self._names[min(whole, key=len)] if whole else None

    def _possible(self, key: str, limit: int) -> list[str]:
        """Names that may be within the limit: each letter too many or missing costs at least one."""
        letters, fewest, most = frozenset(key), len(key) - limit, len(key) + limit
        return [
            known
            for known, others in self._letters.items()
            if fewest <= len(known) <= most and len(letters - others) <= limit
        ]


def _abbreviate(words: list[str], whole: list[str]) -> bool:
    """Whether the words begin the whole ones, one by one, each with two letters or more."""
    return (
        whole[0].startswith(words[0])
        and len(words) == len(whole)
        and all(len(begin) >= 2 and word.startswith(begin) for begin, word in zip(words, whole, strict=True))
    )
