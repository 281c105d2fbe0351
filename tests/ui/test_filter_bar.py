"""Chips and search above the table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from support.gui import CONTROL, Person, Signals, Stretched, cut_off, picture, the

from planimport_gui.texts import Language, Texts
from planimport_gui.texts.formats import show
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ChipsState, Filter
from planimport_gui.ui.views.filter_bar import FilterBar

SHEET = ChipsState(
    (
        (Filter.ALL, 1360),
        (Filter.ERRORS, 180),
        (Filter.CHECK, 120),
        (Filter.READY, 60),
        (Filter.SENT_BEFORE, 120),
        (Filter.LEFT_OUT, 35),
        (Filter.REFUSED, 1),
    )
)
RUN = ChipsState(((Filter.ALL, 240), (Filter.IMPORTED, 179), (Filter.REFUSED, 1), (Filter.UNKNOWN, 60)), Filter.UNKNOWN)


@pytest.fixture
def bar(gui: Person, texts: Texts, look: Look) -> FilterBar:
    bar = gui.show(FilterBar(texts, look), 1366, 36)
    bar.show_state(SHEET)
    gui.settle()
    return bar


def chip(bar: FilterBar, filter: Filter) -> QPushButton:
    return the(bar, QPushButton, f"chip_{filter}")


def search(bar: FilterBar) -> QLineEdit:
    return the(bar, QLineEdit, "search_field")


def visible(bar: FilterBar) -> list[str]:
    shown = [chip for chip in bar.findChildren(QPushButton) if chip.isVisible()]
    return [chip.objectName() for chip in sorted(shown, key=lambda chip: chip.x())]


def test_chips_stand_in_order_with_their_counts(bar: FilterBar, texts: Texts) -> None:
    assert visible(bar) == [f"chip_{filter}" for filter, _ in SHEET.counts]
    assert show(1360, texts.language) in chip(bar, Filter.ALL).text()
    assert chip(bar, Filter.ALL).isChecked()


def test_a_run_has_chips_of_its_own(gui: Person, bar: FilterBar) -> None:
    told = Signals(bar.filter_chosen)
    bar.show_state(RUN)
    gui.settle()
    assert visible(bar) == ["chip_all", "chip_imported", "chip_refused", "chip_unknown"]
    assert chip(bar, Filter.UNKNOWN).isChecked()
    bar.show_state(SHEET)
    gui.settle()
    assert visible(bar) == [f"chip_{filter}" for filter, _ in SHEET.counts]
    assert told.told == []


def test_a_chip_is_chosen_with_the_mouse_and_its_number(gui: Person, bar: FilterBar) -> None:
    told = Signals(bar.filter_chosen)
    gui.click(chip(bar, Filter.ERRORS))
    gui.press(bar, Qt.Key.Key_3, CONTROL)
    gui.press(search(bar), Qt.Key.Key_1, CONTROL)
    assert told.told == [Filter.ERRORS, Filter.CHECK, Filter.ALL]


def test_a_number_without_a_chip_does_nothing(gui: Person, bar: FilterBar) -> None:
    bar.show_state(RUN)
    told = Signals(bar.filter_chosen)
    gui.press(bar, Qt.Key.Key_5, CONTROL)
    assert told.told == []


def test_arrow_keys_go_from_chip_to_chip(gui: Person, bar: FilterBar) -> None:
    told = Signals(bar.filter_chosen)
    chip(bar, Filter.ALL).setFocus()
    gui.press(chip(bar, Filter.ALL), Qt.Key.Key_Right)
    assert chip(bar, Filter.ERRORS).hasFocus()
    gui.press(chip(bar, Filter.ERRORS), Qt.Key.Key_Space)
    assert told.told[-1] is Filter.ERRORS
    gui.press(chip(bar, Filter.ERRORS), Qt.Key.Key_Left)
    assert chip(bar, Filter.ALL).hasFocus()


def test_a_count_of_nothing_loses_its_colour(gui: Person, bar: FilterBar, look: Look) -> None:
    def has(color: str) -> bool:
        image = picture(chip(bar, Filter.ERRORS))
        return look.color(color).name() in {
            image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
        }

    assert has("error.mark")
    bar.show_state(ChipsState(((Filter.ALL, 360), (Filter.ERRORS, 0))))
    gui.settle()
    assert not has("error.mark")
    assert has("waiting.mark")


def test_the_search_is_told_once_after_the_last_letter(gui: Person, bar: FilterBar) -> None:
    told = Signals(bar.search_changed)
    bar.focus_search()
    assert search(bar).hasFocus()
    gui.type_text(search(bar), "яндекс")
    gui.wait_until(lambda: told.told)
    assert told.told == ["яндекс"]


def test_enter_searches_at_once_and_escape_clears(gui: Person, bar: FilterBar) -> None:
    told = Signals(bar.search_changed)
    bar.focus_search()
    gui.type_text(search(bar), "cpc")
    gui.press(search(bar), Qt.Key.Key_Return)
    assert told.told == ["cpc"]
    gui.press(search(bar), Qt.Key.Key_Escape)
    assert told.told == ["cpc", ""]
    assert search(bar).text() == ""


def test_finding_again_types_over_the_last_search(gui: Person, bar: FilterBar) -> None:
    bar.focus_search()
    gui.type_text(search(bar), "cpc")
    bar.focus_search()
    gui.type_text(search(bar), "vk")
    assert search(bar).text() == "vk"


@pytest.mark.parametrize("language", Language)
def test_longer_words_fit(gui: Person, look: Look, language: Language) -> None:
    bar = gui.show(FilterBar(Stretched(language), look), 1366, 36)
    bar.show_state(SHEET)
    gui.settle()
    assert bar.width() == 1366
    assert cut_off(bar) == []


def test_chips_and_search_stand_on_one_middle_line(bar: FilterBar) -> None:
    assert search(bar).geometry().center().y() == chip(bar, Filter.ALL).geometry().center().y()
