"""What holds for every sheet: clean rows are never accused, faults never missed, edits never lose track."""

from datetime import date, timedelta
from typing import Protocol

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planimport_gui.plan import metrics
from planimport_gui.plan.causes import TOGETHER, Remedy
from planimport_gui.plan.cells import Cell, DateOrder, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.edits import (
    AnswerDates,
    DeleteRows,
    Edit,
    InsertRows,
    Many,
    SetCells,
    fix_alike,
    fix_certain,
    round_values,
)
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.history import History, SentItem
from planimport_gui.plan.periods import day_text
from planimport_gui.plan.problems import Code, Severity
from planimport_gui.plan.row import ItemKey, Origin, PlanRow, RowId
from planimport_gui.plan.rules import RowRules
from planimport_gui.plan.sheet import PlanSheet

TODAY = date(2026, 1, 15)


class Make(Protocol):
    def cells(self, **changed: Cell) -> tuple[Cell, ...]: ...


# clean rows, as a careful person writes them

letters = st.characters(categories=["Lu", "Ll", "Nd"], include_characters="_-.()[]|+")
words = st.text(letters, min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join).filter(lambda text: text != "-")
dimension_cells = texts | st.integers(1, 10**9)
numbers = st.integers(1, 2_147_483_647)
value_cells = st.one_of(
    numbers,
    numbers.map(float),
    numbers.map(lambda number: number + 1e-7 if number < 10**6 else number),
    numbers.map(str),
    numbers.map(lambda number: f"{number:,}".replace(",", "\u00a0")),
    numbers.map(lambda number: f"{number:,}".replace(",", "\u202f") + ",00"),
)
metric_cells = st.sampled_from(metrics.NAMES).map(lambda name: (metrics.type_of(name), name)) | st.tuples(
    st.sampled_from(metrics.FREE_TYPES), texts.map(lambda text: f"Мой {text}")
)


@st.composite
def period_cells(draw: st.DrawFn) -> tuple[Cell, Cell]:
    first = draw(st.dates(date(2024, 1, 1), date(2027, 12, 1)))
    last = first + timedelta(days=draw(st.integers(0, 365)))
    write = draw(st.sampled_from([lambda day: day, day_text, date.isoformat, lambda day: day_text(day) + " г."]))
    return write(first), write(last)


@st.composite
def clean_cells(draw: st.DrawFn) -> tuple[Cell, ...]:
    source_and_medium = draw(st.tuples(dimension_cells, dimension_cells) | st.just((None, None)))
    others = draw(st.tuples(*[st.none() | dimension_cells] * 3))
    if source_and_medium == (None, None) and others == (None, None, None):
        others = ("campaign", None, None)
    return (*draw(period_cells()), *source_and_medium, *others, *draw(metric_cells), draw(value_cells))


@given(clean_cells())
@settings(max_examples=300)
def test_clean_rows_are_never_accused(cells: tuple[Cell, ...]) -> None:
    verdict = RowRules(TODAY).judge(cells)
    assert verdict.problems == ()
    assert verdict.item is not None


