"""What the window says and asks before anything is sent."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person, the

from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource
from planimport_gui.ui.window import Panel


def ready(story: Desktop, path: Path) -> None:
    """Open a plan and wait until it can be sent."""
    story.open(path)
    story.panel(Panel.BEFORE)
    story.gui.wait_until(lambda: story.find_button("confirm_button"), 20)


def test_sending_without_a_project_proposes_the_one_there_is(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.controller.projects.choose(None)
        ready(story, plan_file(tmp_path, 3))
        story.press("confirm_button")
        gui.wait_until(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert the(dialog, QComboBox, "project_choice").currentText().startswith("Клиника на Мира")


def test_no_number_of_the_plan_before_is_shown_while_another_is_counted(gui: Person, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()
    with PracticeService(pace=0) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 47))
        window, first, seen = story.window, story.document, set[str]()
        story.drop(plan_file(tmp_path / "next", 3000))
        gui.wait_until(lambda: story.controller.desk.document is not first, 20)

        def counted() -> bool:
            words = the(window, QLabel, "before_rows")
            seen.update((the(window, QLabel, "footer_sentence").text(), words.text() if words.isVisible() else ""))
            return story.find_button("confirm_button") is not None

        gui.wait_until(counted, 20)
        assert "Считаем…" in seen
        assert not [text for text in seen if "47" in text]


def test_one_button_on_the_screen_mends_what_is_certain(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        story.open(resource("sample-plan.xlsx"))
        gui.wait_until(lambda: story.find_button("fix_certain_button"))
        shown = [button.text() for button in story.window.findChildren(QPushButton) if button.isVisible()]
        assert len([text for text in shown if text.startswith("Исправить очевидное")]) == 1


def test_nothing_of_a_run_is_left_beside_the_sheet(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 1200))
        story.press("confirm_button")
        story.ended()
        gui.click(story.find(QPushButton, "back_to_sheet_button"))
        left: list[str] = []

        def counted() -> bool:
            footer = story.find(QLabel, "footer_sentence").text()
            if story.window.panel is Panel.BEFORE and story.find_button("report_button") is not None:
                left.append(footer)
            return story.window.panel is Panel.BEFORE and "Calltouch" in footer

        gui.wait_until(counted, 20)
        assert not left
