"""A plan sheet as the console opens it, and which of its rows would be sent."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.facts.records import PlannedRow, Totals
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.edits import round_values
from planimport_gui.plan.history import History
from planimport_gui.plan.problems import Problem, Severity
from planimport_gui.plan.repeats import imported_before
from planimport_gui.plan.row import ItemKey, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.sheets.reader import read_sheet
from planimport_gui.texts.sentences import refusal_sentence


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes and what stays. ``before`` of the repeats were imported earlier for certain, with the same value."""

    total: int
    rows: tuple[PlannedRow, ...]
    errors: int
    repeats: int
    before: int

    @property
    def left_out(self) -> int:
        """Rows not meant to go."""
        return self.total - len(self.rows)

    @property
    def keys(self) -> frozenset[ItemKey]:
        """What the rows plan."""
        return frozenset(row.item.key for row in self.rows)

    def totals(self) -> Totals:
        """While nothing was sent."""
        return Totals(self.total, not_sent=len(self.rows), left_out=self.left_out)


class OpenedPlan:
    """A sheet as read, judged against itself and, once ``set_history`` was called, what was sent before."""

    def __init__(self, path: str, digest: str, reading: SheetReading, sheet: PlanSheet) -> None:
        """``path`` as the user gave it; ``digest`` is the SHA-256 of the workbook."""
        self.path = path
        self.digest = digest
        self.reading = reading
        self.sheet = sheet

    def set_history(self, history: History) -> None:
        """What went to the project before."""
        self.sheet.set_history(history)

    def problems(self) -> Iterator[tuple[RowId, Problem]]:
        """Every problem, in sheet order."""
        for id in self.sheet.with_problems():
            for problem in self.sheet.verdict(id).problems:
                yield id, problem

    def select(self, allow_repeats: bool) -> Selection:
        """The rows that would be sent."""
        counts = self.sheet.counts
        rows = tuple(
            PlannedRow(ready.id, ready.item, *((ready.origin.row, ready.origin.column) if ready.origin else ()))
            for ready in self.sheet.sendable(repeats=allow_repeats)
        )
        if allow_repeats:
            return Selection(counts.rows, rows, counts.errors, 0, 0)
        return Selection(counts.rows, rows, counts.errors, counts.repeats, self._before())

    def _before(self) -> int:
        repeats = (id for id in self.sheet.with_problems() if self.sheet.severity(id) is Severity.REPEAT)
        return sum(imported_before(self.sheet.verdict(id).problems) for id in repeats)


def open_plan(arguments: Namespace, desk: Desk) -> OpenedPlan:
    """Read and judge the sheet that the arguments name. Raises Ending."""
    path = Path(arguments.file)
    order = DateOrder(arguments.dates) if arguments.dates else None
    reading = read_sheet(path, sheet=arguments.sheet, dates=order)
    if isinstance(reading, Refusal):
        raise file_ending(arguments.file, reading, desk)
    sheet = PlanSheet(reading.rows, today=date.today(), date_order=reading.date_order)  # noqa: DTZ011 - the user's own day
    if arguments.round:
        sheet.apply(round_values(sheet))
    return OpenedPlan(arguments.file, _digest(path, arguments.file, desk), reading, sheet)


def file_ending(file: str, refusal: Refusal, desk: Desk) -> Ending:
    """To be raised: the file cannot be opened or holds no plan."""
    why = refusal_sentence(desk.texts, refusal)
    return desk.ending(Exit.USAGE, "cli.fault.file", file=file, why=why)


def _digest(path: Path, file: str, desk: Desk) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise file_ending(file, Refusal(FileTrouble.DENIED), desk) from None
