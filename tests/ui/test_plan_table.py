"""The plan table as a person uses it: keys, mouse, clipboard."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QGuiApplication, QImage, QPalette, QRegion
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QPushButton,
    QToolButton,
    QToolTip,
    QWidget,
)
from support.gui import CONTROL, LEFT, NONE, SHIFT, Person, Signals, Stretched, picture, the
from support.plan_sheets import document_of, ids, plain_document, plan_row
from ui.colours import contrast

from planimport_gui.plan.cells import Cell, ShownNumber
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.metrics import TYPES
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.document import Document, SetAside
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.clipboard import rows_of, text_of
from planimport_gui.ui.models.columns import Column, column_of
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.views.delegates_editing import DateEdit
from planimport_gui.ui.views.flat_header import pad
from planimport_gui.ui.views.plan_table import PlanTable

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """A shown table with a plan, and short ways to use it."""

    def __init__(self, gui: Person, table: PlanTable) -> None:
        self.gui = gui
        self.table = table
        self.model = table.model_
        self.document = document_of([])
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    def open(self, document: Document) -> None:
        self.document = document
        self.table.set_document(document)
        self.settle()
        self.table.setFocus()

    def settle(self) -> None:
        """Until nothing is under way."""
        self.gui.wait_until(lambda: not (self.table.working or self.model.busy or self.model.survey.busy), seconds=30)
        self.gui.settle()

    def go(self, id: int, field: Field) -> None:
        self.table.show_row(RowId(id), field)
        self.settle()

    def mark(self, first: tuple[int, Field], last: tuple[int, Field]) -> None:
        """Select from one cell to another, as Shift and a click do."""
        self.go(*first)
        place = self.model.place(RowId(last[0]))
        assert place is not None
        cell = self.table.visualRect(self.model.index(place, column_of(last[1])))
        QTest.mouseClick(self.table.viewport(), LEFT, SHIFT, cell.center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """On whatever has the focus."""
        target = self.editor or self.table
        self.gui.press(target, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        for letter in text:
            self.gui.type_text(self.editor or self.table, letter)

    @property
    def editor(self) -> QLineEdit | None:
        found = self.table.viewport().findChildren(QLineEdit, "cell_editor")
        return found[-1] if found and found[-1].isVisible() else None

    @property
    def here(self) -> tuple[int, Field] | None:
        return self.table.current()

    def cell(self, id: int, field: Field) -> Cell:
        return self.document.sheet.row(RowId(id))[field]

    def column(self, field: Field) -> list[Cell]:
        return [self.document.sheet.row(id)[field] for id in self.document.sheet.ids]

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.table.paste()
        self.settle()


@pytest.fixture
def desk(gui: Person, russian: Texts, look: Look) -> Iterator[Desk]:
    window = QMainWindow()
    table = PlanTable(russian, look)
    window.setCentralWidget(table)
    gui.show(window, 1100, 500)
    made = Desk(gui, table)
    made.open(plain_document(6))
    yield made
    made.document.finish()
    table.set_document(None)
    made.tester.deleteLater()


# typing


def test_typing_replaces_and_enter_goes_down(desk: Desk) -> None:
    desk.go(2, Field.VALUE)
    desk.type("250")
    desk.press(K.Key_Return)
    assert desk.cell(2, Field.VALUE) == "250"
    assert desk.here == (3, Field.VALUE)
    assert desk.editor is None


def test_f2_edits_what_is_there_and_escape_leaves_it(desk: Desk) -> None:
    desk.go(2, Field.SOURCE)
    desk.press(K.Key_F2)
    assert desk.editor is not None
    assert desk.editor.text() == "yandex"
    desk.press(K.Key_End)
    desk.type("!")
    desk.press(K.Key_Escape)
    assert desk.cell(2, Field.SOURCE) == "yandex"
    assert desk.editor is None


def test_after_tabs_enter_returns_to_where_they_began(desk: Desk) -> None:
    desk.go(1, Field.SOURCE)
    desk.type("vk")
    desk.press(K.Key_Tab)
    assert desk.here == (1, Field.MEDIUM)
    desk.type("cpm")
    desk.press(K.Key_Tab)
    assert desk.here == (1, Field.CAMPAIGN)
    desk.type("new")
    desk.press(K.Key_Return)
    assert desk.here == (2, Field.SOURCE)
    assert [desk.cell(1, field) for field in (Field.SOURCE, Field.MEDIUM, Field.CAMPAIGN)] == ["vk", "cpm", "new"]


def test_arrows_leave_a_typed_cell_but_move_within_an_edited_one(desk: Desk) -> None:
    desk.go(1, Field.SOURCE)
    desk.type("vk")
    desk.press(K.Key_Right)
    assert desk.here == (1, Field.MEDIUM)
    desk.press(K.Key_F2)
    desk.press(K.Key_Left)
    assert desk.editor is not None
    desk.press(K.Key_Up)
    assert desk.editor is None


def test_tab_steps_over_hidden_columns_and_stops_at_the_end(desk: Desk) -> None:
    desk.go(1, Field.CAMPAIGN)
    desk.press(K.Key_Tab)
    assert desk.here == (1, Field.NAME)
    desk.press(K.Key_Backtab, SHIFT)
    assert desk.here == (1, Field.CAMPAIGN)
    desk.press(K.Key_Return, SHIFT)
    assert desk.here == (1, Field.CAMPAIGN)


def test_delete_empties_and_backspace_begins_anew(desk: Desk) -> None:
    desk.mark((2, Field.SOURCE), (3, Field.MEDIUM))
    desk.press(K.Key_Delete)
    assert [desk.cell(id, field) for id in (2, 3) for field in (Field.SOURCE, Field.MEDIUM)] == [None] * 4
    desk.document.undo()
    assert desk.cell(3, Field.MEDIUM) == "cpc"
    desk.go(1, Field.SOURCE)
    desk.press(K.Key_Backspace)
    assert desk.editor is not None
    assert desk.editor.text() == ""


def test_opening_and_leaving_an_editor_changes_nothing(desk: Desk) -> None:
    desk.open(document_of([plan_row(1, value=ShownNumber(7, "007")), plan_row(2, value=145454.55)]))
    for id in (1, 2):
        desk.go(id, Field.VALUE)
        desk.press(K.Key_F2)
        desk.press(K.Key_Return)
    assert not desk.document.can_undo


def test_a_double_click_edits(desk: Desk) -> None:
    cell = desk.table.visualRect(desk.model.index(1, Column.SOURCE))
    desk.gui.click(desk.table.viewport(), cell.center())
    desk.gui.double_click(desk.table.viewport(), cell.center())
    assert desk.editor is not None


def test_a_date_is_chosen_in_the_calendar(desk: Desk) -> None:
    desk.go(1, Field.DATE_FROM)
    desk.press(K.Key_Down, ALT)
    assert desk.editor is not None
    calendar = desk.editor.findChild(QCalendarWidget, "cell_calendar")
    assert calendar.isVisible()
    assert calendar.selectedDate().toPython() == date(2026, 12, 1)
    calendar.activated.emit(calendar.selectedDate().addDays(4))
    desk.settle()
    assert desk.cell(1, Field.DATE_FROM) == "05.12.2026"
    assert desk.editor is None


@pytest.mark.parametrize("dark", [False, True])
def test_month_and_year_of_the_calendar_can_be_read(gui: Person, texts: Texts, look: Look, dark: bool) -> None:
    dressed = Look(dark, gui.application.font())
    dressed.dress(gui.application)
    try:
        editor = DateEdit(dressed, gui.show(QWidget()), QLocale())
        editor.open_choices()
        head = the(editor, QWidget, "qt_calendar_navigationbar")
        ground = head.palette().color(head.backgroundRole())
        buttons = head.findChildren(QToolButton)
        assert len(buttons) == 4
        for button in buttons:
            assert contrast(button.palette().color(QPalette.ColorRole.HighlightedText), ground) >= 4.5
    finally:
        look.dress(gui.application)


def test_a_date_is_whole_in_its_editor(desk: Desk) -> None:
    desk.go(1, Field.DATE_FROM)
    desk.press(K.Key_F2)
    editor = desk.editor
    assert editor is not None
    assert editor.text() == "01.12.2026"
    shown = editor.rect().adjusted(0, 0, -6 * Look(False, editor.font()).u, 0)
    for place in (0, len(editor.text())):
        editor.setCursorPosition(place)
        assert shown.contains(editor.cursorRect().center())
    editor.setCursorPosition(0)
    start = editor.cursorRect().left()
    editor.setCursorPosition(10)
    assert editor.cursorRect().left() - start >= editor.fontMetrics().horizontalAdvance("01.12.2026") - 1


def test_a_name_is_searched_among_those_of_its_type_first(desk: Desk) -> None:
    desk.go(1, Field.NAME)
    desk.press(K.Key_Down, ALT)
    popup = choices(desk)
    assert popup.model().index(0, 0).data() == "Бюджет"
    assert popup.model().rowCount() == 51
    assert popup.currentIndex().data() == "Клики"
    QTest.keyClick(popup, K.Key_Escape)
    desk.gui.wait_until(lambda: not popup.isVisible())
    assert desk.editor is not None
    desk.editor.selectAll()
    desk.type("обратные")
    assert {popup.model().index(row, 0).data() for row in range(popup.model().rowCount())} >= {"Все обратные звонки"}
    QTest.keyClick(popup, K.Key_Down)
    QTest.keyClick(popup, K.Key_Return)
    desk.settle()
    assert desk.cell(1, Field.NAME) == "Все обратные звонки"
    assert desk.cell(1, Field.TYPE) == "Лиды"


def test_a_type_is_one_of_seven(desk: Desk) -> None:
    desk.table.show_column(Column.TYPE, True)
    desk.go(1, Field.TYPE)
    desk.press(K.Key_Down, ALT)
    popup = choices(desk)
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == list(TYPES)
    popup.hide()


def choices(desk: Desk) -> QListView:
    editor = desk.editor
    assert editor is not None
    popup = editor.completer().popup()
    assert isinstance(popup, QListView)
    assert popup.isVisible()
    return popup


def test_nothing_can_be_typed_while_reading_only(desk: Desk) -> None:
    desk.table.set_read_only(True)
    desk.go(1, Field.SOURCE)
    desk.type("x")
    desk.press(K.Key_Delete)
    desk.paste("y")
    desk.table.add_row()
    desk.table.delete_rows()
    assert desk.editor is None
    assert not desk.document.can_undo


# copy and paste


def test_a_rectangle_is_copied_and_pasted_elsewhere(desk: Desk) -> None:
    desk.open(document_of([plan_row(1, value=1234.5), plan_row(2, source='a "b"\nc'), plan_row(3)]))
    desk.mark((1, Field.SOURCE), (2, Field.VALUE))
    desk.press(K.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied == 'yandex\tcpc\tbrand 1\tКлики\t1234,5\n"a ""b""\nc"\tcpc\tbrand 2\tКлики\t100\n'
    desk.go(3, Field.SOURCE)
    desk.press(K.Key_V, CONTROL)
    assert desk.column(Field.SOURCE)[2:] == ["yandex", 'a "b"\nc']
    assert desk.column(Field.VALUE)[2:] == ["1234,5", "100"]
    assert desk.column(Field.TYPE)[2:] == ["Площадки", "Площадки"]
    desk.document.undo()
    desk.settle()
    assert len(desk.document.sheet) == 3
    assert desk.cell(3, Field.SOURCE) == "yandex"
    assert not desk.document.can_undo


def test_one_value_fills_a_selection(desk: Desk) -> None:
    desk.mark((2, Field.SOURCE), (4, Field.MEDIUM))
    desk.paste("vk")
    assert desk.column(Field.SOURCE) == ["yandex", "vk", "vk", "vk", "yandex", "yandex"]
    assert desk.column(Field.MEDIUM) == ["cpc", "vk", "vk", "vk", "cpc", "cpc"]


def test_a_table_is_repeated_where_it_fits_exactly(desk: Desk) -> None:
    desk.mark((1, Field.SOURCE), (4, Field.SOURCE))
    desk.paste("a\nb\n")
    assert desk.column(Field.SOURCE) == ["a", "b", "a", "b", "yandex", "yandex"]
    desk.mark((1, Field.MEDIUM), (5, Field.MEDIUM))
    desk.paste("x\ny\n")
    assert desk.column(Field.MEDIUM) == ["x", "y", "cpc", "cpc", "cpc", "cpc"]


def test_pasting_goes_to_the_rows_that_are_shown(desk: Desk) -> None:
    desk.open(document_of([plan_row(1, value=None), plan_row(2), plan_row(3, value=None)]))
    desk.table.set_filter(Filter.ERRORS)
    desk.go(1, Field.VALUE)
    desk.paste("1\n3\n")
    assert desk.column(Field.VALUE) == ["1", 100, "3"]


def test_a_table_that_is_too_wide_is_not_pasted_and_says_so(desk: Desk) -> None:
    desk.go(1, Field.NAME)
    desk.paste("Клики\t5\tещё")
    assert not desk.document.can_undo
    desk.gui.wait_until(lambda: QToolTip.isVisible())
    assert "столбцов 3" in QToolTip.text()
    QToolTip.hideText()


def test_pasting_what_is_there_already_is_no_edit(desk: Desk) -> None:
    desk.mark((1, Field.DATE_FROM), (6, Field.VALUE))
    desk.press(K.Key_C, CONTROL)
    desk.press(K.Key_V, CONTROL)
    assert not desk.document.can_undo


def test_cut_takes_cells_along(desk: Desk) -> None:
    desk.go(2, Field.SOURCE)
    desk.press(K.Key_X, CONTROL)
    assert desk.cell(2, Field.SOURCE) is None
    desk.go(3, Field.MEDIUM)
    desk.press(K.Key_V, CONTROL)
    assert desk.cell(3, Field.MEDIUM) == "yandex"


def test_a_large_paste_is_one_step(desk: Desk) -> None:
    desk.go(6, Field.SOURCE)
    desk.paste("\n".join(f"s{n}\tm{n}" for n in range(1500)))
    assert len(desk.document.sheet) == 1505
    assert desk.cell(6, Field.SOURCE) == "s0"
    desk.document.undo()
    desk.settle()
    assert desk.column(Field.SOURCE) == ["yandex"] * 6
    assert not desk.document.can_undo


def selected(desk: Desk) -> tuple[tuple[int, int, int, int] | None, tuple[int, Field] | None]:
    """The rectangle that is selected, by places and columns, and where the cursor is."""
    return desk.table.selection.bounds(), desk.here


def test_what_was_pasted_is_selected(desk: Desk) -> None:
    desk.go(2, Field.SOURCE)
    desk.paste("vk\tcpm\nok\tcpm\n")
    assert selected(desk) == ((1, 2, Column.SOURCE, Column.MEDIUM), (2, Field.SOURCE))
    desk.press(K.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "vk\tcpm\nok\tcpm\n"


def test_what_was_pasted_is_selected_when_the_table_has_grown(desk: Desk) -> None:
    desk.go(5, Field.SOURCE)
    desk.paste("\n".join(f"s{n}\tm{n}" for n in range(1500)))
    assert selected(desk) == ((4, 1503, Column.SOURCE, Column.MEDIUM), (5, Field.SOURCE))
    desk.document.undo()
    desk.settle()
    assert selected(desk) == ((4, 5, Column.SOURCE, Column.MEDIUM), (5, Field.SOURCE))
    desk.press(K.Key_Down)
    assert selected(desk) == ((5, 5, Column.SOURCE, Column.SOURCE), (6, Field.SOURCE))


def test_a_value_that_fills_a_selection_leaves_it_selected(desk: Desk) -> None:
    desk.mark((2, Field.SOURCE), (4, Field.MEDIUM))
    desk.paste("vk")
    assert selected(desk) == ((1, 3, Column.SOURCE, Column.MEDIUM), (2, Field.SOURCE))


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\0")), min_size=2, max_size=4), min_size=1))
def test_what_is_copied_is_read_the_same(rows: list[list[str]]) -> None:
    assert list(rows_of(text_of(rows))) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"a\nb"\tc', [["a\nb", "c"]]),
        ('"a""b"\n', [['a"b']]),
        ('2" pipe\tx', [['2" pipe', "x"]]),
        ('"odd\tx\n', [['"odd', "x"]]),
        ("a\t", [["a", ""]]),
        ("\n", [[""]]),
        ('"a"\n\n"b"', [["a"], [""], ["b"]]),
    ],
)
def test_tables_of_other_programs(text: str, rows: list[list[str]]) -> None:
    assert list(rows_of(text)) == rows


# rows


def test_fill_down(desk: Desk) -> None:
    desk.go(1, Field.SOURCE)
    desk.type("vk")
    desk.press(K.Key_Return)
    desk.press(K.Key_D, CONTROL)
    assert desk.column(Field.SOURCE)[:3] == ["vk", "vk", "yandex"]
    desk.mark((2, Field.SOURCE), (4, Field.SOURCE))
    desk.press(K.Key_D, CONTROL)
    assert desk.column(Field.SOURCE) == ["vk", "vk", "vk", "vk", "yandex", "yandex"]


def test_a_row_is_added_below_and_gone_to(desk: Desk) -> None:
    desk.go(2, Field.VALUE)
    desk.table.add_row()
    desk.settle()
    new = desk.document.sheet.ids[2]
    assert desk.here == (new, Field.DATE_FROM)
    assert desk.document.sheet.row(new).cells == (None,) * 10
    desk.document.undo()
    assert len(desk.document.sheet) == 6


def test_the_first_row_of_an_empty_plan(desk: Desk) -> None:
    desk.open(document_of([]))
    desk.table.add_row()
    desk.settle()
    assert len(desk.document.sheet) == 1
    desk.document.undo()
    desk.settle()
    desk.paste("a\tb")
    assert len(desk.document.sheet) == 1


def test_selected_rows_are_deleted(desk: Desk) -> None:
    desk.mark((2, Field.SOURCE), (4, Field.MEDIUM))
    assert desk.table.selected_rows() == ids(2, 3, 4)
    desk.table.delete_rows()
    desk.settle()
    assert desk.document.sheet.ids == ids(1, 5, 6)
    assert desk.here == (5, Field.MEDIUM)


def test_a_click_on_the_number_selects_the_row(desk: Desk) -> None:
    cell = desk.table.visualRect(desk.model.index(2, Column.NUMBER))
    desk.gui.click(desk.table.viewport(), cell.center())
    assert desk.table.selected_rows() == ids(3)
    bounds = desk.table.selection.bounds()
    assert bounds == (2, 2, Column.MARK, Column.STATE)


def test_whole_rows_and_columns_by_keys(desk: Desk) -> None:
    desk.go(3, Field.MEDIUM)
    desk.press(K.Key_Space, SHIFT)
    assert desk.table.selection.bounds() == (2, 2, Column.MARK, Column.STATE)
    desk.go(3, Field.MEDIUM)
    desk.press(K.Key_Space, CONTROL)
    assert desk.table.selection.bounds() == (0, 5, Column.MEDIUM, Column.MEDIUM)


def test_control_and_arrows_jump_to_the_edge_of_what_is_filled(desk: Desk) -> None:
    desk.open(document_of([plan_row(id, medium=None if id in (3, 4) else "cpc") for id in range(1, 8)]))
    desk.go(1, Field.MEDIUM)
    stops = []
    for _ in range(4):
        desk.press(K.Key_Down, CONTROL)
        stops.append(desk.here)
    assert [stop[0] for stop in stops if stop] == [2, 5, 7, 7]
    desk.press(K.Key_Up, CONTROL | SHIFT)
    assert desk.table.selected_rows() == ids(5, 6, 7)
    desk.go(1, Field.MEDIUM)
    desk.press(K.Key_Right, CONTROL)
    assert desk.here == (1, Field.VALUE)


# filter, sort, find


def test_the_cursor_keeps_its_row_when_rows_are_sorted(desk: Desk) -> None:
    desk.open(document_of([plan_row(id, value=100 - id) for id in range(1, 60)]))
    desk.go(50, Field.VALUE)
    header = desk.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(Column.VALUE) + 20, 10)
    orders = []
    for _ in range(3):
        desk.gui.click(header.viewport(), at)
        desk.settle()
        assert desk.here == (50, Field.VALUE)
        assert desk.table.visualRect(desk.table.currentIndex()).intersects(desk.table.viewport().rect())
        orders.append(desk.model.ids[0])
    assert orders == [59, 1, 1]
    assert header.sortIndicatorSection() == -1


def test_a_row_that_is_hidden_is_shown_all_the_same(desk: Desk) -> None:
    left = Signals(desk.table.filter_left)
    desk.open(document_of([plan_row(1), plan_row(2, value=None)]))
    desk.table.set_filter(Filter.ERRORS)
    desk.table.set_search("brand")
    desk.settle()
    assert list(desk.model.ids) == list(ids(2))
    desk.go(1, Field.SOURCE)
    assert desk.here == (1, Field.SOURCE)
    assert len(left.told) == 1
    desk.go(99, Field.SOURCE)
    assert desk.here == (1, Field.SOURCE)


def test_no_rows_are_told(desk: Desk) -> None:
    before = picture(desk.table.viewport())
    desk.table.set_search("нет такого")
    desk.settle()
    blank = picture(desk.table.viewport())
    desk.table.set_document(None)
    assert picture(desk.table.viewport()) != blank != before
    desk.open(plain_document(1))


def test_f8_goes_through_the_wrong_cells_then_through_those_to_check(desk: Desk) -> None:
    desk.open(
        document_of(
            [
                plan_row(1, value=-5),
                plan_row(2, value=None, dateFrom="?"),
                plan_row(3),
                plan_row(4, source=None, medium=None, campaign=None),
            ]
        )
    )
    desk.go(1, Field.SOURCE)
    seen = []
    for _ in range(4):
        desk.table.next_problem()
        desk.settle()
        seen.append(desk.here)
    assert seen[:2] == [(2, Field.DATE_FROM), (2, Field.VALUE)]
    assert seen[2] is not None
    assert seen[2][0] == 4
    assert seen[3] == (2, Field.DATE_FROM)
    desk.table.previous_problem()
    desk.settle()
    assert desk.here is not None
    assert desk.here[0] == 4
    desk.document.do(SetAside(frozenset(ids(2, 4))))
    desk.table.next_problem()
    desk.settle()
    assert desk.here == (1, Field.VALUE)


def test_f3_goes_through_what_was_found(desk: Desk) -> None:
    desk.table.set_search("cpc")
    desk.settle()
    desk.go(1, Field.SOURCE)
    desk.press(K.Key_F3)
    assert desk.here == (1, Field.MEDIUM)
    desk.press(K.Key_F3)
    assert desk.here == (2, Field.MEDIUM)
    desk.press(K.Key_F3, SHIFT)
    assert desk.here == (1, Field.MEDIUM)


def test_replace(desk: Desk) -> None:
    desk.go(1, Field.CAMPAIGN)
    desk.table.open_replace()
    dialog = desk.table.window().findChild(object, "replace_dialog")  # type: ignore[call-overload]  # any type
    find, put = dialog.findChild(QLineEdit, "replace_find"), dialog.findChild(QLineEdit, "replace_put")
    told, button = dialog.findChild(QLabel, "replace_count"), dialog.findChild(QPushButton, "replace_all")
    assert not button.isEnabled()
    desk.gui.type_text(find, "BRAND")
    desk.gui.type_text(put, "\\1 марка")
    desk.gui.wait_until(lambda: told.text() == "Найдено в 6 ячейках")
    desk.gui.click(button)
    desk.settle()
    assert desk.column(Field.CAMPAIGN) == [f"\\1 марка {id}" for id in range(1, 7)]
    assert told.text() == "Заменено в 6 ячейках"
    desk.document.undo()
    assert desk.cell(6, Field.CAMPAIGN) == "brand 6"
    assert not desk.document.can_undo
    dialog.close()


# the rest


def test_another_plan_is_shown_from_its_beginning(desk: Desk) -> None:
    desk.go(5, Field.VALUE)
    desk.table.horizontalHeader().setSortIndicator(Column.VALUE, Qt.SortOrder.DescendingOrder)
    desk.settle()
    desk.open(plain_document(8))
    assert desk.here == (1, Field.SOURCE)
    assert desk.table.horizontalHeader().sortIndicatorSection() == -1
    assert list(desk.model.ids) == list(desk.document.sheet.ids)


def test_an_editor_is_not_opened_where_nothing_could_be_taken(desk: Desk) -> None:
    desk.go(1, Field.SOURCE)
    desk.press(K.Key_End)
    desk.press(K.Key_F2)
    assert desk.editor is None
    desk.open(plain_document(30_000))
    desk.go(1, Field.SOURCE)
    desk.table.horizontalHeader().setSortIndicator(Column.CAMPAIGN, Qt.SortOrder.DescendingOrder)
    assert desk.model.busy
    desk.gui.type_text(desk.table, "x")
    desk.gui.press(desk.table, K.Key_F2)
    assert desk.editor is None
    desk.settle()


def test_rows_that_are_not_neighbours_are_copied_without_what_lies_between(desk: Desk) -> None:
    desk.go(1, Field.SOURCE)
    for row, modifier in ((1, NONE), (3, CONTROL)):
        cell = desk.table.visualRect(desk.model.index(row, Column.NUMBER))
        QTest.mouseClick(desk.table.viewport(), LEFT, modifier, cell.center())
    desk.table.copy()
    desk.settle()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[4] for line in lines] == ["brand 2", "brand 4"]


def test_many_cells_are_emptied_as_one_step(desk: Desk) -> None:
    desk.open(plain_document(1200))
    desk.go(1, Field.MEDIUM)
    desk.press(K.Key_Space, CONTROL)
    desk.press(K.Key_Delete)
    assert set(desk.column(Field.MEDIUM)) == {None}
    desk.document.undo()
    desk.settle()
    assert set(desk.column(Field.MEDIUM)) == {"cpc"}
    assert not desk.document.can_undo


def test_columns_that_say_nothing_are_hidden(desk: Desk) -> None:
    hidden = [column for column in Column if desk.table.isColumnHidden(column)]
    assert hidden == [Column.CONTENT, Column.KEYWORD, Column.TYPE]
    desk.open(document_of([plan_row(1, keyword="купить", type=None)]))
    assert [column for column in Column if desk.table.isColumnHidden(column)] == [Column.CONTENT]


def test_the_menu_offers_the_window_s_actions_sorting_and_columns(desk: Desk) -> None:
    action = QAction("Исправить", desk.table.window())
    action.setObjectName("action_fix")
    desk.go(3, Field.VALUE)
    desk.gui.application.sendEvent(desk.table.viewport(), context_menu(desk))
    menu = desk.table.findChild(QMenu, "plan_table_menu")
    assert action in menu.actions()
    menu.findChild(QAction, "action_sort_descending").trigger()
    assert desk.model.wanted.column is Column.VALUE
    menu.findChild(QAction, "action_column_keyword").trigger()
    assert not desk.table.isColumnHidden(Column.KEYWORD)
    menu.close()


def context_menu(desk: Desk) -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))


def test_rows_of_a_run_show_what_became_of_them(desk: Desk) -> None:
    desk.document.begin_run({id: desk.document.sheet.row(id) for id in desk.document.sheet.ids})
    desk.document.set_run_marks({RowId(1): RowMark.IMPORTED, RowId(2): RowMark.UNKNOWN})
    shown = [desk.model.index(row, Column.STATE).data() for row in range(3)]
    assert shown == ["Импортирована", "Под вопросом", "Ждёт"]
    desk.table.set_filter(Filter.UNKNOWN)
    desk.settle()
    assert list(desk.model.ids) == list(ids(2))


def test_the_screen_follows_rows_that_change_here_and_there(desk: Desk) -> None:
    desk.open(plain_document(200))
    desk.document.begin_run({id: desk.document.sheet.row(id) for id in desk.document.sheet.ids})
    desk.table.verticalScrollBar().setValue(90)
    desk.settle()
    before = on_screen(desk.table)
    first = desk.model.ids[desk.table.rowAt(0)]
    desk.document.set_run_marks(dict.fromkeys(ids(1, first, first + 3, first + 7, 200), RowMark.UNKNOWN))
    desk.settle()
    assert before != on_screen(desk.table) == whole(desk.table)
    desk.document.set_run_marks(dict.fromkeys(desk.document.sheet.ids, RowMark.IMPORTED))
    desk.settle()
    assert on_screen(desk.table) == whole(desk.table)


def on_screen(table: PlanTable) -> QImage:
    """What was painted of the cells so far."""
    room = QRect(table.viewport().mapTo(table.window(), QPoint()), table.viewport().size())
    return table.screen().grabWindow(table.window().winId()).toImage().copy(room)


def whole(table: PlanTable) -> QImage:
    """The same, once all of it was painted anew."""
    table.viewport().repaint()
    return on_screen(table)


@pytest.mark.parametrize("search", ["1234567", "1,234,567", "1 234 567", "1,234"])
def test_a_number_is_found_as_it_is_shown_in_either_language(desk: Desk, search: str) -> None:
    desk.open(document_of([plan_row(1, value=1234567), plan_row(2, value=7)]))
    desk.table.set_search(search)
    desk.settle()
    assert list(desk.model.ids) == list(ids(1))


def test_a_person_s_morning(desk: Desk) -> None:
    """Types, pastes, undoes, goes to the next problem and mends it."""
    desk.open(document_of([plan_row(1), plan_row(2, name="Клик"), plan_row(3, value="12 %")]))
    desk.table.next_problem()
    desk.settle()
    assert desk.here == (2, Field.NAME)
    desk.type("Показы")
    QTest.keyClick(choices(desk), K.Key_Escape)
    desk.press(K.Key_Return)
    assert desk.document.mark(RowId(2)) is RowMark.READY
    desk.table.next_problem()
    desk.settle()
    assert desk.here == (3, Field.VALUE)
    desk.paste("120")
    assert desk.document.mark(RowId(3)) is RowMark.READY
    desk.document.undo()
    desk.settle()
    assert desk.document.mark(RowId(3)) is RowMark.ERROR
    assert desk.here == (3, Field.VALUE)
    desk.document.redo()
    desk.settle()
    assert desk.document.mark(RowId(3)) is RowMark.READY


def test_everything_fits_beside_the_panel(gui: Person, look: Look) -> None:
    """1366 pixels less the panel; every word two fifths longer."""
    for texts in (Texts(Language.RUSSIAN), Texts(Language.ENGLISH), Stretched(Language.RUSSIAN)):
        table = PlanTable(texts, look)
        table.set_document(plain_document(40))
        gui.show(table, 1030, 480)
        header = table.horizontalHeader()
        for column in Column:
            if not table.isColumnHidden(column):
                text = str(table.model_.headerData(column, Qt.Orientation.Horizontal) or "")
                assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(text)
        if not isinstance(texts, Stretched):
            assert table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("ratio", [1.25, 1.5])
def test_lines_are_equally_thin_at_any_scale(gui: Person, russian: Texts, look: Look, ratio: float) -> None:
    table = PlanTable(russian, look)
    table.set_document(document_of([plan_row(1, type="Лиды")]))
    gui.show(table, 1030, 480)
    gui.wait_until(lambda: not table.isColumnHidden(Column.TYPE))
    shown, line = picture(table, ratio), look.color("grid").name()
    for place in (table.header.height() // 2 + 10, table.header.height() + 4):
        colors = [shown.pixelColor(x, round(place * ratio)).name() for x in range(shown.width())]
        widths = {len(list(run)) for color, run in groupby(colors) if color == line}
        assert len(widths) == 1, widths


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_row_painted_alone_looks_as_among_the_others(desk: Desk, ratio: float) -> None:
    cells = desk.table.viewport()
    row = QRect(0, desk.table.rowViewportPosition(2), cells.width(), desk.table.rowHeight(2))
    alone = picture(cells, ratio)
    alone.fill(Qt.GlobalColor.red)
    cells.render(alone, row.topLeft(), QRegion(row))
    there = QRect(0, ceil(row.top() * ratio), alone.width(), int(row.height() * ratio))
    assert alone.copy(there) == picture(cells, ratio).copy(there)


@pytest.mark.parametrize("column", [Column.NUMBER, Column.CAMPAIGN, Column.TYPE])
def test_a_title_fits_beside_the_arrow_of_its_order(gui: Person, russian: Texts, look: Look, column: Column) -> None:
    table = PlanTable(russian, look)
    table.set_document(document_of([plan_row(1, type="Лиды")]))
    gui.show(table, 1030, 480)
    header = table.horizontalHeader()
    title = str(table.model_.headerData(column, Qt.Orientation.Horizontal))
    beside = header.sectionSize(column) - 2 * pad(look) - 3 * look.u
    assert beside >= QFontMetrics(look.font("body")).horizontalAdvance(title)


def test_campaigns_take_the_room_that_other_columns_do_not_need(gui: Person, russian: Texts, look: Look) -> None:
    name = "klinika_novosti_2026"
    table = PlanTable(russian, look)
    table.set_document(document_of([plan_row(1, type="Лиды", campaign=name)]))
    gui.show(table, 1030, 480)
    gui.wait_until(lambda: not table.isColumnHidden(Column.TYPE))
    room = table.columnWidth(Column.CAMPAIGN) - 2 * pad(look)
    assert room >= QFontMetrics(look.font("body")).horizontalAdvance(name)
    assert table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_gone_to(desk: Desk, field: Field) -> None:
    desk.go(4, field)
    assert desk.here == (4, field)
    assert desk.table.isColumnHidden(column_of(field)) is False
