"""Short ways to say what a rule found, and what it leaves for sending."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from planimport_gui.plan.cells import Cell, ErrorValue, Uncalculated
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Fix, Param, Problem, Severity
from planimport_gui.plan.shown import shown_text

T = TypeVar("T")
Params = tuple[tuple[str, Param], ...]


class Standing(IntEnum):
    """How a row stands by the worst of its problems."""

    READY = 0
    WARNING = 1
    REPEAT = 2
    ERROR = 3

    @property
    def severity(self) -> Severity | None:
        return _SEVERITIES[self]


_SEVERITIES = (None, Severity.WARNING, Severity.REPEAT, Severity.ERROR)
_STANDINGS = {
    Severity.WARNING: Standing.WARNING,
    Severity.REPEAT: Standing.REPEAT,
    Severity.ERROR: Standing.ERROR,
}


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What the rules say of one part of a row. ``result`` is ``None`` exactly when a problem is an error."""

    problems: tuple[Problem, ...]
    standing: Standing
    result: T | None


def worst(problems: tuple[Problem, ...]) -> Standing:
    """How a row with these problems stands."""
    return max((_STANDINGS[problem.severity] for problem in problems), default=Standing.READY)


def part(problems: tuple[Problem, ...], result: T | None) -> Part[T]:
    """A part with its standing; the result is dropped where a problem is an error."""
    if not problems:
        return Part((), Standing.READY, result)
    standing = worst(problems)
    return Part(problems, standing, None if standing is Standing.ERROR else result)


def error(code: Code, field: Field | None, cell: Cell, fix: Fix | None = None, params: Params = ()) -> Problem:
    return Problem(code, Severity.ERROR, field, shown_text(cell), params, fix)


def warning(code: Code, field: Field | None, cell: Cell, fix: Fix | None = None, params: Params = ()) -> Problem:
    return Problem(code, Severity.WARNING, field, shown_text(cell), params, fix)


def broken_cell(field: Field, cell: Cell) -> Problem | None:
    """The problem of a cell that holds no value at all: a formula never calculated, or an error value."""
    if isinstance(cell, Uncalculated):
        return error(Code.CELL_FORMULA, field, cell)
    if isinstance(cell, ErrorValue):
        return error(Code.CELL_ERROR, field, cell)
    return None
