"""Which sheet of a workbook is read, and what is told of the others."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets.rawbook import header_row, inline, plan_row, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading, SheetSummary
from planimport_gui.sheets.limits import Refused
from planimport_gui.sheets.reader import _Reading, read_sheet

PLAN = worksheet(header_row() + plan_row(2))
LONGER = worksheet(header_row() + plan_row(2) + plan_row(3))
NOTHING = worksheet('<row r="1">' + inline("A1", "Бренд") + "</row>")
EMPTY_PLAN = worksheet(header_row())
FAR = worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def book(path: Path, sheets: dict[str, str], hidden: tuple[str, ...] = ()) -> Path:
    path.write_bytes(zipped(workbook_parts(sheets, hidden=hidden)))
    return path


def names(plans: tuple[SheetSummary, ...]) -> tuple[str, ...]:
    return tuple(plan.name for plan in plans)


def plans(path: Path, **options: Any) -> tuple[SheetSummary, ...]:
    found = read_sheet(path, **options)
    assert isinstance(found, SheetReading), found
    return found.plans


@pytest.mark.parametrize(
    ("sheets", "hidden", "chosen", "others"),
    [
        ({"Сводка": NOTHING, "МП": PLAN, "МП old": LONGER}, (), "МП", ("МП old",)),
        ({"МП old": LONGER, "МП": PLAN}, ("МП old",), "МП", ("МП old",)),
        ({"Сводка": NOTHING, "МП": PLAN}, ("МП",), "МП", ()),
        ({"Шаблон": EMPTY_PLAN, "МП": PLAN}, (), "МП", ()),
        ({"Бомба": FAR, "МП": PLAN}, (), "МП", ()),
        ({"МП": PLAN, "Бомба": FAR}, (), "МП", ()),
    ],
)
def test_the_first_visible_plan_is_read(tmp_path, sheets, hidden, chosen, others) -> None:
    reading = read_sheet(book(tmp_path / "p.xlsx", sheets, hidden))
    assert isinstance(reading, SheetReading)
    assert (reading.sheet, names(reading.other_plans)) == (chosen, others)


@pytest.mark.parametrize("name", ["МП old", "мп OLD "])
def test_the_named_sheet_is_read_though_hidden(tmp_path: Path, name: str) -> None:
    reading = read_sheet(book(tmp_path / "p.xlsx", {"МП": PLAN, "МП old": LONGER}, ("МП old",)), sheet=name)
    assert isinstance(reading, SheetReading)
    assert (reading.sheet, len(reading.rows), names(reading.other_plans)) == ("МП old", 2, ("МП",))


def test_a_name_that_is_none(tmp_path: Path) -> None:
    found = read_sheet(book(tmp_path / "p.xlsx", {"МП": PLAN, "A &amp; B": NOTHING}), sheet="Плна")
    assert found == Refusal(FileTrouble.NO_SHEET, {"name": "Плна", "names": "МП, A & B"})


def test_a_named_sheet_without_a_plan_is_not_replaced(tmp_path: Path) -> None:
    found = read_sheet(book(tmp_path / "p.xlsx", {"МП": PLAN, "Сводка": NOTHING}), sheet="Сводка")
    assert isinstance(found, Refusal)
    assert found.trouble is FileTrouble.NO_PLAN


def test_what_came_nearest_to_a_plan_is_told(tmp_path: Path) -> None:
    heads = "".join(inline(f"{c}3", t) for c, t in zip("ABC", ("Источник", "Кампания", "Клики"), strict=True))
    found = read_sheet(book(tmp_path / "p.xlsx", {"Сводка": NOTHING, "МП": worksheet(f'<row r="3">{heads}</row>')}))
    assert found == Refusal(
        FileTrouble.NO_PLAN,
        {"sheet": "МП", "row": 3, "found": "source,campaign", "missed": "dateFrom,name,value"},
    )


def test_a_header_without_rows_is_no_plan(tmp_path: Path) -> None:
    found = read_sheet(book(tmp_path / "p.xlsx", {"МП": EMPTY_PLAN}))
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["missed"], found.params["row"]) == (FileTrouble.NO_PLAN, "", 1)


def test_no_header_at_all(tmp_path: Path) -> None:
    assert read_sheet(book(tmp_path / "p.xlsx", {"МП": NOTHING})) == Refusal(
        FileTrouble.NO_PLAN, {"found": "", "missed": ""}
    )


def test_every_plan_of_a_workbook_is_told_in_a_line(tmp_path: Path) -> None:
    money = {"I": inline("I3", " бюджет"), "J": '<c r="J3"><v>109000.4</v></c>', "B": inline("B3", "31.12.2026")}
    unread = {"I": inline("I4", "Бюджет"), "J": inline("J4", "нет"), "A": inline("A4", "скоро")}
    rich = worksheet(header_row() + plan_row(2) + plan_row(3, **money) + plan_row(4, **unread))
    path = book(tmp_path / "p.xlsx", {"old": LONGER, "Сводка": NOTHING, "МП": rich, "Шаблон": EMPTY_PLAN}, ("old",))
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    assert plans(path) == (
        SheetSummary("МП", True, 3, first, date(2026, 12, 31), 109_000),
        SheetSummary("old", False, 2, first, last, None),
    )
    assert plans(path, sheet="old") == plans(path)


def test_a_single_plan_is_not_told_twice(tmp_path: Path) -> None:
    assert plans(book(tmp_path / "p.xlsx", {"Сводка": NOTHING, "МП": PLAN})) == ()


def test_what_is_known_of_the_other_sheets_is_not_looked_up_again(tmp_path: Path) -> None:
    known = (SheetSummary("МП", True, 5), SheetSummary("МП old", True, 7))
    path = book(tmp_path / "p.xlsx", {"МП": PLAN, "МП old": LONGER})
    assert plans(path, sheet="МП old", known=known) == known


def test_only_the_beginning_of_a_further_sheet_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planimport_gui.sheets.reader._LOOKED_AT", 1)
    mine, other = plans(book(tmp_path / "p.xlsx", {"МП": LONGER, "МП old": LONGER}))
    assert (mine.rows, mine.whole, other.rows, other.whole) == (2, True, 1, False)


def test_a_plan_that_cannot_be_read_names_the_others(tmp_path: Path) -> None:
    second = worksheet(header_row() + plan_row(2) + header_row(3).replace("Кампания", "Клики").replace("План", "Цель"))
    path = book(tmp_path / "p.xlsx", {"МП": second, "МП old": PLAN})
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert (found.trouble, names(found.plans)) == (FileTrouble.TWO_TABLES, ("МП", "МП old"))


def test_who_has_had_enough_is_told_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, asked = book(tmp_path / "p.xlsx", {"МП": PLAN, "МП old": LONGER}), []
    look = _Reading._plans

    def looked(self: _Reading, chosen: Any) -> Any:
        asked.append(chosen)
        return look(self, chosen)

    monkeypatch.setattr(_Reading, "_plans", looked)
    found = read_sheet(path, stop=lambda: bool(asked))
    assert isinstance(found, Refusal)
    assert found.params["limit"] == "stopped"


def test_a_sheet_for_which_no_time_is_left_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = _Reading._find

    def slow(self: _Reading, part: Any, most: int | None = None) -> Any:
        if most is not None:
            raise Refused(FileTrouble.TOO_SLOW, limit="seconds", seconds=20)
        return find(self, part)

    monkeypatch.setattr(_Reading, "_find", slow)
    assert plans(book(tmp_path / "p.xlsx", {"МП": PLAN, "МП old": LONGER})) == ()


def test_chart_sheets_are_passed_over(tmp_path: Path) -> None:
    parts = workbook_parts({"Диаграмма": NOTHING, "МП": PLAN})
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace('/worksheet"', '/chartsheet"', 1)
    path = tmp_path / "p.xlsx"
    path.write_bytes(zipped(parts))
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading)
    assert reading.sheet == "МП"


def test_the_header_row_of_metrics_across_is_no_long_plan(tmp_path: Path) -> None:
    heads = ("Источник", "Дата с", "Дата по", "Показы", "Клики", "Бюджет")
    row = "".join(inline(f"{c}1", t) for c, t in zip("ABCDEF", heads, strict=True))
    found = read_sheet(book(tmp_path / "p.xlsx", {"МП": worksheet(f'<row r="1">{row}</row>')}))
    assert isinstance(found, Refusal)
    assert found.params["missed"] == "name,value"
