"""Opening a plan: read and judged in a worker thread, delivered whole or with one reason why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.reading import OpenedFile, Refusal, SheetSummary
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.history import History
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.collector import collector_at_rest
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.ports import Files


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan as read, and its sheet as judged."""

    path: Path
    file: OpenedFile
    sheet: PlanSheet
    history: History
    """What the sheet was judged against."""


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Why a file did not open."""

    path: Path
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class SheetsFound:
    """Several sheets of a file hold a plan, and none was named. ``file`` has one of them, where that could be read."""

    path: Path
    plans: tuple[SheetSummary, ...]
    file: OpenedFile | None


Outcome = OpenedPlan | NotOpened | SheetsFound


class Opening(QObject):
    """Opens one file at a time; opening another gives up the one before.

    ``opened`` tells an ``OpenedPlan``, ``asked`` a ``SheetsFound``, ``refused`` a ``NotOpened``, ``failed`` an
    exception nobody expected.
    """

    opened = Signal(object)
    asked = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._today = today
        self._wanted = 0
        self.path: Path | None = None

    @property
    def busy(self) -> bool:
        return self.path is not None

    def open(
        self,
        files: Files,
        path: Path,
        *,
        sheet: str | None = None,
        dates: DateOrder | None = None,
        before: OpenedFile | None = None,
        history: Callable[[], History] = History,
    ) -> None:
        """Begin. Without ``sheet`` a file in which several fit is asked about; ``before`` is as in ``Files.read``.

        ``history`` is asked in the worker thread for what went to the project before.
        """
        asks = sheet is None
        self.open_with(lambda stop: files.read(path, sheet, dates, stop, before), path, history=history, asks=asks)

    def open_with(
        self,
        read: Callable[[Callable[[], bool]], OpenedFile | Refusal],
        path: Path,
        *,
        history: Callable[[], History] = History,
        asks: bool = False,
    ) -> None:
        """Begin with another way to read; ``path`` is what the plan is called."""
        self._wanted += 1
        self.path = path
        wanted, today = self._wanted, self._today()

        def work() -> tuple[int, Outcome]:
            found = read(lambda: self._wanted != wanted)
            plans = found.plans if isinstance(found, Refusal) else found.reading.plans
            if asks and plans:
                return wanted, SheetsFound(path, plans, found if isinstance(found, OpenedFile) else None)
            if isinstance(found, Refusal):
                return wanted, NotOpened(path, found)
            before = history()
            return wanted, OpenedPlan(path, found, judge(found, today, before), before)

        self._jobs.start(work, self._over, self._failed)

    def cancel(self) -> None:
        """Give up; nothing is told any more."""
        self._wanted += 1
        self.path = None

    def _over(self, result: tuple[int, Outcome]) -> None:
        wanted, found = result
        if wanted != self._wanted:
            return
        self.path = None
        match found:
            case OpenedPlan():
                self.opened.emit(found)
            case SheetsFound():
                self.asked.emit(found)
            case NotOpened():
                self.refused.emit(found)

    def _failed(self, error: BaseException) -> None:
        self.cancel()
        self.failed.emit(error)


def judge(file: OpenedFile, today: date, history: History) -> PlanSheet:
    """The rows of a file, judged."""
    with collector_at_rest():
        sheet = PlanSheet(file.reading.rows, today=today, history=history, date_order=file.reading.date_order)
        sheet.prepare()
        return sheet
