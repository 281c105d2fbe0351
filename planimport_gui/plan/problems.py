"""What can be wrong with a plan row: codes, severities and fixes. Wording lives in texts/."""

from dataclasses import dataclass
from enum import StrEnum

from planimport_gui.plan.fields import Field


class Severity(StrEnum):
    """What a problem means for sending."""

    ERROR = "error"
    """Never sent."""
    REPEAT = "repeat"
    """Left out unless the user says otherwise."""
    WARNING = "warning"
    """Sent; the user has been told."""


class Code(StrEnum):
    """The rules of a plan row. Each has a sentence under ``problem.<code>`` in texts/."""

    DATE_MISSING = "date.missing"
    DATE_INVALID = "date.invalid"
    DATE_AMBIGUOUS = "date.ambiguous"
    PERIOD_REVERSED = "period.reversed"
    PERIOD_LONG = "period.long"
    PERIOD_FAR = "period.far"
    DIMENSION_NONE = "dimension.none"
    DIMENSION_UNUSUAL = "dimension.unusual"
    DIMENSION_NUMBER = "dimension.number"
    DIMENSION_PARTIAL = "dimension.partial"
    DIMENSION_TOTAL = "dimension.total"
    TYPE_MISSING = "type.missing"
    TYPE_UNKNOWN = "type.unknown"
    NAME_MISSING = "name.missing"
    NAME_UNKNOWN = "name.unknown"
    NAME_WRONG_TYPE = "name.wrongType"
    NAME_RESERVED = "name.reserved"
    VALUE_MISSING = "value.missing"
    VALUE_INVALID = "value.invalid"
    VALUE_FRACTION = "value.fraction"
    VALUE_PERCENT = "value.percent"
    VALUE_UNIT = "value.unit"
    VALUE_LARGE = "value.large"
    VALUE_NEGATIVE = "value.negative"
    VALUE_ZERO = "value.zero"
    CELL_FORMULA = "cell.formula"
    CELL_ERROR = "cell.error"
    CELL_DATE = "cell.date"
    CELL_BOOLEAN = "cell.boolean"
    PLAN_DUPLICATE = "plan.duplicate"
    PLAN_OVERLAP = "plan.overlap"
    PLAN_SENT = "plan.sent"
    PLAN_MONTH = "plan.month"
    PLAN_TOTAL = "plan.total"


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposed replacement for one cell, and for every row with the same wrong value.

    ``text`` is what a person would type into ``field``, ``""`` to empty it. ``certain`` fixes need no yes (blanks,
    case, ё, dashes, look-alike letters, type from name); the others are proposals (nearest name, rounding).
    """

    field: Field
    text: str
    certain: bool


Param = str | int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row.

    ``field`` is ``None`` for problems of the whole row; ``found`` is the text the sheet shows there, or
    ``None``; ``params`` are the named values the sentence needs, in the order in which it is built.
    """

    code: Code
    severity: Severity
    field: Field | None = None
    found: str | None = None
    params: tuple[tuple[str, Param], ...] = ()
    fix: Fix | None = None
