"""A way through the window that passes everything worth a look: the five states, a doubt, imports, a project."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from support.console import HEADER
from support.desktop import Desktop, desktop
from support.gui import Person

from planimport_gui.assembly.remembering import Remembered
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource
from planimport_gui.texts import Texts
from planimport_gui.ui.window import Page, Panel

LONGEST_LOOK = 60.0
"""Seconds that the last batches stay on their way at most, in case nobody lets them go."""
STATES = (
    "1-empty", "2-problems", "3-before", "4-running", "5-result", "6-doubt", "7-details", "8-imports", "9-project",
)  # fmt: skip
MONTHS = ((date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 30)),
          (date(2026, 12, 1), date(2026, 12, 31)))  # fmt: skip
PLACES = (("yandex", "cpc", "poisk_brend"), ("yandex", "cpc", "rsya_regiony"), ("vk", "cpc", "vk_lenta"),
          ("mytarget", "cpm", "video_15s"), ("telegram", "post", "novosti"), ("2gis", "media", "karta"))  # fmt: skip
METRICS = (("Площадки", "Показы", 240_000), ("Площадки", "Клики", 4_800), ("Площадки", "Бюджет", 150_000),
           ("Лиды", "Все лиды", 96))  # fmt: skip
ADS = 5


class Mishaps:
    """The third batch of ``plan_file`` gets no answer, in the fourth one row is refused; both wait for ``let_go``."""

    def __init__(self) -> None:
        self._refused = False
        self._looked_at = threading.Event()

    def let_go(self) -> None:
        self._looked_at.set()

    def __call__(self, facts: RequestFacts) -> Fault | None:
        months = [item["dateFrom"][3:5] for item in facts.items() if isinstance(item, dict)]
        if facts.kind is not Kind.ADD or months[-1:] != ["12"]:
            return None
        self._looked_at.wait(LONGEST_LOOK)
        if months[0] == "11":
            return Fault(cut=Cut.BODY, execute=True)
        if not self._refused:
            self._refused = True
            named = answers.Violation("items[17].metric.name", "Метрика с таким именем не найдена")
            return Fault(reply=answers.violations([named]))
        return None


def plan_file(folder: Path) -> Path:
    """A plan for a quarter: 360 rows in four batches."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "МП"
    sheet.append(HEADER)
    for first, last in MONTHS:
        for source, medium, campaign in PLACES:
            for ad in range(1, ADS + 1):
                for kind, name, value in METRICS:
                    sheet.append((first, last, source, medium, f"{campaign}_{ad}", kind, name, value * ad))
    path = folder / "МП Клиника IV кв. v10.xlsx"
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Stage:
    """A window, a folder for its plan, and what goes wrong in its run."""

    story: Desktop
    folder: Path
    mishaps: Mishaps
    service: PracticeService


@contextmanager
def toured(gui: Person, folder: Path, texts: Texts, size: tuple[int, int], look: str) -> Iterator[Stage]:
    """A window for the tour, ``look`` light or dark."""
    mishaps = Mishaps()
    data = folder / "data"
    data.mkdir(parents=True)
    Remembered(data).set_value("look", look)
    with (
        PracticeService(pace=0, finish_after=0.02, faults=mishaps) as service,
        desktop(gui, data, service.address, texts=texts, size=size) as story,
    ):
        yield Stage(story, folder, mishaps, service)
        mishaps.let_go()


def tour(stage: Stage) -> Iterator[str]:
    """Yields the name of every state while it is on the screen."""
    story = stage.story
    yield "1-empty"
    yield from _problems(story)
    story.drop(plan_file(stage.folder))
    story.panel(Panel.BEFORE)
    story.gui.wait_until(lambda: story.find_button("confirm_button") is not None, 20)
    yield "3-before"
    yield from _run(story, stage.mishaps)
    yield from _afterwards(story)


def _problems(story: Desktop) -> Iterator[str]:
    story.open(resource("sample-plan.xlsx"))
    story.panel(Panel.PROBLEMS)
    _rest(story)
    yield "2-problems"


def _run(story: Desktop, mishaps: Mishaps) -> Iterator[str]:
    story.press("confirm_button")
    story.gui.wait_until(lambda: _imported(story) >= 200, 20)
    _rest(story)
    yield "4-running"
    mishaps.let_go()
    story.ended(30)
    _rest(story)
    yield "5-result"
    story.press("resolve_button")
    story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
    yield "6-doubt"
    story.press("leave_doubt_button")
    story.ended()


def _afterwards(story: Desktop) -> Iterator[str]:
    story.trigger("action_details")
    _rest(story)
    yield "7-details"
    story.trigger("action_runs")
    story.gui.wait_until(lambda: story.window.page is Page.RUNS)
    yield "8-imports"
    story.controller.projects.ask()
    story.gui.wait_until(lambda: QApplication.activeModalWidget() is not None)
    yield "9-project"
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def _imported(story: Desktop) -> int:
    running = story.controller.desk.running
    return running.state.totals.imported if running is not None else 0


def _rest(story: Desktop, wait: Callable[[float], None] = time.sleep) -> None:
    """Let what is shown a moment later come."""
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        story.gui.settle()
        wait(0.01)
