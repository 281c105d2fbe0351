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
from time import perf_counter

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
    """``wanted`` seconds for all of it, ``None`` where only the pause counts; ``done`` tells its end."""

    name: str
    wanted: float | None
    act: Callable[[], object]
    back: Callable[[], object] = lambda: None


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
        return not (self.model.busy or self.table.working or self.model.surveying)

    def run(self, case: Case) -> tuple[float, float]:
        """Seconds until everything is settled and painted, and the longest pause meanwhile."""
        self.heart.begin()
        start = perf_counter()
        QTimer.singleShot(0, case.act)
        QTest.qWait(0)
        while True:
            self.application.processEvents()
            if self.idle():
                break
        total = perf_counter() - start
        QTest.qWait(30)
        longest = self.heart.longest
        case.back()
        while not self.idle():
            self.application.processEvents()
        QTest.qWait(30)
        return total, longest

    # what a person does

    def go(self, row: int, field: Field) -> None:
        self.table.selection.go(row, column_of(field))

    def edit(self) -> None:
        self.go(500, Field.VALUE)
        self.model.setData(self.table.currentIndex(), "777")

    def copy(self, text: str, field: Field) -> None:
        QGuiApplication.clipboard().setText(text)
        self.go(1000, field)

    def paste_block(self) -> None:
        self.copy("\n".join(f"vk\tcpm\tcampaign {n}\tbanner\tkey {n}" for n in range(2000)), Field.SOURCE)
        self.table.paste()

    def paste_column(self) -> None:
        self.copy("\n".join(str(n + 1) for n in range(10_000)), Field.VALUE)
        self.table.paste()

    def paste_rows(self) -> None:
        line = "01.02.2026\t28.02.2026\tvk\tcpc\tnew {0}\tb\tk{0}\tПлощадки\tКлики\t{0}"
        QGuiApplication.clipboard().setText("\n".join(line.format(n + 1) for n in range(2000)))
        self.go(ROWS - 1000, Field.DATE_FROM)
        self.table.paste()

    def fill_down(self) -> None:
        self.go(100, Field.MEDIUM)
        self.table.selection.go(10_099, Column.MEDIUM, extend=True)
        self.table.fill_down()

    def replace(self) -> None:
        self.table.replace_all(Replacement("campaign", "кампания", (Field.CAMPAIGN,)))

    def delete(self) -> None:
        self.go(2000, Field.MEDIUM)
        self.table.selection.go(11_999, Column.MEDIUM, extend=True)
        self.table.delete_rows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.table.horizontalHeader().setSortIndicator(column, order)

    def cases(self) -> tuple[Case, ...]:
        undo = self.document.undo
        unsorted, everything = (lambda: self.sort(-1)), (lambda: self.table.set_filter(Filter.ALL))
        return (
            Case("open the table", None, lambda: self.table.set_document(self.document)),
            Case("edit a cell", 0.005, self.edit, undo),
            Case("paste 10,000 cells, 2,000 x 5", 0.3, self.paste_block, undo),
            Case("paste 10,000 cells, one column", 0.3, self.paste_column, undo),
            Case("paste 20,000 cells, half of them new rows", None, self.paste_rows, undo),
            Case("fill 10,000 cells down", 0.3, self.fill_down, undo),
            Case("delete 10,000 rows", None, self.delete),
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
    """Print the table of figures; 1 where one is missed."""
    bench = Bench(ROWS)
    missed = 0
    found: dict[str, list[tuple[float, float]]] = {}
    for turn in range(TIMES):
        for case in bench.cases():
            if turn and case.name == "open the table":
                continue
            found.setdefault(case.name, []).append(bench.run(case))
    print(f"| {'what':44} | figure | best | median | longest pause (best, worst) |")
    for case in bench.cases():
        totals = sorted(total for total, _ in found[case.name])
        pauses = sorted(pause for _, pause in found[case.name])
        late = case.wanted is not None and totals[0] > case.wanted
        missed += late or pauses[0] > LONGEST
        figure = "" if case.wanted is None else f"{case.wanted * 1000:.0f} ms"
        print(
            f"| {case.name:44} | {figure:7} | {totals[0] * 1000:7.1f} | {totals[len(totals) // 2] * 1000:7.1f} "
            f"| {pauses[0] * 1000:6.1f} {pauses[-1] * 1000:6.1f} {'MISSED' if late or pauses[0] > LONGEST else ''}|"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
