"""A plan row as the sheet gives it, and the item that goes on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, NewType

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import POSITION, Field

RowId = NewType("RowId", int)
"""A number that stays with a row through every edit, sort and undo; unique within a plan sheet."""


class Origin(NamedTuple):
    """Where a plan row's value stands in the file as opened: ``row`` counts from 1, ``column`` is its letter."""

    row: int
    column: str


class Added(int):
    """In place of the number of a row that was added to those of a file: the number of the one above it there."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{int(self)}+"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan as read or typed. ``cells`` holds ten cells in the order of ``FIELDS``.

    ``origin`` is ``None`` for rows that were typed or pasted.
    """

    id: RowId
    cells: tuple[Cell, ...]
    origin: Origin | None = None

    def __getitem__(self, field: Field) -> Cell:
        return self.cells[POSITION[field]]


class ItemKey(NamedTuple):
    """What makes two plans the same plan: everything but the value."""

    date_from: date
    date_to: date
    source: str
    medium: str
    campaign: str
    content: str
    keyword: str
    type: str
    name: str


class Item(NamedTuple):
    """A plan ready for the service. Empty dimensions are ``""`` and are left out on the wire."""

    date_from: date
    date_to: date
    source: str
    medium: str
    campaign: str
    content: str
    keyword: str
    type: str
    name: str
    value: int

    @property
    def key(self) -> ItemKey:
        return ItemKey(*self[:-1])

    @property
    def month(self) -> tuple[int, int]:
        """Year and month in which the plan begins."""
        return self.date_from.year, self.date_from.month

    def wire(self) -> dict[str, object]:
        """The item as the article writes it: its keys, their order, dates as dd-mm-yyyy."""
        date_from, date_to, source, medium, campaign, content, keyword, kind, name, value = self
        wire: dict[str, object] = {"dateFrom": _wire_day(date_from), "dateTo": _wire_day(date_to)}
        if source:
            wire["source"] = source
        if medium:
            wire["medium"] = medium
        if campaign:
            wire["campaign"] = campaign
        if content:
            wire["content"] = content
        if keyword:
            wire["keyword"] = keyword
        wire["metric"] = {"type": kind, "name": name, "value": value}
        return wire

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> "Item":
        """The reverse of ``wire``, for items the journal wrote itself. Raises KeyError, TypeError or ValueError."""
        metric = wire["metric"]
        if not isinstance(metric, Mapping):
            raise TypeError("metric is no object")
        value = metric["value"]
        if type(value) is not int:
            raise TypeError("value is no integer")
        return cls(
            _day(wire["dateFrom"]), _day(wire["dateTo"]),
            str(wire.get("source", "")), str(wire.get("medium", "")), str(wire.get("campaign", "")),
            str(wire.get("content", "")), str(wire.get("keyword", "")),
            str(metric["type"]), str(metric["name"]), value,
        )  # fmt: skip


def _day(text: object) -> date:
    day, month, year = str(text).split("-")
    return date(int(year), int(month), int(day))


@lru_cache(1024)
def _wire_day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"
