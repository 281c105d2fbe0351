"""What pressing «Отправить» would do, counted from the open plan."""

from decimal import Decimal
from pathlib import Path

import pytest
from support.gui import Person
from support.plan_sheets import TODAY, document_with, ids, sent_before

from planimport_gui.facts.reading import Layout, SheetReading, SheetTotal
from planimport_gui.facts.records import Project, RefusedRow
from planimport_gui.plan.cells import Cell
from planimport_gui.plan.commands import DeleteRows, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.plan.history import History
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.proof import ALL
from planimport_gui.plan.row import RowId
from planimport_gui.ui.document import AllowRepeats, Document, SetAside
from planimport_gui.ui.planning import MOST_REPEATS, Plan, Planning
from planimport_gui.ui.states import MonthSum, RepeatLine, TotalProof

pytestmark = pytest.mark.usefixtures("still_clock")
PROJECT = Project("https://api.example", "12345", "Клиника")
NOTHING = History()
TWIN: dict[str, Cell] = {"campaign": "brand 1"}


def sentence(row: RowId, problem: Problem, goes: bool) -> str:
    return f"{row} {problem.code} goes" if goes else f"{row} {problem.code}"


class Desk:
    """Counts, and waits for what is told."""

    def __init__(self, gui: Person) -> None:
        self.gui = gui
        self.planning = Planning(sentence)
        self.told: list[Plan] = []
        self.planning.counted.connect(self._hear)

    def count(
        self,
        document: Document,
        history: History = NOTHING,
        project: Project | None = PROJECT,
        reading: SheetReading | None = None,
    ) -> Plan:
        self.told.clear()
        self.planning.count(document, project, history, practice=False, reading=reading)
        self.gui.wait_until(lambda: self.told)
        (plan,) = self.told
        assert plan is self.planning.plan
        return plan

    def _hear(self, plan: Plan) -> None:
        self.told.append(plan)


@pytest.fixture
def desk(gui: Person) -> Desk:
    return Desk(gui)


def assert_adds_up(plan: Plan) -> None:
    state = plan.state
    repeats = len(state.repeats) + state.more_repeats - state.allowed
    assert state.total == state.rows + state.errors + repeats + state.set_aside + state.refused
    assert len(plan.rows) == state.rows


def test_a_clean_plan_goes_whole(desk: Desk) -> None:
    plan = desk.count(document_with({}, {"value": 50}, {"name": "Бюджет", "dateFrom": TODAY}))
    assert [row.id for row in plan.rows] == [1, 2, 3]
    assert (plan.rows[0].row, plan.rows[0].column) == (11, "J")
    assert plan.state.months == (
        MonthSum(("Площадки", "Бюджет", 2026, 11), 100, 0),
        MonthSum(("Площадки", "Клики", 2026, 12), 150, 0),
    )
    assert (plan.state.batches, plan.state.requests, plan.before) == (1, 3, 0)
    assert plan.state.first_time
    assert_adds_up(plan)


def test_the_budget_comes_first(desk: Desk) -> None:
    plan = desk.count(
        document_with({"name": "Все лиды", "type": "Лиды"}, {"name": "Показы"}, {"name": "Бюджет"}, {"name": "Клики"})
    )
    assert [one.key[1] for one in plan.state.months] == ["Бюджет", "Показы", "Клики", "Все лиды"]


def test_rates_have_no_sum(desk: Desk) -> None:
    plan = desk.count(document_with({"name": "CPC"}, {}))
    assert plan.state.rates == 1
    assert [one.key[1] for one in plan.state.months] == ["Клики"]


def test_every_row_that_stays_is_counted_once(desk: Desk) -> None:
    document = document_with({}, TWIN, {"value": "x"}, {"value": "x"}, {}, {}, {"value": 0})
    document.begin_run({RowId(id): document.sheet.row(RowId(id)) for id in (5, 6)})
    document.end_run([RefusedRow(RowId(6), "", "нет")])
    document.do(SetAside(frozenset(ids(4))))
    plan = desk.count(document)
    state = plan.state
    assert [row.id for row in plan.rows] == [1, 5, 7]
    assert (state.errors, state.set_aside, state.refused, len(state.repeats)) == (1, 1, 1, 1)
    assert_adds_up(plan)
    document.do(AllowRepeats(frozenset(ids(2))))
    plan = desk.count(document)
    assert [row.id for row in plan.rows] == [1, 2, 5, 7]
    assert plan.state.allowed == 1
    assert_adds_up(plan)


