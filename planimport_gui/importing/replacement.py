"""What it would take to replace months of a project by an open plan. Nothing is changed here, and nothing asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from planimport_gui.facts.records import (
    AttemptRecord,
    AttemptState,
    BatchRecord,
    NewRun,
    PlannedRow,
    Project,
    ReplacedBatch,
    RowFate,
    RunRecord,
)
from planimport_gui.importing.agenda import standing
from planimport_gui.importing.batches import cut
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.history import History, MonthKey, SentItem
from planimport_gui.plan.problems import Code, Problem, Severity
from planimport_gui.plan.repeats import imported_before
from planimport_gui.plan.row import Item, ItemKey, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet

Month = tuple[int, int]
"""Year and month."""


class Past(Protocol):
    """What was sent: of ``RunJournal`` what is needed here. Raises the journal's failures."""

    def runs(self) -> tuple[RunRecord, ...]: ...

    def batches(self, run: int) -> tuple[BatchRecord, ...]: ...

    def items(self, run: int, rows: Sequence[RowId]) -> tuple[Item, ...]: ...

    def row_fates(self, run: int, batch: int | None = None) -> Mapping[RowId, RowFate]: ...

    def history(self, project: Project) -> History: ...


class Hindrance(StrEnum):
    """Why months cannot be replaced; each has a sentence under ``ui.replace.not.<code>`` in texts/."""

    CHANGED = "changed"
    """The journal no longer says what it said when the plan was judged."""
    ERRORS = "errors"
    """Rows with errors, or refused by the service: their earlier selves would be deleted, and nothing be sent."""
    REPEATS = "repeats"
    """Repeats that are meant to go although they stand in what is not replaced: they would be there twice."""
    NOTHING = "nothing"
    """There is nothing to delete, or nothing to send."""
    UNFINISHED = "unfinished"
    """An import into the project is not finished."""
    DOUBT = "doubt"
    CLAIMED = "claimed"
    """Imported on the user's word: there is no number to delete it by."""
    FAILED = "failed"
    """The service could not import it; what of it is there nobody knows."""
    LOST = "lost"
    """Rows of other months are in the same batches, and the plan does not have them."""


