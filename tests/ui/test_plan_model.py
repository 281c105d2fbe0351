"""The model of the plan table: what it shows, and exactly which signals every change makes."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from support.gui import Person
from support.plan_sheets import TODAY, document_of, ids, plain_document, plan_row

from planimport_gui.facts.records import RefusedRow
from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber
from planimport_gui.plan.commands import DeleteRows, InsertRows, Many, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.history import History
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.document import Document, SetAside, filter_of
from planimport_gui.ui.models.arranging import Arrangement
from planimport_gui.ui.models.cell_text import display_text
from planimport_gui.ui.models.columns import Column
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.models.row_look import Sign
from planimport_gui.ui.states import Filter, RowMark

pytestmark = pytest.mark.usefixtures("still_clock")
RUSSIAN = Texts(Language.RUSSIAN)
LAST = len(Column) - 1
THIN = "\N{NARROW NO-BREAK SPACE}"
Display, Tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
Aloud = Qt.ItemDataRole.AccessibleTextRole


class Ear:
    """Every signal of a model as words: ``("inserted", first, last)``, ``("changed", top, bottom, left, right)``."""

    def __init__(self, model: PlanModel) -> None:
        self.heard: list[tuple[object, ...]] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)
        model.modelReset.connect(self._reset)
        model.layoutChanged.connect(self._laid_out)

    def take(self) -> list[tuple[object, ...]]:
        heard, self.heard = self.heard, []
        return heard

    def _inserted(self, _parent: object, first: int, last: int) -> None:
        self.heard.append(("inserted", first, last))

    def _removed(self, _parent: object, first: int, last: int) -> None:
        self.heard.append(("removed", first, last))

    def _changed(self, top: object, bottom: object, _roles: object) -> None:
        assert hasattr(top, "row")
        assert hasattr(bottom, "row")
        self.heard.append(("changed", top.row(), bottom.row(), top.column(), bottom.column()))

    def _reset(self) -> None:
        self.heard.append(("reset",))

    def _laid_out(self) -> None:
        self.heard.append(("laid out",))


def rows_changed(top: int, bottom: int) -> tuple[object, ...]:
    return ("changed", top, bottom, 0, LAST)


def renumbered(top: int, bottom: int) -> tuple[object, ...]:
    return ("changed", top, bottom, Column.NUMBER, Column.NUMBER)


@pytest.fixture
def model(gui: Person, russian: Texts) -> Iterator[PlanModel]:
    """Watched by Qt's own tester, which ends the process at the first inconsistency."""
    made = PlanModel(russian)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    made.set_document(None)
    tester.deleteLater()
    made.deleteLater()


def show(model: PlanModel, document: Document) -> Ear:
    model.set_document(document)
    model.finish()
    return Ear(model)


def said(model: PlanModel, row: int, column: Column, role: Qt.ItemDataRole = Display) -> object:
    return model.index(row, column).data(role)


def arrange(model: PlanModel, **wanted: object) -> list[RowId]:
    model.arrange(Arrangement(**wanted))  # type: ignore[arg-type]  # each test names its own fields
    model.finish()
    return list(model.ids)


def test_shows_a_row_as_people_read_it(model: PlanModel) -> None:
    show(model, document_of([plan_row(1, value=1240000, source="a\nb")]))
    shown = [said(model, 0, column) for column in Column]
    assert shown == [
        None, "11", "01.12.2026", "31.12.2026", "a↵b", "cpc", "brand 1", "", "", "Площадки", "Клики",
        f"1{THIN}240{THIN}000", "Проверить",
    ]  # fmt: skip
    assert str(said(model, 0, Column.MARK, Aloud)).startswith("Проверить. «Источник»: ")
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert said(model, 0, Column.VALUE, Qt.ItemDataRole.TextAlignmentRole) == right


