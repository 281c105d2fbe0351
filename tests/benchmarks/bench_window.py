"""The whole window with 100,000 rows: how long things take, and how long it stands still while they happen.

Prints one JSON object: ``start`` seconds to the first paint, ``cases`` as ``[name, wanted or null, best seconds,
median, pause]``. With ``--causes`` it tells where the GUI thread was during its pauses.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.heart import Heart, Watcher
from benchmarks.plans import plan_rows, write_plan
from PySide6.QtCore import Qt, QTimer
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
from planimport_gui.ui.document import Document
from planimport_gui.ui.models.columns import Column, column_of
from planimport_gui.ui.models.finding import Replacement
from planimport_gui.ui.states import Filter
from planimport_gui.ui.window import Panel

TIMES = 3
TEMPO = Tempo(replace(FAST, settle_limit=600.0), gap=0.0, span=0.0)
SERVICE = (
    "import sys; from planimport_gui.practice.service import PracticeService\n"
    "with PracticeService(pace=0, finish_after=0) as service: print(service.address, flush=True); sys.stdin.read()"
)


@dataclass
class Case:
    """``wanted`` seconds for all of it, ``None`` where only the pause counts; ``once``: it cannot be repeated."""

    name: str
    wanted: float | None
    act: Callable[[], object]
    back: Callable[[], object] = lambda: None
    once: bool = False
    totals: list[float] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)


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

    @property
    def document(self) -> Document:
        document = self.desk.document
        assert document is not None
        return document

    def settled(self) -> bool:
        """What was asked for is done and painted."""
        model = self.table.model_
        return self.desk.document is not None and not (
            self.document.busy or model.busy or self.table.working or self.controller.projects.judging
        )

    def quiet(self) -> bool:
        """Nothing is under way any more, in the panel either."""
        editing, planning = self.controller.editing, self.controller.sending._planning
        return (
            self.settled()
            and not (self.table.model_.survey.busy or editing._soon.isActive() or planning._slices.busy)
            and not self.desk.busy
        )

    def wait(self, until: Callable[[], bool], seconds: float = 600) -> None:
        end = perf_counter() + seconds
        while not until():
            self.application.processEvents()
            sleep(0.0002)  # a loop that never rests would hold up the other threads
            assert perf_counter() < end, "it never ended"

    def run(self, case: Case) -> None:
        self.heart.begin()
        if self.watcher:
            self.watcher.told()
        start = perf_counter()
        QTimer.singleShot(0, case.act)
        QTest.qWait(0)
        self.wait(self.settled)
        case.totals.append(perf_counter() - start)
        self.wait(self.quiet)
        QTest.qWait(80)
        self.wait(self.quiet)
        case.pauses.append(self.heart.longest)
        if self.watcher:
            print(f"{case.name}: {case.totals[-1] * 1000:.0f} ms, pause {case.pauses[-1] * 1000:.0f} ms")
            print(*self.watcher.told(), sep="\n")
        case.back()
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
        self.go(500, Field.VALUE)
        self.table.model_.setData(self.table.currentIndex(), "777")

    def copy(self, text: str, field: Field) -> None:
        QGuiApplication.clipboard().setText(text)
        self.go(1000, field)

    def paste_block(self) -> None:
        self.copy("\n".join(f"vk\tcpm\tcampaign {n}\tbanner\tkey {n}" for n in range(2000)), Field.SOURCE)
        self.table.paste()

    def paste_column(self) -> None:
        self.copy("\n".join(str(n + 1) for n in range(10_000)), Field.VALUE)
        self.table.paste()

    def replace(self) -> None:
        self.table.replace_all(Replacement("campaign", "кампания", (Field.CAMPAIGN,)))

    def sort(self, column: int) -> None:
        self.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def send(self) -> None:
        self.controller.sending.show_confirmation()
        self.wait(self.quiet)
        self.controller.sending.confirm()
        self.wait(lambda: not self.desk.busy and self.window.panel is Panel.RESULT)
        assert self.desk.result is not None
        assert self.desk.result.totals.imported > self.rows * 0.8, self.desk.result

    def details(self) -> None:
        self.controller.carrying.toggle_details()

    def back_to_sheet(self) -> None:
        self.controller.results.back_to_sheet()

    def cases(self) -> tuple[Case, ...]:
        undo = self.controller.editing.undo
        unsorted, everything = (lambda: self.sort(-1)), (lambda: self.controller.editing.choose_filter(Filter.ALL))
        search = self.table.set_search
        return (
            Case("open and check the file", None, self.open, once=True),
            Case("edit a cell", 0.005, self.edit, undo),
            Case("paste 10,000 cells, 2,000 × 5", 0.3, self.paste_block, undo),
            Case("paste 10,000 cells into one column", 0.3, self.paste_column),
            Case("undo that", 0.3, undo),
            Case("sort by value", 0.3, lambda: self.sort(Column.VALUE), unsorted),
            Case("sort by keyword", 0.3, lambda: self.sort(Column.KEYWORD), unsorted),
            Case("sort by state", 0.3, lambda: self.sort(Column.STATE), unsorted),
            Case("filter", 0.3, lambda: self.controller.editing.choose_filter(Filter.READY), everything),
            Case("search", 0.3, lambda: search("banner 3"), lambda: search("")),
            Case("replace in 100,000 cells", 1.0, self.replace),
            Case("undo that too", 1.0, undo),
            Case("import into a fast practice service", None, self.send, once=True),
            Case("show every batch", None, self.details, self.details),
            Case("back to the sheet", None, self.back_to_sheet, once=True),
        )


def _fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake in a slot ends the measurement."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def first_paint(rounds: int) -> float:
    """Seconds from the start of the process to the first paint; the best of some."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "watched_app.py")]
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "PLANIMPORT_DATA_DIR": folder, "PYTHONPATH": str(ROOT)}
            start = perf_counter()
            with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                assert b"painted" in process.stdout.readline()
                found.append(perf_counter() - start)
                process.kill()
    return min(found)


def main(words: list[str]) -> int:
    rows = next((int(word) for word in words if word.isdigit()), 100_000)
    start = first_paint(5)
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, "-c", SERVICE], cwd=ROOT, stdin=-1, stdout=-1, encoding="utf-8") as service,
    ):
        assert service.stdout is not None
        address = service.stdout.readline().strip()
        bench = Bench(Path(folder), address, rows, causes="--causes" in words)
        cases = bench.cases()
        edits = [case for case in cases if not case.once]
        bench.run(cases[0])
        for _ in range(0 if "--import" in words else TIMES):
            for case in edits[:-1]:
                bench.run(case)
        for case in cases[-3:]:
            bench.run(case)
        service.kill()
    cases = tuple(one for one in cases if one.totals)
    told = [[one.name, one.wanted, min(one.totals), median(one.totals), min(one.pauses)] for one in cases]
    print(json.dumps({"start": start, "cases": told}))
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