FAULTS: list[tuple[Code, dict[Field, st.SearchStrategy[Cell]]]] = [
    (Code.DATE_MISSING, {Field.DATE_FROM: st.sampled_from([None, "", "-", "\u00a0"])}),
    (Code.DATE_MISSING, {Field.DATE_TO: st.sampled_from([None, " ", "—"])}),
    (Code.DATE_INVALID, {Field.DATE_TO: st.sampled_from(["31.02.2026", "скоро", 45000, "22.04-30.04", 0.5])}),
    (Code.DATE_AMBIGUOUS, {Field.DATE_FROM: st.sampled_from(["03/04/2026", SlashDate("03/04/2026")])}),
    (Code.PERIOD_REVERSED, {Field.DATE_TO: st.dates(date(2000, 1, 1), date(2023, 12, 31))}),
    (Code.PERIOD_LONG, {Field.DATE_TO: st.dates(date(2029, 1, 1), date(2100, 12, 31))}),
    (Code.DIMENSION_UNUSUAL, {Field.CONTENT: texts.map(lambda text: text + "\u00a0x\n")}),
    (Code.DIMENSION_NUMBER, {Field.KEYWORD: st.integers(1, 999).map(lambda n: ShownNumber(n, f"{n:05}"))}),
    (Code.TYPE_MISSING, {Field.TYPE: st.sampled_from([None, ""])}),
    (Code.TYPE_UNKNOWN, {Field.TYPE: st.sampled_from(["лиды", "Звонки", "Leads", "Цeли"])}),
    (Code.NAME_MISSING, {Field.NAME: st.sampled_from([None, "  "])}),
    (Code.VALUE_MISSING, {Field.VALUE: st.sampled_from([None, "", "-", "н/д", "n/a"])}),
    (Code.VALUE_INVALID, {Field.VALUE: st.sampled_from(["abc", "1.234", "1 2", float("nan"), float("inf")])}),
    (Code.VALUE_FRACTION, {Field.VALUE: st.floats(0.001, 10**6).filter(lambda n: abs(n - round(n)) > 1e-5)}),
    (Code.VALUE_PERCENT, {Field.VALUE: st.sampled_from(["12 %", "5%", ShownNumber(0.12, "12%")])}),
    (Code.VALUE_UNIT, {Field.VALUE: st.sampled_from(["75 т.р.", "1 млн", "100 руб.", "5 тыс"])}),
    (Code.VALUE_LARGE, {Field.VALUE: st.integers(2_147_483_648, 10**20)}),
    (Code.VALUE_NEGATIVE, {Field.VALUE: st.integers(-(2**53), -1)}),
    (Code.VALUE_ZERO, {Field.VALUE: st.sampled_from([0, 0.0, "0", "0,00"])}),
    *[(Code.CELL_FORMULA, {field: st.just(Uncalculated())}) for field in FIELDS],
    *[(Code.CELL_ERROR, {field: st.just(ErrorValue("#REF!"))}) for field in FIELDS],
    *[(Code.CELL_BOOLEAN, {field: st.booleans()}) for field in FIELDS],
    *[(Code.CELL_DATE, {field: st.dates()}) for field in FIELDS[2:]],
]


@given(
    clean_cells(),
    st.sampled_from(FAULTS).flatmap(lambda fault: st.tuples(st.just(fault[0]), st.fixed_dictionaries(fault[1]))),
)
@settings(max_examples=600)
def test_an_injected_fault_is_always_found(cells: tuple[Cell, ...], fault: tuple[Code, dict[Field, Cell]]) -> None:
    code, changed = fault
    broken = list(cells)
    for field, cell in changed.items():
        broken[POSITION[field]] = cell
    found = [problem for problem in RowRules(TODAY).judge(tuple(broken)).problems if problem.code is code]
    assert [problem.field for problem in found] == [*changed] or code is Code.PERIOD_REVERSED
    assert found


anything: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates(), st.just(Uncalculated()),
    st.just(ErrorValue("#N/A")), st.builds(ShownNumber, st.floats(), st.text(max_size=5)),
    st.just(SlashDate("1/2/2026")),
)  # fmt: skip


@given(st.tuples(*[anything] * 10))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_the_cells_is_judged(cells: tuple[Cell, ...]) -> None:
    verdict = RowRules(TODAY).judge(cells)
    assert (verdict.item is None) == any(problem.severity is Severity.ERROR for problem in verdict.problems)


# edits against judging from scratch

