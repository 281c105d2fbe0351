"""What replacing months takes: against doing it by hand, for random imports and plans; and what forbids it."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import DeleteReason, NewRun, PlannedBatch, PlannedRow, Project, ReplacedBatch
from planimport_gui.importing.replacement import Hindered, Hindrance, OpenPlan, Replacement, plan_replacement
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.history import History
from planimport_gui.plan.problems import Severity
from planimport_gui.plan.row import Item, Origin, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet

TODAY = date(2026, 11, 20)
HERE = Project("https://a/api", "1", "Клиника")
NOV, DEC = (2026, 11), (2026, 12)


def item(campaign: str, value: int, month: int = 11, name: str = "Клики") -> Item:
    return Item(
        date(2026, month, 1), date(2026, month, 28), "yandex", "cpc", campaign, "", "", "Площадки", name, value
    )  # fmt: skip


def row(id: int, one: Item) -> PlanRow:
    cells = (
        one.date_from, one.date_to, one.source, one.medium, one.campaign, None, None, one.type, one.name, one.value,
    )  # fmt: skip
    return PlanRow(RowId(id), cells, Origin(id + 1, "J"))


def sheet_of(*items: Item) -> tuple[PlanRow, ...]:
    return tuple(row(at, one) for at, one in enumerate(items, 1))


@dataclass
class Past:
    """A journal, and short ways to bring imports into it."""

    journal: Journal
    logs: int = 100

    def planned(self, *batches: Sequence[Item], project: Project = HERE, replaces: Sequence[ReplacedBatch] = ()) -> int:
        items = [one for batch in batches for one in batch]
        rows = tuple(PlannedRow(RowId(at), one) for at, one in enumerate(items, 1))
        ids = iter(row.id for row in rows)
        cuts = tuple(PlannedBatch(tuple(next(ids) for _ in batch)) for batch in batches)
        digest = str(self.logs)
        return self.journal.create_run(
            NewRun(project, "plan.xlsx", "План", digest, rows, cuts, 0, replaces=tuple(replaces))
        )

    def accept(self, run: int, number: int) -> int:
        self.logs += 1
        attempt = self.journal.begin(run, number, "ab")
        assert self.journal.accept(attempt, self.logs)
        return attempt

    def imported(self, *batches: Sequence[Item], project: Project = HERE) -> int:
        run = self.planned(*batches, project=project)
        for number in range(1, len(batches) + 1):
            self.journal.settle(self.accept(run, number))
        return run

    def plan(self, months: Sequence[tuple[int, int]], plan: OpenPlan) -> Replacement | Hindered:
        return plan_replacement(self.journal, HERE, months, self.journal.history(HERE), plan)

    def delete(self, batch: ReplacedBatch) -> None:
        last = self.journal.batch(batch.run, batch.batch).last
        assert last is not None
        self.journal.delete([last.id], DeleteReason.UNDO)
        self.journal.asking_to_delete(batch.run, [last.id])
        self.journal.deleted(last.id)


@contextmanager
def new_past() -> Iterator[Past]:
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "journal.sqlite")
        try:
            yield Past(journal)
        finally:
            journal.close()


@pytest.fixture
def past() -> Iterator[Past]:
    with new_past() as made:
        yield made


def planned(found: Replacement | Hindered) -> Replacement:
    assert isinstance(found, Replacement), found
    return found


# by example


def test_a_month_of_a_run_is_replaced_with_the_batches_it_stands_in(past: Past) -> None:
    run = past.imported([item("a", 1), item("b", 2)], [item("c", 3), item("a", 4, 12)], [item("b", 5, 12)])
    plan = sheet_of(item("a", 1), item("b", 20), item("new", 9), item("a", 4, 12), item("b", 5, 12), item("d", 6, 12))
    found = planned(past.plan([NOV], OpenPlan(plan, TODAY)))
    assert found.replaces == (ReplacedBatch(run, 1), ReplacedBatch(run, 2))
    assert [row.item.value for row in found.rows] == [1, 20, 9, 4, 6]
    assert (found.deleted, found.same, found.changed, found.gone, found.beside) == (4, 1, 1, 1, 1)
    assert (found.left_out, found.before, found.months, found.repeated) == (1, 1, (NOV,), 0)
    new = found.new_run("v11.xlsx", "МП", "digest")
    assert (new.replaces, new.rows, new.left_out, new.before) == (found.replaces, found.rows, 1, 1)
    assert new.rows[0].row == 2


def test_what_the_plan_does_not_have_of_another_month_forbids_it(past: Past) -> None:
    run = past.imported([item("a", 1), item("x", 4, 12)])
    assert past.plan([NOV], OpenPlan(sheet_of(item("a", 2)), TODAY)) == Hindered(Hindrance.LOST, 0, 1, (DEC,))
    other = sheet_of(item("a", 2), item("x", 5, 12))
    assert past.plan([NOV], OpenPlan(other, TODAY)) == Hindered(Hindrance.LOST, 0, 1, (DEC,))
    assert planned(past.plan([NOV, DEC], OpenPlan(other, TODAY))).changed == 2
    aside = OpenPlan(sheet_of(item("a", 2), item("x", 4, 12)), TODAY, aside=frozenset([RowId(2)]))
    assert past.plan([NOV], aside) == Hindered(Hindrance.LOST, 0, 1, (DEC,))
    assert planned(past.plan([NOV], replace(aside, aside=frozenset()))).replaces == (ReplacedBatch(run, 1),)


def test_other_projects_and_what_is_deleted_already_are_left_alone(past: Past) -> None:
    past.imported([item("a", 1)], project=replace(HERE, site="2"))
    past.imported([item("a", 1)], project=replace(HERE, address="https://b/api"))
    gone = past.imported([item("a", 1)])
    past.delete(ReplacedBatch(gone, 1))
    assert past.plan([NOV], OpenPlan(sheet_of(item("a", 2)), TODAY)) == Hindered(Hindrance.NOTHING)


def test_rows_with_errors_or_refused_ones_forbid_it_unless_they_are_set_aside(past: Past) -> None:
    past.imported([item("a", 1), item("b", 2)])
    broken = row(2, item("b", 2))
    broken = replace(broken, cells=(*broken.cells[:-1], "много"))
    plan = OpenPlan((row(1, item("a", 5)), broken), TODAY)
    assert past.plan([NOV], plan) == Hindered(Hindrance.ERRORS, rows=1)
    found = planned(past.plan([NOV], replace(plan, aside=frozenset([RowId(2)]))))
    assert (found.gone, found.changed, found.left_out) == (1, 1, 1)
    refused = OpenPlan(sheet_of(item("a", 5), item("b", 2)), TODAY, refused=frozenset([RowId(2)]))
    assert past.plan([NOV], refused) == Hindered(Hindrance.ERRORS, rows=1)


def test_a_plan_of_which_nothing_goes_replaces_nothing(past: Past) -> None:
    past.imported([item("a", 1)])
    aside = OpenPlan(sheet_of(item("a", 5)), TODAY, aside=frozenset([RowId(1)]))
    assert past.plan([NOV], aside) == Hindered(Hindrance.NOTHING)


def test_repeats_that_were_ticked_go_only_where_they_are_in_the_plan_twice(past: Past) -> None:
    past.imported([item("a", 1)], [item("x", 4, 12)])
    twice = OpenPlan(sheet_of(item("a", 2), item("a", 2)), TODAY)
    assert (planned(past.plan([NOV], twice)).rows[-1].id, planned(past.plan([NOV], twice)).left_out) == (1, 1)
    ticked = planned(past.plan([NOV], replace(twice, allowed=frozenset([RowId(1), RowId(2)]))))
    assert (len(ticked.rows), ticked.repeated) == (2, 1)
    again = OpenPlan(sheet_of(item("a", 2), item("x", 4, 12)), TODAY, allowed=frozenset([RowId(1), RowId(2)]))
    assert past.plan([NOV], again) == Hindered(Hindrance.REPEATS, rows=1)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("unknown", Hindrance.DOUBT),
        ("lost row", Hindrance.DOUBT),
        ("struck", Hindrance.DOUBT),
        ("sent again", Hindrance.DOUBT),
        ("claimed", Hindrance.CLAIMED),
        ("claimed row", Hindrance.CLAIMED),
        ("error", Hindrance.FAILED),
        ("planned", Hindrance.UNFINISHED),
        ("accepted", Hindrance.UNFINISHED),
        ("deleting", Hindrance.UNFINISHED),
    ],
)
def test_what_is_not_certain_comes_first(past: Past, what: str, why: Hindrance) -> None:
    past.imported([item("a", 1)])
    journal, run = past.journal, past.planned([item("b", 2), item("c", 3)])
    if what in ("unknown", "claimed", "sent again"):
        attempt = journal.begin(run, 1, "ab")
        journal.doubt(attempt, Cause.SILENT)
        if what == "claimed":
            journal.claim(attempt, "анна")
        if what == "sent again":
            journal.settle(past.accept(run, journal.send_again(attempt, "анна")))
    elif what != "planned":
        attempt = past.accept(run, 1)
        if what == "error":
            journal.fail(attempt)
        elif what == "struck":
            journal.strike(attempt)
        elif what != "accepted":
            journal.settle(attempt, frozenset([RowId(2)]) if what.endswith("row") else frozenset())
        if what == "claimed row":
            journal.claim(attempt, "анна")
        if what == "deleting":
            journal.delete([attempt], DeleteReason.UNDO)
    rows = 0 if why is Hindrance.UNFINISHED else 2
    plan = OpenPlan(sheet_of(item("a", 5), item("b", 6)), TODAY)
    assert past.plan([NOV], plan) == Hindered(why, run, rows)
    elsewhere = past.plan([DEC], plan)
    assert elsewhere == (Hindered(why, run) if why is Hindrance.UNFINISHED else Hindered(Hindrance.NOTHING))


def test_another_history_than_the_plan_was_judged_against_forbids_it(past: Past) -> None:
    past.imported([item("a", 1)])
    seen = past.journal.history(HERE)
    past.imported([item("z", 1, 12)])
    plan = OpenPlan(sheet_of(item("a", 2)), TODAY)
    assert plan_replacement(past.journal, HERE, [NOV], seen, plan) == Hindered(Hindrance.CHANGED)
    assert plan_replacement(past.journal, HERE, [NOV], History(), plan) == Hindered(Hindrance.CHANGED)


# for random imports and plans

ITEMS = st.builds(
    item, st.sampled_from("abcd"), st.integers(1, 3), st.integers(10, 12), st.sampled_from(["Клики", "CPC"])
)
IMPORTS = st.lists(st.lists(st.lists(ITEMS, min_size=1, max_size=4), min_size=1, max_size=4), min_size=1, max_size=3)
MONTHS = st.lists(st.sampled_from([(2026, 10), NOV, DEC]), min_size=1, max_size=3, unique=True)


def going_by_hand(plan: OpenPlan, history: History) -> list[tuple[int, Item]]:
    """What the window would send if the plan was opened anew after the deletions."""
    sheet = PlanSheet(plan.rows, today=plan.today, history=history)
    sheet.set_aside(plan.aside)
    sent = {ready.id for ready in sheet.sendable()}
    ticked = {ready.id for ready in sheet.sendable(repeats=True)} & plan.allowed
    return [(one.id, one.item) for one in sheet.sendable(repeats=True) if one.id in (sent | ticked) - plan.aside]


@settings(max_examples=150)
@given(st.data(), IMPORTS, MONTHS)
def test_it_is_what_one_would_do_by_hand(
    data: st.DataObject, imports: list[list[list[Item]]], months: list[tuple[int, int]]
) -> None:
    held = [one for batches in imports for batch in batches for one in batch]
    kept = data.draw(st.lists(st.sampled_from(held), max_size=20))
    rows = sheet_of(*kept, *data.draw(st.lists(ITEMS, max_size=8)))
    ids = st.frozensets(st.sampled_from([row.id for row in rows]), max_size=2) if rows else st.just(frozenset())
    plan = OpenPlan(rows, TODAY, aside=data.draw(ids), allowed=data.draw(ids))
    with new_past() as past:
        for batches in imports:
            past.imported(*batches)
        found = past.plan(months, plan)
        concerned = {
            ReplacedBatch(run, number): batch
            for run, batches in enumerate(imports, 1)
            for number, batch in enumerate(batches, 1)
            if any(one.month in months for one in batch)
        }
        for batch in concerned:
            past.delete(batch)
        history = past.journal.history(HERE)
    going = going_by_hand(plan, history)
    deleted = Counter(one for batch in concerned.values() for one in batch)
    beside = Counter({one: times for one, times in deleted.items() if one.month not in months})
    new = Counter(one for _, one in going)
    if isinstance(found, Hindered):
        match found.why:
            case Hindrance.NOTHING:
                assert not concerned or not going
            case Hindrance.LOST:
                assert found.rows == (beside - new).total() > 0
            case why:
                assert why is Hindrance.REPEATS
                sheet = PlanSheet(rows, today=TODAY, history=history)
                assert any(sheet.severity(id) is Severity.REPEAT and sheet.was_sent(id) for id in plan.allowed)
        return
    assert found.replaces == tuple(sorted(concerned))
    assert [(row.id, row.item) for row in found.rows] == going
    assert found.deleted == deleted.total() == found.same + found.changed + found.gone + found.beside
    assert found.left_out + len(found.rows) == len(rows)
    after = Counter(held) - deleted + new
    for one, times in Counter(held).items():
        assert one.month in months or after[one] >= times, "nothing of another month is lost"
    in_months = Counter({one: times for one, times in after.items() if one.month in months})
    assert in_months == Counter({one: times for one, times in new.items() if one.month in months})
    gone = deleted - beside - new
    keys = Counter(one.key for one in (deleted - beside).elements())
    new_keys = Counter(one.key for one in new.elements())
    assert found.same == ((deleted - beside) & new).total()
    assert found.gone == (keys - new_keys).total()
    assert found.changed == gone.total() - found.gone
    assert found.fresh == (new_keys - Counter(one.key for one in deleted.elements())).total()
