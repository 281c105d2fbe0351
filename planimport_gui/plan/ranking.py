"""Things in the order of a list, kept up to date as they come, change and go."""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
Place = tuple[int, ...]
_FEW = 200
"""Changes up to which each is put into its place; with more, sorting all at once is quicker."""
_MANY = 2000
"""Changes that are not left to gather, so that asking never takes long."""


class Ranking(Generic[T]):
    """What ``place`` puts nearer to zero comes first. Costs follow what changed since the order was last asked for."""

    def __init__(self, place: Callable[[T], Place | None]) -> None:
        """``place`` answers numbers, always as many, or ``None`` for a thing that does not stand in the list."""
        self._place = place
        self._order: list[Place] = []
        self._places: dict[T, Place] = {}
        self._things: dict[int, T] = {}
        self._changed: dict[T, None] = {}
        self._next = 0

    def touch(self, thing: T) -> None:
        """Its place may have changed."""
        self._changed[thing] = None
        if len(self._changed) >= _MANY:
            self._settle()

    def first(self, most: int | None = None) -> list[T]:
        """The first things in order, all of them without ``most``."""
        self._settle()
        return [self._things[place[-1]] for place in self._order[:most]]

    def __len__(self) -> int:
        self._settle()
        return len(self._order)

    def _settle(self) -> None:
        changed, self._changed = self._changed, {}
        gone = [self._leave(thing) for thing in changed if thing in self._places]
        come = [self._enter(thing, place) for thing in changed if (place := self._place(thing)) is not None]
        if len(changed) <= _FEW:
            for place in gone:
                del self._order[bisect_left(self._order, place)]
            for place in come:
                insort(self._order, place)
        else:
            without = set(gone)
            self._order = [place for place in self._order if place not in without]
            self._order += come
            self._order.sort()

    def _leave(self, thing: T) -> Place:
        place = self._places.pop(thing)
        del self._things[place[-1]]
        return place

    def _enter(self, thing: T, place: Place) -> Place:
        """A number at the end makes every place another, so that things need not be compared."""
        self._next += 1
        self._places[thing] = whole = (*place, self._next)
        self._things[self._next] = thing
        return whole
