"""«Что происходит»: the batches as a table and as a map."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTableView, QToolTip, QWidget
from support.gui import SHIFT, Person, Signals, Stretched, cut_off
from support.run_states import DECEMBER, NOVEMBER, batch, four_batches, many_batches

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, BatchKind, BatchRecord, BatchState
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.batch_model import BatchColumn, BatchModel
from planimport_gui.ui.states import BatchesState
from planimport_gui.ui.views.batch_details import BatchDetails
from planimport_gui.ui.views.batch_map import BatchMap

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
WIDTH, HEIGHT = 1000, 420


class Told:
    """What a model tells of its changes, in order."""

    def __init__(self, model: BatchModel) -> None:
        self.all: list[tuple[object, ...]] = []
        model.modelReset.connect(self._reset)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)

    def _reset(self) -> None:
        self.all.append(("reset",))

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self.all.append(("inserted", first, last))

    def _removed(self, parent: QModelIndex, first: int, last: int) -> None:
        self.all.append(("removed", first, last))

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.all.append(("changed", first.row(), last.row(), first.column(), last.column()))


@pytest.fixture
def model(russian: Texts, look: Look, gui: Person) -> Iterator[BatchModel]:
    made = BatchModel(russian, look.mark_icon)
    tester = QAbstractItemModelTester(made, FATAL)
    yield made
    del tester


def planned(*numbers: int) -> tuple[BatchRecord, ...]:
    return tuple(batch(number, None) for number in numbers)


def test_new_batches_are_inserted_where_they_belong(model: BatchModel) -> None:
    model.show_batches(planned(2, 5), {})
    told = Told(model)
    model.show_batches(planned(1, 2, 3, 4, 5, 6), {})
    assert told.all == [("inserted", 0, 0), ("inserted", 2, 3), ("inserted", 5, 5)]
    assert model.numbers == [1, 2, 3, 4, 5, 6]


def test_changes_are_told_as_ranges(model: BatchModel) -> None:
    model.show_batches(planned(1, 2, 3, 4, 5), {})
    told = Told(model)
    changed = {number: batch(number, AttemptState.SENDING) for number in (2, 3, 5)}
    model.show_batches([changed.get(old.number, old) for old in planned(1, 2, 3, 4, 5)], {})
    columns = (0, len(BatchColumn) - 1)
    assert told.all == [("changed", 1, 2, *columns), ("changed", 4, 4, *columns)]


def test_nothing_new_tells_nothing(model: BatchModel) -> None:
    model.show_batches(planned(1, 2), {1: (NOVEMBER, NOVEMBER)})
    told = Told(model)
    model.show_batches(planned(1, 2), {1: (NOVEMBER, NOVEMBER)})
    assert told.all == []
    model.show_batches(planned(1, 2), {1: (NOVEMBER, DECEMBER)})
    assert told.all == [("changed", 0, 0, 0, len(BatchColumn) - 1)]


def test_fewer_batches_are_another_run(model: BatchModel) -> None:
    model.show_batches(planned(1, 2, 3), {})
    told = Told(model)
    model.show_batches(planned(1, 2), {})
    assert told.all == [("reset",)]
    assert model.rowCount() == 2


def test_what_a_row_says(model: BatchModel) -> None:
    state = four_batches()
    model.show_batches(state.batches, state.spans)
    assert model.texts[0][:6] == ("1", "Ноябрь 2026", "60", "Импортирован", "124", "1")
    assert model.texts[2][BatchColumn.MONTH] == "Ноябрь – декабрь 2026"
    assert model.texts[3][BatchColumn.STATE] == "Под вопросом: ответа не было"
    assert model.texts[2][BatchColumn.WORDS] == "Метрика с таким именем не найдена"
    assert model.texts[5][3:] == ("Ждёт отправки", "", "", "", "")


def test_every_state_has_words_and_a_mark(model: BatchModel) -> None:
    states = [batch(number, state) for number, state in enumerate(AttemptState, 1)]
    model.show_batches(states, {})
    icons = {
        model.index(row, BatchColumn.STATE).data(Qt.ItemDataRole.DecorationRole).cacheKey()
        for row in range(len(states))
    }
    assert len(icons) == len({state.state for state in states})
    assert all(cells[BatchColumn.STATE] for cells in model.texts)


@pytest.mark.parametrize("kind", [kind for kind in BatchKind if kind is not BatchKind.PLANNED])
def test_the_tip_says_where_a_batch_comes_from(model: BatchModel, kind: BatchKind) -> None:
    model.show_batches([batch(5, None, kind=kind, parent=3)], {})
    assert "акета 3" in (tip := model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)) or "Пакет 3" in tip


# the view


@pytest.fixture
def details(gui: Person, russian: Texts, look: Look) -> BatchDetails:
    made = gui.show(BatchDetails(russian, look), WIDTH, HEIGHT)
    made.show_state(four_batches())
    return made


def table_of(details: BatchDetails) -> QTableView:
    found = details.findChild(QTableView, "batch_table")
    assert isinstance(found, QTableView)
    return found


def map_of(details: BatchDetails) -> BatchMap:
    found = details.findChild(BatchMap, "batch_map")
    assert isinstance(found, BatchMap)
    return found


def button(details: BatchDetails, name: str) -> QPushButton:
    found = details.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def choose(gui: Person, details: BatchDetails, *rows: int) -> None:
    """With the keyboard: down to the first row, and with Shift to the last."""
    table = table_of(details)
    table.setFocus()
    table.selectRow(rows[0])
    for _ in range(len(rows) - 1):
        gui.press(table, Qt.Key.Key_Down, SHIFT)


def test_what_can_be_done_depends_on_what_is_chosen(gui: Person, details: BatchDetails) -> None:
    names = ("resolve_batch_button", "undo_batches_button", "copy_log_ids_button")
    assert [button(details, name).isEnabled() for name in names] == [False, False, False]
    choose(gui, details, 0)
    assert [button(details, name).isEnabled() for name in names] == [False, True, True]
    choose(gui, details, 3)
    assert [button(details, name).isEnabled() for name in names] == [True, False, False]


def test_batches_are_undone_together(gui: Person, details: BatchDetails) -> None:
    wanted = Signals(details.undo_wanted)
    choose(gui, details, 0, 1, 2, 3)
    gui.click(button(details, "undo_batches_button"))
    assert wanted.told == [(1, 2)]


def test_a_doubt_is_opened_by_button_and_double_click(gui: Person, details: BatchDetails) -> None:
    wanted = Signals(details.doubt_wanted)
    choose(gui, details, 3)
    gui.click(button(details, "resolve_batch_button"))
    table = table_of(details)
    at = table.visualRect(table.model().index(3, 1)).center()
    gui.click(table.viewport(), at)
    gui.double_click(table.viewport(), at)
    assert wanted.told == [4, 4]


def test_a_double_click_on_another_batch_does_nothing(gui: Person, details: BatchDetails) -> None:
    doubt, undo = Signals(details.doubt_wanted), Signals(details.undo_wanted)
    table = table_of(details)
    gui.double_click(table.viewport(), table.visualRect(table.model().index(0, 1)).center())
    assert doubt.told + undo.told == []


def test_numbers_are_copied(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 0, 1, 2, 3, 4)
    gui.click(button(details, "copy_log_ids_button"))
    assert QApplication.clipboard().text() == "124–126"


def test_while_a_run_is_under_way_nothing_is_undone(gui: Person, details: BatchDetails) -> None:
    details.show_state(replace(four_batches(), busy=True))
    doubt = Signals(details.doubt_wanted)
    choose(gui, details, 0)
    assert not button(details, "undo_batches_button").isEnabled()
    choose(gui, details, 3)
    assert not button(details, "resolve_batch_button").isEnabled()
    table = table_of(details)
    gui.double_click(table.viewport(), table.visualRect(table.model().index(3, 1)).center())
    assert doubt.told == []


def test_the_menu_offers_the_same(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 0)
    table_of(details).customContextMenuRequested.emit(QPoint(5, 5))
    menu = details.findChild(QMenu, "batch_menu")
    assert isinstance(menu, QMenu)
    assert [(action.objectName(), action.isEnabled()) for action in menu.actions()] == [
        ("resolve_batch_action", False),
        ("undo_batches_action", True),
        ("copy_log_ids_action", True),
    ]
    undo = Signals(details.undo_wanted)
    [action] = [found for found in details.findChildren(QAction) if found.objectName() == "undo_batches_action"]
    action.trigger()
    assert undo.told == [(1,)]
    menu.close()


def test_it_says_that_whole_batches_are_deleted(details: BatchDetails) -> None:
    texts = [label.text() for label in details.findChildren(QLabel)]
    assert "Calltouch удаляет только пакетами, до 100 строк сразу." in texts


def test_what_is_chosen_stays_chosen_while_batches_change(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 1)
    state = four_batches()
    grown = (*state.batches[:5], batch(6, AttemptState.SENDING), batch(7, None))
    details.show_state(BatchesState(7, grown, state.spans))
    assert [index.row() for index in table_of(details).selectionModel().selectedRows()] == [1]
    assert button(details, "undo_batches_button").isEnabled()


def test_what_can_be_done_follows_the_state(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 5)
    assert button(details, "undo_batches_button").isEnabled()
    state = four_batches()
    details.show_state(replace(state, batches=(*state.batches[:5], batch(6, AttemptState.UNKNOWN, cause=Cause.CUT))))
    assert not button(details, "undo_batches_button").isEnabled()
    assert button(details, "resolve_batch_button").isEnabled()


def test_another_run_of_the_same_size_keeps_nothing(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 1)
    details.show_state(replace(four_batches(), run=8))
    assert table_of(details).selectionModel().selectedRows() == []


# the map


def test_the_map_is_for_long_runs(details: BatchDetails) -> None:
    assert not map_of(details).isVisible()
    details.show_state(many_batches(39))
    assert not map_of(details).isVisible()
    details.show_state(replace(many_batches(40), run=9))
    assert map_of(details).isVisible()


@pytest.fixture
def squares(gui: Person, details: BatchDetails) -> BatchMap:
    details.show_state(replace(many_batches(), run=9))
    gui.settle()
    return map_of(details)


def current(details: BatchDetails) -> int:
    return table_of(details).currentIndex().row()


def test_keys_go_through_the_map_and_the_table_follows(gui: Person, details: BatchDetails, squares: BatchMap) -> None:
    gui.press(squares, Qt.Key.Key_Right)
    gui.press(squares, Qt.Key.Key_Right)
    assert (squares.current, current(details)) == (2, 2)
    gui.press(squares, Qt.Key.Key_Down)
    below = squares.current
    gui.press(squares, Qt.Key.Key_Up)
    assert below > 20
    assert squares.current == 2
    gui.press(squares, Qt.Key.Key_End)
    assert (squares.current, current(details)) == (119, 119)
    gui.press(squares, Qt.Key.Key_Home)
    gui.press(squares, Qt.Key.Key_Left)
    assert squares.current == 0


def test_the_map_follows_the_table(gui: Person, details: BatchDetails, squares: BatchMap) -> None:
    table_of(details).selectRow(17)
    assert squares.current == 17


def test_a_click_chooses_the_square_under_the_mouse(gui: Person, details: BatchDetails, squares: BatchMap) -> None:
    u = 4
    gui.click(squares, QPoint(round(2 * u + 3 * 4.5 * u) + u, 2 * u + u))
    assert current(details) == 3
    gui.click(squares, QPoint(squares.width() - 1, squares.height() - 1))
    assert current(details) == 3


def test_the_map_counts_in_words(squares: BatchMap) -> None:
    said = squares.accessibleDescription()
    assert "120 пакетов" in said
    assert "Под вопросом: 10" in said
    assert "Пакет 1 (100 строк)" in said


def test_a_tip_tells_a_batch(gui: Person, squares: BatchMap) -> None:
    at = QPoint(12, 12)
    gui.application.sendEvent(squares, QHelpEvent(QEvent.Type.ToolTip, at, squares.mapToGlobal(at)))
    assert "Пакет 1" in QToolTip.text()
    QToolTip.hideText()


def test_no_state_looks_like_another_without_colour(look: Look) -> None:
    """Shapes differ even when all are painted in one colour."""
    color = look.color("text")
    images = [look.mark_pixmap(state, 12, 2, color).toImage() for state in BatchState]
    assert all(one != other for place, one in enumerate(images) for other in images[:place])


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language) -> None:
    for state, width in ((four_batches(), WIDTH), (many_batches(), WIDTH), (four_batches(), 330)):
        details = gui.show(BatchDetails(Stretched(language), look), width, HEIGHT)
        details.show_state(state)
        gui.settle()
        assert details.width() == width
        assert cut_off(details) == []


def test_tab_leaves_the_table(gui: Person, details: BatchDetails) -> None:
    choose(gui, details, 0)
    gui.press(table_of(details), Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QWidget)
    assert QApplication.focusWidget() is not table_of(details)
