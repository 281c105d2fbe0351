"""What the world does to the window: locks, other programs, broken journals, refused tokens, closing in mid-run."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.cli import main
from planimport_gui.facts.outcomes import Cause
from planimport_gui.journal.lock import DataLock
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Fault, Kind
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.states import Filter
from planimport_gui.ui.window import Panel


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def message(story: Desktop) -> str:
    """What stands in the message bar, once something does."""
    story.gui.wait_until(lambda: story.window.message.isVisible(), 15)
    return " ".join(label.text() for label in story.window.message.findChildren(QLabel))


def ready(story: Desktop, path: Path) -> None:
    story.open(path)
    story.panel(Panel.BEFORE)


def test_another_program_holds_the_lock(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve() as service, desktop(gui, data, service.address) as story:
        ready(story, plan_file(tmp_path, 20))
        with DataLock(data):
            story.press("confirm_button")
            assert story.texts.say("ui.message.locked") in message(story)
        assert not service.imported()
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        assert service.imported().total() == 20


def test_what_the_console_imported_meanwhile_is_not_sent_again(
    gui: Person, tmp_path: Path, monkeypatch, capsys
) -> None:  # type: ignore[no-untyped-def]  # fixtures of pytest
    data, path = tmp_path / "data", plan_file(tmp_path, 20)
    with serve() as service, desktop(gui, data, service.address) as story:
        ready(story, path)
        for name, value in {"API_URL": service.address, "DATA_DIR": str(data), "TOKEN": "any-token-at-all"}.items():
            monkeypatch.setenv(f"PLANIMPORT_{name}", value)
        assert main(["import", str(path), "--site", "12345"], story.tempo) == 0
        story.press("confirm_button")
        assert story.texts.say("ui.message.outdated") in message(story)
        story.gui.wait_until(lambda: dict(story.document.filters())[Filter.SENT_BEFORE] == 20)
        assert set(service.imported().values()) == {1}


def test_rows_of_an_unfinished_run_are_not_begun_again(gui: Person, tmp_path: Path) -> None:
    data, path = tmp_path / "data", plan_file(tmp_path, 450)
    with serve(points=3) as service, desktop(gui, data, service.address) as story:
        ready(story, path)
        story.press("confirm_button")
        story.ended()
        story.press("back_to_sheet_button")
        story.panel(Panel.BEFORE)
        service.refill(None)
        story.press("confirm_button")
        assert story.texts.say("ui.message.unfinished", run=1) in message(story)
        story.press("message_action")
        story.gui.wait_until(lambda: service.imported().total() == 450, 30)
        story.ended()
        assert set(service.imported().values()) == {1}


def test_a_damaged_journal_is_said_and_nothing_sent(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve() as service, desktop(gui, data, service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        (data / "journal.sqlite").write_bytes(b"this is no journal at all" * 100)
        story.press("confirm_button")
        assert "journal.sqlite" in message(story)
        assert not service.requests


def test_a_refused_token_leads_to_another(gui: Person, tmp_path: Path) -> None:
    refused = Fault(reply=answers.message("Access token не найден", 401))
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 450))
        service.faults = lambda facts: refused if facts.kind is Kind.ADD and facts.nth > 3 else None
        story.press("confirm_button")
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.paused is Cause.TOKEN
        assert story.find_button("new_token_button") is not None
        service.faults = None
        story.controller.results.go_on()
        story.gui.wait_until(lambda: service.imported().total() == 450, 30)
        story.ended()
        assert set(service.imported().values()) == {1}


def test_closing_in_mid_run_awaits_what_is_in_flight(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve(latency=0.05) as service:
        with desktop(gui, data, service.address, tempo=Tempo()) as story:
            ready(story, plan_file(tmp_path, 900))
            story.press("confirm_button")
            story.gui.wait_until(lambda: service.imported().total() >= 100, 30)
            story.window.close()
            assert story.window.isVisible(), "it waits for the answers"
            story.gui.wait_until(lambda: not story.window.isVisible(), 30)
        with hold(data, Tempo()) as engine:
            totals = engine.journal.totals(1)
        assert totals.unknown == 0
        assert totals.not_sent > 0
        assert totals.balanced


def test_the_window_can_be_used_during_a_run(gui: Person, tmp_path: Path) -> None:
    with (
        serve(latency=0.1, faults=second_batch_unanswered) as service,
        desktop(gui, tmp_path / "data", service.address) as story,
    ):
        ready(story, plan_file(tmp_path, 250))
        story.press("confirm_button")
        story.gui.wait_until(lambda: story.controller.desk.busy)
        story.controller.editing.choose_filter(Filter.WAITING)
        story.controller.runs.open()
        story.gui.wait_until(lambda: not story.controller.desk.busy, 30)
        story.ended()
        assert service.imported().total() == 250
