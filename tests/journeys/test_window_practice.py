"""Practice in the window: made while the window goes on, and never mixed with what is real."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPushButton, QWidget
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.log_watch import LogWatch
from support.run_states import run_record

from planimport_gui.assembly.practising import PracticeWorld
from planimport_gui.assembly.records import Records
from planimport_gui.facts.failures import JournalFull, JournalTrouble, LockHeld
from planimport_gui.facts.records import RunRecord, Totals
from planimport_gui.plan.commands import SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.window import Page, Panel

JOURNAL = "/data/practice/journal.sqlite"
FAILURES = [
    (OSError(errno.EADDRNOTAVAIL, "no port is free"), "no port is free"),
    (PermissionError(errno.EACCES, "not allowed"), "not allowed"),
    (JournalFull(JournalTrouble.FULL, JOURNAL), f"нет места: {JOURNAL}"),
    (LockHeld(1), "другое окно или команда PlanImport"),
]
failing = pytest.mark.parametrize(("error", "why"), FAILURES, ids=["port", "denied", "full", "held"])


@pytest.fixture
def story(gui: Person, tmp_path: Path) -> Iterator[Desktop]:
    """A window whose real service must hear nothing."""
    with PracticeService(pace=0) as service, desktop(gui, tmp_path / "data", service.address) as story:
        yield story
        assert not service.requests


class Gate:
    """Holds back what a practice world does, which is nothing for the thread of the window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self._event = threading.Event()
        method = getattr(PracticeWorld, name)

        def held(*arguments: object) -> object:
            assert threading.current_thread() is not threading.main_thread()
            assert self._event.wait(20)
            return method(*arguments)

        monkeypatch.setattr(PracticeWorld, name, held)

    def open(self) -> None:
        self._event.set()


def fail(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(PracticeWorld, name, failing)


def message(story: Desktop) -> str:
    """What the window says once nothing is under way any more."""
    story.gui.wait_until(lambda: not story.controller.desk.moving and story.window.message.isVisible())
    return story.window.message.accessibleName()


def practised(story: Desktop) -> Callable[[], bool]:
    return lambda: story.controller.desk.world.practice and not story.controller.desk.moving


def ready(story: Desktop, path: Path) -> None:
    story.open(path)
    story.panel(Panel.BEFORE)
    story.gui.wait_until(lambda: story.find_button("confirm_button"))


def opened(story: Desktop, name: str) -> Callable[[], bool]:
    return lambda: story.controller.desk.paper is not None and story.controller.desk.paper.name == name


def crashes() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.objectName() == "crash_dialog"]


def nothing_opens(story: Desktop) -> None:
    """Neither now nor a moment later; and nothing looks like a crash."""
    desk = story.controller.desk
    story.gui.settle()
    assert not story.controller.files._opening.busy
    assert (desk.document, desk.world.practice, story.window.page) == (None, False, Page.START)
    assert not crashes()


def scenario_box(story: Desktop) -> QComboBox:
    return story.find(QComboBox, "scenario_box")


def choose_scenario(story: Desktop, name: str) -> None:
    box = scenario_box(story)
    index = box.findData(name)
    box.setCurrentIndex(index)
    box.activated.emit(index)


