"""Which sheet of a workbook is read."""

from pathlib import Path

import pytest
from sheets.rawbook import header_row, inline, plan_row, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.sheets.reader import PlanSheetInfo, plan_sheets, read_sheet

PLAN = worksheet(header_row() + plan_row(2))
LONGER = worksheet(header_row() + plan_row(2) + plan_row(3))
NOTHING = worksheet('<row r="1">' + inline("A1", "Бренд") + "</row>")
EMPTY_PLAN = worksheet(header_row())
FAR = worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def book(path: Path, sheets: dict[str, str], hidden: tuple[str, ...] = ()) -> Path:
    path.write_bytes(zipped(workbook_parts(sheets, hidden=hidden)))
    return path


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
    assert (reading.sheet, reading.other_plans) == (chosen, others)


@pytest.mark.parametrize("name", ["МП old", "мп OLD "])
def test_the_named_sheet_is_read_though_hidden(tmp_path: Path, name: str) -> None:
    reading = read_sheet(book(tmp_path / "p.xlsx", {"МП": PLAN, "МП old": LONGER}, ("МП old",)), sheet=name)
    assert isinstance(reading, SheetReading)
    assert (reading.sheet, len(reading.rows), reading.other_plans) == ("МП old", 2, ("МП",))


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


def test_plan_sheets_are_listed_in_the_order_of_the_workbook(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsx", {"old": LONGER, "Сводка": NOTHING, "МП": PLAN, "Шаблон": EMPTY_PLAN}, ("old",))
    assert plan_sheets(path) == (PlanSheetInfo("old", False, 2), PlanSheetInfo("МП", True, 1))
    assert plan_sheets(book(tmp_path / "q.xlsx", {"Сводка": NOTHING})) == ()


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
