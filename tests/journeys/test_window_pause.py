"""A pause in the window: the run stays this program's, goes on where it was, and closing stays safe."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.practice.faults import Kind
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.states import RunPhase
from planimport_gui.ui.window import Panel

ROWS = 900


def serve() -> PracticeService:
    return PracticeService(pace=0, latency=0.05, finish_after=0.02)


def pause_in_the_middle(story: Desktop, service: PracticeService, folder: Path) -> int:
    """Send and pause once something has arrived; how many add requests there were when all was quiet."""
    story.open(plan_file(folder, ROWS))
    story.panel(Panel.BEFORE)
    story.press("confirm_button")
    story.gui.wait_until(lambda: service.imported().total() >= 100, 30)
    story.press("pause_button")
    QTest.qWait(500)
    return adds(service)


def adds(service: PracticeService) -> int:
    return sum(request.kind is Kind.ADD for request in service.requests)


def sentence(story: Desktop) -> str:
    return story.find(QLabel, "footer_sentence").text()


def phase(story: Desktop) -> RunPhase | None:
    running = story.controller.desk.running
    return running.state.phase if running is not None else None


def test_nothing_is_sent_until_the_person_goes_on(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve() as service, desktop(gui, data, service.address, tempo=Tempo()) as story:
        before = pause_in_the_middle(story, service, tmp_path)
        QTest.qWait(1000)
        assert adds(service) == before < 10
        assert phase(story) is RunPhase.PAUSED
        assert sentence(story) == story.texts.say("ui.footer.paused")
        assert story.find_button("pause_button") is None
        story.gui.wait_until(lambda: story.find_button("go_on_button") is not None)
        button = story.find_button("go_on_button")
        assert button is not None
        gui.press(button, Qt.Key.Key_Return)
        assert phase(story) is RunPhase.PAUSED, "Enter never sends"
        story.press("go_on_button")
        story.ended(60)
        assert set(service.imported().values()) == {1}
        assert service.imported().total() == ROWS


def test_the_action_says_what_it_does_and_does_it(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address, tempo=Tempo()) as story:
        pause_in_the_middle(story, service, tmp_path)
        action = story.window.findChild(QAction, "action_pause")
        assert action is not None
        assert action.text() == story.texts.say("ui.action.goOn")
        story.trigger("action_pause")
        assert action.text() == story.texts.say("ui.action.pause")
        assert phase(story) is RunPhase.RUNNING
        story.trigger("action_pause")
        story.press("stop_button")
        story.ended(30)
        assert action.text() == story.texts.say("ui.action.pause")
        record = story.controller.desk.result
        assert record is not None
        assert record.unfinished
        assert record.totals.unknown == 0
        story.press("retry_button")
        story.gui.wait_until(lambda: service.imported().total() == ROWS, 60)
        story.ended()
        assert set(service.imported().values()) == {1}


def test_closing_while_paused_is_safe(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve() as service:
        with desktop(gui, data, service.address, tempo=Tempo()) as story:
            pause_in_the_middle(story, service, tmp_path)
            story.window.close()
            story.gui.wait_until(lambda: not story.window.isVisible(), 30)
        with hold(data, Tempo()) as engine:
            totals = engine.journal.totals(1)
        assert (totals.unknown, totals.balanced) == (0, True)
        assert totals.imported + totals.pending == service.imported().total()
        assert totals.not_sent > 0