@pytest.mark.parametrize(
    ("cell", "field", "text"),
    [
        (None, Field.SOURCE, ""),
        (1234567, Field.VALUE, f"1{THIN}234{THIN}567"),
        (-1234, Field.VALUE, f"-1{THIN}234"),
        (200000.00000000017, Field.VALUE, f"200{THIN}000"),
        (145454.55, Field.VALUE, f"145{THIN}454,55"),
        ("1 234", Field.VALUE, f"1{THIN}234"),
        ("1.234", Field.VALUE, "1.234"),
        ("75 т.р.", Field.VALUE, "75 т.р."),
        (True, Field.VALUE, "TRUE"),
        (ErrorValue("#DIV/0!"), Field.VALUE, "#DIV/0!"),
        (ShownNumber(0.12, "12%"), Field.VALUE, "12%"),
        (float("inf"), Field.VALUE, "inf"),
        (date(2026, 2, 1), Field.DATE_FROM, "01.02.2026"),
        ("2026-02-01", Field.DATE_FROM, "01.02.2026"),
        ("31.02.2026", Field.DATE_FROM, "31.02.2026"),
        ("03/04/2026", Field.DATE_FROM, "03/04/2026"),
        (date(2026, 2, 1), Field.VALUE, "01.02.2026"),
        ("a\tb\r\nc", Field.SOURCE, "a b↵c"),
        (12, Field.SOURCE, "12"),
    ],
)
def test_cell_texts(cell: Cell, field: Field, text: str) -> None:
    assert display_text(cell, field, Language.RUSSIAN) == text


@pytest.mark.parametrize(("cell", "text"), [(1234567, "1,234,567"), (145454.55, "145,454.55"), ("1 234", "1,234")])
def test_numbers_of_an_english_window(cell: Cell, text: str) -> None:
    assert display_text(cell, Field.VALUE, Language.ENGLISH) == text


def test_a_wrong_cell_says_why_in_full(model: PlanModel) -> None:
    show(model, document_of([plan_row(1, value="много"), plan_row(2, dateFrom="31.02.2026")]))
    assert str(said(model, 0, Column.VALUE, Tip)).startswith("«много» — не число")
    assert str(said(model, 0, Column.VALUE, Aloud)).startswith("много. «много» — не число")
    assert said(model, 0, Column.SOURCE, Tip) is None
    assert str(said(model, 0, Column.STATE, Tip)).startswith("«План»:")
    look = model.look(1)
    assert look is not None
    assert look.signs[0] is Sign.ERROR


def test_the_service_s_words_stand_at_the_cell_it_named(model: PlanModel) -> None:
    document = plain_document(2)
    show(model, document)
    document.begin_run({RowId(id): document.sheet.row(RowId(id)) for id in (1, 2)})
    document.end_run([RefusedRow(RowId(1), "items[0].metric.value", "Слишком много"), RefusedRow(RowId(2), "", "Нет")])
    assert said(model, 0, Column.STATE) == "Отклонена"
    assert said(model, 0, Column.VALUE, Tip) == "Calltouch не принял: «Слишком много»"
    assert said(model, 0, Column.SOURCE, Tip) is None
    assert said(model, 1, Column.STATE, Tip) == "Calltouch не принял: «Нет»"
    model.setData(model.index(0, Column.VALUE), "5")
    document.finish()
    assert said(model, 0, Column.STATE) == "Готова"
    assert said(model, 0, Column.VALUE, Tip) is None


def test_what_was_mended_and_what_differs_from_the_import_is_told(model: PlanModel) -> None:
    document = document_of([plan_row(1, value=-5), plan_row(2)])
    show(model, document)
    model.setData(model.index(0, Column.VALUE), "5")
    document.finish()
    assert said(model, 0, Column.VALUE, Tip) == "Исправлено после открытия плана."
    document.begin_run({RowId(id): document.sheet.row(RowId(id)) for id in (1, 2)})
    document.set_run_marks(dict.fromkeys(ids(1, 2), RowMark.IMPORTED))
    model.setData(model.index(1, Column.SOURCE), "vk")
    document.finish()
    assert said(model, 1, Column.STATE) == "Изменена"
    assert str(said(model, 1, Column.SOURCE, Tip)).startswith("Изменено после импорта")
    assert said(model, 1, Column.VALUE, Tip) is None


def test_heads_have_names_even_where_they_show_none(model: PlanModel) -> None:
    for column in Column:
        assert model.headerData(column, Qt.Orientation.Horizontal, Aloud)
    assert model.headerData(Column.MARK, Qt.Orientation.Horizontal) == ""
    assert model.headerData(Column.VALUE, Qt.Orientation.Horizontal) == "План"


def test_an_edit_changes_its_row_and_those_it_touches(model: PlanModel) -> None:
    document = plain_document(6)
    ear = show(model, document)
    model.setData(model.index(3, Column.VALUE), "7")
    document.finish()
    assert ear.take() == [rows_changed(3, 3)]
    model.setData(model.index(4, Column.CAMPAIGN), "brand 1")
    document.finish()
    assert ear.take() == [rows_changed(0, 4)]
    assert said(model, 4, Column.STATE) == "Не отправляем"


