"""One sheet, written as different programs write it. Cells are plain values, or one of the classes below."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

SHEET = "План"
DAY_FORMAT = "dd.mm.yyyy"


@dataclass(frozen=True)
class Formula:
    """A formula; ``value`` is what it comes to, for writers that store that; ``None``: nobody calculated it."""

    text: str
    value: int | str | None = None


@dataclass(frozen=True)
class Error:
    """An error value, or a formula that comes to one."""

    text: str = "#DIV/0!"


@dataclass(frozen=True)
class Shown:
    """A number or a date under a number format."""

    value: float | date
    format: str


Cells = Sequence[object]
Write = Callable[[Path, Sequence[Cells]], Path]


def by_openpyxl(path: Path, rows: Sequence[Cells]) -> Path:
    """Stores no value of a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            if content is not None:
                _put_openpyxl(sheet.cell(number, column), content)
    book.save(path)
    return path


def _put_openpyxl(cell: Any, content: object) -> None:
    match content:
        case Formula(text):
            cell.value = text
        case Error(text):
            cell.value = text
        case str():
            cell.value = content
            cell.data_type = "s"  # or a text that begins with = becomes a formula
        case Shown(value, pattern):
            cell.value = value
            cell.number_format = pattern
        case date():
            cell.value = content
            cell.number_format = DAY_FORMAT
        case _:
            cell.value = content


def by_xlsxwriter(path: Path, rows: Sequence[Cells]) -> Path:
    """Stores 0 for a formula nobody calculated, and asks for a calculation."""
    with xlsxwriter.Workbook(path) as book:
        formats: dict[str, Any] = {}
        sheet = book.add_worksheet(SHEET)
        for number, row in enumerate(rows):
            for column, content in enumerate(row):
                shown = Shown(content, DAY_FORMAT) if isinstance(content, date) else content
                if isinstance(shown, Shown) and shown.format not in formats:
                    formats[shown.format] = book.add_format({"num_format": shown.format})
                _put_xlsxwriter(sheet, formats, (number, column), shown)
    return path


def _put_xlsxwriter(sheet: Any, formats: dict[str, Any], at: tuple[int, int], content: object) -> None:
    match content:
        case None:
            pass
        case Formula(text, value):
            sheet.write_formula(*at, text, None, 0 if value is None else value)
        case Error(text):
            sheet.write_formula(*at, "=1/0", None, text)
        case Shown(date() as value, pattern):
            sheet.write_datetime(*at, value, formats[pattern])
        case Shown(value, pattern):
            sheet.write_number(*at, value, formats[pattern])
        case bool():
            sheet.write_boolean(*at, content)
        case str():
            sheet.write_string(*at, content)
        case _:
            sheet.write_number(*at, content)


def by_hand(path: Path, rows: Sequence[Cells]) -> Path:
    """Raw XML as a report generator writes it: prefixed names, texts in their cells, no number on a row."""
    patterns = [DAY_FORMAT]
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = [_raw_cell(f"{chr(65 + column)}{number}", content, patterns) for column, content in enumerate(row)]
        lines.append(f"<x:row>{''.join(cells)}</x:row>")
    sheet = f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData>{"".join(lines)}</x:sheetData></x:worksheet>'
    path.write_bytes(_package(sheet, patterns))
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "http://schemas.openxmlformats.org/package/2006"


def _raw_cell(place: str, content: object, patterns: list[str]) -> str:
    match content:
        case None:
            return ""
        case Formula(text, value):
            kind = ' t="str"' if isinstance(value, str) else ""
            stored = "" if value is None else f"<x:v>{value}</x:v>"
            return f'<x:c r="{place}"{kind}><x:f>{escape(text[1:])}</x:f>{stored}</x:c>'
        case Error(text):
            return f'<x:c r="{place}" t="e"><x:f>1/0</x:f><x:v>{text}</x:v></x:c>'
        case Shown(value, pattern):
            if pattern not in patterns:
                patterns.append(pattern)
            return f'<x:c r="{place}" s="{patterns.index(pattern) + 1}"><x:v>{_serial(value)}</x:v></x:c>'
        case date():
            return _raw_cell(place, Shown(content, DAY_FORMAT), patterns)
        case bool():
            return f'<x:c r="{place}" t="b"><x:v>{int(content)}</x:v></x:c>'
        case str():
            text = escape(content)
            return f'<x:c r="{place}" t="inlineStr"><x:is><x:t xml:space="preserve">{text}</x:t></x:is></x:c>'
        case _:
            return f'<x:c r="{place}"><x:v>{content!r}</x:v></x:c>'


def _serial(value: float | date) -> float:
    return (value - date(1899, 12, 30)).days if isinstance(value, date) else value


def _package(sheet: str, patterns: Sequence[str]) -> bytes:
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(patterns))
    shapes = "".join(f'<xf numFmtId="{200 + at}" applyNumberFormat="1"/>' for at in range(len(patterns)))
    kinds = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("sheet", "worksheet"), ("styles", "styles"))
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PARTS}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="{SHEET}" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(("rId1", "worksheet", "sheet.xml"), ("rId2", "styles", "styles.xml")),
        "xl/sheet.xml": sheet,
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><fonts><font/></fonts><fills><fill/>'
        f'</fills><borders><border/></borders><cellXfs><xf numFmtId="0"/>{shapes}</cellXfs></styleSheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _links(*links: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PARTS}/relationships">{listed}</Relationships>'
