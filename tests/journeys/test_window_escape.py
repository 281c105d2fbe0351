"""Esc leaves what is small and passing, wherever the keyboard is; it sends nothing and loses nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from support.desktop import Desktop, desktop
from support.gui import Person, the
from support.tour import STATES, Stage, tour, toured

from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.window import Page


def back_to_doubt(story: Desktop) -> None:
    story.press("resolve_button")
    story.gui.wait_until(lambda: story.window.page is Page.DOUBT)


def back_to_imports(story: Desktop) -> None:
    story.trigger("action_runs")
    story.gui.wait_until(lambda: story.window.page is Page.RUNS)


def back_to_project(story: Desktop) -> None:
    story.controller.projects.ask()
    story.gui.wait_until(lambda: QApplication.activeModalWidget() is not None)


LEFT: dict[str, tuple[Page, Callable[[Desktop], None]]] = {
    "6-doubt": (Page.WORK, back_to_doubt),
    "8-imports": (Page.WORK, back_to_imports),
    "9-project": (Page.RUNS, back_to_project),
}
"""States that Esc leaves, where to, and the way back."""


def kept(stage: Stage) -> tuple[object, ...]:
    """Everything that nobody may lose by Esc."""
    desk = stage.story.controller.desk
    rows = desk.document.sheet.rows if desk.document is not None else None
    return desk.document, rows, desk.running, desk.project, desk.world.projects.all()


def escape(stage: Stage) -> None:
    """From every zone, as long as it leaves nothing; in a dialog once."""
    story = stage.story
    dialog, page = QApplication.activeModalWidget(), story.window.page
    for _ in story.window.zones() if dialog is None else (dialog,):
        if story.window.page is not page:
            return
        if dialog is None:
            story.trigger("action_next_zone")
        story.gui.press(dialog or QApplication.focusWidget() or story.window, Qt.Key.Key_Escape)
        story.gui.settle()


def test_esc_sends_nothing_and_loses_nothing_anywhere(gui: Person, tmp_path: Path) -> None:
    with toured(gui, tmp_path, Texts(Language.RUSSIAN), (1366, 720), "light") as stage:
        story, seen = stage.story, []
        for name in tour(stage):
            before, where = kept(stage), (story.window.page, story.window.panel)
            sent = len(stage.service.requests)
            escape(stage)
            seen.append(name)
            assert kept(stage) == before, name
            assert len(stage.service.requests) == sent, name
            if name in LEFT:
                page, back = LEFT[name]
                gui.wait_until(lambda page=page: story.window.page is page and QApplication.activeModalWidget() is None)
                back(story)
            else:
                assert (story.window.page, story.window.panel) == where, name
        assert tuple(seen) == STATES


def test_esc_empties_the_search_and_keeps_the_plan(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        story.open(resource("sample-plan.xlsx"))
        rows = len(story.window.table.model_.ids)
        story.trigger("action_find")
        field = the(story.window, QLineEdit, "search_field")
        gui.type_text(field, "vk")
        gui.wait_until(lambda: len(story.window.table.model_.ids) < rows)
        gui.press(field, Qt.Key.Key_Escape)
        gui.wait_until(lambda: len(story.window.table.model_.ids) == rows)
        assert field.text() == ""


def test_esc_closes_how_the_sheet_was_read(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        story.open(resource("sample-plan.xlsx"))
        story.trigger("action_reading")
        popup = QApplication.activePopupWidget()
        assert popup is not None
        gui.press(popup, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
        assert story.window.page is Page.WORK


def test_esc_leaves_a_page_from_its_footer(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        back_to_imports(story)
        gui.wait_until(lambda: story.find_button("leave_runs_button"))
        gui.press(story.find(QPushButton, "leave_runs_button"), Qt.Key.Key_Escape)
        assert story.window.page is Page.START
