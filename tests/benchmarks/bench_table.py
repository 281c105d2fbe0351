"""The table with 100,000 rows: how long things take, and how long the window stands still while they happen.

A timer in the GUI thread beats as often as it can; the longest time between two beats is the longest pause.
"""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.plans import plan_rows
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.columns import Column, column_of
from planimport_gui.ui.models.finding import Replacement
from planimport_gui.ui.states import Filter
from planimport_gui.ui.views.plan_table import PlanTable

ROWS = 100_000
LONGEST = 0.050
TIMES = 3


class Heart(QObject):
    """Beats in the GUI thread and keeps the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        self.longest, self._last = 0.0, perf_counter()

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


@dataclass(frozen=True)
class Case:
    """``wanted`` seconds for all of it, ``None`` where only the pause counts.

    ``before`` goes there and ``back`` undoes it; neither is measured.
    """

    name: str
    wanted: float | None
    act: Callable[[], object]
    back: Callable[[], object] = lambda: None
    before: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Found:
    """Seconds: by the clock, of this process's own work, and of the longest pause."""

    total: float
    work: float
    pause: float


class Bench:
    """A shown table over a large plan."""

    def __init__(self, rows: int) -> None:
        self.application = QApplication.instance() or QApplication([])
        gc.disable()
        sheet = PlanSheet(
            [
                PlanRow(RowId(at), tuple(cells), Origin(at + 1, "J"))
                for at, cells in enumerate(plan_rows(rows, faulty=True), start=1)
            ],
            today=date(2026, 11, 23),
        )
        self.document = Document(sheet)
        gc.collect()
        gc.freeze()
        gc.enable()
        self.table = PlanTable(Texts(Language.RUSSIAN), Look(False, QApplication.font()))
        self.model = self.table.model_
        self.table.resize(1366, 700)
        self.table.show()
        QTest.qWait(50)
        self.heart = Heart()

    def idle(self) -> bool:
        return not (self.model.busy or self.table.working or self.model.survey.busy)

    def run(self, case: Case) -> Found:
        """Do it once, until everything is settled and painted."""
        case.before()
        self.rest()
        self.heart.begin()
        start, busy = perf_counter(), process_time()
        case.act()
        self.application.processEvents()
        while not self.idle():
            self.application.processEvents()
        found = perf_counter() - start, process_time() - busy
        QTest.qWait(20)
        longest = self.heart.longest
        case.back()
        self.rest()
        return Found(*found, longest)

    def rest(self) -> None:
        """Until nothing is under way any more."""
        self.application.processEvents()
        while not self.idle():
            self.application.processEvents()
        QTest.qWait(20)

    # what a person does

    def go(self, row: int, field: Field) -> None:
        self.table.selection.go(row, column_of(field))

    def edit(self) -> None:
        self.model.setData(self.table.currentIndex(), "777")

    def copy_block(self) -> None:
        self.copy("\n".join(f"vk\tcpm\tcampaign {n}\tbanner\tkey {n}" for n in range(2000)), 1000, Field.SOURCE)

    def copy_column(self) -> None:
        self.copy("\n".join(str(n + 1) for n in range(10_000)), 1000, Field.VALUE)

    def copy_rows(self) -> None:
        line = "01.02.2026\t28.02.2026\tvk\tcpc\tnew {0}\tb\tk{0}\tПлощадки\tКлики\t{0}"
        self.copy("\n".join(line.format(n + 1) for n in range(2000)), ROWS - 1000, Field.DATE_FROM)

    def copy(self, text: str, row: int, field: Field) -> None:
        QGuiApplication.clipboard().setText(text)
        self.go(row, field)

    def select(self, first: int, count: int) -> None:
        self.go(first, Field.MEDIUM)
        self.table.selection.go(first + count - 1, Column.MEDIUM, extend=True)

    def replace(self) -> None:
        self.table.replace_all(Replacement("campaign", "кампания", (Field.CAMPAIGN,)))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.table.horizontalHeader().setSortIndicator(column, order)

    def cases(self) -> tuple[Case, ...]:
        undo, paste = self.document.undo, self.table.paste
        unsorted, everything = (lambda: self.sort(-1)), (lambda: self.table.set_filter(Filter.ALL))
        return (
            Case("open the table", None, lambda: self.table.set_document(self.document)),
            Case("edit a cell", 0.005, self.edit, undo, lambda: self.go(500, Field.VALUE)),
            Case("paste 10,000 cells, 2,000 x 5", 0.3, paste, undo, self.copy_block),
            Case("paste 10,000 cells, one column", 0.3, paste, undo, self.copy_column),
            Case("paste 20,000 cells, half of them in new rows", None, paste, undo, self.copy_rows),
            Case("fill 10,000 cells down", 0.3, self.table.fill_down, undo, lambda: self.select(100, 10_000)),
            Case("delete 10,000 rows", None, self.table.delete_rows, before=lambda: self.select(2000, 10_000)),
            Case("undo that", None, undo),
            Case("sort by value", 0.3, lambda: self.sort(Column.VALUE), unsorted),
            Case("sort by keyword", 0.3, lambda: self.sort(Column.KEYWORD), unsorted),
            Case("sort by state", 0.3, lambda: self.sort(Column.STATE), unsorted),
            Case("filter: errors", 0.3, lambda: self.table.set_filter(Filter.ERRORS), everything),
            Case("filter: ready", 0.3, lambda: self.table.set_filter(Filter.READY), everything),
            Case("search", 0.3, lambda: self.table.set_search("banner 3"), lambda: self.table.set_search("")),
            Case("replace in 100,000 cells", 1.0, self.replace),
            Case("undo that too", 1.0, undo),
            Case("next problem", None, self.table.next_problem),
            Case("scroll a page", None, self.scroll),
        )

    def scroll(self) -> None:
        self.table.verticalScrollBar().setValue(50_000)


def main() -> int:
    """Print the table of figures; 1 where the best of several runs misses one."""
    bench = Bench(ROWS)
    found: dict[str, list[Found]] = {}
    for _ in range(TIMES):
        for case in bench.cases():
            found.setdefault(case.name, []).append(bench.run(case))
    print("| what | figure | total, best and worst | own work | longest pause, best and worst |")
    print("| --- | --- | --- | --- | --- |")
    missed = [_tell(case, found[case.name]) for case in bench.cases()]
    return int(any(missed))


def _tell(case: Case, found: list[Found]) -> bool:
    """Print a line; whether its figure was missed."""
    totals, pauses = sorted(one.total for one in found), sorted(one.pause for one in found)
    missed = pauses[0] > LONGEST or (case.wanted is not None and totals[0] > case.wanted)
    figure = "" if case.wanted is None else _ms(case.wanted)
    cells = (
        case.name,
        figure,
        f"{_ms(totals[0])} … {_ms(totals[-1])}",
        _ms(min(one.work for one in found)),
        f"{_ms(pauses[0])} … {_ms(pauses[-1])}{' **(missed)**' if missed else ''}",
    )
    print(f"| {' | '.join(cells)} |")
    return missed


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
