"""Files that are no workbook we read: each gets the one reason that helps."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from sheets.conftest import Save
from sheets.rawbook import header_row, inline, plan_row, workbook_parts, worksheet, zipped

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.plan.cells import ShownNumber
from planimport_gui.plan.fields import Field
from planimport_gui.sheets.reader import read_sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = zipped(workbook_parts({"План": worksheet(header_row() + plan_row(2))}))


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


CONTENTS = [
    (OLE + "EncryptedPackage".encode("utf-16-le"), FileTrouble.PASSWORD, {}),
    (OLE + "Workbook".encode("utf-16-le") + b"\0\0", FileTrouble.OTHER_FORMAT, {"format": "xls"}),
    (OLE + "WordDocument".encode("utf-16-le"), FileTrouble.NOT_WORKBOOK, {"kind": "ole"}),
    (b"\x09\x08\x10\x00\x00\x06", FileTrouble.OTHER_FORMAT, {"format": "xls"}),
    (b"%PDF-1.7\n", FileTrouble.OTHER_FORMAT, {"format": "pdf"}),
    (b"\n<!DOCTYPE html><html><table></table></html>", FileTrouble.OTHER_FORMAT, {"format": "html"}),
    (b"<table><tr><td>1</td></tr></table>", FileTrouble.OTHER_FORMAT, {"format": "html"}),
    ("Дата с;Дата по;План\n1;2;3".encode("cp1251"), FileTrouble.OTHER_FORMAT, {"format": "csv"}),
    ("Дата с,Дата по,План\n1,2,3".encode(), FileTrouble.OTHER_FORMAT, {"format": "csv"}),
    ("\ufeffДата с\tПлан".encode("utf-16-le"), FileTrouble.OTHER_FORMAT, {"format": "csv"}),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
     FileTrouble.OTHER_FORMAT, {"format": "xml"}),
    (archive("mimetype", "content.xml"), FileTrouble.OTHER_FORMAT, {"format": "ods"}),
    (archive("xl/workbook.bin", "[Content_Types].xml"), FileTrouble.OTHER_FORMAT, {"format": "xlsb"}),
    (archive("Index/Document.iwa"), FileTrouble.OTHER_FORMAT, {"format": "numbers"}),
    (archive("word/document.xml", "[Content_Types].xml"), FileTrouble.NOT_WORKBOOK, {"kind": "docx"}),
    (archive("ppt/presentation.xml", "[Content_Types].xml"), FileTrouble.NOT_WORKBOOK, {"kind": "pptx"}),
    (archive("photo.jpg"), FileTrouble.NOT_WORKBOOK, {"kind": "zip"}),
    (b"", FileTrouble.NOT_WORKBOOK, {"kind": "empty"}),
    (b"\x89PNG\r\n\x1a\n\0\0\0", FileTrouble.NOT_WORKBOOK, {"kind": "unknown"}),
    (b"hello", FileTrouble.NOT_WORKBOOK, {"kind": "unknown"}),
]  # fmt: skip


@pytest.mark.parametrize(("content", "trouble", "params"), CONTENTS)
def test_the_content_says_what_a_file_is(tmp_path: Path, content: bytes, trouble: FileTrouble, params: dict) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert read_sheet(path) == Refusal(trouble, params)


def test_a_plain_list_named_csv(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Источник\nyandex\n", encoding="utf-8")
    assert read_sheet(path) == Refusal(FileTrouble.OTHER_FORMAT, {"format": "csv"})


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_damaged(tmp_path: Path, share: float) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD[: int(len(GOOD) * share)])
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert found.trouble is FileTrouble.DAMAGED


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_missing_part(tmp_path: Path, missing: str) -> None:
    parts = workbook_parts({"План": worksheet(header_row() + plan_row(2))})
    del parts[missing]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(parts))
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert found.trouble in (FileTrouble.DAMAGED, FileTrouble.NO_PLAN)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert read_sheet(tmp_path / "none.xlsx") == Refusal(FileTrouble.MISSING, {"name": "none.xlsx"})
    assert read_sheet(tmp_path) == Refusal(FileTrouble.NOT_WORKBOOK, {"kind": "folder"})
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert read_sheet(tmp_path / "file" / "plan.xlsx") == Refusal(FileTrouble.MISSING, {"name": "plan.xlsx"})


def test_excels_owner_file_stands_for_an_open_workbook(tmp_path: Path) -> None:
    path = tmp_path / "~$plan.xlsx"
    path.write_bytes(b"\x05Anna" + b" " * 160)
    assert read_sheet(path) == Refusal(FileTrouble.LOCKED, {"name": "plan.xlsx"})


def _raise(error: OSError):
    def read_bytes(_self: Path) -> bytes:
        raise error

    return read_bytes


def test_a_denied_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(Path, "read_bytes", _raise(PermissionError(13, "Permission denied")))
    expected = FileTrouble.LOCKED if os.name == "nt" else FileTrouble.DENIED
    assert read_sheet(path) == Refusal(expected, {"name": "plan.xlsx"})


def test_a_denied_file_with_an_owner_file_is_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD)
    (tmp_path / "~$plan.xlsx").write_bytes(b"owner")
    monkeypatch.setattr(Path, "read_bytes", _raise(PermissionError(13, "Permission denied")))
    assert read_sheet(path) == Refusal(FileTrouble.LOCKED, {"name": "plan.xlsx"})


def test_a_sharing_violation_is_an_open_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD)
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = 32
    monkeypatch.setattr(Path, "read_bytes", _raise(error))
    assert read_sheet(path) == Refusal(FileTrouble.LOCKED, {"name": "plan.xlsx"})


def test_a_failing_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(Path, "read_bytes", _raise(OSError(5, "Input/output error")))
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["name"]) == (FileTrouble.DENIED, "plan.xlsx")


def test_the_file_is_closed_whatever_happens(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    for content in (GOOD, GOOD[:900], b"%PDF"):
        path.write_bytes(content)
        read_sheet(path)
        path.rename(tmp_path / "moved.xlsx")
        (tmp_path / "moved.xlsx").unlink()


def test_the_caller_can_stop(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(GOOD)
    found = read_sheet(path, stop=lambda: True)
    assert isinstance(found, Refusal)
    assert (found.trouble, found.params["limit"]) == (FileTrouble.TOO_SLOW, "stopped")


@pytest.mark.parametrize("merge", ["", '<mergeCells><mergeCell ref="J1:K1"/></mergeCells>'])
def test_columns_between_which_the_header_leaves_a_choice(save: Save, merge: str) -> None:
    header = header_row() if merge else header_row().replace("</row>", inline("K1", "План") + "</row>")
    row = plan_row(2, K='<c r="K2"><v>7</v></c>')
    found = read_sheet(save(header + row, after=merge))
    names = "J «План», K" if merge else "J «План», K «План»"
    params = {"sheet": "План", "row": 1, "found": "value", "columns": "J, K", "names": names}
    assert found == Refusal(FileTrouble.TWO_COLUMNS, params)


def test_thousands_in_the_header_are_asked_about(save: Save) -> None:
    found = read_sheet(save(header_row().replace("План", "План, тыс. руб.") + plan_row(2)))
    assert isinstance(found, SheetReading)
    assert found.rows[0][Field.VALUE] == ShownNumber(102, "102 (тыс)")
