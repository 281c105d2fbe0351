"""The report of a self-test: one line a check, whatever a check does."""

from pathlib import Path

import pytest

from planimport_gui.selftest.report import Check, CheckFailed, run_checks


def says(words: str) -> Check:
    return Check("good", lambda: words)


def fails(error: Exception) -> Check:
    def probe() -> str:
        raise error

    return Check("bad", probe)


def lines(report: Path) -> list[str]:
    return report.read_bytes().decode("utf-8").split("\n")


def test_all_well_is_zero_and_said(tmp_path: Path) -> None:
    report = tmp_path / "отчёт.txt"
    assert run_checks([says("Отмена"), says("2")], report) == 0
    heading, first, second, verdict, end = lines(report)
    assert heading.startswith("PlanImport ")
    assert "not frozen" in heading
    assert (first, second, verdict, end) == ("ok good: Отмена", "ok good: 2", "all ok", "")


def test_what_comes_after_a_failure_is_checked_too(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    assert (
        run_checks([fails(CheckFailed("no backend")), fails(ImportError("no module jeepney")), says("x")], report) == 1
    )
    _, first, second, third, verdict, _ = lines(report)
    assert first == "failed bad: no backend"
    assert second.startswith("failed bad: Traceback")
    assert "no module jeepney" in second
    assert third == "ok good: x"
    assert verdict == "failed: 2"


def test_a_check_that_ends_the_process_leaves_the_report_so_far(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"

    def end() -> str:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        run_checks([says("x"), Check("worst", end)], report)
    assert lines(report)[1:] == ["ok good: x", ""]


def test_details_stay_on_their_line(tmp_path: Path) -> None:
    run_checks([says("one\r\ntwo\tthree")], tmp_path / "report.txt")
    assert lines(tmp_path / "report.txt")[1] == "ok good: one two three"