def test_the_same_text_is_no_edit(model: PlanModel) -> None:
    document = document_of([plan_row(1, value=ShownNumber(7, "007"))])
    ear = show(model, document)
    assert model.setData(model.index(0, Column.VALUE), "007")
    assert ear.take() == []
    assert not document.can_undo


def test_blanks_empty_a_cell(model: PlanModel) -> None:
    document = plain_document(1)
    show(model, document)
    model.setData(model.index(0, Column.MEDIUM), "  ")
    document.finish()
    assert document.sheet.row(RowId(1))[Field.MEDIUM] is None


def test_a_name_brings_its_type(model: PlanModel) -> None:
    document = document_of([plan_row(1), plan_row(2, type="Цели")])
    show(model, document)
    for row in (0, 1):
        model.setData(model.index(row, Column.NAME), "Все лиды")
        document.finish()
    assert [document.sheet.row(id)[Field.TYPE] for id in ids(1, 2)] == ["Лиды", "Цели"]
    document.undo()
    document.finish()
    document.undo()
    document.finish()
    assert document.sheet.row(RowId(1)).cells == plan_row(1).cells


def test_rows_change_as_one_range(model: PlanModel) -> None:
    document = plain_document(9)
    ear = show(model, document)
    document.do(SetCells(tuple((id, Field.VALUE, 5) for id in ids(2, 3, 4, 8))))
    document.finish()
    assert ear.take() == [rows_changed(1, 7)]
    document.do(SetAside(frozenset(ids(1, 2))))
    document.finish()
    assert ear.take() == [rows_changed(0, 1)]


def test_very_many_ranges_are_told_as_one(model: PlanModel) -> None:
    document = plain_document(1400)
    ear = show(model, document)
    document.begin_run({id: document.sheet.row(id) for id in document.sheet.ids})
    ear.take()
    document.set_run_marks({id: RowMark.PENDING for id in document.sheet.ids if id % 2})
    assert ear.take() == [rows_changed(0, 1398)]


def test_judging_anew_changes_everything_and_resets_nothing(model: PlanModel) -> None:
    document = plain_document(5)
    ear = show(model, document)
    rows = [document.sheet.row(id) for id in document.sheet.ids]
    document.rejudge(PlanSheet(rows, today=TODAY, history=History()))
    assert ear.take() == [rows_changed(0, 4)]


def test_rows_go_and_come_back_in_runs(model: PlanModel) -> None:
    document = plain_document(8)
    ear = show(model, document)
    document.do(DeleteRows(ids(2, 3, 6)))
    document.finish()
    assert ear.take() == [("removed", 5, 5), ("removed", 1, 2), renumbered(1, 4)]
    document.undo()
    document.finish()
    assert ("reset",) not in ear.heard
    assert sorted(heard for heard in ear.take() if heard[0] == "inserted") == [("inserted", 1, 2), ("inserted", 3, 3)]
    assert list(model.ids) == list(document.sheet.ids)


def test_new_rows_stand_where_they_were_put(model: PlanModel) -> None:
    document = plain_document(4)
    ear = show(model, document)
    document.do(InsertRows(2, (plan_row(11), plan_row(12))))
    document.finish()
    assert ear.take() == [("inserted", 2, 3), renumbered(2, 5), rows_changed(2, 3)]
    assert list(model.ids) == list(ids(1, 2, 11, 12, 3, 4))


def test_an_added_row_shows_the_number_of_the_one_above_it(model: PlanModel) -> None:
    document = plain_document(2)
    show(model, document)
    row = plan_row(9)
    document.do(InsertRows(2, (PlanRow(row.id, row.cells),)))
    document.finish()
    assert said(model, 2, Column.NUMBER) == "12+"
    document.do(DeleteRows(ids(2)))
    document.finish()
    assert said(model, 1, Column.NUMBER) == "11+"


