"""What breaks around a command: the journal in mid-run, an interrupt before anything began, missing streams."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.console import Outcome, counts, without_requests
from support.stage import SITE, TOKEN

from planimport_gui.cli.output import standard
from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.journal.lock import DataLock
from planimport_gui.journal.store import Journal
from planimport_gui.plan.history import History
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]
Book = Callable[..., Path]


def broken(*_: object) -> None:
    raise JournalBroken(JournalTrouble.READ_ONLY, "journal.sqlite")


def test_a_journal_that_breaks_in_mid_run_still_tells_its_sums(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "settle", broken)
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert outcome.code == 1
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=3, pending=3)}
    assert "journal.sqlite" in outcome.err
    assert "planimport resume 1" in outcome.err
    monkeypatch.undo()


def test_a_damaged_list_of_projects_still_tells_sums(
    console: Console, book: Book, service: PracticeService, own_world: Path
) -> None:
    folder = own_world / "planimport-data"
    folder.mkdir(exist_ok=True)
    (folder / "projects.json").write_text("{", encoding="utf-8")
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert outcome.code == 1
    assert outcome.finished == {"run": None, **counts(total=3, notSent=3), "requests": 0}
    assert "projects.json" in outcome.err
    assert not service.requests


def test_a_journal_that_takes_no_new_run(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "create_run", broken)
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert outcome.code == 1
    assert outcome.finished == {"run": None, **counts(total=3, notSent=3), "requests": 0}
    assert not service.requests


def test_an_interrupt_before_anything_began(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> History:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "history", interrupted)
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert outcome.code == 130
    assert outcome.finished == {"run": None, **counts(total=3, notSent=3), "requests": 0}
    assert not service.requests


def test_an_interrupt_at_the_prompt(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("getpass.getpass", interrupted)
    monkeypatch.setattr("planimport_gui.cli.desk.Desk.interactive", True)
    assert console("projects", "add", "Clinic", SITE).code == 130


def test_a_run_without_a_token_tells_where_it_stands(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PracticeService(pace=0, scenario=Scenario.POINTS, points=1) as service:
        monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        assert console("import", book(150), "--site", SITE).code == 1
        monkeypatch.delenv("PLANIMPORT_TOKEN")
        outcome = console("resume", "--json")
    assert outcome.code == 3
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=150, pending=100, notSent=50)}
    assert "planimport projects add" in outcome.err


def test_streams_that_were_closed_at_the_start_are_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    output = standard(as_json=True)
    output.emit({"event": "finished"})
    output.say("words")
    output.close()
    assert output.trouble is None


def test_a_lone_surrogate_in_a_name_can_be_printed(console: Console, tmp_path: Path) -> None:
    outcome = console("check", tmp_path / "plan\udcff.xlsx", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "plan" in outcome.err


def test_what_fails_after_the_end_does_not_take_it_back(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DataLock, "write_departures", broken)
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert outcome.code == 1
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=3, imported=3)}
    assert len(outcome.events("finished")) == 1