DAYS: list[Cell] = [date(2026, 2, 1), date(2026, 2, 10), date(2026, 3, 1), "03/04/2026", None, date(2025, 1, 1)]
CHOICES: dict[Field, list[Cell]] = {
    Field.DATE_FROM: DAYS,
    Field.DATE_TO: [date(2026, 2, 10), date(2026, 2, 28), date(2026, 3, 31), SlashDate("05/06/2026")],
    Field.SOURCE: ["yandex", "yandex", "google", None, True, 1],
    Field.MEDIUM: ["cpc", None],
    Field.CAMPAIGN: ["a", " a", None],
    Field.CONTENT: [None, "-"],
    Field.KEYWORD: [None, 1, 1.0],
    Field.TYPE: ["Площадки", "Площадки", "площадки", None, "Лиды"],
    Field.NAME: ["Клики", "Клики", "CPC", "СРС", "Клик"],
    Field.VALUE: [100, 200, 200, 1.5, 2.25, "75 т.р.", "12%", 0, None],
}
GOOD: dict[Field, list[Cell]] = {
    Field.DATE_FROM: [date(2026, 2, 1), date(2026, 2, 5), "01.02.2026"],
    Field.DATE_TO: [date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 10)],
    Field.SOURCE: ["yandex", "yandex", "yandex", "google"],
    Field.MEDIUM: ["cpc"],
    Field.CAMPAIGN: ["a", "a", "a", "a "],
    Field.CONTENT: [None],
    Field.KEYWORD: [None],
    Field.TYPE: ["Площадки"],
    Field.NAME: ["Клики", "Клики", "Клики", "CPC"],
    Field.VALUE: [100, 200, 0],
}
good_cells = st.tuples(*[st.sampled_from(GOOD[field]) for field in FIELDS])
row_cells = good_cells | good_cells | st.tuples(*[st.sampled_from(CHOICES[field]) for field in FIELDS])
KEYS = [
    ItemKey(date(2026, 2, 1), last, "yandex", "cpc", "a", "", "", "Площадки", "Клики")
    for last in (date(2026, 2, 10), date(2026, 2, 28))
]
sent_items = st.builds(SentItem, st.integers(1, 3), st.just(TODAY), st.sampled_from([100, 200]), st.booleans())
histories = st.builds(
    History,
    st.dictionaries(st.sampled_from(KEYS), st.lists(sent_items, max_size=2).map(tuple)),
    st.dictionaries(
        st.sampled_from([("Площадки", "Клики", 2026, 2), ("Площадки", "CPC", 2026, 2), ("Площадки", "Клики", 2026, 3)]),
        st.integers(0, 1000),
    ),
)

Picture = dict[RowId, tuple[PlanRow, object, Severity | None]]