def test_a_filtered_row_stays_until_the_chip_is_pressed_again(model: PlanModel) -> None:
    document = document_of([plan_row(1, value=None), plan_row(2), plan_row(3, value="?")])
    ear = show(model, document)
    assert arrange(model, filter=Filter.ERRORS) == list(ids(1, 3))
    assert ear.take() == [("reset",)]
    model.setData(model.index(0, Column.VALUE), "12")
    document.finish()
    assert list(model.ids) == list(ids(1, 3))
    assert ear.take() == [rows_changed(0, 0)]
    assert arrange(model, filter=Filter.ERRORS) == list(ids(3))
    assert arrange(model) == list(ids(1, 2, 3))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("BRAND 2", [2]),
        ("1234", [3]),
        ("1 234", [3]),
        ("31.12", [1, 2, 3]),
        ("елк", [1]),
        ("нет такого", []),
        (" ", [1, 2, 3]),
    ],
)
def test_search(model: PlanModel, search: str, found: list[int]) -> None:
    show(model, document_of([plan_row(1, source="Ёлка"), plan_row(2), plan_row(3, value=1234)]))
    assert arrange(model, search=search) == list(ids(*found))


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        (Column.VALUE, [3, 1, 2, 4, 5], [4, 2, 1, 3, 5]),
        (Column.DATE_FROM, [2, 1, 3, 4, 5], [5, 1, 3, 4, 2]),
        (Column.SOURCE, [2, 5, 1, 4, 3], [4, 1, 2, 5, 3]),
        (Column.NUMBER, [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        (Column.STATE, [4, 5, 1, 2, 3], [1, 2, 3, 4, 5]),
    ],
)
def test_sorting(model: PlanModel, column: Column, up: list[int], down: list[int]) -> None:
    """Numbers stand before texts, and what is empty at the end; equal ones stay in the order of the sheet."""
    show(
        model,
        document_of(
            [
                plan_row(1, value=9, source="vk"),
                plan_row(2, value="10", source="Avito", dateFrom=date(2026, 11, 1)),
                plan_row(3, value=8, source=None, medium=None),
                plan_row(4, value="много", source="yandex"),
                plan_row(5, value=None, source="avito", dateFrom="скоро"),
            ]
        ),
    )
    if column is Column.STATE:
        up, down = [4, 5, 1, 2, 3], [1, 2, 3, 4, 5]
    assert arrange(model, column=column) == list(ids(*up))
    assert arrange(model, column=column, descending=True) == list(ids(*down))
    model.sort(-1)
    assert list(model.ids) == list(ids(1, 2, 3, 4, 5))


def test_rows_come_back_to_their_place_in_a_sorted_table(model: PlanModel) -> None:
    document = document_of([plan_row(id, value=value) for id, value in enumerate((5, 3, 9, 1), start=1)])
    show(model, document)
    before = arrange(model, column=Column.VALUE)
    document.do(DeleteRows(ids(2, 3)))
    document.finish()
    document.undo()
    document.finish()
    assert list(model.ids) == before
    document.do(InsertRows(2, (plan_row(7, value=100),)))
    document.finish()
    assert list(model.ids) == list(ids(4, 2, 7, 1, 3))


def test_columns_are_needed_once_they_say_something(model: PlanModel) -> None:
    document = plain_document(3)
    told: list[object] = []
    model.survey.needed.connect(told.append)
    show(model, document)
    assert told == []
    model.setData(model.index(0, Column.KEYWORD), "купить")
    document.finish()
    assert told == [frozenset({Column.KEYWORD})]
    document.do(SetCells(((RowId(2), Field.TYPE, "Лиды"),)))
    document.finish()
    assert told[-1] == frozenset({Column.KEYWORD, Column.TYPE})


def test_nothing_is_edited_while_reading_only(model: PlanModel) -> None:
    document = plain_document(1)
    show(model, document)
    assert model.flags(model.index(0, Column.VALUE)) & Qt.ItemFlag.ItemIsEditable
    model.read_only = True
    assert not model.flags(model.index(0, Column.VALUE)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, Column.VALUE), "5")
    assert not model.setData(model.index(0, Column.STATE), "5")


def test_no_edit_is_taken_while_rows_are_being_arranged(gui: Person, model: PlanModel) -> None:
    document = plain_document(2_000)
    show(model, document)
    model._arranging._seconds = 0.0
    model.arrange(Arrangement(column=Column.CAMPAIGN))
    assert model.busy
    assert not model.setData(model.index(0, Column.VALUE), "5")
    document.do(DeleteRows(ids(1)))
    document.finish()
    gui.wait_until(lambda: not model.busy, seconds=20)
    assert len(model.ids) == 1_999
    assert model.place(RowId(1)) is None


# random edits against a plain list

WORDS = st.sampled_from(["yandex", "vk", "", "avito"])
VALUES = st.sampled_from(["1", "20", "300", "", "много", "-4", "2,5"])