@dataclass(frozen=True, slots=True)
class Hindered:
    """Nothing can be replaced. ``run`` is the import it is about, if it is about one; ``rows`` and ``months`` those."""

    why: Hindrance
    run: int = 0
    rows: int = 0
    months: tuple[Month, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """The rows of a plan and what was decided about them, as in a ``Document``."""

    rows: tuple[PlanRow, ...]
    today: date
    date_order: DateOrder | None = None
    aside: frozenset[RowId] = frozenset()
    allowed: frozenset[RowId] = frozenset()
    """Repeats that go all the same."""
    refused: frozenset[RowId] = frozenset()
    """Rows the service refused that nobody has changed since."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """All batches with a row in ``months`` are deleted, then ``rows`` are sent.

    Of the ``deleted`` rows ``same`` go again as they were, ``changed`` with another value, ``beside`` as they were
    though of other months, and ``gone`` are in the plan no more. ``fresh`` of those sent take the place of none;
    ``repeated`` of them stand twice in the plan and go at the user's word. ``seen`` is what the journal says,
    ``before`` as in ``NewRun``.
    """

    project: Project
    months: tuple[Month, ...]
    replaces: tuple[ReplacedBatch, ...]
    rows: tuple[PlannedRow, ...]
    seen: History
    left_out: int
    before: int
    deleted: int
    same: int
    changed: int
    gone: int
    beside: int
    repeated: int

    @property
    def fresh(self) -> int:
        return len(self.rows) - self.same - self.changed - self.beside

    def new_run(self, file: str, sheet: str, digest: str) -> NewRun:
        """The run, batches cut; takes a while for many rows."""
        return NewRun(
            self.project, file, sheet, digest, self.rows, cut(self.rows), self.left_out, self.before, self.replaces
        )


def plan_replacement(
    past: Past, project: Project, months: Collection[Month], seen: History, plan: OpenPlan
) -> Replacement | Hindered:
    """What replacing ``months`` of a project takes, or why it cannot be. Takes a while; changes nothing.

    ``seen`` is the history the plan was judged against. Only whole batches can be deleted, so those with a row in
    the months go whole, and their rows of other months must be in the plan.
    """
    found = _find(past, project, frozenset(months))
    if isinstance(found, Hindered):
        return found
    history = past.history(project)
    without = _without(history, found.sent)
    if history != seen or without is None:
        return Hindered(Hindrance.CHANGED)
    going = _going(plan, without)
    if isinstance(going, Hindered):
        return going
    return _compare(project, tuple(sorted(set(months))), found, going, history)


@dataclass(frozen=True, slots=True)
class _Found:
    """The batches to be deleted, and with the run of each the items that they hold."""

    replaces: tuple[ReplacedBatch, ...]
    sent: tuple[tuple[int, Item], ...]


def _find(past: Past, project: Project, months: frozenset[Month]) -> _Found | Hindered:
    replaces: list[ReplacedBatch] = []
    sent: list[tuple[int, Item]] = []
    runs = [run for run in past.runs() if (run.project.address, run.project.site) == (project.address, project.site)]
    for run in runs:
        if run.unfinished:
            return Hindered(Hindrance.UNFINISHED, run.id)
    for run in runs:
        totals = run.totals
        if not (totals.imported or totals.pending or totals.failed or totals.unknown):
            continue
        fates = past.row_fates(run.id)
        items = dict(zip(fates, past.items(run.id, tuple(fates)), strict=True))
        for batch in past.batches(run.id):
            there = standing(batch)
            concerned = [row for row in batch.rows if items[row].month in months]
            if not there or not concerned:
                continue
            why = _hindrance(batch, there, fates)
            if why is not None:
                return Hindered(why, run.id, len(concerned))
            replaces.append(ReplacedBatch(run.id, batch.number))
            sent += [(run.id, items[row]) for _ in there for row in batch.rows]
    return _Found(tuple(sorted(replaces)), tuple(sent)) if replaces else Hindered(Hindrance.NOTHING)


def _hindrance(batch: BatchRecord, there: Iterable[AttemptRecord], fates: Mapping[RowId, RowFate]) -> Hindrance | None:
    """Why a batch cannot be deleted and sent anew with certainty, if so."""
    states = {attempt.state for attempt in there}
    of_rows = {fates[row] for row in batch.rows}
    if AttemptState.CLAIMED in states or RowFate.CLAIMED in of_rows:
        return Hindrance.CLAIMED
    if states - {AttemptState.SUCCESS, AttemptState.ERROR} or RowFate.UNKNOWN in of_rows:
        return Hindrance.DOUBT
    if AttemptState.ERROR in states:
        return Hindrance.FAILED
    sure = all(attempt.log_id is not None and not attempt.struck for attempt in there)
    return None if sure else Hindrance.DOUBT


def _without(history: History, sent: Iterable[tuple[int, Item]]) -> History | None:
    """The history without these items; ``None`` where it does not have them all as imported."""
    items: dict[ItemKey, tuple[SentItem, ...]] = dict(history.items)
    touched: set[MonthKey] = set()
    for run, item in sent:
        entries = list(items.get(item.key, ()))
        at = next((n for n, one in enumerate(entries) if (one.run, one.value) == (run, item.value)), None)
        if at is None or not entries[at].imported:
            return None
        del entries[at]
        if entries:
            items[item.key] = tuple(entries)
        else:
            del items[item.key]
        touched.add((item.type, item.name, *item.month))
    sums = {month: value for month, value in history.sums.items() if month not in touched}
    for key, left in items.items():
        month = (key.type, key.name, key.date_from.year, key.date_from.month)
        if month in touched:
            sums[month] = sums.get(month, 0) + sum(one.value for one in left)
    return History(items, sums, history.open)


@dataclass(frozen=True, slots=True)
class _Going:
    rows: tuple[PlannedRow, ...]
    left_out: int
    before: int
    repeated: int


def _going(plan: OpenPlan, history: History) -> _Going | Hindered:
    """The rows of the plan that go once only ``history`` is there; the same as if it was judged then and sent."""
    sheet = PlanSheet(plan.rows, today=plan.today, history=history, date_order=plan.date_order)
    sheet.set_aside(plan.aside)
    rows: list[PlannedRow] = []
    errors = doubled = before = repeated = 0
    for id in sheet.ids:
        if id in plan.aside:
            continue
        severity, item = sheet.severity(id), sheet.item(id)
        if item is None or severity is Severity.ERROR or id in plan.refused:
            errors += 1
            continue
        if severity is Severity.REPEAT:
            problems = sheet.verdict(id).problems
            if id not in plan.allowed:
                before += imported_before(problems)
                continue
            doubled += _was_sent(problems)
            repeated += 1
        origin = sheet.row(id).origin
        rows.append(PlannedRow(id, item, *((origin.row, origin.column) if origin else ())))
    if errors:
        return Hindered(Hindrance.ERRORS, rows=errors)
    if doubled:
        return Hindered(Hindrance.REPEATS, rows=doubled)
    if not rows:
        return Hindered(Hindrance.NOTHING)
    return _Going(tuple(rows), len(sheet) - len(rows), before, repeated)


def _was_sent(problems: Iterable[Problem]) -> bool:
    return any(problem.code is Code.PLAN_SENT for problem in problems)


def _compare(
    project: Project, months: tuple[Month, ...], found: _Found, going: _Going, history: History
) -> Replacement | Hindered:
    """Old and new rows as multisets: rows are told apart by what they say."""
    new = Counter(row.item for row in going.rows)
    old = Counter(item for _, item in found.sent if item.month in months)
    beside = Counter(item for _, item in found.sent if item.month not in months)
    if lost := beside - new:
        return Hindered(Hindrance.LOST, rows=lost.total(), months=tuple(sorted({item.month for item in lost})))
    changed = (_by_key(old - new) & _by_key(new - old)).total()
    same = (old & new).total()
    return Replacement(
        project,
        months,
        found.replaces,
        going.rows,
        history,
        going.left_out,
        going.before,
        deleted=len(found.sent),
        same=same,
        changed=changed,
        gone=old.total() - same - changed,
        beside=beside.total(),
        repeated=going.repeated,
    )


def _by_key(items: Counter[Item]) -> Counter[ItemKey]:
    counted: Counter[ItemKey] = Counter()
    for item, times in items.items():
        counted[item.key] += times
    return counted
