"""The same plan as openpyxl, XlsxWriter, a report generator and LibreOffice write it is read as the same rows."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from journeys.dialects import SHEET, Error, Formula, Shown, Write, by_hand, by_openpyxl, by_xlsxwriter

from planimport_gui.facts.reading import SheetReading, SkippedRow, SkipReason
from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber, Uncalculated
from planimport_gui.sheets.reader import read_sheet

REQUIRED = "PLANIMPORT_REQUIRE_OFFICE" in os.environ  # asked now: a test sees no settings of whoever runs it
WRITERS: dict[str, Write] = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter, "by hand": by_hand}
FEBRUARY, LAST = date(2026, 2, 1), date(2026, 2, 28)

PLAN: Sequence[Sequence[object]] = (
    ("Медиаплан",),
    ("Дата с", "Дата по", "Источник\nтрафика", "Канал", "Кампания", "Тип метрики", "Метрика", "План, ₽"),
    (FEBRUARY, LAST, "yandex", "cpc", " весна ", "Площадки", "Показы", 1234567),
    ("01.02.2026", "28.02.2026", "я & <b>", "cpc", "a\u00a0b", "Площадки", "Бюджет", 145454.545),
    (FEBRUARY, LAST, None, None, Shown(123, "00000"), "Лиды", "Все лиды", Shown(0.12, "0%")),
    (Shown(FEBRUARY, "mmmm yyyy"), Shown(FEBRUARY, "mmm yy"), "две\nстроки", True, 2026, "Лиды", "Все звонки", "75 т.р."),
    (),
    (FEBRUARY, LAST, "yandex", "cpc", Shown(0.5, "0.0%"), "Площадки", "CPC", 200000.00000000017),
    (FEBRUARY, LAST, "yandex", FEBRUARY, "x" * 300, "Площадки", "Клики", 123456789012345),
    (FEBRUARY, LAST, "yandex", "cpc", "=A1", "Площадки", "Клики", Error()),
    (FEBRUARY, LAST, "yandex", "cpc", "сложено", "Площадки", "Клики", Formula("=100+25", 125)),
    (FEBRUARY, LAST, "yandex", "cpc", Formula('="вес"&"на"', "весна"), "Площадки", "Клики", -0.0),
    ("Итого", None, None, None, None, None, None, 99),
    ("Примечание: без НДС",),
)  # fmt: skip

D = (FEBRUARY, LAST)
ROWS: Sequence[tuple[int, tuple[Cell, ...]]] = (
    (3, (*D, "yandex", "cpc", " весна ", None, None, "Площадки", "Показы", 1234567)),
    (4, (*D, "я & <b>", "cpc", "a\u00a0b", None, None, "Площадки", "Бюджет", 145454.545)),
    (5, (*D, None, None, ShownNumber(123, "00123"), None, None, "Лиды", "Все лиды", ShownNumber(0.12, "12%"))),
    (6, (*D, "две\nстроки", True, 2026, None, None, "Лиды", "Все звонки", "75 т.р.")),
    (8, (*D, "yandex", "cpc", ShownNumber(0.5, "50,0%"), None, None, "Площадки", "CPC", 200000)),
    (9, (*D, "yandex", FEBRUARY, "x" * 300, None, None, "Площадки", "Клики", 123456789012345)),
    (10, (*D, "yandex", "cpc", "=A1", None, None, "Площадки", "Клики", ErrorValue("#DIV/0!"))),
    (11, (*D, "yandex", "cpc", "сложено", None, None, "Площадки", "Клики", 125)),
    (12, (*D, "yandex", "cpc", "весна", None, None, "Площадки", "Клики", 0)),
)
SKIPPED = (
    SkippedRow(7, SkipReason.BLANK), SkippedRow(13, SkipReason.TOTAL), SkippedRow(14, SkipReason.NOTE),
)  # fmt: skip


def reads_as_the_plan(path: Path, *, calculated: bool) -> None:
    """The rows of the plan, with formulas as their values or as not calculated."""
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading), reading
    assert (reading.sheet, reading.header_row, reading.skipped) == (SHEET, 2, SKIPPED)
    expected = dict(ROWS)
    if not calculated:
        expected[11] = (*expected[11][:-1], Uncalculated())
        expected[12] = (*expected[12][:4], Uncalculated(), *expected[12][5:])
    got = {row.origin.row: row.cells for row in reading.rows if row.origin}
    assert got.keys() == expected.keys()
    for number, cells in expected.items():
        assert near(got[number]) == near(cells), f"row {number}"
        assert [type(cell) for cell in near(got[number])] == [type(cell) for cell in near(cells)], f"row {number}"


def near(cells: Sequence[Cell]) -> list[Cell]:
    """Numbers without the float noise that every program leaves in another digit."""
    return [_quiet(cell) for cell in cells]


def _quiet(cell: Cell) -> Cell:
    if not isinstance(cell, float):
        return cell
    rounded = round(cell, 6)
    return int(rounded) if rounded.is_integer() else rounded


@pytest.mark.parametrize("writer", WRITERS)
def test_a_plan_reads_alike_whoever_wrote_it(tmp_path: Path, writer: str) -> None:
    path = WRITERS[writer](tmp_path / "plan.xlsx", PLAN)
    reads_as_the_plan(path, calculated=writer != "openpyxl")


def office() -> str:
    """LibreOffice's program; without it the test is skipped, unless it is required."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None and REQUIRED:
        pytest.fail("PLANIMPORT_REQUIRE_OFFICE is set, and LibreOffice (soffice) is not installed")
    return program or pytest.skip("LibreOffice (soffice) is not installed")


@pytest.mark.timeout(300)
def test_a_plan_that_libreoffice_saved_reads_alike(tmp_path: Path) -> None:
    """LibreOffice opens what openpyxl wrote, calculates it, and saves it its own way."""
    program = office()
    written = by_openpyxl(tmp_path / "plan.xlsx", PLAN)
    out = tmp_path / "saved"
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    subprocess.run(
        [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(written)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    reads_as_the_plan(out / "plan.xlsx", calculated=True)
