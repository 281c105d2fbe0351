"""A book with several plans, its totals row, and the days after its import."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QRadioButton, QWidget
from support.console import HEADER, good_rows
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person, the

from planimport_gui.assembly.remembering import Remembered
from planimport_gui.plan.fields import Field
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.document import SetAside
from planimport_gui.ui.window import Page, Panel


def serve() -> PracticeService:
    return PracticeService(pace=0, finish_after=0.02)


def book(folder: Path, sheets: dict[str, int], *, hidden: str = "", total: bool = False) -> Path:
    """So many clean rows on each sheet, and perhaps what they add up to below."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, count in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        rows = good_rows(count)
        for row in (HEADER, *rows):
            sheet.append(row)
        if total:
            sheet.append(("Итого", *[None] * (len(HEADER) - 2), sum(int(row[-1]) for row in rows)))
    path = folder / "МП v10.xlsx"
    made.save(path)
    return path


def sheets(story: Desktop) -> list[QRadioButton]:
    return [radio for radio in story.window.start.findChildren(QRadioButton) if radio.isVisible()]


def ask(story: Desktop, path: Path) -> list[QRadioButton]:
    """Drop a file, and wait for the question which sheet of it is meant."""
    story.drop(path)
    story.gui.wait_until(lambda: sheets(story), 20)
    story.gui.settle()
    return sheets(story)


def opened(story: Desktop, sheet: str) -> None:
    story.gui.wait_until(lambda: story.controller.desk.document is not None and story.window.page is Page.WORK, 20)
    story.gui.wait_until(lambda: reading(story) == sheet, 20)
    story.rest()


def reading(story: Desktop) -> str:
    paper = story.controller.desk.paper
    return paper.file.reading.sheet if paper is not None and paper.file is not None else ""


def test_a_book_of_several_plans_is_asked_about_once(gui: Person, tmp_path: Path) -> None:
    data, path = tmp_path / "data", book(tmp_path, {"МП": 20, "МП old": 30, "черновик": 5}, hidden="черновик")
    with serve() as service, desktop(gui, data, service.address) as story:
        radios = ask(story, path)
        assert [radio.text() for radio in radios] == ["МП", "МП old", "черновик"]
        assert not any(radio.isChecked() for radio in radios)
        assert story.controller.desk.document is None
        gui.press(radios[0], Qt.Key.Key_Down)
        gui.press(radios[1], Qt.Key.Key_Space)
        gui.press(radios[1], Qt.Key.Key_Return)
        opened(story, "МП old")
        assert len(story.document.sheet) == 30
        menu = the(story.window, QMenu, "sheet_menu")
        assert [action.text().partition(":")[0] for action in menu.actions()] == ["МП", "черновик"]
        menu.actions()[0].trigger()
        opened(story, "МП")
        assert len(story.document.sheet) == 20
    with serve() as service, desktop(gui, data, service.address) as story:
        story.press("recent_0")
        story.gui.wait_until(lambda: sheets(story), 20)
        assert (sheets(story)[0].text(), sheets(story)[0].isChecked()) == ("МП", True)
        story.press("open_sheet_button")
        opened(story, "МП")


