"""What reading a workbook gives: plan rows with their origins, or one reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import PlanRow


class Layout(StrEnum):
    """How a sheet holds its plans."""

    LONG = "long"
    METRICS = "metrics"
    PERIODS = "periods"
    MIXED = "mixed"


class SkipReason(StrEnum):
    """Why a sheet row gave no plan row."""

    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    HEADER = "header"
    """The header once more."""
    GROUP = "group"
    """A name that went into the rows beneath it."""
    FACT = "fact"
    """What was reached or is expected, beside what is planned."""


class FileTrouble(StrEnum):
    """Why a file cannot be opened as a plan. Each has a sentence under ``file.<code>`` in texts/."""

    MISSING = "missing"
    LOCKED = "locked"
    DENIED = "denied"
    PASSWORD = "password"
    NOT_WORKBOOK = "notWorkbook"
    OTHER_FORMAT = "otherFormat"
    DAMAGED = "damaged"
    TOO_LARGE = "tooLarge"
    TOO_SLOW = "tooSlow"
    NO_SHEET = "noSheet"
    NO_PLAN = "noPlan"
    TWO_COLUMNS = "twoColumns"
    TWO_TABLES = "twoTables"
    TWO_VERSIONS = "twoVersions"
    GROUP_NAME = "groupName"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A sheet row (number in the file, from 1) that gave no plan row."""

    row: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A sheet that holds a plan, in a line: what tells «МП» from «МП old».

    ``first`` and ``last`` are the ends of its dates, ``budget`` is the sum of its budget; ``None`` where it has none.
    Without ``whole`` it has more rows than were looked at: all figures are of the first ``rows``.
    """

    name: str
    visible: bool
    rows: int
    first: date | None = None
    last: date | None = None
    budget: int | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """A totals row below all plans of a sheet: where its number stands, and what it is the sum of.

    ``scope`` is a metric or ``proof.ALL``; ``None`` where the sheet as it was read does not tell.
    """

    row: int
    column: str
    value: Decimal
    scope: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read. ``params`` are the named values its sentence needs.

    ``plans`` are the sheets that hold a plan, where there are several and one of them was not read.
    """

    trouble: FileTrouble
    params: Mapping[str, str | int] = field(default_factory=dict)
    plans: tuple[SheetSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet, read.

    ``header_row`` is the number of the last header row. ``columns`` names the column letter of every field
    that has one (both date fields name the same column where one column holds the period).
    ``date_order`` is what the columns of slash dates proved or the caller said, ``None`` where it stayed open.
    ``unused_columns`` are letters of filled columns that no field took; ``hidden_rows`` and ``hidden_columns``
    were read though the sheet hides them. ``plans`` are the sheets that hold a plan, this one among them and
    visible ones first, where there are several.
    """

    file: Path
    sheet: str
    header_row: int
    layout: Layout
    columns: Mapping[Field, str]
    rows: tuple[PlanRow, ...]
    skipped: tuple[SkippedRow, ...]
    date_order: DateOrder | None = None
    unused_columns: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    totals: tuple[SheetTotal, ...] = ()
    plans: tuple[SheetSummary, ...] = ()

    @property
    def other_plans(self) -> tuple[SheetSummary, ...]:
        """The further sheets that hold a plan as well."""
        return tuple(plan for plan in self.plans if plan.name != self.sheet)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A workbook's sheet with the SHA-256 of the workbook's bytes."""

    reading: SheetReading
    digest: str
