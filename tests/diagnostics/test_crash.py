"""Unexpected errors end in a file and one sentence, never in a traceback on the screen."""

import logging
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from planimport_gui.diagnostics import CrashReports, OpenLog, SecretVault, install_hooks

TOKEN = "fictional-token-1a2b3c4d5e6f"


def raised(error: BaseException, local: str = "") -> BaseException:
    """The error with a traceback, raised beside a local value."""
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - any error is what a report is about
        return caught


@pytest.fixture
def reports(tmp_path: Path, vault: SecretVault, log: OpenLog) -> CrashReports:
    return CrashReports(tmp_path / "crashes", vault, "1.2.3", log.tail)


def test_a_report_says_what_is_needed(reports: CrashReports, logger: logging.Logger) -> None:
    logger.info("the last thing that happened")
    path = reports.report(raised(ZeroDivisionError("by nought")))
    assert path is not None
    text = path.read_text(encoding="utf-8")
    for expected in (
        "PlanImport 1.2.3", f"Python {sys.version}", "openpyxl ", "requests ", "keyring ",
        "ZeroDivisionError: by nought", "in raised", "the last thing that happened",
    ):  # fmt: skip
        assert expected in text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_holds_no_local_values(reports: CrashReports) -> None:
    path = reports.report(raised(ValueError("bad"), local="plan of a client"))
    assert path is not None
    assert "plan of a client" not in path.read_text(encoding="utf-8")


def test_a_report_holds_no_token(reports: CrashReports, vault: SecretVault, logger: logging.Logger) -> None:
    logger.info("logged before it was known as a secret: %s", TOKEN)
    vault.register(TOKEN)
    cause = raised(ValueError(TOKEN))
    error = RuntimeError({"Access-Token": TOKEN})
    error.__cause__ = cause
    error.add_note(f"note {TOKEN}")
    path = reports.report(raised(ExceptionGroup(TOKEN, [error])))
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert TOKEN not in text
    assert TOKEN[:10] not in text
    assert "ValueError: •••" in text


def test_the_same_error_is_reported_once(reports: CrashReports) -> None:
    paths = {reports.report(raised(ValueError("again"))) for _ in range(5)}
    assert len(paths) == 1


def test_errors_of_one_second_have_files_of_their_own(reports: CrashReports) -> None:
    paths = {reports.report(raised(ValueError(str(number)))) for number in range(3)}
    assert len(paths) == 3


def test_the_oldest_reports_are_forgotten(reports: CrashReports, tmp_path: Path) -> None:
    for number in range(25):
        last = reports.report(raised(ValueError(str(number))))
    files = list((tmp_path / "crashes").iterdir())
    assert len(files) == 20
    assert last in files


def test_other_files_of_the_folder_stay(reports: CrashReports, tmp_path: Path) -> None:
    folder = tmp_path / "crashes"
    folder.mkdir()
    (folder / "journal.sqlite").write_text("runs")
    for number in range(25):
        reports.report(raised(ValueError(str(number))))
    assert (folder / "journal.sqlite").read_text() == "runs"


def test_a_folder_that_cannot_be_written_is_replaced(
    tmp_path: Path, vault: SecretVault, log: OpenLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "occupied").write_text("a file")
    spare = tmp_path / "spare"
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(spare))
    path = CrashReports(tmp_path / "occupied", vault, "1", log.tail).report(raised(ValueError("x")))
    assert path is not None
    assert path.parent == spare


def test_without_any_folder_there_is_no_report(
    tmp_path: Path, vault: SecretVault, log: OpenLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("a file")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(occupied))
    assert CrashReports(occupied, vault, "1", log.tail).report(raised(ValueError("x"))) is None


def test_endless_recursion_is_reported_briefly(reports: CrashReports) -> None:
    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    try:
        deeper(0)
    except RecursionError as error:
        path = reports.report(error)
    assert path is not None
    assert "RecursionError" in path.read_text(encoding="utf-8")
    assert path.stat().st_size < 100_000


def test_threads_report_too(reports: CrashReports, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Path | None] = []
    restore = install_hooks(reports, told.append)
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    finally:
        restore()
    assert len(told) == 1
    assert told[0] is not None
    assert "ZeroDivisionError" in told[0].read_text(encoding="utf-8")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("quiet", [SystemExit(3), KeyboardInterrupt()])
def test_leaving_is_no_error(reports: CrashReports, quiet: BaseException) -> None:
    told: list[Path | None] = []
    restore = install_hooks(reports, told.append)
    try:
        sys.excepthook(type(quiet), quiet, None)
    finally:
        restore()
    assert told == []


def test_restoring_puts_the_former_hooks_back(reports: CrashReports) -> None:
    before = sys.excepthook, threading.excepthook
    install_hooks(reports, lambda path: None)()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_teller_that_fails_prints_nothing(
    reports: CrashReports, log: OpenLog, capsys: pytest.CaptureFixture[str]
) -> None:
    def tell(path: Path | None) -> None:
        raise BrokenPipeError("nobody reads")

    restore = install_hooks(reports, tell)
    try:
        sys.excepthook(ValueError, ValueError("x"), None)
    finally:
        restore()
    assert "could not be told" in "\n".join(log.tail())
    assert capsys.readouterr() == ("", "")


def test_a_program_that_fails_shows_one_sentence(tmp_path: Path) -> None:
    script = f"""
import pathlib, sys, threading
from planimport_gui.diagnostics import CrashReports, SecretVault, install_hooks, open_log
folder, vault = pathlib.Path({str(tmp_path)!r}), SecretVault()
vault.register({TOKEN!r})
log = open_log(folder, vault)
install_hooks(CrashReports(folder, vault, "1", log.tail), lambda path: print("report:", path, file=sys.stderr))
token = {TOKEN!r}
raise ValueError("unexpected " + token)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"report: {tmp_path}")
    for path in tmp_path.iterdir():
        content = path.read_text(encoding="utf-8")
        assert "ValueError: unexpected •••" in content
        assert TOKEN not in content
