"""The whole window with 100,000 rows: how long things take, and how long it stands still while they happen.

Prints one JSON object with an entry a case, as ``Told``. Arguments: how many rows, how many rounds of the cases that
can be repeated, and ``causes`` to be told where the threads were during long pauses.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter, process_time, sleep
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.heart import Heart, Watcher, own, waited
from benchmarks.plans import plan_rows, write_plan
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.project import ROOT
from support.stage import FAST, SITE, TOKEN

from planimport_gui.app import build
from planimport_gui.assembly.projects import ProjectList
from planimport_gui.assembly.remembering import Remembered
from planimport_gui.assembly.settings import Settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.records import Project
from planimport_gui.plan.fields import Field
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.models.columns import Column, column_of
from planimport_gui.ui.models.finding import Replacement
from planimport_gui.ui.states import Filter
from planimport_gui.ui.window import Panel

TEMPO = Tempo(replace(FAST, settle_limit=600.0), gap=0.0, span=0.0)
SERVICE = (
    "import sys; from planimport_gui.practice.service import PracticeService\n"
    "with PracticeService(pace=0, finish_after=0) as service: print(service.address, flush=True); sys.stdin.read()"
)


@dataclass
class Told:
    """Seconds of every round: ``totals`` until all of it was done and painted, ``pauses`` the longest until nothing

    was under way any more. Each by the clock, and without what other programs took.
    """

    totals: list[float] = field(default_factory=list)
    own_totals: list[float] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    own_pauses: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """``before`` goes there and ``back`` undoes it; neither is measured. ``once``: it cannot be repeated."""

    name: str
    act: Callable[[], object]
    back: Callable[[], object] = lambda: None
    before: Callable[[], object] = lambda: None
    once: bool = False
    told: Told = field(default_factory=Told)


class Bench:
    """The window over a data folder of its own, and a service that answers at once in a process of its own."""

    def __init__(self, folder: Path, address: str, rows: int, *, causes: bool) -> None:
        self.rows = rows
        self.plan = write_plan(folder / "plan.xlsx", plan_rows(rows, faulty=True))
        self.application = QApplication.instance() or QApplication([])
        sys.setswitchinterval(0.0005)
        project = Project(address, SITE, "Клиника на Мира")
        data = folder / "data"
        data.mkdir()
        ProjectList(data).put(project)
        settings = Settings(data, address, True, TOKEN)
        assert isinstance(self.application, QApplication)
        self.parts = build(self.application, settings, Remembered(data), Texts(Language.RUSSIAN), TEMPO)
        sys.excepthook = _fail
        self.window, self.controller = self.parts.window, self.parts.controller
        self.desk, self.table = self.controller.desk, self.window.table
        self.controller.projects.choose(project)
        self.window.resize(1366, 720)
        self.window.show()
        self.controller.start()
        QTest.qWait(1500)
        self.heart = Heart()
        self.watcher = Watcher(self.heart, 0.03) if causes else None

    def settled(self) -> bool:
        """What was asked for is done and painted."""
        document = self.desk.document
        working = self.table.working or self.table.model_.busy or self.desk.judging
        return document is None or not (document.busy or working)

    def quiet(self) -> bool:
        """Nothing is under way any more, in the panel either."""
        editing, planning = self.controller.editing, self.controller.sending._planning
        return (
            self.settled()
            and not (self.table.model_.survey.busy or editing._soon.isActive() or planning._slices.busy)
            and not self.desk.busy
        )

    def wait(self, until: Callable[[], bool], seconds: float = 120) -> None:
        end = perf_counter() + seconds
        while not until():
            self.application.processEvents()
            sleep(0.0002)  # a loop that never rests would hold up the other threads
            assert perf_counter() < end, "it never ended"

    def run(self, case: Case) -> None:
        case.before()
        self.rest()
        told = case.told
        self.heart.begin()
        if self.watcher:
            self.watcher.told()
        start, busy, ready = perf_counter(), process_time(), waited()
        case.act()
        self.application.processEvents()
        self.wait(self.settled)
        told.totals.append(perf_counter() - start)
        told.own_totals.append(own(told.totals[-1], process_time() - busy, waited() - ready))
        self.rest()
        told.pauses.append(self.heart.longest)
        told.own_pauses.append(self.heart.own)
        if self.watcher:
            print(case.name, *(f"{name} {found[-1] * 1000:.0f} ms" for name, found in asdict(told).items()), sep=", ")
            print(*self.watcher.told(), sep="\n", flush=True)
        case.back()
        self.rest()

    def rest(self) -> None:
        self.wait(self.quiet)
        QTest.qWait(80)
        self.wait(self.quiet)

    # what a person does

    def open(self) -> None:
        self.controller.files.open(self.plan)
        self.wait(lambda: self.desk.document is not None)

    def go(self, row: int, field: Field) -> None:
        self.table.selection.go(row, column_of(field))

    def edit(self) -> None:
        self.table.model_.setData(self.table.currentIndex(), "777")

    def copy_block(self) -> None:
        self.copy("\n".join(f"vk\tcpm\tcampaign {n}\tbanner\tkey {n}" for n in range(2000)), 1000, Field.SOURCE)

    def copy_column(self) -> None:
        self.copy("\n".join(str(n + 1) for n in range(10_000)), 1000, Field.VALUE)

    def copy_rows(self) -> None:
        line = "01.02.2026\t28.02.2026\tvk\tcpc\tnew {0}\tb\tk{0}\tПлощадки\tКлики\t{0}"
        self.copy("\n".join(line.format(n + 1) for n in range(2000)), self.rows - 1000, Field.DATE_FROM)

    def copy(self, text: str, row: int, field: Field) -> None:
        QGuiApplication.clipboard().setText(text)
        self.go(row, field)

    def select(self, first: int, count: int) -> None:
        self.go(first, Field.MEDIUM)
        self.table.selection.go(first + count - 1, Column.MEDIUM, extend=True)

    def replace(self) -> None:
        self.table.replace_all(Replacement("campaign", "кампания", (Field.CAMPAIGN,)))

    def sort(self, column: int) -> None:
        self.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def send(self) -> None:
        self.controller.sending.show_confirmation()
        self.rest()
        self.controller.sending.confirm()
        self.wait(lambda: not self.desk.busy and self.window.panel is Panel.RESULT)
        assert self.desk.result is not None
        assert self.desk.result.totals.imported > self.rows * 0.8, self.desk.result

    def details(self) -> None:
        self.controller.carrying.toggle_details()

    def back_to_sheet(self) -> None:
        self.controller.results.back_to_sheet()

    def cases(self) -> tuple[Case, ...]:
        table, flow = self.table, self.controller.editing
        undo, search, chip = flow.undo, table.set_search, flow.choose_filter
        unsorted, everything = (lambda: self.sort(-1)), (lambda: chip(Filter.ALL))
        return (
            Case("open and check the file", self.open, once=True),
            Case("edit a cell", self.edit, undo, lambda: self.go(500, Field.VALUE)),
            Case("paste 10,000 cells, 2,000 × 5", table.paste, undo, self.copy_block),
            Case("paste 10,000 cells into one column", table.paste, before=self.copy_column),
            Case("undo that", undo),
            Case("paste 20,000 cells, half of them in new rows", table.paste, undo, self.copy_rows),
            Case("fill 10,000 cells down", table.fill_down, undo, lambda: self.select(100, 10_000)),
            Case("delete 10,000 rows", table.delete_rows, before=lambda: self.select(2000, 10_000)),
            Case("undo the deletion", undo),
            Case("sort by value", lambda: self.sort(Column.VALUE), unsorted),
            Case("sort by keyword", lambda: self.sort(Column.KEYWORD), unsorted),
            Case("sort by state", lambda: self.sort(Column.STATE), unsorted),
            Case("filter: errors", lambda: chip(Filter.ERRORS), everything),
            Case("filter: ready", lambda: chip(Filter.READY), everything),
            Case("search", lambda: search("banner 3"), lambda: search("")),
            Case("replace in 100,000 cells", self.replace),
            Case("undo the replacement", undo),
            Case("next problem", table.next_problem),
            Case("scroll a page", lambda: table.verticalScrollBar().setValue(self.rows // 2)),
            Case("import", self.send, once=True),
            Case("show every batch", self.details, self.details, once=True),
            Case("back to the sheet", self.back_to_sheet, once=True),
        )


def _fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake in a slot ends the measurement."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def measure(rows: int, rounds: int, *, causes: bool) -> tuple[Case, ...]:
    """Open, edit round after round, import."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, "-c", SERVICE], cwd=ROOT, stdin=-1, stdout=-1, encoding="utf-8") as service,
    ):
        assert service.stdout is not None
        bench = Bench(Path(folder), service.stdout.readline().strip(), rows, causes=causes)
        opening, *cases = bench.cases()
        bench.run(opening)
        for _ in range(rounds):
            for case in cases:
                if not case.once:
                    bench.run(case)
        for case in cases:
            if case.once:
                bench.run(case)
        service.kill()
    return (opening, *cases)


def main(words: list[str]) -> None:
    numbers = [int(word) for word in words if word.isdigit()]
    rows, rounds = (*numbers, *(100_000, 3)[len(numbers) :])
    cases = measure(rows, rounds, causes="causes" in words)
    print(json.dumps({case.name: asdict(case.told) for case in cases if case.told.totals}))


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)
