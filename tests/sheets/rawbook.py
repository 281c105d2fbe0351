"""Workbooks made from raw XML: the dialect of each writer, and everything no writer would write."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Объявление", "Ключевое слово", "Тип метрики",
          "Метрика", "План")  # fmt: skip


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def header_row(row: int = 1) -> str:
    cells = "".join(inline(f"{'ABCDEFGHIJ'[column]}{row}", text) for column, text in enumerate(HEADER))
    return f'<row r="{row}">{cells}</row>'


def plan_row(row: int, **replaced: str) -> str:
    """A clean plan row; ``replaced`` gives other XML for the cell in a column (``D='<c r="D2"/>'``)."""
    cells = {
        "A": inline(f"A{row}", "01.02.2026"), "B": inline(f"B{row}", "28.02.2026"), "C": inline(f"C{row}", "yandex"),
        "D": inline(f"D{row}", "cpc"), "E": inline(f"E{row}", "spring"), "H": inline(f"H{row}", "Трафик"),
        "I": inline(f"I{row}", "Показы"), "J": f'<c r="J{row}"><v>{100 + row}</v></c>',
    }  # fmt: skip
    return f'<row r="{row}">{"".join((cells | replaced)[letter] for letter in sorted(cells | replaced))}</row>'


def worksheet(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{RELS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def styles(*formats: str) -> str:
    """Cell style 0 is General, 1, 2, … show with ``formats``."""
    codes = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(formats))
    xfs = "".join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(formats)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
        f'<cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
    )


def workbook_parts(
    sheets: Mapping[str, str],
    *,
    style: str | None = None,
    strings: str | None = None,
    hidden: tuple[str, ...] = (),
    properties: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook whose sheets hold the given XML."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for i, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{RELS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rIdS" Type="{RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    for i, xml in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    parts["xl/styles.xml"] = style or styles()
    parts["xl/sharedStrings.xml"] = strings or f'<sst xmlns="{MAIN}"/>'
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