def test_rows_set_aside_and_deleted_do_not_count(desk: Desk) -> None:
    document = document_with({}, {"value": "x"})
    document.do(SetAside(frozenset(ids(2))))
    document.do(DeleteRows(ids(2)))
    assert_adds_up(desk.count(document))


def test_repeats_are_listed_with_the_weightier_reason(desk: Desk) -> None:
    history = sent_before(1)
    document = document_with({}, TWIN, {}, history=history)
    plan = desk.count(document, history)
    assert plan.state.repeats == (
        RepeatLine(RowId(1), 11, f"1 {Code.PLAN_SENT}", False),
        RepeatLine(RowId(2), 12, f"2 {Code.PLAN_DUPLICATE}", False),
    )
    assert plan.before == 1
    assert not plan.state.first_time
    assert_adds_up(plan)


def test_what_was_sent_with_another_value_comes_first_with_its_month(desk: Desk) -> None:
    history = sent_before(3, value=7)
    state = desk.count(document_with({}, TWIN, {}, history=history), history).state
    assert [line.row for line in state.repeats] == [3, 2]
    assert (state.changed, state.changed_months, state.replaceable) == (1, ((2026, 12),), ((2026, 12),))
    same = sent_before(3)
    state = desk.count(document_with({}, TWIN, {}, history=same), same).state
    assert [line.row for line in state.repeats] == [2, 3]
    assert (state.changed, state.changed_months) == (0, ())


@pytest.mark.parametrize(("history", "before"), [
    (sent_before(1, 2), 2), (sent_before(1, 2, imported=False), 0), (sent_before(1, 2, value=7), 0),
])  # fmt: skip
def test_only_what_was_imported_for_certain_with_the_same_value_counts_as_before(
    desk: Desk, history: History, before: int
) -> None:
    document = document_with({}, {}, history=history)
    assert desk.count(document, history).before == before
    document.do(AllowRepeats(frozenset(ids(1))))
    plan = desk.count(document, history)
    assert plan.before == max(0, before - 1)
    assert [line.sentence.endswith("goes") for line in plan.state.repeats] == [True, False]


@pytest.mark.parametrize(("history", "counts"), [
    (sent_before(1, 2), (2, 0, 0)), (sent_before(1, 2, imported=False), (0, 2, 0)),
    (sent_before(1, 2, imported=False, doubt=True), (0, 0, 2)), (sent_before(1, 2, value=7), (0, 0, 0)),
    (sent_before(1), (1, 0, 0)),
])  # fmt: skip
def test_what_became_of_repeats_is_counted(desk: Desk, history: History, counts: tuple[int, int, int]) -> None:
    state = desk.count(document_with({}, {}, history=history), history).state
    assert (state.imported, state.in_work, state.in_doubt) == counts


def test_a_month_is_certain_once_all_of_it_is_imported(desk: Desk) -> None:
    key = ("Площадки", "Клики", 2026, 12)
    for open, certain in (({}, True), ({key: 5}, False)):
        history = History(sums={key: 600}, open=open)
        (month,) = desk.count(document_with({}, history=history), history).state.months
        assert month == MonthSum(key, 100, 600, certain=certain)


def test_sums_meet_those_of_the_journal(desk: Desk) -> None:
    history = sent_before(1)
    plan = desk.count(document_with({}, {"value": 5}, history=history), history)
    assert plan.state.months == (MonthSum(("Площадки", "Клики", 2026, 12), 5, 100),)


def test_of_many_repeats_the_first_are_listed(desk: Desk) -> None:
    document = document_with(*[TWIN] * (MOST_REPEATS + 11))
    state = desk.count(document).state
    assert len(state.repeats) == MOST_REPEATS
    assert state.more_repeats == 10


def test_a_change_ends_the_count_and_forgets_the_plan(desk: Desk) -> None:
    document = document_with({}, {})
    desk.count(document)
    document.do(SetCells(((RowId(1), Field.VALUE, 7),)))
    assert desk.planning.plan is None
    desk.planning._slices._seconds = 0.0
    desk.told.clear()
    desk.planning.count(document, PROJECT, NOTHING, practice=False)
    document.do(DeleteRows(ids(1, 2)))
    desk.gui.settle()
    assert desk.told == []
    assert desk.planning.plan is None