class EditedSheet(RuleBasedStateMachine):
    """Any edits in any order: after each, the sheet equals one judged from scratch, and its inverse restores it."""

    @initialize(rows=st.lists(st.tuples(row_cells, st.booleans()), max_size=8), history=histories, ask=st.booleans())
    def start(self, rows: list[tuple[tuple[Cell, ...], bool]], history: History, ask: bool) -> None:
        self.history = history
        self.sheet = PlanSheet(
            [
                PlanRow(RowId(at), cells, Origin(at + 10, "J") if read else None)
                for at, (cells, read) in enumerate(rows, start=1)
            ],
            today=TODAY,
            history=history,
        )
        if ask:
            self.sheet.causes()

    def picture(self, sheet: PlanSheet) -> Picture:
        return {id: (sheet.row(id), sheet.verdict(id), sheet.severity(id)) for id in sheet.ids}

    def fresh(self) -> PlanSheet:
        rows = [self.sheet.row(id) for id in self.sheet.ids]
        return PlanSheet(rows, today=TODAY, history=self.history)

    def carry_out(self, edit: Edit, keep: bool) -> None:
        before, order = self.picture(self.sheet), self.sheet.ids
        change = self.sheet.apply(edit)
        after = self.picture(self.sheet)
        assert self.sheet.with_problems() == tuple(id for id in self.sheet.ids if after[id][2] is not None)
        changed = {id for id in after if before.get(id) != after[id]}
        assert changed <= change.touched <= after.keys()
        assert set(change.inserted) == after.keys() - before.keys()
        assert set(change.removed) == before.keys() - after.keys()
        if not keep:
            back = self.sheet.apply(change.inverse)
            assert self.sheet.ids == order
            assert self.picture(self.sheet) == before
            assert {id for id in before if after.get(id) != before[id]} <= back.touched

    @rule(data=st.data(), keep=st.booleans())
    @precondition(lambda self: len(self.sheet))
    def set_cells(self, data: st.DataObject, keep: bool) -> None:
        self.carry_out(self.any_cells(data), keep)

    @rule(data=st.data(), keep=st.booleans())
    def insert(self, data: st.DataObject, keep: bool) -> None:
        self.carry_out(self.any_insertion(data), keep)

    @rule(data=st.data(), keep=st.booleans())
    @precondition(lambda self: len(self.sheet))
    def delete(self, data: st.DataObject, keep: bool) -> None:
        ids = data.draw(st.lists(st.sampled_from(self.sheet.ids), unique=True, max_size=4))
        self.carry_out(DeleteRows(tuple(ids)), keep)

    @rule(data=st.data(), keep=st.booleans())
    @precondition(lambda self: len(self.sheet))
    def many(self, data: st.DataObject, keep: bool) -> None:
        edits: list[Edit] = [self.any_cells(data), self.any_insertion(data), self.any_cells(data)]
        edits.append(DeleteRows((data.draw(st.sampled_from(self.sheet.ids)),)))
        self.carry_out(Many(tuple(edits)), keep)

    @rule(order=st.sampled_from(DateOrder), keep=st.booleans())
    def answer(self, order: DateOrder, keep: bool) -> None:
        self.carry_out(AnswerDates(order), keep)

    @rule(keep=st.booleans())
    def mend(self, keep: bool) -> None:
        self.carry_out(fix_certain(self.sheet), keep)
        if keep:
            problems = [problem for id in self.sheet.ids for problem in self.sheet.verdict(id).problems]
            assert not any(problem.fix and problem.fix.certain for problem in problems)

    @rule(keep=st.booleans())
    def round(self, keep: bool) -> None:
        self.carry_out(round_values(self.sheet), keep)
        if keep:
            assert not self.sheet.with_code(Code.VALUE_FRACTION)

    @rule(data=st.data())
    @precondition(lambda self: any(group.problem.fix for group in self.sheet.causes()))
    def mend_alike(self, data: st.DataObject) -> None:
        group = data.draw(st.sampled_from([group for group in self.sheet.causes() if group.problem.fix]))
        self.carry_out(fix_alike(self.sheet, group.row, group.problem), keep=True)
        for id in self.sheet.ids:
            kinds = [(p.code, p.field, p.found) for p in self.sheet.verdict(id).problems if p.fix == group.problem.fix]
            assert (group.problem.code, group.problem.field, group.problem.found) not in kinds

    @rule(history=histories)
    def choose_project(self, history: History) -> None:
        before = self.picture(self.sheet)
        touched = self.sheet.set_history(history)
        self.history = history
        after = self.picture(self.sheet)
        assert {id for id in after if before[id] != after[id]} <= touched

    @invariant()
    def equals_judging_from_scratch(self) -> None:
        fresh = self.fresh()
        assert self.picture(self.sheet) == self.picture(fresh)
        assert self.sheet.counts == fresh.counts
        assert self.sheet.sendable() == fresh.sendable()
        assert self.sheet.sendable(repeats=True) == fresh.sendable(repeats=True)
        counts = self.sheet.counts
        assert counts.rows == counts.errors + counts.repeats + counts.warnings + counts.ready

    @invariant()
    def causes_equal_those_from_scratch(self) -> None:
        def told(sheet: PlanSheet) -> set[tuple[object, ...]]:
            return {
                (group.problem.code, group.rows)
                if group.problem.code in TOGETHER
                else (group.problem.code, group.problem.field, group.problem.found, group.problem.fix, group.rows)
                for group in sheet.causes()
            }

        fresh = self.fresh()
        assert told(self.sheet) == told(fresh)
        assert self.sheet.cause_count == len(self.sheet.causes()) == fresh.cause_count
        assert [self.sheet.needing(remedy) for remedy in Remedy] == [fresh.needing(remedy) for remedy in Remedy]

        def order(sheet: PlanSheet) -> list[tuple[object, int]]:
            return [
                ("certain" if group.problem.fix and group.problem.fix.certain else group.problem.severity, group.rows)
                for group in sheet.causes()
            ]

        assert order(self.sheet) == order(fresh)
        for group in self.sheet.causes():
            assert len(self.sheet.of_cause(group.row, group.problem)) == group.rows

    def any_cells(self, data: st.DataObject) -> SetCells:
        def draw() -> tuple[RowId, Field, Cell]:
            field = data.draw(st.sampled_from([*FIELDS, *[Field.VALUE] * 5]))
            return data.draw(st.sampled_from(self.sheet.ids)), field, data.draw(st.sampled_from(CHOICES[field]))

        return SetCells(tuple(draw() for _ in range(data.draw(st.integers(1, 4)))))

    def any_insertion(self, data: st.DataObject) -> InsertRows:
        cells = data.draw(st.lists(st.tuples(row_cells, st.booleans()), min_size=1, max_size=3))
        rows = tuple(PlanRow(self.sheet.new_id(), row, Origin(90, "J") if read else None) for row, read in cells)
        return InsertRows(data.draw(st.integers(0, len(self.sheet))), rows)


TestEditedSheet = EditedSheet.TestCase
TestEditedSheet.settings = settings(
    max_examples=60, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
