"""Workbooks as the window opens and saves them. Readers and writers are imported when first needed: they are heavy."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from planimport_gui.facts.reading import FileTrouble, OpenedFile, Refusal
from planimport_gui.facts.saving import Report, SaveRefusal
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.row import PlanRow
from planimport_gui.resources import resource

SAMPLE = "sample-plan.xlsx"


class Workbooks:
    """Implements ``ui.ports.Files``. ``language`` is that of headers in what is written."""

    def __init__(self, language: str) -> None:
        self._language = language

    def read(
        self,
        path: Path,
        sheet: str | None,
        dates: DateOrder | None,
        stop: Callable[[], bool],
        before: OpenedFile | None = None,
    ) -> OpenedFile | Refusal:
        from planimport_gui.sheets.reader import read_sheet

        known = before.reading.plans if before is not None and self.digest(path) == before.digest else None
        reading = read_sheet(path, sheet=sheet, dates=dates, known=known, stop=stop)
        if isinstance(reading, Refusal):
            return reading
        digest = self.digest(path)
        return OpenedFile(reading, digest) if digest else Refusal(FileTrouble.DENIED)

    def digest(self, path: Path) -> str:
        try:
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, ValueError):
            return ""

    def paste(self, text: str, stop: Callable[[], bool]) -> OpenedFile | Refusal:
        from planimport_gui.sheets.pasting import read_text

        reading = read_text(text, stop=stop)
        if isinstance(reading, Refusal):
            return reading
        return OpenedFile(reading, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    def save(self, path: Path, rows: Sequence[PlanRow]) -> SaveRefusal | None:
        from planimport_gui.sheets.writer import write_plan

        return write_plan(path, rows, language=self._language)

    def save_report(self, path: Path, report: Report) -> SaveRefusal | None:
        from planimport_gui.sheets.reports import write_report

        return write_report(path, report, language=self._language)

    def save_template(self, path: Path) -> SaveRefusal | None:
        from planimport_gui.sheets.writer import write_template

        return write_template(path, language=self._language)

    def sample(self) -> Path:
        """Raises FileNotFoundError where the program was installed without its resources."""
        return resource(SAMPLE)
