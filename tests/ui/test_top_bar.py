"""The bar above everything: plan, project, practice."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from support.gui import NONE, Person, Signals, Stretched, cut_off, picture, the

from planimport_gui.facts.records import Project
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import TopState
from planimport_gui.ui.views.top_bar import TopBar

ADDRESS = "https://api.calltouch.ru/calls-service/RestAPI/api"
NORTH, SOUTH = Project(ADDRESS, "12345", "Клиника на Мира"), Project(ADDRESS, "777")
SCENARIOS = tuple(str(scenario) for scenario in Scenario)
PRACTICE = TopState(practice=True, scenarios=SCENARIOS, scenario="cut-before")


@pytest.fixture
def bar(gui: Person, texts: Texts, look: Look) -> TopBar:
    return gui.show(TopBar(texts, look), 1366, 41)


def box(bar: TopBar, name: str = "project_box") -> QComboBox:
    return the(bar, QComboBox, name)


def choose(gui: Person, box: QComboBox, index: int) -> None:
    """With the keyboard: open the list, go there, take it."""
    box.setFocus()
    gui.press(box, Qt.Key.Key_Down)
    box.view().setCurrentIndex(box.model().index(index, 0))
    gui.press(box.view(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("name", "signal"),
    [("open_button", "open_wanted"), ("runs_button", "runs_wanted"), ("help_button", "help_wanted")],
)
def test_each_button_says_what_is_wanted(gui: Person, bar: TopBar, name: str, signal: str) -> None:
    told = Signals(getattr(bar, signal))
    gui.click(the(bar, QWidget, name))
    assert told.told == [None]


def test_without_a_project_the_box_says_so_and_hinders_nothing(bar: TopBar) -> None:
    assert box(bar).currentIndex() == -1
    assert box(bar).placeholderText()
    assert box(bar).isEnabled()


def test_a_project_is_chosen_and_told_once(gui: Person, bar: TopBar) -> None:
    bar.show_state(TopState(project=NORTH, projects=(NORTH, SOUTH)))
    told, added = Signals(bar.project_chosen), Signals(bar.project_wanted)
    assert box(bar).currentText() == "Клиника на Мира · 12345"
    choose(gui, box(bar), 1)
    assert told.told == [SOUTH]
    assert added.told == []


def test_the_last_entry_asks_for_projects_and_changes_nothing(gui: Person, bar: TopBar) -> None:
    bar.show_state(TopState(project=SOUTH, projects=(NORTH, SOUTH)))
    told, added = Signals(bar.project_chosen), Signals(bar.project_wanted)
    choose(gui, box(bar), box(bar).count() - 1)
    assert added.told == [None]
    assert told.told == []
    assert box(bar).currentText() == "777"


def test_showing_a_state_chooses_nothing(bar: TopBar) -> None:
    told = Signals(bar.project_chosen)
    bar.show_state(TopState(project=NORTH, projects=(NORTH, SOUTH)))
    bar.show_state(TopState(project=SOUTH, projects=(NORTH, SOUTH)))
    assert told.told == []
    assert box(bar).currentText() == "777"


def test_no_project_is_chosen_in_passing(gui: Person, bar: TopBar) -> None:
    bar.show_state(TopState(project=NORTH, projects=(NORTH, SOUTH)))
    told = Signals(bar.project_chosen)
    box(bar).setFocus()
    middle = QPointF(box(bar).rect().center())
    wheel = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )  # fmt: skip
    gui.application.sendEvent(box(bar), wheel)
    assert box(bar).currentText() == "Клиника на Мира · 12345"
    assert told.told == []


def test_a_run_holds_file_and_project(gui: Person, bar: TopBar) -> None:
    bar.show_state(TopState("МП.xlsx", project=NORTH, projects=(NORTH,), busy=True))
    told = Signals(bar.open_wanted)
    gui.click(the(bar, QWidget, "open_button"))
    assert told.told == []
    assert not box(bar).isEnabled()


def test_the_file_is_named_and_marked_when_changed(gui: Person, bar: TopBar) -> None:
    name = the(bar, QLabel, "file_name")
    bar.show_state(TopState("МП v10.xlsx"))
    assert name.text() == "МП v10.xlsx"
    bar.show_state(TopState("МП v10.xlsx", dirty=True))
    assert name.text() != "МП v10.xlsx"
    assert name.text().startswith("МП v10.xlsx")


def test_another_service_is_named(gui: Person, bar: TopBar) -> None:
    address = the(bar, QLabel, "service_address")
    assert not address.isVisible()
    bar.show_state(TopState(address="http://127.0.0.1:8080/api"))
    assert address.isVisible()
    assert "http://127.0.0.1:8080/api" in address.text()


def test_practice_is_unmistakable(gui: Person, bar: TopBar, look: Look) -> None:
    calm = picture(bar)
    bar.show_state(PRACTICE)
    gui.settle()
    striped = picture(bar)
    assert the(bar, QLabel, "practice_sign").isVisible()
    assert not box(bar).isVisible()
    line = {striped.pixelColor(x, 2).name() for x in range(striped.width())}
    assert {look.color("check.fill").name(), look.color("header").name()} <= line
    assert {calm.pixelColor(x, 2).name() for x in range(calm.width())} == {look.color("header").name()}


def test_practice_is_steered_and_left(gui: Person, bar: TopBar) -> None:
    bar.show_state(PRACTICE)
    chosen, left = Signals(bar.scenario_chosen), Signals(bar.practice_left)
    scenarios = box(bar, "scenario_box")
    assert scenarios.count() == len(SCENARIOS)
    assert scenarios.currentIndex() == SCENARIOS.index("cut-before")
    choose(gui, scenarios, SCENARIOS.index("refused-whole"))
    gui.click(the(bar, QWidget, "leave_practice_button"))
    assert chosen.told == ["refused-whole"]
    assert left.told == [None]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("practice", [False, True])
def test_longer_words_fit(gui: Person, look: Look, language: Language, practice: bool) -> None:
    bar = gui.show(TopBar(Stretched(language), look), 1366, 41)
    file = "Медиаплан Клиника на Мира IV квартал 2026 согласовано финальный v10.xlsx"
    bar.show_state(TopState(file, True, NORTH, (NORTH,), practice, "" if practice else ADDRESS, SCENARIOS, "cut-after"))
    gui.settle()
    assert bar.width() == 1366
    elided = ("file_name", "service_address")
    assert [text for text in cut_off(bar) if not text.startswith(elided)] == []


@pytest.mark.parametrize("language", Language)
def test_practice_is_told_whole_on_half_a_screen(gui: Person, look: Look, language: Language) -> None:
    """1366 pixels at 200 %, every word two fifths longer."""
    bar = TopBar(Stretched(language), look)
    bar.show_state(TopState("sample-plan.xlsx", practice=True, scenarios=SCENARIOS, scenario="cut-after"))
    gui.show(bar, 683, 90)
    sign = the(bar, QLabel, "practice_sign")
    assert bar.width() == 683
    assert [text for text in cut_off(bar) if not text.startswith("file_name")] == []
    assert sign.heightForWidth(sign.width()) <= 2 * sign.fontMetrics().lineSpacing()
    gui.show(bar, 1800, 41)
    assert not sign.wordWrap()