def test_escape_leads_back_to_what_was_there(gui: Person, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    path, other = book(tmp_path, {"МП": 5, "МП old": 6}), plan_file(tmp_path / "one", 7)
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        gui.press(ask(story, path)[0], Qt.Key.Key_Escape)
        story.gui.settle()
        assert story.window.page is Page.START
        assert the(story.window, QWidget, "drop_area").isVisible()
        story.open(other)
        gui.press(ask(story, path)[1], Qt.Key.Key_Escape)
        story.gui.settle()
        assert (story.window.page, len(story.document.sheet)) == (Page.WORK, 7)


def test_a_book_that_changed_while_it_was_asked_is_read_as_it_is(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        radios = ask(story, book(tmp_path, {"МП": 5, "МП old": 6}))
        book(tmp_path, {"МП": 5, "МП old": 8})
        gui.click(radios[1])
        story.press("open_sheet_button")
        opened(story, "МП old")
        assert len(story.document.sheet) == 8


def test_a_sheet_that_cannot_be_read_leaves_the_others(gui: Person, tmp_path: Path) -> None:
    path = book(tmp_path, {"МП": 5, "МП old": 6})
    broken = openpyxl.load_workbook(path)
    broken["МП"].append((*HEADER[:4], "Клики", *HEADER[5:]))
    broken.save(path)
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        gui.click(ask(story, path)[0])
        story.press("open_sheet_button")
        story.gui.wait_until(lambda: the(story.window, QWidget, "start_refusal").isVisible(), 20)
        gui.click(sheets(story)[1])
        story.press("open_sheet_button")
        opened(story, "МП old")


def test_the_total_of_the_sheet_is_the_proof(gui: Person, tmp_path: Path) -> None:
    path = book(tmp_path, {"МП": 12}, total=True)
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(path)
        story.panel(Panel.BEFORE)
        story.gui.wait_until(lambda: "H14" in the(story.window, QLabel, "before_agrees").text(), 20)
        id = story.document.sheet.ids[2]
        value = story.document.sheet.row(id)[Field.VALUE]
        story.controller.editing.do(SetAside(frozenset([id])))
        card = the(story.window, QWidget, "before_differs")
        story.gui.wait_until(card.isVisible, 20)
        told = " ".join(label.text() for label in card.findChildren(QLabel))
        assert f"{value}" in told
        assert "строку 4" in told


def imported(gui: Person, data: Path, path: Path, address: str) -> None:
    with desktop(gui, data, address) as story:
        story.open(path)
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()


def later(story: Desktop, days: int) -> None:
    """The start page so many days on."""
    today = story.controller.desk.today() + timedelta(days=days)

    def then() -> date:
        return today

    story.controller.desk.today = then
    story.controller.files.show_start()


def texts_of(story: Desktop) -> str:
    return "\n".join(label.text() for label in story.window.start.findChildren(QLabel) if label.isVisible())


def told(story: Desktop, words: str) -> Callable[[], bool]:
    return lambda: words in texts_of(story)


@pytest.mark.parametrize("button", ["arrived_0", "missed_0"])
def test_the_day_after_it_is_asked_once_whether_the_plan_is_seen(gui: Person, tmp_path: Path, button: str) -> None:
    data, path = tmp_path / "data", plan_file(tmp_path, 20)
    with serve() as service:
        imported(gui, data, path, service.address)
        with desktop(gui, data, service.address) as story:
            story.gui.wait_until(told(story, "импорт: 20 строк"), 20)
            assert "виден" not in texts_of(story), "not on the same day"
            later(story, 1)
            story.gui.wait_until(told(story, "план виден в дашборде?"), 20)
            story.press(button)
            assert ("не заполнено" in texts_of(story)) is (button == "missed_0")
            assert story.find_button("missed_0") is None
            focus = QApplication.focusWidget()
            assert focus is story.window.start
        with desktop(gui, data, service.address) as story:
            later(story, 2)
            story.gui.wait_until(told(story, "импорт: 20 строк"), 20)
            assert "виден" not in texts_of(story)


def test_practice_asks_nothing_of_the_kind(gui: Person, tmp_path: Path) -> None:
    data, path = tmp_path / "data", plan_file(tmp_path, 5)
    with serve() as service, desktop(gui, data, service.address) as story:
        story.controller.practice.enter()
        story.gui.wait_until(lambda: story.controller.desk.world.practice)
        story.open(path)
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.controller.files.close()
        later(story, 1)
        story.gui.wait_until(told(story, "импорт: 5 строк"), 20)
        assert "виден" not in texts_of(story)
        story.controller.practice.leave()


def test_a_recent_file_is_what_was_imported_or_nothing_is_said(gui: Person, tmp_path: Path) -> None:
    data, path = tmp_path / "data", plan_file(tmp_path, 20)
    with serve() as service:
        imported(gui, data, path, service.address)
        (tmp_path / "ноябрь").mkdir()
        namesake = plan_file(tmp_path / "ноябрь", 3)
        Remembered(data).remember(str(namesake))
        with desktop(gui, data, service.address) as story:
            story.gui.wait_until(told(story, "импорт: 20 строк"), 20)
            assert texts_of(story).count("импорт: 20 строк") == 1
            assert not the(story.window, QPushButton, "recent_0").accessibleDescription()
        plan_file(tmp_path, 21)
        with desktop(gui, data, service.address) as story:
            story.gui.wait_until(lambda: story.find_button("recent_1"), 20)
            for _ in range(20):
                story.gui.settle()
            assert "импорт: 20 строк" not in texts_of(story)