class TestWhereItCannotBeHad:
    @failing
    def test_a_file_meant_for_it_stays_closed(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
    ) -> None:
        fail(monkeypatch, "__init__", error)
        path = plan_file(tmp_path, 3)
        story.controller.start(path, practice=True)
        assert why in message(story)
        assert path.name in message(story)
        nothing_opens(story)

    @failing
    def test_the_sample_stays_closed(
        self, story: Desktop, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
    ) -> None:
        fail(monkeypatch, "__init__", error)
        story.press("sample_button")
        assert why in message(story)
        nothing_opens(story)

    def test_a_file_in_the_place_of_its_folder_is_named(self, story: Desktop, tmp_path: Path) -> None:
        place = tmp_path / "data" / "practice"
        place.touch()
        story.trigger("action_practice")
        assert str(place) in message(story)
        place.unlink()
        story.trigger("action_practice")
        story.gui.wait_until(practised(story))

    def test_the_plan_that_lies_open_stays(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ready(story, plan_file(tmp_path, 3))
        document = story.document
        fail(monkeypatch, "__init__", OSError(errno.ENOSPC, "disk full"))
        story.trigger("action_practice")
        assert "disk full" in message(story)
        assert (story.document, story.window.page) == (document, Page.WORK)
        assert story.find_button("confirm_button") is not None

    def test_a_mistake_of_ours_is_reported_as_one(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
    ) -> None:
        fail(monkeypatch, "__init__", ValueError("ours"))
        with log_watch.expect("unexpected error"):
            story.controller.start(plan_file(tmp_path, 3), practice=True)
            story.gui.wait_until(lambda: crashes())
        assert (story.controller.desk.document, story.controller.desk.world.practice) == (None, False)


class TestWhileItIsMade:
    def test_a_file_meant_for_it_waits_and_opens_there(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gate, path = Gate(monkeypatch, "__init__"), plan_file(tmp_path, 3)
        story.controller.start(path, practice=True)
        story.gui.wait_until(lambda: story.window.message.isVisible())
        assert "Готовим учебный режим" in story.window.message.accessibleName()
        nothing_opens(story)
        gate.open()
        story.gui.wait_until(opened(story, path.name))
        assert story.controller.desk.world.practice
        assert not story.window.message.isVisible()

    def test_nothing_is_sent(self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ready(story, plan_file(tmp_path, 3))
        gate = Gate(monkeypatch, "__init__")
        story.trigger("action_practice")
        assert story.find_button("confirm_button") is None
        story.controller.sending.confirm()
        story.gui.settle()
        assert not story.controller.desk.busy
        gate.open()
        story.press("confirm_button")
        story.ended()
        assert story.controller.desk.world.practice

    def test_what_the_keyring_says_meanwhile_sends_nothing(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ready(story, plan_file(tmp_path, 3))
        gate, asked, answered = Gate(monkeypatch, "__init__"), threading.Event(), threading.Event()

        def has_token(*_: object) -> None:
            asked.set()
            assert answered.wait(20)

        monkeypatch.setattr(type(story.controller.desk.world.projects), "has_token", has_token)
        story.press("confirm_button")
        assert asked.wait(20)
        story.trigger("action_practice")
        answered.set()
        story.gui.wait_until(lambda: not story.controller.sending._checking)
        assert not story.controller.desk.busy
        gate.open()
        story.gui.wait_until(practised(story))

    def test_the_window_closes(self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        gate = Gate(monkeypatch, "__init__")
        story.controller.start(plan_file(tmp_path, 3), practice=True)
        story.window.close()
        story.gui.wait_until(lambda: not story.window.isVisible())
        gate.open()

    def test_what_is_edited_meanwhile_is_not_lost_for_the_sample(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ready(story, plan_file(tmp_path, 3))
        document, gate = story.document, Gate(monkeypatch, "__init__")
        story.trigger("action_sample")
        story.controller.editing.do(SetCells(((document.sheet.ids[0], Field.CAMPAIGN, "mine"),)))
        story.rest()
        gate.open()
        story.gui.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
        assert story.document is document


class TestAnotherScenario:
    def enter(self, story: Desktop) -> None:
        story.trigger("action_practice")
        story.gui.wait_until(practised(story))

    def test_is_made_while_the_window_goes_on(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.enter(story)
        ready(story, plan_file(tmp_path, 3))
        gate = Gate(monkeypatch, "choose")
        choose_scenario(story, "refused")
        assert (scenario_box(story).currentData(), scenario_box(story).isEnabled()) == ("ok", False)
        assert story.find_button("confirm_button") is None
        gate.open()
        story.press("confirm_button")
        assert scenario_box(story).currentData() == "refused"
        story.ended()
        result = story.controller.desk.result
        assert result is not None
        assert (result.totals.imported, result.totals.refused) == (2, 1)

    @failing
    def test_that_cannot_be_had_is_said(
        self, story: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
    ) -> None:
        self.enter(story)
        ready(story, plan_file(tmp_path, 3))
        fail(monkeypatch, "choose", error)
        choose_scenario(story, "refused")
        assert why in message(story)
        assert scenario_box(story).currentData() == "ok"
        story.press("confirm_button")
        story.ended()


def test_late_news_of_the_real_world_is_not_shown_in_practice(story: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    real, gate = story.controller.desk.world.records, threading.Event()
    waits = run_record(Totals(60, unknown=60), unfinished=True)

    def runs(records: Records) -> tuple[RunRecord, ...]:
        assert records is not real or gate.wait(20)
        return (waits,) if records is real else ()

    def lines() -> list[str]:
        return [
            one.objectName()
            for one in story.window.start.findChildren(QPushButton)
            if one.isVisible() and "waiting" in one.objectName()
        ]

    monkeypatch.setattr(Records, "runs", runs)
    story.controller.files.show_start()
    story.trigger("action_practice")
    story.gui.wait_until(practised(story))
    gate.set()
    QTest.qWait(200)
    assert not lines()
    story.trigger("action_practice")
    story.gui.wait_until(lines)
    story.trigger("action_practice")
    assert not lines()
