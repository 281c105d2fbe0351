"""The open plan: marks and their counts, steps and their undo, sliced or not, refusals, runs."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.gui import Person, Signals
from support.plan_sheets import TODAY, document_with, ids, plan_row, sent_before

from planimport_gui.facts.records import RefusedRow
from planimport_gui.plan.cells import Cell, DateOrder, ErrorValue, SlashDate
from planimport_gui.plan.commands import AnswerDates, DeleteRows, InsertRows, Many, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.history import History
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.document import AllowRepeats, Document, DocumentChange, SetAside, Step, filter_of
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.steps import PART, FixAlike, FixCertain, RoundValues

pytestmark = pytest.mark.usefixtures("application", "still_clock")
TWIN: dict[str, Cell] = {"campaign": "brand 1"}
"""A row that plans the same as row 1."""


def marks(document: Document) -> list[RowMark]:
    return [document.mark(id) for id in document.sheet.ids]


def some(*numbers: int) -> frozenset[RowId]:
    return frozenset(ids(*numbers))


def words(row: int) -> RefusedRow:
    return RefusedRow(RowId(row), "plans[0].metric.name", "название не найдено")


def ready_rows(document: Document) -> list[int]:
    return [id for id in document.sheet.ids if document.ready(id) is not None]


# marks


def test_marks_are_those_of_the_problems() -> None:
    document = document_with({}, TWIN, {"value": "x"}, {"value": 0}, history=sent_before(4, value=0))
    assert marks(document) == [RowMark.CHECK, RowMark.LEFT_OUT, RowMark.ERROR, RowMark.SENT_BEFORE]
    assert ready_rows(document) == [1]


def test_decisions_change_marks_and_counts() -> None:
    document = document_with({}, TWIN, {"value": "x"}, {"value": 0})
    document.do(SetAside(some(3)))
    document.do(AllowRepeats(some(2)))
    assert marks(document) == [RowMark.READY, RowMark.CHECK, RowMark.LEFT_OUT, RowMark.CHECK]
    assert dict(document.filters()) == {
        Filter.ALL: 4, Filter.ERRORS: 0, Filter.CHECK: 2, Filter.READY: 1, Filter.SENT_BEFORE: 0, Filter.LEFT_OUT: 1,
    }  # fmt: skip
    assert ready_rows(document) == [1, 2, 4]
    assert document.repeats() == some(2)


def test_a_decision_that_changes_nothing_is_no_step() -> None:
    document = document_with({}, {})
    document.do(SetAside(some(1), aside=False))
    document.do(AllowRepeats(frozenset()))
    document.do(SetAside(some(77)))
    assert not document.can_undo
    assert document.aside == set()


def test_a_row_set_aside_and_deleted_comes_back_set_aside() -> None:
    document = document_with({"value": "x"}, {})
    document.do(SetAside(some(1)))
    document.do(DeleteRows(ids(1)))
    assert document.aside == set()
    assert document.marks()[RowMark.LEFT_OUT] == 0
    document.undo()
    assert document.aside == {1}
    assert marks(document) == [RowMark.LEFT_OUT, RowMark.READY]
    assert document.sheet.causes() == ()
    document.undo()
    assert marks(document) == [RowMark.ERROR, RowMark.READY]


def test_ticks_do_not_outlive_the_history_they_were_made_for() -> None:
    document = document_with({}, {}, history=sent_before(1))
    document.do(AllowRepeats(some(1)))
    document.do(SetAside(some(2)))
    assert ready_rows(document) == [1]
    document.rejudge(PlanSheet([plan_row(1), plan_row(2)], today=TODAY, history=sent_before(1, 2)))
    assert marks(document) == [RowMark.SENT_BEFORE, RowMark.LEFT_OUT]
    assert ready_rows(document) == []


# steps


def test_small_steps_are_done_at_once_and_told() -> None:
    document = document_with({}, {})
    changes, settled = Signals(document.changed), Signals(document.settled)
    document.do(SetCells(((RowId(2), Field.VALUE, "x"),)))
    assert changes.told == [DocumentChange(some(2))]
    assert len(settled.told) == 1
    assert not document.busy
    assert document.dirty


def test_decisions_do_not_make_the_file_dirty() -> None:
    document = document_with({}, {})
    document.do(SetAside(some(1)))
    assert not document.dirty


def test_a_new_step_forgets_what_was_undone() -> None:
    document = document_with({}, {})
    document.do(SetAside(some(1)))
    document.undo()
    assert document.can_redo
    document.do(SetAside(some(2)))
    assert not document.can_redo
    document.redo()
    assert document.aside == {2}


def test_a_step_that_cannot_be_carried_out_leaves_everything_usable() -> None:
    document = document_with({}, {})
    with pytest.raises(KeyError):
        document.do(SetCells(((RowId(99), Field.VALUE, 1),)))
    assert not document.busy
    assert not document.can_undo
    document.do(SetAside(some(1)))
    assert document.aside == {1}


MANY = 4 * PART + 7
LARGE: Mapping[str, Callable[[], tuple[Document, Step]]] = {
    "set": lambda: (_many(), SetCells(tuple((RowId(n), Field.VALUE, "x") for n in range(1, MANY + 1)))),
    "insert": lambda: (document_with({}, {}), InsertRows(1, tuple(plan_row(n) for n in range(10, MANY)))),
    "delete": lambda: (_many(), DeleteRows(tuple(RowId(n) for n in range(2, MANY)))),
    "delete every other": lambda: (_many(), DeleteRows(tuple(RowId(n) for n in range(1, MANY, 2)))),
    "aside": lambda: (_many(), SetAside(frozenset(RowId(n) for n in range(1, MANY)))),
    "allow": lambda: (_many(campaign="a"), AllowRepeats(frozenset(RowId(n) for n in range(2, MANY)))),
    "dates": lambda: (_many(dateFrom=SlashDate("03/04/2026")), AnswerDates(DateOrder.DAY_FIRST)),
    "many": lambda: (
        _many(),
        Many(
            (
                SetCells(tuple((RowId(n), Field.VALUE, 7) for n in range(1, MANY))),
                DeleteRows(ids(3)),
                InsertRows(0, tuple(plan_row(n) for n in range(5000, 5000 + 2 * PART))),
            )
        ),
    ),
    "certain": lambda: (_many(name="СРС"), FixCertain()),
    "round": lambda: (_many(value=1.5), RoundValues()),
    "alike": lambda: (_alike(), FixAlike(RowId(1), _alike().sheet.verdict(RowId(1)).problems[0])),
}


def _many(**own: Cell) -> Document:
    return document_with(*([own] * MANY))


def _alike() -> Document:
    return _many(name="Клкии")


def picture(document: Document) -> list[tuple[PlanRow, RowMark]]:
    return [(document.sheet.row(id), document.mark(id)) for id in document.sheet.ids]


@pytest.mark.parametrize("name", LARGE)
def test_a_large_step_goes_in_parts_and_can_be_undone(name: str, gui: Person) -> None:
    document, step = LARGE[name]()
    document._slices._seconds = 0.0
    before = picture(document)
    changes, settled = Signals(document.changed), Signals(document.settled)
    document.do(step)
    assert document.busy
    document.do(SetAside(frozenset(document.sheet.ids)))
    document.undo()
    gui.wait_until(lambda: not document.busy)
    assert len(settled.told) == 1
    assert len(changes.told) >= 3
    after = picture(document)
    assert after != before
    assert_consistent(document)
    document.undo()
    gui.wait_until(lambda: not document.busy)
    assert picture(document) == before
    assert_consistent(document)
    assert not document.can_undo
    document.redo()
    document.finish()
    assert picture(document) == after


def test_fractions_of_a_large_plan_keep_their_sum() -> None:
    document = _many(value=1.5)
    document.do(RoundValues())
    document.finish()
    values = [document.sheet.row(id)[Field.VALUE] for id in document.sheet.ids]
    assert all(type(value) is int for value in values)
    assert sum(value for value in values if isinstance(value, int)) == round(1.5 * MANY + 0.01)


def test_what_is_set_aside_is_not_mended() -> None:
    document = document_with({"name": "СРС"}, {"name": "СРС"})
    document.do(SetAside(some(1)))
    document.do(FixCertain())
    assert [document.sheet.row(id)[Field.NAME] for id in document.sheet.ids] == ["СРС", "CPC"]


# runs


def test_rows_of_a_run_show_what_became_of_them() -> None:
    document = document_with({}, {}, {"value": "x"})
    document.begin_run({RowId(id): document.sheet.row(RowId(id)) for id in (1, 2)})
    assert document.in_run
    assert marks(document) == [RowMark.WAITING, RowMark.WAITING, RowMark.ERROR]
    document.set_run_marks({RowId(1): RowMark.IMPORTED, RowId(3): RowMark.IMPORTED, RowId(9): RowMark.IMPORTED})
    assert marks(document) == [RowMark.IMPORTED, RowMark.WAITING, RowMark.ERROR]
    document.do(SetCells(((RowId(1), Field.VALUE, 5),)))
    assert document.mark(RowId(1)) is RowMark.CHANGED
    document.end_run()
    assert marks(document) == [RowMark.READY, RowMark.READY, RowMark.ERROR]


def test_only_news_of_a_run_is_told() -> None:
    document = document_with({}, {})
    document.begin_run({id: document.sheet.row(id) for id in document.sheet.ids})
    changes = Signals(document.changed)
    document.set_run_marks({RowId(1): RowMark.SENDING, RowId(2): RowMark.WAITING})
    assert changes.told == [DocumentChange(some(1))]


def test_a_refused_row_stays_back_until_it_is_changed() -> None:
    document = document_with({}, {})
    document.begin_run({id: document.sheet.row(id) for id in document.sheet.ids})
    document.end_run([words(2)])
    assert marks(document) == [RowMark.READY, RowMark.REFUSED]
    assert dict(document.filters())[Filter.REFUSED] == 1
    assert document.refusal(RowId(2)) == words(2)
    assert ready_rows(document) == [1]
    document.do(SetCells(((RowId(2), Field.CAMPAIGN, "other"),)))
    assert marks(document) == [RowMark.READY, RowMark.READY]
    assert Filter.REFUSED not in dict(document.filters())
    document.undo()
    assert ready_rows(document) == [1]


def test_the_next_run_forgets_what_the_last_one_refused() -> None:
    document = document_with({}, {})
    document.begin_run({id: document.sheet.row(id) for id in document.sheet.ids})
    document.end_run([words(2)])
    document.begin_run({RowId(1): document.sheet.row(RowId(1))})
    document.end_run()
    assert marks(document) == [RowMark.READY, RowMark.READY]
    assert_consistent(document)


# everything together


def assert_consistent(document: Document) -> None:
    """Counts are those of the marks one by one."""
    one_by_one = Counter(marks(document))
    counted = document.marks()
    assert {mark: count for mark, count in counted.items() if count} == dict(one_by_one)
    chips = Counter(map(filter_of, marks(document)))
    for chip, count in document.filters():
        assert count == (len(document.sheet) if chip is Filter.ALL else chips[chip])
    assert all(id in document.sheet for id in document.aside)
    listed = sum(1 for id in document.sheet.ids if document.is_repeat(id))
    assert len(document.repeats()) == listed


CELLS = st.sampled_from(
    [
        (Field.VALUE, 1), (Field.VALUE, 0), (Field.VALUE, "x"), (Field.VALUE, 1.5), (Field.VALUE, ErrorValue("#DIV/0!")),
        (Field.CAMPAIGN, "brand 1"), (Field.CAMPAIGN, "brand 2"), (Field.CAMPAIGN, " brand 2"),
        (Field.NAME, "СРС"), (Field.NAME, "Клики"), (Field.NAME, "Клкии"), (Field.MEDIUM, None),
        (Field.DATE_FROM, SlashDate("03/04/2026")),
    ]
)  # fmt: skip


class Used(RuleBasedStateMachine):
    """A plan in the hands of somebody who does everything, in any order."""

    @initialize(rows=st.integers(1, 5), sent=st.booleans())
    def open(self, rows: int, sent: bool) -> None:
        history = sent_before(1, 2) if sent else History()
        self.document = document_with(*([{}] * rows), history=history)
        self.refused: set[RowId] = set()

    def draw_ids(self, data: st.DataObject) -> frozenset[RowId]:
        there = self.document.sheet.ids
        return frozenset(data.draw(st.lists(st.sampled_from(there), max_size=3))) if there else frozenset()

    @rule(data=st.data())
    @precondition(lambda self: len(self.document.sheet))
    def edit(self, data: st.DataObject) -> None:
        cells = data.draw(st.lists(CELLS, min_size=1, max_size=3))
        there = self.document.sheet.ids
        self.step(SetCells(tuple((data.draw(st.sampled_from(there)), field, cell) for field, cell in cells)))

    @rule(data=st.data(), aside=st.booleans())
    def set_aside(self, data: st.DataObject, aside: bool) -> None:
        self.step(SetAside(self.draw_ids(data), aside))

    @rule(data=st.data(), allowed=st.booleans())
    def allow(self, data: st.DataObject, allowed: bool) -> None:
        self.step(AllowRepeats(self.draw_ids(data), allowed))

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.step(DeleteRows(tuple(self.draw_ids(data))))

    @rule(data=st.data())
    def insert(self, data: st.DataObject) -> None:
        new = replace(plan_row(data.draw(st.integers(1, 3))), id=self.document.sheet.new_id())
        self.step(InsertRows(data.draw(st.integers(0, len(self.document.sheet))), (new,)))

    @rule(step=st.sampled_from([FixCertain(), RoundValues(), AnswerDates(DateOrder.MONTH_FIRST)]))
    def mend(self, step: Step) -> None:
        self.step(step)

    @rule()
    def undo_and_redo(self) -> None:
        if self.document.can_undo:
            before = picture(self.document)
            self.document.undo()
            self.document.redo()
            assert picture(self.document) == before

    @rule(data=st.data())
    def run(self, data: st.DataObject) -> None:
        document = self.document
        rows = [document.sheet.row(id) for id in document.sheet.ids if document.ready(id)]
        if not rows:
            return
        document.begin_run({row.id: row for row in rows})
        refused = data.draw(st.lists(st.sampled_from([row.id for row in rows]), max_size=2))
        document.set_run_marks({row.id: RowMark.IMPORTED for row in rows})
        document.end_run(words(id) for id in refused)

    @rule(sent=st.sets(st.integers(1, 4)))
    def rejudge(self, sent: set[int]) -> None:
        rows = [self.document.sheet.row(id) for id in self.document.sheet.ids]
        history = sent_before(*sent) if sent else History()
        self.document.rejudge(PlanSheet(rows, today=TODAY, history=history))

    @invariant()
    def counts_agree(self) -> None:
        assert_consistent(self.document)

    def step(self, step: Step) -> None:
        """Carry out a step; taking it back leads to where it began."""
        before = picture(self.document)
        could = self.document.can_undo
        self.document.do(step)
        self.document.finish()
        after = picture(self.document)
        if after != before:
            self.document.undo()
            self.document.finish()
            assert picture(self.document) == before
            assert self.document.can_undo is could
            self.document.redo()
            self.document.finish()
            assert picture(self.document) == after


TestUsed = Used.TestCase