def test_the_run_holds_what_was_counted(desk: Desk) -> None:
    plan = desk.count(document_with({}, {"value": "x"}))
    run = plan.new_run(PROJECT, "plan.xlsx", "МП", "digest")
    assert (run.rows, run.left_out, run.before) == (plan.rows, 1, 0)
    assert [row for batch in run.batches for row in batch.rows] == [1]


def test_what_is_asked_again_is_told_again_and_not_counted_anew(desk: Desk) -> None:
    document = document_with({}, {})
    plan = desk.count(document)
    assert desk.count(document) is plan
    document.do(SetCells(((document.sheet.ids[0], Field.VALUE, 7),)))
    assert desk.planning.plan is None
    assert desk.count(document) is not plan
    assert desk.count(document, project=None).state.project is None


def reading(document: Document, total: float, scope: str | None) -> SheetReading:
    """How the document was read, with a totals row in line 42."""
    totals = (SheetTotal(42, "J", Decimal(str(total)), scope),)
    return SheetReading(Path("МП.xlsx"), "МП", 10, Layout.LONG, {}, document.sheet.rows, (), totals=totals)


MONEY: tuple[dict[str, Cell], ...] = ({"name": "Бюджет", "value": 600}, {"name": "Бюджет", "value": 400}, {"value": 5})


@pytest.mark.parametrize(
    ("total", "scope", "metric"),
    [(1000, "Бюджет", "Бюджет"), (1000.4, "Бюджет", "Бюджет"), (1005, ALL, ""), (1000, None, "Бюджет")],
)
def test_what_goes_agrees_with_the_total_of_the_sheet(desk: Desk, total: float, scope: str | None, metric: str) -> None:
    document = document_with(*MONEY)
    plan = desk.count(document, reading=reading(document, total, scope))
    assert plan.state.proofs == (TotalProof(metric, "J42", round(total)),)


def test_what_does_not_go_is_missing_and_its_row_named(desk: Desk) -> None:
    document = document_with(*MONEY)
    read = reading(document, 1000, "Бюджет")
    document.do(SetAside(frozenset(ids(2))))
    assert desk.count(document, reading=read).state.proofs == (TotalProof("Бюджет", "J42", 1000, 400, (12,)),)


def test_an_edited_value_and_another_metric_are_named(desk: Desk) -> None:
    document = document_with(*MONEY)
    read = reading(document, 1000, "Бюджет")
    document.do(SetCells(((RowId(1), Field.VALUE, 700), (RowId(2), Field.NAME, "Клики"))))
    assert desk.count(document, reading=read).state.proofs == (TotalProof("Бюджет", "J42", 1000, 300, (11, 12)),)


def test_deleted_rows_are_missing_and_nothing_is_named_for_them(desk: Desk) -> None:
    document = document_with(*MONEY)
    read = reading(document, 1000, "Бюджет")
    document.do(DeleteRows(ids(1)))
    assert desk.count(document, reading=read).state.proofs == (TotalProof("Бюджет", "J42", 1000, 600),)


def test_many_rows_explain_nothing(desk: Desk) -> None:
    document = document_with(*({"name": "Бюджет", "value": "x"},) * 4, {"name": "Бюджет", "value": 5})
    assert desk.count(document, reading=reading(document, 9, "Бюджет")).state.proofs == (
        TotalProof("Бюджет", "J42", 9, 4),
    )


def test_rows_imported_before_are_there_already(desk: Desk) -> None:
    history = sent_before(1)
    document = document_with({}, {"value": 5}, history=history)
    plan = desk.count(document, history, reading=reading(document, 105, "Клики"))
    assert plan.state.proofs == (TotalProof("Клики", "J42", 105, before=True),)


def test_a_mended_name_agrees_at_last(desk: Desk) -> None:
    document = document_with({"name": "Бюджт", "value": 600}, *MONEY[1:])
    read = reading(document, 1000, None)
    assert desk.count(document, reading=read).state.proofs == ()
    document.do(SetCells(((RowId(1), Field.NAME, "Бюджет"),)))
    assert desk.count(document, reading=read).state.proofs == (TotalProof("Бюджет", "J42", 1000),)


def test_rounding_changes_nothing(desk: Desk) -> None:
    document = document_with({"name": "Бюджет", "value": 599.6}, {"name": "Бюджет", "value": 400.4})
    read = reading(document, 1000, "Бюджет")
    document.do(SetCells(((RowId(1), Field.VALUE, 600), (RowId(2), Field.VALUE, 400))))
    assert desk.count(document, reading=read).state.proofs == (TotalProof("Бюджет", "J42", 1000),)
