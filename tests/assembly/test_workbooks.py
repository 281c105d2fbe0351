"""Workbooks as the window opens and saves them."""

import hashlib
from pathlib import Path

import openpyxl
from support.console import HEADER

from planimport_gui.assembly.workbooks import Workbooks
from planimport_gui.facts.reading import FileTrouble, OpenedFile, Refusal
from planimport_gui.facts.saving import SaveRefusal


def never() -> bool:
    return False


def test_the_sample_is_read_with_the_digest_of_its_bytes() -> None:
    books = Workbooks("ru")
    opened = books.read(books.sample(), None, None, never)
    assert isinstance(opened, OpenedFile)
    assert opened.digest == hashlib.sha256(books.sample().read_bytes()).hexdigest()
    assert opened.reading.rows


def test_what_is_saved_reads_the_same(tmp_path: Path) -> None:
    books = Workbooks("ru")
    opened = books.read(books.sample(), None, None, never)
    assert isinstance(opened, OpenedFile)
    assert books.save(tmp_path / "out.xlsx", opened.reading.rows) is None
    again = books.read(tmp_path / "out.xlsx", None, None, never)
    assert isinstance(again, OpenedFile)
    assert len(again.reading.rows) == len(opened.reading.rows)


def test_a_template_is_a_workbook(tmp_path: Path) -> None:
    assert Workbooks("en").save_template(tmp_path / "t.xlsx") is None
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert isinstance(Workbooks("ru").save(tmp_path / "none" / "out.xlsx", ()), SaveRefusal)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refusal = Workbooks("ru").read(tmp_path / "none.xlsx", None, None, never)
    assert isinstance(refusal, Refusal)
    assert refusal.trouble is not FileTrouble.NO_PLAN


def test_stopped_reading_is_refused() -> None:
    books = Workbooks("ru")
    refusal = books.read(books.sample(), None, None, lambda: True)
    assert isinstance(refusal, Refusal)
    assert refusal.trouble is FileTrouble.TOO_SLOW


def test_a_pasted_table() -> None:
    text = "Дата с\tДата по\tИсточник\tМетрика\tПлан\n01.10.2026\t31.10.2026\tyandex\tКлики\t5\n"
    opened = Workbooks("ru").paste(text, never)
    assert isinstance(opened, OpenedFile)
    assert len(opened.reading.rows) == 1
    other = Workbooks("ru").paste(text.replace("5", "6"), never)
    assert isinstance(other, OpenedFile)
    assert opened.digest != other.digest


def sheets(path: Path, values: dict[str, int]) -> Path:
    """A workbook with a plan on every sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, value in values.items():
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append(("01.10.2026", "31.10.2026", "yandex", "cpc", "brand", "Площадки", "Бюджет", value))
    book.save(path)
    return path


def test_another_sheet_of_the_same_file_needs_no_second_look(tmp_path: Path) -> None:
    books, path = Workbooks("ru"), sheets(tmp_path / "МП.xlsx", {"МП": 5, "МП old": 7})
    first = books.read(path, None, None, never)
    assert isinstance(first, OpenedFile)
    assert [(plan.name, plan.budget) for plan in first.reading.plans] == [("МП", 5), ("МП old", 7)]
    second = books.read(path, "МП old", None, never, first)
    assert isinstance(second, OpenedFile)
    assert second.reading.plans is first.reading.plans
    changed = books.read(sheets(path, {"МП": 6, "МП old": 7}), "МП old", None, never, first)
    assert isinstance(changed, OpenedFile)
    assert [(plan.name, plan.budget) for plan in changed.reading.plans] == [("МП", 6), ("МП old", 7)]


def test_the_digest_of_a_file(tmp_path: Path) -> None:
    books = Workbooks("ru")
    assert books.digest(books.sample()) == hashlib.sha256(books.sample().read_bytes()).hexdigest()
    assert [books.digest(tmp_path), books.digest(tmp_path / "none"), books.digest(Path("a\0b"))] == [""] * 3