class Editing(RuleBasedStateMachine):
    """A table under random edits, undo, filter, search and sort, beside what it should be."""

    def __init__(self) -> None:
        super().__init__()
        QApplication.instance() or QApplication([])
        self.model = PlanModel(RUSSIAN)
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.document = document_of([])
        self.next = 100

    @initialize(count=st.integers(0, 12))
    def open(self, count: int) -> None:
        self.document = plain_document(count)
        self.model.set_document(self.document)
        self.model.finish()

    @property
    def shown(self) -> list[RowId]:
        return list(self.model.ids)

    @precondition(lambda self: self.model.ids)
    @rule(data=st.data(), value=VALUES)
    def type_value(self, data: st.DataObject, value: str) -> None:
        row = data.draw(st.integers(0, len(self.model.ids) - 1))
        self.model.setData(self.model.index(row, Column.VALUE), value)
        self.document.finish()
        assert self.model.text(self.shown[row], Field.VALUE) == value

    @precondition(lambda self: self.model.ids)
    @rule(data=st.data(), word=WORDS)
    def type_source(self, data: st.DataObject, word: str) -> None:
        row = data.draw(st.integers(0, len(self.model.ids) - 1))
        self.model.setData(self.model.index(row, Column.SOURCE), word)
        self.document.finish()

    @precondition(lambda self: len(self.document.sheet))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gone = data.draw(st.sets(st.sampled_from(self.document.sheet.ids), min_size=1, max_size=4))
        before = self.shown
        self.document.do(DeleteRows(tuple(gone)))
        self.document.finish()
        assert self.shown == [id for id in before if id not in gone]

    @rule(data=st.data(), count=st.integers(1, 3))
    def insert(self, data: st.DataObject, count: int) -> None:
        position = data.draw(st.integers(0, len(self.document.sheet)))
        rows = tuple(plan_row(self.next + at) for at in range(count))
        self.next += count
        before = self.shown
        self.document.do(Many((InsertRows(position, rows),)))
        self.document.finish()
        new = {row.id for row in rows}
        assert [id for id in self.shown if id not in new] == before
        assert new <= set(self.shown)

    @rule()
    def undo(self) -> None:
        self.document.undo()
        self.document.finish()

    @rule()
    def redo(self) -> None:
        self.document.redo()
        self.document.finish()

    @rule(chip=st.sampled_from([Filter.ALL, Filter.ERRORS, Filter.READY, Filter.CHECK]), search=WORDS)
    def filter(self, chip: Filter, search: str) -> None:
        self.model.arrange(Arrangement(filter=chip, search=search))
        self.model.finish()
        sheet = self.document.sheet
        wanted = [
            id
            for id in sheet.ids
            if (chip is Filter.ALL or filter_of(self.document.mark(id)) is chip)
            and (not search or any(search in str(cell) for cell in sheet.row(id).cells))
        ]
        assert self.shown == wanted

    @rule(column=st.sampled_from([Column.VALUE, Column.SOURCE, Column.STATE, Column.NUMBER]), down=st.booleans())
    def sort(self, column: Column, down: bool) -> None:
        self.model.arrange(Arrangement(column=column, descending=down))
        self.model.finish()
        assert sorted(self.shown) == sorted(self.document.sheet.ids)

    @invariant()
    def rows_are_those_of_the_plan(self) -> None:
        assert len(set(self.shown)) == len(self.shown) == self.model.rowCount()
        assert set(self.shown) <= set(self.document.sheet.ids)
        if self.model.wanted == Arrangement():
            assert self.shown == list(self.document.sheet.ids)
        for row, id in enumerate(self.shown):
            assert self.model.place(id) == row
            source = self.document.sheet.row(id)[Field.SOURCE]
            assert self.model.index(row, Column.SOURCE).data() == (source or "")
            assert (
                self.model.index(row, Column.MARK)
                .data(Aloud)
                .startswith(RUSSIAN.say(f"ui.mark.{self.document.mark(id)}"))
            )

    def teardown(self) -> None:
        self.model.set_document(None)
        self.tester.deleteLater()
        self.model.deleteLater()


TestEditing = Editing.TestCase


def test_rows_of_every_state_can_be_sorted_by_it(model: PlanModel) -> None:
    document = plain_document(len(RowMark))
    show(model, document)
    document.begin_run({id: document.sheet.row(id) for id in document.sheet.ids})
    document.set_run_marks(dict(zip(document.sheet.ids, RowMark, strict=True)))
    model.arrange(Arrangement(column=Column.STATE))
    model.finish()
    assert len(model.ids) == len(RowMark)
