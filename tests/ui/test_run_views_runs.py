"""The list of imports."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QWidget
from support.gui import Person, Signals, Stretched, cut_off
from support.run_states import MIXED, run_record

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import RunRecord, Totals
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.runs_model import RunColumn, RunsModel
from planimport_gui.ui.run_words import run_mark, run_state
from planimport_gui.ui.states import RowMark, RunsState
from planimport_gui.ui.views.runs_page import RunsPage

WIDTH, HEIGHT = 1000, 420
DOUBT = run_record(MIXED, run=3)
OPEN = run_record(Totals(240, imported=120, not_sent=120), run=2, unfinished=True, paused=Cause.POINTS)
DONE = run_record(Totals(360, imported=240, left_out=120), run=1)
STATE = RunsState((DONE, OPEN, DOUBT))
BUTTONS = ("open_run_button", "resolve_run_button", "resume_run_button", "undo_run_button")


@pytest.fixture
def page(gui: Person, russian: Texts, look: Look) -> RunsPage:
    made = gui.show(RunsPage(russian, look), WIDTH, HEIGHT)
    made.show_state(STATE)
    gui.settle()
    return made


def table_of(page: RunsPage) -> QTableView:
    found = page.findChild(QTableView, "runs_table")
    assert isinstance(found, QTableView)
    return found


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def allowed(page: RunsPage) -> list[bool]:
    return [part(page, name).isEnabled() for name in BUTTONS]


def chosen(page: RunsPage) -> list[int]:
    return [index.row() for index in table_of(page).selectionModel().selectedRows()]


def said(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def model(russian: Texts, look: Look, gui: Person) -> Iterator[RunsModel]:
    made = RunsModel(russian, look.mark_icon)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    del tester


def test_the_newest_stands_first(model: RunsModel) -> None:
    model.show_runs(STATE.runs)
    assert [model.record(row).id for row in range(model.rowCount())] == [3, 2, 1]
    assert model.texts[2][RunColumn.FILE :] == (
        "МП Клиника IV кв. v10.xlsx", "Клиника на Мира", "240 из 240", "Импортирован",
    )  # fmt: skip


def test_only_what_changed_is_told(model: RunsModel) -> None:
    model.show_runs(STATE.runs)
    told: list[tuple[int, int]] = []

    def changed(first: QModelIndex, last: QModelIndex) -> None:
        told.append((first.row(), last.row()))

    model.dataChanged.connect(changed)
    model.show_runs((DONE, replace(OPEN, totals=Totals(240, imported=240), unfinished=False), DOUBT))
    assert told == [(1, 1)]
    model.show_runs((DONE,))
    assert model.rowCount() == 1


STATES = [
    (Totals(10, imported=10), False, "Импортирован", RowMark.IMPORTED),
    (Totals(10, imported=9, refused=1), False, "1 строка отклонена", RowMark.REFUSED),
    (Totals(10, imported=9, failed=1), False, "1 строка с ошибкой Calltouch", RowMark.FAILED),
    (Totals(10, imported=4, pending=6), True, "Не закончен, 6 строк в обработке", RowMark.PENDING),
    (Totals(10, imported=4, not_sent=6), True, "Не закончен, 6 строк не отправлены", RowMark.WAITING),
    (Totals(10, undone=10), False, "Отменён", RowMark.UNDONE),
    (Totals(10, imported=4, undone=6), False, "Отменён частично", RowMark.UNDONE),
    (Totals(10, imported=4, unknown=6), False, "6 строк под вопросом", RowMark.UNKNOWN),
    (Totals(10, unknown=6, refused=4), True, "Не закончен, 6 строк под вопросом, 4 строки отклонены", RowMark.UNKNOWN),
]


@pytest.mark.parametrize(("totals", "unfinished", "words", "mark"), STATES)
def test_states_in_words_with_a_mark(
    gui: Person, russian: Texts, look: Look, totals: Totals, unfinished: bool, words: str, mark: RowMark
) -> None:
    asked: list[RowMark] = []

    def icon(wanted: RowMark) -> object:
        asked.append(wanted)
        return look.mark_icon(wanted)

    model = RunsModel(russian, icon)  # type: ignore[arg-type]  # answers what look.mark_icon answers
    model.show_runs([run_record(totals, unfinished=unfinished)])
    model.index(0, RunColumn.STATE).data(Qt.ItemDataRole.DecorationRole)
    assert model.texts[0][RunColumn.STATE] == words
    assert asked == [mark]


def test_why_a_run_waits_is_in_its_tip(model: RunsModel) -> None:
    model.show_runs([OPEN])
    assert "закончились баллы" in model.index(0, RunColumn.STATE).data(Qt.ItemDataRole.ToolTipRole)


# the page


def test_the_newest_is_chosen_and_the_list_has_the_keys(page: RunsPage) -> None:
    assert chosen(page) == [0]
    assert QApplication.focusWidget() is table_of(page)


def test_enter_opens(gui: Person, page: RunsPage) -> None:
    wanted = Signals(page.run_wanted)
    gui.press(table_of(page), Qt.Key.Key_Down)
    gui.press(table_of(page), Qt.Key.Key_Return)
    assert wanted.told == [2]


def test_double_click_and_button_open(gui: Person, page: RunsPage) -> None:
    wanted = Signals(page.run_wanted)
    table = table_of(page)
    at = table.visualRect(table.model().index(2, 1)).center()
    gui.click(table.viewport(), at)
    gui.double_click(table.viewport(), at)
    gui.click(part(page, "open_run_button"))
    assert wanted.told == [1, 1]


@pytest.mark.parametrize(
    ("row", "expected"),
    [(0, [True, True, False, True]), (1, [True, False, True, True]), (2, [True, False, False, True])],
)
def test_what_can_be_done_depends_on_the_run(page: RunsPage, row: int, expected: list[bool]) -> None:
    table_of(page).selectRow(row)
    assert allowed(page) == expected


def test_an_undone_run_is_not_undone_again(page: RunsPage) -> None:
    page.show_state(RunsState((run_record(Totals(5, undone=5)),)))
    assert allowed(page) == [True, False, False, False]


def test_each_button_names_the_run(gui: Person, page: RunsPage) -> None:
    doubt, resume, undo = Signals(page.doubt_wanted), Signals(page.resume_wanted), Signals(page.undo_wanted)
    gui.click(part(page, "resolve_run_button"))
    table_of(page).selectRow(1)
    gui.click(part(page, "resume_run_button"))
    gui.click(part(page, "undo_run_button"))
    assert (doubt.told, resume.told, undo.told) == ([3], [2], [2])


def test_while_a_run_is_under_way_nothing_is_opened(gui: Person, page: RunsPage) -> None:
    page.show_state(replace(STATE, busy=True))
    wanted = Signals(page.run_wanted)
    gui.press(table_of(page), Qt.Key.Key_Return)
    assert wanted.told == []
    assert allowed(page) == [False] * 4


def test_the_chosen_run_stays_chosen_when_another_comes(page: RunsPage) -> None:
    table_of(page).selectRow(1)
    page.show_state(RunsState((*STATE.runs, run_record(Totals(5, imported=5), run=4))))
    assert chosen(page) == [2]


def test_back(gui: Person, page: RunsPage) -> None:
    back = Signals(page.back_wanted)
    gui.click(part(page, "runs_back_link"))
    gui.press(table_of(page), Qt.Key.Key_Escape)
    assert back.told == [None, None]


def test_no_imports_yet(page: RunsPage) -> None:
    page.show_state(RunsState(()))
    assert "Импортов с этого компьютера ещё не было." in said(page)
    assert not table_of(page).isVisible()
    assert not [name for name in BUTTONS if part(page, name).isVisible()]


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language) -> None:
    for state in (STATE, RunsState(())):
        for width in (WIDTH, 683):
            page = gui.show(RunsPage(Stretched(language), look), width, HEIGHT)
            page.show_state(state)
            gui.settle()
            assert cut_off(page) == []


def test_names_of_files_of_other_systems(model: RunsModel) -> None:
    paths = ("/plans/план.xlsx", r"C:\a\план.xlsx", "план.xlsx", "Вставленная таблица")
    runs: list[RunRecord] = [run_record(MIXED, run=9 - n, file=path) for n, path in enumerate(paths)]
    model.show_runs(runs)
    assert [cells[RunColumn.FILE] for cells in model.texts] == ["план.xlsx"] * 3 + ["Вставленная таблица"]


def test_buttons_have_names(page: RunsPage) -> None:
    assert all(button.objectName() for button in page.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("totals", "resent", "doubled", "words", "mark"),
    [
        (Totals(350, imported=350), 0, 50, "50 строк в Calltouch дважды", RowMark.ERROR),
        (Totals(60, unknown=60), 60, 0, "60 строк под вопросом, отправлены ещё раз", RowMark.UNKNOWN),
        (
            Totals(60, unknown=60), 20, 0, "40 строк под вопросом, 20 строк под вопросом, отправлены ещё раз",
            RowMark.UNKNOWN,
        ),
    ],
)  # fmt: skip
def test_what_went_again_is_told_in_the_list(
    russian: Texts, totals: Totals, resent: int, doubled: int, words: str, mark: RowMark
) -> None:
    record = replace(run_record(totals), resent=resent, doubled=doubled)
    assert (run_state(record, russian), run_mark(record)) == (words, mark)
