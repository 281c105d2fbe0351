"""The empty window: what it offers, and what it says when a file is read or refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget
from support.gui import CONTROL, Person, Signals, Stretched, cut_off, the

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetSummary
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.sentences import refusal_sentence
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ArrivalCheck, RecentPlan, SheetQuestion, StartState, WaitingKind, WaitingRun
from planimport_gui.ui.views.start_page import StartPage

WHEN = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
DOUBT = WaitingRun(3, WaitingKind.DOUBT, 60, "Клиника на Мира", WHEN, "МП v10.xlsx")
DOUBLED = WaitingRun(4, WaitingKind.DOUBLED, 50, "Клиника на Юге", WHEN, "МП v9.xlsx")
UNFINISHED = WaitingRun(2, WaitingKind.UNFINISHED, 1, "Клиника на Юге", WHEN, "МП юг.xlsx")
RECENT = RecentPlan("/plans/МП & v9.xlsx", WHEN, 360, "Клиника на Мира")
CHECK = ArrivalCheck(4, "Клиника на Мира", WHEN)
MISSED = ArrivalCheck(5, "Клиника на Юге", WHEN, missed=True)
MP = SheetSummary("МП", True, 360, date(2026, 10, 1), date(2026, 12, 31), 1_920_000)
OLD = SheetSummary("МП & old", False, 361, date(2026, 10, 1), date(2026, 12, 31), 2_400_000)
ARCHIVE = SheetSummary("Архив", True, 20_000, whole=False)
SHEETS = SheetQuestion("МП v10.xlsx", (MP, OLD, ARCHIVE))
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


def test_imports_that_wait_are_told_apart(gui: Person, page: StartPage) -> None:
    other = replace(UNFINISHED, run=5, file="МП юг 2.xlsx")
    page.show_state(StartState(waiting=(UNFINISHED, other, DOUBT)))
    gui.settle()
    lines = [line for line in said(page).splitlines() if "МП" in line]
    assert len(set(lines)) == 3
    for number, run in enumerate((UNFINISHED, other, DOUBT)):
        assert run.file in lines[number]
        assert run.project in lines[number]
        assert "23" in lines[number]
        assert button(page, f"waiting_{number}").text()


@pytest.mark.parametrize("practice", [False, True])
def test_rows_that_are_gone_and_not_in_their_place_yet(gui: Person, page: StartPage, practice: bool) -> None:
    gone = WaitingRun(5, WaitingKind.REPLACED, 60, "Клиника на Мира", WHEN, "МП v11.xlsx", practice)
    page.show_state(StartState(waiting=(gone,)))
    gui.settle()
    line = next(line for line in said(page).splitlines() if "Клиника на Мира" in line)
    assert "60" in line
    assert ("Calltouch" in line) is not practice
    wanted = Signals(page.waiting_wanted)
    gui.click(button(page, "waiting_0"))
    assert wanted.told == [gone]


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


def sheets(page: StartPage) -> list[QRadioButton]:
    return [radio for radio in page.findChildren(QRadioButton) if radio.isVisible()]


def asked(gui: Person, page: StartPage, question: SheetQuestion = SHEETS) -> StartPage:
    page.show_state(StartState(FULL.recent, question=question))
    gui.settle()
    return page


def test_the_sheets_stand_in_the_place_of_the_drop_area(gui: Person, russian: Texts, look: Look) -> None:
    page = asked(gui, gui.show(StartPage(russian, look), 1366, 560))
    assert not the(page, QWidget, "drop_area").isVisible()
    for part in (
        "МП v10.xlsx",
        "360 строк, октябрь – декабрь 2026, бюджет 1\u202f920\u202f000\xa0₽",
        "скрытый лист, 361 строка, ",
        "больше 20 000 строк",
    ):
        assert part in said(page)
    assert [radio.text() for radio in sheets(page)] == ["МП", "МП && old", "Архив"]
    page.show_state(FULL)
    assert the(page, QWidget, "drop_area").isVisible()
    assert sheets(page) == []


def test_no_sheet_is_chosen_until_somebody_does(gui: Person, page: StartPage) -> None:
    told = Signals(asked(gui, page).sheet_chosen)
    assert [radio.isChecked() for radio in sheets(page)] == [False] * 3
    gui.click(button(page, "open_sheet_button"))
    gui.press(sheets(page)[0], Qt.Key.Key_Return)
    assert told.told == []
    gui.click(sheets(page)[1])
    gui.click(button(page, "open_sheet_button"))
    assert told.told == ["МП & old"]


def test_a_click_on_what_is_in_a_sheet_chooses_it(gui: Person, page: StartPage) -> None:
    asked(gui, page)
    line = sheets(page)[2].parentWidget()
    assert line is not None
    gui.click(line.findChildren(QLabel)[0])
    assert [radio.isChecked() for radio in sheets(page)] == [False, False, True]


def test_a_sheet_is_chosen_with_the_keyboard_alone(gui: Person, page: StartPage) -> None:
    told = Signals(asked(gui, page).sheet_chosen)
    first = QApplication.focusWidget()
    assert first is sheets(page)[0]
    gui.press(first, Qt.Key.Key_Down)
    second = QApplication.focusWidget()
    assert second is sheets(page)[1]
    gui.press(second, Qt.Key.Key_Space)
    gui.press(second, Qt.Key.Key_Return)
    assert told.told == ["МП & old"]


def test_the_sheet_opened_last_time_comes_first_and_chosen(gui: Person, page: StartPage) -> None:
    told = Signals(asked(gui, page, SheetQuestion("МП.xlsx", (MP, OLD), proposed="МП & old")).sheet_chosen)
    assert [(radio.text(), radio.isChecked()) for radio in sheets(page)] == [("МП && old", True), ("МП", False)]
    gui.press(sheets(page)[0], Qt.Key.Key_Return)
    assert told.told == ["МП & old"]
    asked(gui, page, SheetQuestion("МП.xlsx", (MP, OLD), proposed="gone"))
    assert not any(radio.isChecked() for radio in sheets(page))


def test_escape_leaves_the_question_and_an_opening(gui: Person, page: StartPage) -> None:
    left = Signals(asked(gui, page).cancel_wanted)
    gui.press(sheets(page)[0], Qt.Key.Key_Escape)
    gui.click(button(page, "leave_sheets_button"))
    page.show_state(StartState(opening="МП.xlsx"))
    gui.press(page, Qt.Key.Key_Escape)
    page.show_state(StartState())
    gui.press(page, Qt.Key.Key_Escape)
    assert left.told == [None] * 3


def test_a_sheet_that_was_refused_leaves_the_others_to_choose(gui: Person, page: StartPage, texts: Texts) -> None:
    refusal = Refusal(FileTrouble.TWO_TABLES, {"sheet": "МП", "row": 1, "second": 9})
    page.show_state(StartState(refused_file="МП.xlsx", refusal=refusal, question=SHEETS))
    gui.settle()
    assert refusal_sentence(texts, refusal) in said(page)
    assert len(sheets(page)) == 3


def test_whether_a_plan_arrived_is_answered_in_its_line(gui: Person, page: StartPage, texts: Texts) -> None:
    told = Signals(page.arrival_answered)
    page.show_state(StartState(waiting=(DOUBT,), checks=(CHECK,)))
    gui.settle()
    day = texts.say("day.11", day=23)
    assert texts.say("ui.arrival.question", when=day, project="Клиника на Мира") in said(page)
    gui.click(button(page, "arrived_0"))
    gui.click(button(page, "missed_0"))
    assert told.told == [(CHECK, True), (CHECK, False)]
    page.show_state(StartState(checks=(MISSED,)))
    gui.settle()
    assert texts.say("ui.arrival.missed", when=day, project="Клиника на Юге") in said(page)
    assert not [one for one in page.findChildren(QPushButton) if one.objectName() == "missed_0" and one.isVisible()]


@pytest.mark.parametrize("language", Language)
def test_longer_words_fit_in_the_question(gui: Person, look: Look, language: Language) -> None:
    page = asked(gui, gui.show(StartPage(Stretched(language), look), 683, 360))
    gui.settle()
    assert cut_off(page) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("opening", ["", "МП Клиника IV квартал, версия 10.xlsx"])
def test_longer_words_fit(gui: Person, look: Look, language: Language, opening: str) -> None:
    page = gui.show(StartPage(Stretched(language), look), 1366, 560)
    refusal = Refusal(FileTrouble.OTHER_FORMAT, {"format": "xls"})
    page.show_state(StartState(FULL.recent, FULL.waiting, (CHECK, MISSED), opening, "МП.xls", refusal))
    gui.settle()
    gui.settle()
    assert cut_off(page) == []


def test_rows_that_are_there_twice_wait_as_well(gui: Person, russian: Texts, look: Look) -> None:
    page = gui.show(StartPage(russian, look), 1366, 560)
    page.show_state(StartState(waiting=(DOUBLED,)))
    gui.settle()
    time = WHEN.astimezone().strftime("%H:%M")
    assert f"50 строк в Calltouch дважды — МП v9.xlsx, Клиника на Юге, 23 ноября, {time}" in said(page)
    assert button(page, "waiting_0").text() == "Открыть импорт"
