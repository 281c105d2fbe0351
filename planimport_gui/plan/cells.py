"""What can stand in a cell of a plan row, before any rule has judged it.

A cell is a plain Python value wherever the sheet's value means what it shows: ``None`` for an empty
cell, ``str``, ``int``, ``float``, ``bool``, ``datetime.date``. The classes below stand for cells whose
plain value would mislead.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class DateOrder(Enum):
    """How dates written with slashes are read."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Edge(Enum):
    """Which end of its period a date cell stands for."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula without a cached value: the workbook was written by a program and never calculated."""


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error cell; ``text`` is what the sheet shows, such as ``#DIV/0!``."""

    text: str


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number whose number format changes what it means: ``0.12`` shown ``12%``, ``123`` shown ``00123``."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class SlashDate:
    """A date written with slashes whose whole column fits both orders (``03/04/2025``).

    ``whole_month`` is true where the cell names the month it lies in (a «месяц» column), and ``edge``
    tells whether the cell is the first or the last day of it.
    """

    text: str
    edge: Edge = Edge.FIRST
    whole_month: bool = False


Cell = None | str | int | float | bool | date | Uncalculated | ErrorValue | ShownNumber | SlashDate
