"""``check``: the object as the design lists it, exit codes, files that cannot be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.console import Outcome, good_row, good_rows
from support.stage import SITE

from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]
Book = Callable[..., Path]

KEYS = [
    "schema", "file", "sheet", "headerRow", "layout", "rows", "errors", "warnings", "repeats", "skipped",
    "problems", "items", "origins",
]  # fmt: skip
PROBLEM_KEYS = ["row", "column", "field", "severity", "code", "value", "message", "fix"]


def checked(outcome: Outcome) -> dict[str, Any]:
    assert len(outcome.objects) == 1
    return outcome.objects[0]


def test_a_clean_sheet(console: Console, book: Book) -> None:
    path = book(good_rows(2))
    outcome = console("check", path, "--json")
    assert outcome.code == 0
    report = checked(outcome)
    assert list(report) == KEYS
    assert {key: report[key] for key in KEYS[:9]} == {
        "schema": 1, "file": str(path), "sheet": "План", "headerRow": 1, "layout": "long",
        "rows": 2, "errors": 0, "warnings": 0, "repeats": 0,
    }  # fmt: skip
    assert report["problems"] == []
    assert report["origins"] == [{"row": 2, "column": "H"}, {"row": 3, "column": "H"}]
    items = report["items"]
    assert isinstance(items, list)
    assert items[0] == {
        "dateFrom": "01-10-2026", "dateTo": "31-10-2026", "source": "yandex", "medium": "cpc",
        "campaign": "campaign 1", "metric": {"type": "Площадки", "name": "Клики", "value": 1},
    }  # fmt: skip
    assert list(items[0]) == ["dateFrom", "dateTo", "source", "medium", "campaign", "metric"]


def test_rows_are_counted_by_their_worst_problem(console: Console, book: Book) -> None:
    rows = [
        good_row(1),
        good_row(2, value="много", medium=None),
        good_row(3, medium=None),
        good_row(1),
    ]
    outcome = console("check", book(rows), "--json")
    assert outcome.code == 1
    report = checked(outcome)
    assert [report[key] for key in ("rows", "errors", "warnings", "repeats")] == [4, 1, 1, 1]
    assert report["origins"] == [{"row": 2, "column": "H"}, {"row": 4, "column": "H"}]


def test_a_problem_of_a_cell_and_one_of_a_row(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", "ru")
    outcome = console("check", book([good_row(1), good_row(2, name="клики"), good_row(1)]), "--json")
    cell, row = checked(outcome)["problems"]
    assert list(cell) == PROBLEM_KEYS
    assert list(row) == PROBLEM_KEYS
    found = [cell[key] for key in ("row", "column", "field", "severity", "code", "value", "fix")]
    assert found == [3, "G", "name", "error", "name.unknown", "клики", "Клики"]
    assert cell["message"].startswith("Строка 3, «Метрика»: ")
    found = [row[key] for key in ("row", "column", "field", "severity", "code", "value", "fix")]
    assert found == [4, None, None, "repeat", "plan.duplicate", None, None]
    assert "строк" in row["message"]
    assert "2" in row["message"]


def test_a_problem_of_the_value_names_the_column_of_the_value(console: Console, book: Book) -> None:
    problem = checked(console("check", book([good_row(1, value=1.5)]), "--json"))["problems"][0]
    assert (problem["column"], problem["field"], problem["code"]) == ("H", "value", "value.fraction")


def test_the_message_follows_the_language_and_nothing_else_does(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book([good_row(1, value="много")])
    reports = []
    for language in ("ru", "en"):
        monkeypatch.setenv("PLANIMPORT_LANG", language)
        reports.append(checked(console("check", path, "--json")))
    messages = [report["problems"][0].pop("message") for report in reports]
    assert reports[0] == reports[1]
    assert messages[0].startswith("Строка 2")
    assert messages[1].startswith("Row 2")


def test_skipped_rows_are_named_with_their_reason(console: Console, book: Book) -> None:
    rows = [good_row(1), ["Итого", None, None, None, None, None, None, 1]]
    assert checked(console("check", book(rows), "--json"))["skipped"] == [{"row": 3, "reason": "total"}]


def test_rounding_keeps_the_sum(console: Console, book: Book) -> None:
    path = book([good_row(number, value=0.5) for number in range(1, 5)])
    assert console("check", path).code == 1
    outcome = console("check", path, "--round", "--json")
    assert outcome.code == 0
    items = checked(outcome)["items"]
    assert sum(item["metric"]["value"] for item in items) == 2


@pytest.mark.parametrize(("order", "day"), [("dmy", "03-04-2026"), ("mdy", "04-03-2026")])
def test_slash_dates_are_read_as_told(console: Console, book: Book, order: str, day: str) -> None:
    path = book([good_row(1, first="03/04/2026", last="03/04/2026")])
    assert console("check", path).code == 1
    outcome = console("check", path, "--dates", order, "--json")
    assert outcome.code == 0
    assert checked(outcome)["items"][0]["dateFrom"] == day


def test_the_sheet_is_chosen(console: Console, book: Book) -> None:
    path = book(3, sheet="МП")
    assert console("check", path, "--sheet", "МП").code == 0
    assert console("check", path, "--sheet", "МП old").code == 2


def test_of_several_sheets_the_first_is_taken_and_the_others_are_named(console: Console, book: Book) -> None:
    path = book(3, sheet="МП")
    both = openpyxl.load_workbook(path)
    both.copy_worksheet(both["МП"]).title = "МП old"
    both.save(path)
    outcome = console("check", path, "--json")
    assert (outcome.code, checked(outcome)["sheet"]) == (0, "МП")
    assert "«МП old»" in outcome.err
    assert "--sheet" in outcome.err
    assert checked(console("check", path, "--sheet", "МП old", "--json"))["sheet"] == "МП old"


def test_words_for_people_leave_standard_output_to_json(console: Console, book: Book) -> None:
    path = book([good_row(1, value="много")])
    people, programs = console("check", path), console("check", path, "--json")
    assert people.err == ""
    assert "много" in people.out
    assert programs.err == people.out


def test_many_problems_are_listed_in_part(console: Console, book: Book) -> None:
    outcome = console("check", book(good_rows(150, value="много")))
    assert outcome.out.count("много") == 100
    assert "50" in outcome.out


def test_history_tells_what_was_sent(console: Console, book: Book, service: PracticeService) -> None:
    path = book(good_rows(2))
    assert console("import", path, "--site", SITE).code == 0
    assert checked(console("check", path, "--json"))["repeats"] == 0
    report = checked(console("check", path, "--site", SITE, "--json"))
    assert (report["repeats"], report["errors"], report["items"]) == (2, 0, [])
    assert {problem["code"] for problem in report["problems"]} == {"plan.sent"}
    other = book([good_row(9)], name="other.xlsx")
    warned = checked(console("check", other, "--site", SITE, "--json"))
    assert [problem["code"] for problem in warned["problems"]] == ["plan.month"]
    assert checked(console("check", other, "--site", "54321", "--json"))["problems"] == []


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", ["missing", "folder", "no workbook", "no plan", "empty"])
def test_a_file_that_cannot_be_read_is_one_line(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, language: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", language)
    outcome = console("check", _unreadable(kind, tmp_path), "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert str(tmp_path) in outcome.err


def _unreadable(kind: str, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    match kind:
        case "folder":
            path.mkdir()
        case "no workbook":
            path.write_text("<html>", encoding="utf-8")
        case "no plan":
            _without_header(path)
        case "empty":
            path.touch()
    return path


def _without_header(path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.append(["Имя", "Телефон", date(2026, 1, 1)])
    workbook.save(path)


def test_options_that_settle_a_whole_sheet_are_named(console: Console, book: Book) -> None:
    path = book([good_row(1, first="03/04/2026", last="03/04/2026"), good_row(2, value=1.5)])
    told = console("check", path).out
    assert "--dates dmy" in told
    assert "--round" in told
    settled = console("check", path, "--dates", "dmy", "--round").out
    assert "--dates" not in settled
    assert "--round" not in settled
