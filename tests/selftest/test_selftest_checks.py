"""The checks of a self-test pass here, and fail where something is missing."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planimport_gui.facts.records import Totals
from planimport_gui.selftest import rooms
from planimport_gui.selftest.program import self_test
from planimport_gui.selftest.qt import qt_checks
from planimport_gui.selftest.report import CheckFailed
from planimport_gui.selftest.rooms import room_checks

NAMES = [
    "language.ru", "language.en", "keyring", "sqlite", "workbook.read", "workbook.write", "tls", "practice",
]  # fmt: skip


def test_the_rooms_pass(tmp_path: Path) -> None:
    checks = room_checks(tmp_path)
    assert [check.name for check in checks] == NAMES
    told = {check.name: check.probe() for check in checks}
    assert told["language.ru"] != told["language.en"]
    assert told["workbook.read"] == "40 rows of the sample"
    assert "rows imported" in told["practice"]


def test_windows_and_macos_without_a_keyring_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "system_backend", lambda: None)
    assert "no keyring" in rooms.keyring("linux")
    for system in ("win32", "darwin"):
        with pytest.raises(CheckFailed, match="no backend"):
            rooms.keyring(system)


def test_a_missing_sample_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(self: object) -> Path:
        raise FileNotFoundError("no resource")

    monkeypatch.setattr(rooms.Workbooks, "sample", lost)
    by_name: dict[str, Callable[[], str]] = {check.name: check.probe for check in room_checks(tmp_path)}
    for name in ("workbook.read", "workbook.write", "practice"):
        with pytest.raises(FileNotFoundError):
            by_name[name]()


@pytest.mark.parametrize("totals", [Totals(40, imported=32, unknown=1, left_out=7), Totals(40, left_out=40)])
def test_an_import_that_did_not_arrive_whole_fails(totals: Totals) -> None:
    meant = totals.total - totals.left_out
    with pytest.raises(CheckFailed):
        rooms._arrived(totals, meant)


def test_a_window_that_paints_nothing_fails(application: object) -> None:
    from PySide6.QtWidgets import QWidget

    @contextmanager
    def empty() -> Iterator[QWidget]:
        widget = QWidget()
        widget.resize(200, 100)
        widget.show()
        yield widget
        widget.close()

    told = {check.name: check.probe for check in qt_checks(empty)}
    assert told["qt.translation"]() == "Отмена"
    assert "Fusion" in told["qt.styles"]()
    assert told["qt.socket"]()
    with pytest.raises(CheckFailed, match="no icon"):
        told["qt.icon"]()
    with pytest.raises(CheckFailed, match="in 1 colours"):
        told["qt.window"]()


def test_a_report_that_cannot_be_written_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert self_test(tmp_path / "nowhere" / "report.txt", lambda folder: pytest.fail("no check should run")) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_program_tests_itself_and_touches_no_data_of_the_user(tmp_path: Path) -> None:
    data, report = tmp_path / "data", tmp_path / "report.txt"
    environment = {**os.environ, "PLANIMPORT_DATA_DIR": str(data), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "planimport_gui", "--selftest", str(report)]
    result = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    text = report.read_text(encoding="utf-8") if report.exists() else ""
    assert result.returncode == 0, text + result.stderr
    assert text.endswith("all ok\n")
    for name in ("qt.window", "qt.icon", "practice"):
        assert f"ok {name}: " in text
    assert not data.exists() or not any(data.iterdir())
