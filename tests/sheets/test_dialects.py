"""The same plan as each program writes it reads to the same rows."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from sheets.rawbook import HEADER, MAIN, RELS, inline, styles, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import SheetReading
from planimport_gui.plan.cells import Cell
from planimport_gui.sheets.reader import read_sheet

ROWS: tuple[tuple[Cell, ...], ...] = (
    (date(2026, 2, 1), date(2026, 2, 28), "yandex", "cpc", "Весна & «лето» <1>", None, "купить дом", "Трафик", "Показы", 120000),
    (date(2026, 3, 1), date(2026, 3, 31), "vk", "cpm", "spring", "banner 1", None, "Пользовательские", "KPI", 145454.5),
    (date(2026, 4, 1), date(2026, 4, 30), "=1+1", "cpc", "001", None, None, None, "Клики", 7),
)  # fmt: skip
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
Parts = dict[str, "str | bytes"]


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate((HEADER, *ROWS), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("План")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate((HEADER, *ROWS)):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def inline_cell(reference: str, value: Cell, strings: list[str]) -> str:
    if isinstance(value, date):
        return f'<c r="{reference}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, str):
        return inline(reference, escaped(value))
    return f'<c r="{reference}"/>' if value is None else f'<c r="{reference}"><v>{value}</v></c>'


def shared_cell(reference: str, value: Cell, strings: list[str]) -> str:
    if not isinstance(value, str):
        return inline_cell(reference, value, strings)
    strings.append(f'<si><t xml:space="preserve">{escaped(value)}</t></si>')
    return f'<c r="{reference}" s="0" t="s"><v>{len(strings) - 1}</v></c>'


def iso_cell(reference: str, value: Cell, strings: list[str]) -> str:
    if isinstance(value, date):
        return f'<c r="{reference}" s="1" t="d"><v>{value.isoformat()}</v></c>'
    return inline_cell(reference, value, strings)


def raw(cell: Callable[[str, Cell, list[str]], str]) -> Parts:
    strings: list[str] = []
    lines = []
    for number, row in enumerate((HEADER, *ROWS), start=1):
        cells = "".join(cell(f"{'ABCDEFGHIJ'[i]}{number}", value, strings) for i, value in enumerate(row))
        lines.append(f'<row r="{number}" customFormat="false" ht="12.8" hidden="false">{cells}</row>')
    table = f'<sst xmlns="{MAIN}" count="{len(strings)}">{"".join(strings)}</sst>'
    return workbook_parts({"План": worksheet("".join(lines))}, style=styles("dd.mm.yyyy"), strings=table)


def changed(parts: Parts, change: Callable[[str], str], only: str = "") -> Parts:
    return {name: change(str(text)) if name.endswith(only) else text for name, text in parts.items()}


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace(" xmlns=", " xmlns:x=")


def without_references(xml: str) -> str:
    return re.sub(r'<(c|row) r="\w+"', r"<\1", xml)


def spaced(xml: str) -> str:
    """Other quotes, blanks and order of attributes, line breaks, comments."""
    xml = re.sub(r'<c r="(\w+)" s="(\d+)"', r"<c\n  s = '\2'  r = '\1'", xml)
    return xml.replace("</row>", "\n</row>\n<!-- <c r='XFD1048576'><v>1</v></c> -->\n").replace("<v>", "\n<v>")


def strict(xml: str) -> str:
    return xml.replace(MAIN, STRICT).replace(RELS, STRICT_RELS)


def moved(parts: Parts, old: str, new: str) -> Parts:
    return {name.replace(old, new): text for name, text in parts.items()}


def elsewhere(parts: Parts) -> Parts:
    """The workbook under another name, as some converters write it; calamine does not find it there."""
    links = changed(parts, lambda xml: xml.replace("xl/workbook.xml", "book/main.xml").replace("/xl/", "/book/"))
    renamed = moved(moved(links, "xl/workbook.xml", "book/main.xml"), "xl/_rels/workbook.xml", "book/_rels/main.xml")
    return moved(renamed, "xl/", "book/")


SHEET = "sheet1.xml"
RAW: dict[str, Callable[[], Parts]] = {
    "inline strings": lambda: raw(inline_cell),
    "shared strings": lambda: raw(shared_cell),
    "ISO dates": lambda: raw(iso_cell),
    "no references": lambda: changed(raw(inline_cell), without_references, SHEET),
    "prefixes": lambda: changed(raw(shared_cell), prefixed, SHEET),
    "blanks, quotes, comments": lambda: changed(raw(shared_cell), spaced, SHEET),
    "strict": lambda: changed(raw(shared_cell), strict),
    "strict with ISO dates": lambda: changed(raw(iso_cell), strict),
    "absolute targets": lambda: changed(raw(shared_cell), lambda x: x.replace('"worksheets/', '"/xl/worksheets/'), ".rels"),
    "backslashes": lambda: moved(raw(shared_cell), "xl/worksheets/", "xl\\worksheets\\"),
    "other letter case": lambda: moved(raw(shared_cell), "worksheets/sheet1", "Worksheets/Sheet1"),
    "another folder": lambda: elsewhere(raw(shared_cell)),
    "UTF-16": lambda: raw(inline_cell) | {f"xl/worksheets/{SHEET}": str(raw(inline_cell)[f"xl/worksheets/{SHEET}"]).replace("UTF-8", "UTF-16").encode("utf-16")},
}  # fmt: skip


def same(path: Path) -> None:
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading), reading
    assert tuple(row.cells for row in reading.rows) == ROWS
    assert reading.header_row == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_libraries(tmp_path: Path, write: Callable[[Path], None], suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    if write is by_openpyxl or suffix == ".xlsx":
        write(path)
    else:
        write(tmp_path / "plan.xlsx")
        (tmp_path / "plan.xlsx").rename(path)
    same(path)


@pytest.mark.parametrize("dialect", RAW)
def test_raw_dialects(tmp_path: Path, dialect: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(RAW[dialect]()))
    same(path)


@pytest.mark.parametrize("dialect", ["inline strings", "no references", "prefixes", "blanks, quotes, comments"])
def test_marks_are_found_in_every_dialect(tmp_path: Path, dialect: str) -> None:
    """An error cell and a formula without a value stay where they are, however the sheet is written."""
    from planimport_gui.plan.cells import ErrorValue, Uncalculated
    from planimport_gui.plan.fields import Field

    parts = RAW[dialect]()
    name = f"xl/worksheets/{SHEET}"
    broken = re.sub(r"<(x:)?v>7</(x:)?v>", r"<\1f>A1</\1f>", str(parts[name]))
    broken = re.sub(r">\s*<(x:)?v>145454.5<", r" t='e'><\1v>#REF!<", broken)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(parts | {name: broken}))
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading)
    assert [row[Field.VALUE] for row in reading.rows] == [120000, ErrorValue("#REF!"), Uncalculated()]
