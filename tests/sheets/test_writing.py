"""Saving plans and the template."""

import errno
import os
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets.rawbook import header_row, plan_row, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.facts.saving import SaveRefusal, SaveTrouble
from planimport_gui.plan.cells import Cell, Edge, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.fields import FIELDS
from planimport_gui.plan.metrics import NAMES, TYPES
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.sheets import saving
from planimport_gui.sheets.reader import read_sheet
from planimport_gui.sheets.writer import write_plan, write_template

FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


def rows_of(*cells: tuple[Cell, ...]) -> list[PlanRow]:
    return [PlanRow(RowId(number), row) for number, row in enumerate(cells, start=1)]


def read_back(path: Path) -> tuple[tuple[Cell, ...], ...]:
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading), reading
    return tuple(row.cells for row in reading.rows)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
numbers = st.integers(-(2**53), 2**53) | st.floats(-1e12, 1e12).map(lambda x: round(x, 2)).map(
    lambda x: int(x) if x.is_integer() else x
)
days = st.dates(date(1900, 3, 1), date(2100, 12, 31))
broken = st.sampled_from([Uncalculated(), ErrorValue("#DIV/0!"), ErrorValue("#N/A"), ShownNumber(123, "00123"),
                          ShownNumber(0.12, "12%"), ShownNumber(0.125, "12,5%"), ShownNumber(100, "001-00")])  # fmt: skip
cells = st.none() | texts | numbers | st.booleans() | days | broken
slashes = st.sampled_from([SlashDate("03/04/2026"), None])
plans = st.tuples(days | slashes | broken, days | broken, texts, *[cells] * 6, numbers | broken)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(plans, min_size=1, max_size=6))
def test_what_is_written_reads_the_same(tmp_path: Path, written: list[tuple[Cell, ...]]) -> None:
    path = tmp_path / "plan.xlsx"
    written = [row for row in written if not str(row[2]).lower().startswith(("ит", "вс", "а", "н", "п", "*", "1"))] or [
        (*FEBRUARY, "yandex", *[None] * 6, 5)
    ]
    assert write_plan(path, rows_of(*written)) is None
    found = read_back(path)
    assert found == tuple(written)
    assert [[type(cell) for cell in row] for row in found] == [[type(cell) for cell in row] for row in written]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@x", "'x", "#DIV/0!", "TRUE", "12%", "00123", " a ", "a\r\nb",
                                  "a\tb", "\x01", "_x000D_", "_x0041_", "<&>\"'", "🙂", "1E5", "=NA()"])  # fmt: skip
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.xlsx"
    row = (*FEBRUARY, "yandex", "cpc", text, None, None, None, "Показы", 5)
    assert write_plan(path, rows_of(row)) is None
    assert read_back(path) == (row,)
    with ZipFile(path) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_read_plan_is_saved_and_read_again_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(workbook_parts({"План": worksheet(header_row() + plan_row(2) + plan_row(3))})))
    first = read_sheet(path)
    assert isinstance(first, SheetReading)
    assert write_plan(path, first.rows) is None
    assert read_back(path) == tuple(row.cells for row in first.rows)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_saved_plan_is_comfortable(tmp_path: Path, language: str) -> None:
    path = tmp_path / "plan.xlsx"
    assert write_plan(path, rows_of((*FEBRUARY, "yandex", *[None] * 6, 5)), language=language) is None
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].is_date
    assert all(sheet.column_dimensions["ABCDEFGHIJ"[i]].width >= 12 for i in range(10))
    [choice] = [rule for rule in sheet.data_validations.dataValidation if "H2" in rule.sqref]
    assert choice.formula1.strip('"').split(",") == list(TYPES)
    reading = read_sheet(path)
    assert isinstance(reading, SheetReading)
    assert list(reading.columns) == list(FIELDS)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_template_reads_as_an_empty_plan(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    assert write_template(path, language=language) is None
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["missed"]) == (FileTrouble.NO_PLAN, "")
    assert found.params["found"] == ",".join(FIELDS)
    names = [row[1] for row in openpyxl.load_workbook(path).worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert names == list(NAMES)


def test_a_filled_template_is_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    for column, value in enumerate(
        (*FEBRUARY, "yandex", "cpc", "spring", None, None, "Площадки", "Показы", 5), start=1
    ):
        book.worksheets[0].cell(2, column, value)
    book.save(path)
    assert read_back(path) == ((*FEBRUARY, "yandex", "cpc", "spring", None, None, "Площадки", "Показы", 5),)


def test_a_month_that_is_not_decided_does_not_become_a_day(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    month = (SlashDate("03/04/2026", whole_month=True), SlashDate("03/04/2026", Edge.LAST, whole_month=True))
    assert write_plan(path, rows_of((*month, "yandex", *[None] * 6, 5))) is None
    assert read_back(path)[0][:2] == (SlashDate("03/04/2026"), None)


def test_days_that_spreadsheets_cannot_count_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert write_plan(path, rows_of((date(1, 1, 1), FEBRUARY[1], "yandex", *[None] * 6, 5))) is None
    assert read_back(path)[0][0] == "01.01.0001"


def failing(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def replace(_self: Path, _target: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), SaveTrouble.FULL),
        (OSError(errno.EDQUOT, "Quota exceeded"), SaveTrouble.FULL),
        (OSError(errno.EIO, "Input/output error"), SaveTrouble.FAILED),
        (PermissionError(errno.EACCES, "Permission denied"), SaveTrouble.LOCKED if os.name == "nt" else SaveTrouble.DENIED),
    ],
)  # fmt: skip
def test_the_old_file_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, trouble: SaveTrouble
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    failing(monkeypatch, error)
    refusal = write_plan(path, [])
    assert isinstance(refusal, SaveRefusal)
    assert (refusal.trouble, refusal.path) == (trouble, str(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    refusal = write_template(path)
    assert isinstance(refusal, SaveRefusal)
    assert refusal.trouble is SaveTrouble.FULL
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_a_file_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32
    failing(monkeypatch, error)
    refusal = write_plan(path, [])
    assert isinstance(refusal, SaveRefusal)
    assert refusal.trouble is SaveTrouble.LOCKED


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    refusal = write_plan(path, [])
    assert isinstance(refusal, SaveRefusal)
    assert (refusal.trouble, path.read_bytes()) == (SaveTrouble.DENIED, b"old")


def test_no_such_folder_and_a_folder_in_its_place(tmp_path: Path) -> None:
    missing = write_plan(tmp_path / "none" / "plan.xlsx", [])
    folder = write_plan(tmp_path, [])
    assert isinstance(missing, SaveRefusal)
    assert isinstance(folder, SaveRefusal)
    assert (missing.trouble, folder.trouble) == (SaveTrouble.NO_FOLDER, SaveTrouble.FAILED)


def test_a_text_longer_than_a_cell_is_not_cut(tmp_path: Path) -> None:
    refusal = write_plan(tmp_path / "plan.xlsx", rows_of((*FEBRUARY, "x" * 40_000, *[None] * 6, 5)))
    assert isinstance(refusal, SaveRefusal)
    assert refusal.trouble is SaveTrouble.FAILED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert write_plan(link, rows_of((*FEBRUARY, "yandex", *[None] * 6, 5))) is None
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(read_back(real)) == 1
