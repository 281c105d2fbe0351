"""The empty window: what it offers, and what it says when a file is read or refused."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from support.gui import CONTROL, Person, Signals, Stretched, cut_off, the

from planimport_gui.facts.reading import FileTrouble, Refusal
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.sentences import refusal_sentence
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import RecentPlan, StartState, WaitingKind, WaitingRun
from planimport_gui.ui.views.start_page import StartPage

WHEN = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
DOUBT = WaitingRun(3, WaitingKind.DOUBT, 60, "Клиника на Мира", WHEN)
UNFINISHED = WaitingRun(2, WaitingKind.UNFINISHED, 1, "Клиника на Юге", WHEN)
RECENT = RecentPlan("/plans/МП & v9.xlsx", WHEN, 360, "Клиника на Мира")
FULL = StartState((RECENT, RecentPlan("/plans/draft.xlsx")), (DOUBT, UNFINISHED))


@pytest.fixture
def page(gui: Person, texts: Texts, look: Look) -> StartPage:
    return gui.show(StartPage(texts, look), 1366, 560)


def button(page: QWidget, name: str) -> QPushButton:
    return the(page, QPushButton, name)


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("open_plan_button", "open_wanted"),
        ("template_button", "template_wanted"),
        ("sample_button", "sample_wanted"),
    ],
)
def test_each_button_says_what_is_wanted(gui: Person, page: StartPage, name: str, signal: str) -> None:
    told = Signals(getattr(page, signal))
    gui.click(button(page, name))
    gui.press(button(page, name), Qt.Key.Key_Space)
    assert told.told == [None, None]


def test_nothing_waits_and_nothing_is_recent_at_first(page: StartPage) -> None:
    assert not the(page, QWidget, "waiting_list").isVisible()
    assert not the(page, QWidget, "recent_list").isVisible()


def test_runs_that_wait_and_recent_files_are_told_whole(gui: Person, page: StartPage) -> None:
    page.show_state(FULL)
    gui.settle()
    waiting, recent = Signals(page.waiting_wanted), Signals(page.recent_wanted)
    gui.click(button(page, "waiting_1"))
    gui.click(button(page, "recent_0"))
    assert waiting.told == [UNFINISHED]
    assert recent.told == ["/plans/МП & v9.xlsx"]
    assert "60" in said(page)
    assert "Клиника на Мира" in said(page)
    assert button(page, "recent_0").toolTip() == RECENT.path


def test_lists_change_with_the_state(gui: Person, page: StartPage) -> None:
    page.show_state(FULL)
    page.show_state(StartState((RECENT,)))
    gui.settle()
    assert not the(page, QWidget, "waiting_list").isVisible()
    assert [
        label for label in page.findChildren(QPushButton) if label.objectName() == "recent_1" and label.isVisible()
    ] == []


def test_while_a_file_is_read_only_stopping_is_offered(gui: Person, page: StartPage) -> None:
    page.show_state(StartState(FULL.recent, FULL.waiting, opening="МП v10.xlsx"))
    gui.settle()
    cancelled, opened = Signals(page.cancel_wanted), Signals(page.open_wanted)
    assert "МП v10.xlsx" in said(page)
    assert not button(page, "open_plan_button").isVisible()
    assert not button(page, "recent_0").isEnabled()
    gui.click(button(page, "sample_button"))
    gui.click(button(page, "cancel_opening_button"))
    assert cancelled.told == [None]
    assert opened.told == []


def test_a_refused_file_is_named_and_the_reason_said_as_plain_text(gui: Person, page: StartPage, texts: Texts) -> None:
    refusal = Refusal(FileTrouble.OTHER_FORMAT, {"format": "xls"})
    page.show_state(StartState(refused_file="<b>План</b>.xls", refusal=refusal))
    gui.settle()
    assert "<b>План</b>.xls" in said(page)
    assert refusal_sentence(texts, refusal) in said(page)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel) if label.text())
    assert button(page, "open_plan_button").isVisible()
    page.show_state(StartState(opening="next.xlsx", refused_file="<b>План</b>.xls", refusal=refusal))
    gui.settle()
    assert "<b>План</b>.xls" not in said(page)


def test_a_copied_table_is_pasted_with_the_keyboard(gui: Person, page: StartPage) -> None:
    told = Signals(page.pasted)
    QGuiApplication.clipboard().setText("Источник\tПлан\nyandex\t5")
    page.setFocus()
    gui.press(page, Qt.Key.Key_V, CONTROL)
    gui.press(button(page, "open_plan_button"), Qt.Key.Key_V, CONTROL)
    assert told.told == ["Источник\tПлан\nyandex\t5"] * 2


def test_a_copied_file_is_opened_and_blanks_are_not_pasted(gui: Person, page: StartPage) -> None:
    pasted, opened = Signals(page.pasted), Signals(page.recent_wanted)
    QGuiApplication.clipboard().setText(" \n\t")
    page.paste()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/plans/МП.xlsx")])
    QGuiApplication.clipboard().setMimeData(mime)
    page.paste()
    assert pasted.told == []
    assert opened.told == ["/plans/МП.xlsx"]


def test_nothing_is_pasted_while_a_file_is_read(gui: Person, page: StartPage) -> None:
    told = Signals(page.pasted)
    QGuiApplication.clipboard().setText("5\t6")
    page.show_state(StartState(opening="МП.xlsx"))
    page.paste()
    assert told.told == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("opening", ["", "МП Клиника IV квартал, версия 10.xlsx"])
def test_longer_words_fit(gui: Person, look: Look, language: Language, opening: str) -> None:
    page = gui.show(StartPage(Stretched(language), look), 1366, 560)
    refusal = Refusal(FileTrouble.OTHER_FORMAT, {"format": "xls"})
    page.show_state(StartState(FULL.recent, FULL.waiting, opening, "МП.xls", refusal))
    gui.settle()
    assert cut_off(page) == []
